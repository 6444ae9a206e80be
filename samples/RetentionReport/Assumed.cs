using RetentionMetrics.Csv;

namespace RetentionReport;

/// <summary>Files that were given without saying what they are: each is profiled, and what was assumed is reported.</summary>
internal static class Assumed
{
    /// <summary>The option of each kind of file that the report takes.</summary>
    private static readonly Dictionary<FactKind, string> Files = new()
    {
        [FactKind.Transactions] = "transactions",
        [FactKind.Subscriptions] = "subscriptions",
        [FactKind.Activities] = "activities",
        [FactKind.Ratings] = "ratings",
        [FactKind.Spend] = "spend",
        [FactKind.Referrals] = "referrals",
    };

    /// <summary>The name of a kind as an option, without its dashes.</summary>
    public static string NameOf(FactKind kind) => Files[kind];

    /// <summary>Profiles each file and adds it to the options as what it looks like. What an option says is not guessed.</summary>
    /// <param name="options">What the other options say.</param>
    /// <param name="exports">The files.</param>
    /// <param name="named">The columns and the date format that options name for a kind of file.</param>
    /// <returns>The options with the files.</returns>
    public static ReportOptions Take(ReportOptions options, IReadOnlyCollection<string> exports, Func<FactKind, ProfileOptions> named)
    {
        // With one file, options that name columns of one kind say what it is.
        FactKind[] meant = [.. Files.Keys.Where(k => named(k).Columns.Count > 0)];
        FactKind said = exports.Count == 1 && meant is [FactKind only] && FileOf(options, only) is null ? only : FactKind.Unknown;
        foreach (string export in exports)
        {
            CsvProfile profile = Profile(export, said, named);
            FactKind kind = profile.Kind.Value;
            if (profile.WhyNot(kind) is { } why)
                throw new UsageException($"{profile.Source}, taken for {Files[kind]}: {why}{(profile.HasHeader.Value ? Hint(kind) : "")}");
            if (FileOf(options, kind) is { } other)
                throw new UsageException($"{Path.GetFileName(other)} and {profile.Source} are both {Files[kind]}; the report takes one file of each kind");
            options = With(options, kind, export, profile) with { Assumed = [.. options.Assumed, profile] };
        }

        return options;
    }

    /// <summary>The option that names a role's column.</summary>
    public static string OptionOf(FactKind kind, ColumnRole role)
    {
        string word = role switch
        {
            ColumnRole.CustomerId => "customer-id",
            ColumnRole.OrderId => "order-id",
            ColumnRole.MonthlyAmount => "amount",
            ColumnRole.BilledAmount => "billed-amount",
            ColumnRole.BillingPeriod => "billing-period",
            ColumnRole.EndReason => "end-reason",
            ColumnRole.IsTrial => "is-trial",
            ColumnRole.NewCustomers => "new-customers",
            ColumnRole.ReferrerId => "referrer-id",
            ColumnRole.ReferredId => "referred-id",
            _ => role.ToString().ToLowerInvariant(),
        };
        return kind == FactKind.Transactions ? "--" + word : $"--{Files[kind]}-{word}";
    }

    private static CsvProfile Profile(string export, FactKind said, Func<FactKind, ProfileOptions> named)
    {
        if (Directory.Exists(export))
            throw new UsageException($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(export))} is a folder, not a file");
        CsvProfile profile = CsvProfile.Of(export);
        // A named column that is not there says nothing of the file, unless nothing else does.
        bool isSaid = said != FactKind.Unknown && !profile.Columns.IsEmpty
            && (profile.Kind.Value == FactKind.Unknown || named(said).Columns.Values.All(name => profile.Columns.Any(c => c.Name == name)));
        FactKind kind = isSaid ? said : profile.Kind.Value;
        if (kind == FactKind.Unknown)
            throw new UsageException($"{profile.Source}: {profile.Kind.Reason}{Seen(profile)}; say what it is, such as --transactions {profile.Source} --customer-id COLUMN --date COLUMN --amount COLUMN");
        if (!Files.ContainsKey(kind))
        {
            throw new UsageException($"{profile.Source} looks like {kind.ToString().ToLowerInvariant()}, which the report does not take");
        }

        ProfileOptions known = named(kind);
        return known.Columns.Count == 0 && known.Read == CsvOptions.Default && profile.Kind.Value == kind ? profile : CsvProfile.Of(export, known);
    }

    private static string Seen(CsvProfile profile) =>
        profile.Columns.IsEmpty ? "" : $"; the columns are {string.Join(", ", profile.Columns.Take(30).Select(c => $"'{c.Name}'"))}";

    private static string Hint(FactKind kind) => kind switch
    {
        FactKind.Transactions => "; name columns with --customer-id, --date and --amount",
        FactKind.Subscriptions => "; name columns with --subscriptions-customer-id, --subscriptions-start, --subscriptions-end and --subscriptions-amount",
        FactKind.Ratings => "; name the column with --ratings-rating",
        FactKind.Spend => "; name columns with --spend-channel, --spend-date and --spend-amount",
        FactKind.Referrals => "; name columns with --referrals-referrer-id and --referrals-date",
        _ => "; name columns with --activities-customer-id and --activities-date",
    };

    private static string? FileOf(ReportOptions options, FactKind kind) => kind switch
    {
        FactKind.Transactions => options.Transactions,
        FactKind.Subscriptions => options.Subscriptions,
        FactKind.Activities => options.Activities,
        FactKind.Ratings => options.Ratings,
        FactKind.Spend => options.Spend,
        _ => options.Referrals,
    };

    private static ReportOptions With(ReportOptions options, FactKind kind, string file, CsvProfile profile) => kind switch
    {
        FactKind.Transactions => options with { Transactions = file, TransactionColumns = profile.Transactions! },
        FactKind.Subscriptions => options with { Subscriptions = file, SubscriptionColumns = profile.Subscriptions! },
        FactKind.Activities => options with { Activities = file, ActivityColumns = profile.Activities! },
        FactKind.Ratings => options with { Ratings = file, RatingColumns = profile.Ratings! },
        FactKind.Spend => options with { Spend = file, SpendColumns = profile.Spend! },
        _ => options with { Referrals = file, ReferralColumns = profile.Referrals! },
    };
}
