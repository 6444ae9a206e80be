namespace RetentionMetrics.Csv;

/// <summary>Proposes which kind of fact a file holds: the most particular one whose columns are all there.</summary>
internal static class KindGuess
{
    // A file of subscriptions could be read as activities, too, but hardly the other way round.
    private static readonly FactKind[] Order = [FactKind.Referrals, FactKind.Subscriptions, FactKind.Ratings, FactKind.Transactions, FactKind.Spend, FactKind.Tenures, FactKind.Activities];

    public static Proposal<FactKind> Guess(IReadOnlyList<KindProposal> kinds, FactKind given)
    {
        KindProposal Of(FactKind kind) => kinds.First(k => k.Kind == kind);
        if (given != FactKind.Unknown)
            return new(given, Certainty.Certain, "it was given");

        foreach (FactKind kind in Order)
        {
            KindProposal proposal = Of(kind);
            int needed = KindRoles.Needed(kind).Length;
            if (!proposal.IsComplete || proposal.Named < needed || !IsPlausible(proposal, Of))
                continue;
            ColumnRole[] unclear = [.. Unclear(proposal)];
            string reason = $"its columns name {Words(kind)}";
            return unclear.Length == 0
                ? new(kind, Certainty.Certain, reason)
                : new(kind, Certainty.Likely, $"{reason}, though {string.Join(", ", unclear.Select(KindRoles.Word))} could be in another column");
        }

        foreach (FactKind kind in new[] { FactKind.Transactions, FactKind.Spend, FactKind.Activities, FactKind.Ratings })
        {
            KindProposal proposal = Of(kind);
            // Two roles by content alone would make activities of any file with a date.
            if (!proposal.IsComplete || (kind == FactKind.Activities && proposal.Named == 0))
                continue;
            bool isAmbiguous = KindRoles.Needed(kind).Any(r => proposal.Roles.GetValueOrDefault(r)?.Certainty == Certainty.Ambiguous);
            return new(kind, isAmbiguous ? Certainty.Ambiguous : Certainty.Likely, $"its columns can hold {Words(kind)}, though not all of their names say so");
        }

        KindProposal nearest = Order.Select(Of).OrderByDescending(k => (double)k.Roles.Keys.Count(r => Array.IndexOf(KindRoles.Needed(k.Kind), r) >= 0) / KindRoles.Needed(k.Kind).Length).First();
        return new(FactKind.Unknown, Certainty.Ambiguous, $"no kind of fact has all its columns; nearest are {nearest.Kind.ToString().ToLowerInvariant()}, for which there is none for {string.Join(", ", nearest.Missing.Select(KindRoles.Word))}");
    }

    /// <summary>Of kinds that share names the one that is rarely meant needs more.</summary>
    private static bool IsPlausible(KindProposal proposal, Func<FactKind, KindProposal> of)
    {
        KindProposal transactions = of(FactKind.Transactions);
        bool IsClear(KindProposal kind, ColumnRole role) => kind.Roles.GetValueOrDefault(role) is { } found && RoleNames.Fit(found.Value, role) > RoleNames.Part;
        return proposal.Kind switch
        {
            FactKind.Referrals => IsClear(proposal, ColumnRole.ReferrerId),
            // A shop's export may have a score or a note beside its amounts; a start and an end may be those of a stay in a hotel.
            FactKind.Ratings => IsClear(proposal, ColumnRole.Rating) && !(transactions.IsComplete && transactions.Named == 3 && IsClear(transactions, ColumnRole.Amount)),
            // What could be an amount beside a customer and a day makes it a purchase, unless another column says what was done.
            FactKind.Activities => !transactions.IsComplete || proposal.Roles.ContainsKey(ColumnRole.Kind),
            FactKind.Subscriptions => IsClear(proposal, ColumnRole.Start) && IsClear(proposal, ColumnRole.End),
            _ => true,
        };
    }

    private static IEnumerable<ColumnRole> Unclear(KindProposal proposal) =>
        KindRoles.Needed(proposal.Kind).Where(r => proposal.Roles.GetValueOrDefault(r) is { Certainty: not Certainty.Certain });

    private static string Words(FactKind kind) => string.Join(", ", KindRoles.Needed(kind).Select(KindRoles.Word));
}
