using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>Proposes which column has which role when the file is read as one kind of fact: by names first, and for the needed roles by contents when no name fits.</summary>
internal sealed class RoleGuess(IReadOnlyList<ColumnFacts> columns, bool hasHeader, ProfileOptions options)
{
    private readonly HashSet<string> _repeated = columns.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1 || string.IsNullOrWhiteSpace(g.Key)).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);

    public KindProposal Propose(FactKind kind)
    {
        ColumnRole[] needed = KindRoles.Needed(kind), all = [.. needed, .. KindRoles.Optional(kind)];
        var roles = new Dictionary<ColumnRole, Proposal<string>>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        string? unknown = Given(all, roles, taken);
        int named = roles.Keys.Count(r => Array.IndexOf(needed, r) >= 0);
        named += ByName(kind, all, needed, roles, taken);
        foreach (ColumnRole role in needed)
        {
            if (!roles.ContainsKey(role) && ByContent(kind, role, taken) is { } found)
            {
                roles[role] = found;
                taken.Add(found.Value);
            }
        }

        if (kind == FactKind.Subscriptions && roles.ContainsKey(ColumnRole.MonthlyAmount))
            roles.Remove(ColumnRole.BilledAmount);
        bool isBilled = kind == FactKind.Subscriptions && roles.ContainsKey(ColumnRole.BilledAmount) && roles.ContainsKey(ColumnRole.BillingPeriod);
        ColumnRole[] missing = [.. needed.Where(r => !roles.ContainsKey(r) && !(isBilled && r == ColumnRole.MonthlyAmount))];
        string? whyNot = unknown ?? (missing.Length > 0 ? Missing(missing) : !hasHeader ? NoHeader(roles) : null);
        return new KindProposal(kind, roles, missing, named + (isBilled ? 1 : 0), whyNot);
    }

    private string? Given(ColumnRole[] all, Dictionary<ColumnRole, Proposal<string>> roles, HashSet<string> taken)
    {
        string? unknown = null;
        foreach (ColumnRole role in all)
        {
            if (options.Columns.GetValueOrDefault(role) is not { } name)
                continue;
            roles[role] = new(name, Certainty.Certain, "it was given");
            taken.Add(name);
            if (name.Length > 0 && !columns.Any(c => c.Name == name))
                unknown ??= $"there is no column '{name}', which was given for {KindRoles.Word(role)}; the columns are {Seen()}";
        }

        return unknown;
    }

    /// <summary>The best pairs of role and name first; each column has one role.</summary>
    private int ByName(FactKind kind, ColumnRole[] all, ColumnRole[] needed, Dictionary<ColumnRole, Proposal<string>> roles, HashSet<string> taken)
    {
        if (!hasHeader)
            return 0;
        var pairs = new List<(int Fit, int Order, ColumnRole Role, ColumnFacts Column)>();
        for (int i = 0; i < all.Length; i++)
        {
            foreach (ColumnFacts column in columns)
            {
                if (!_repeated.Contains(column.Name) && RoleNames.Fit(column.Name, all[i]) is > 15 and int fit && (RoleContent.Suits(column, all[i], kind) || (column.Cells == 0 && fit > RoleNames.Part)))
                    pairs.Add((fit, i, all[i], column));
            }
        }

        pairs.Sort((a, b) => a.Fit != b.Fit ? b.Fit.CompareTo(a.Fit) : a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Column.Place.CompareTo(b.Column.Place));
        int named = 0;
        foreach ((int fit, _, ColumnRole role, ColumnFacts column) in pairs)
        {
            bool isNeeded = Array.IndexOf(needed, role) >= 0 || role == ColumnRole.BilledAmount;
            // A part of a name is enough for what is needed; a needless column is read only when its name is clear.
            if (roles.ContainsKey(role) || taken.Contains(column.Name) || (!isNeeded && fit <= RoleNames.Part))
                continue;
            ColumnFacts[] rivals = [.. pairs.Where(p => p.Role == role && p.Column != column && !taken.Contains(p.Column.Name) && p.Fit > RoleNames.Part == fit > RoleNames.Part).Select(p => p.Column)];
            roles[role] = Named(role, fit, column, rivals, pairs.Exists(p => p.Role == role && p.Column != column && p.Fit == fit));
            taken.Add(column.Name);
            named += Array.IndexOf(needed, role) >= 0 ? 1 : 0;
        }

        return named;
    }

    private static Proposal<string> Named(ColumnRole role, int fit, ColumnFacts column, ColumnFacts[] rivals, bool isTied)
    {
        string others = rivals.Length == 0 ? "" : $"; {string.Join(", ", rivals.Take(3).Select(c => $"'{c.Name}'"))} could be meant, too";
        string what = $"its name is {(fit > RoleNames.Part ? "one" : "like one")} for {KindRoles.Word(role)}, and it holds {RoleContent.Describe(column)}";
        Certainty certainty = fit <= RoleNames.Part ? isTied ? Certainty.Ambiguous : Certainty.Likely
            : rivals.Length == 0 ? Certainty.Certain : Certainty.Likely;
        if (role == ColumnRole.Rating && column.Numbers.Max <= 5)
            return new(column.Name, Certainty.Ambiguous, what + "; no answer is above 5: is the scale 0 to 10?" + others);
        return new(column.Name, certainty, what + others);
    }

    private Proposal<string>? ByContent(FactKind kind, ColumnRole role, HashSet<string> taken)
    {
        ColumnFacts[] free = [.. columns.Where(c => !taken.Contains(c.Name) && !_repeated.Contains(c.Name))];
        ColumnFacts[] fit = (kind, role) switch
        {
            (FactKind.Transactions or FactKind.Activities, ColumnRole.CustomerId) => [.. free.Where(RoleContent.IsLikeCustomers).OrderByDescending(c => c.Distinct)],
            (FactKind.Transactions or FactKind.Activities or FactKind.Spend or FactKind.Referrals, ColumnRole.Date) => [.. free.Where(c => c.Content == CellContent.Date)],
            (FactKind.Transactions, ColumnRole.Amount) => RoleContent.LikeAmounts(free),
            (FactKind.Ratings, ColumnRole.Rating) when options.Kind == kind => [.. free.Where(c => RoleContent.Suits(c, role, kind))],
            _ => [],
        };
        if (fit.Length == 0)
            return null;
        string others = string.Join(", ", fit.Skip(1).Take(3).Select(c => $"'{c.Name}'"));
        string holds = RoleContent.Describe(fit[0]);
        return fit.Length == 1
            ? new(fit[0].Name, Certainty.Likely, $"no name says so, but it is the only column that could hold {KindRoles.Word(role)}: it holds {holds}")
            : new(fit[0].Name, Certainty.Ambiguous, $"no name says so; it holds {holds}, but {others} could be meant as well");
    }

    private string Missing(ColumnRole[] missing)
    {
        string what = $"no column was found for {string.Join(", ", missing.Select(KindRoles.Word))}";
        foreach (ColumnFacts column in columns)
        {
            if (hasHeader && column.Dates.HasTwoDigitYears)
                what += $"; '{column.Name}' seems to hold dates with two digits of the year, which do not say the century";
        }

        return $"{what}; the columns are {Seen()}";
    }

    private string NoHeader(Dictionary<ColumnRole, Proposal<string>> roles)
    {
        string header = string.Join(options.Read.Delimiter ?? ',', columns.Take(20).Select(c => roles.FirstOrDefault(r => r.Value.Value == c.Name) is { Value: not null } found ? KindRoles.UsualName(found.Key) : c.Name.Replace(' ', '_')));
        return $"the first record does not name the columns, and readers find columns by name: put a line such as {header} before it";
    }

    private string Seen()
    {
        const int Shown = 30;
        string seen = string.Join(", ", columns.Take(Shown).Select(c => $"'{c.Name}' ({RoleContent.Word(c.Content)})"));
        return columns.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $"{seen} and {columns.Count - Shown} more") : seen;
    }
}
