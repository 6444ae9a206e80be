using System.Runtime.InteropServices;
using RetentionMetrics;
using RetentionMetrics.Csv;

namespace RetentionReport;

/// <summary>The facts of all files that were given, and what was wrong with the rest. A list is null when its file was not given.</summary>
internal sealed class Inputs
{
    private readonly List<DataQuality> _quality = [];

    private readonly Dictionary<string, long> _afterAsOf = [];

    private readonly Dictionary<string, (DateOnly First, DateOnly Second)> _firstPurchases = new(StringComparer.Ordinal);

    public IReadOnlyList<DataQuality> Quality => _quality;

    /// <summary>Rows of each file that were read and kept, and left out because they lie after the as-of date.</summary>
    public IReadOnlyDictionary<string, long> AfterAsOf => _afterAsOf;

    public CustomerBaseBuilder? Transactions { get; private set; }

    /// <summary>Monthly cohorts of purchases, made on the same pass over the file as <see cref="Transactions"/>.</summary>
    public CohortTable? PurchaseCohorts { get; private set; }

    /// <summary>The touch tier of each customer in the last report.</summary>
    public IReadOnlyDictionary<string, string>? LastPlan { get; private set; }

    public List<Subscription>? Subscriptions { get; private set; }

    public List<Activity>? Activities { get; private set; }

    public List<Rating>? Ratings { get; private set; }

    public List<Spend>? Spend { get; private set; }

    public List<Referral>? Referrals { get; private set; }

    /// <summary>The last day in the files; null when they hold none. Ends of subscriptions do not count: they may lie ahead.</summary>
    public DateOnly? LastDay { get; private set; }

    /// <summary>Whether there is anything to report on.</summary>
    public bool HasFacts => LastDay is not null || Ratings is { Count: > 0 };

    public static Inputs Read(ReportOptions options, Progress progress)
    {
        var inputs = new Inputs();
        DateOnly end = options.AsOf ?? DateOnly.MaxValue; // facts after the as-of date have not happened yet
        if (options.Transactions is { } transactions)
        {
            using var reader = TransactionReader.Open(File(transactions), options.TransactionColumns, Csv("transactions"));
            var builder = new CustomerBaseBuilder(options.Summary);
            inputs.PurchaseCohorts = CohortTable.Build(inputs.Upto("transactions", progress.Rows("reading transactions", reader), end, t => t.Date, (in Transaction t) => inputs.AddPurchase(builder, t)), CalendarPeriod.Month, ActivityPart.Options);
            inputs.Transactions = builder;
            inputs._quality.Add(reader.Quality);
            inputs.LastDay = builder.Days?.Last;
        }

        if (options.Subscriptions is { } subscriptions)
        {
            using var reader = SubscriptionReader.Open(File(subscriptions), options.SubscriptionColumns, Csv("subscriptions"));
            inputs.Subscriptions = [.. inputs.Upto("subscriptions", progress.Rows("reading subscriptions", reader), end, s => s.Start)];
            inputs._quality.Add(reader.Quality);
        }

        if (options.Activities is { } activities)
        {
            using var reader = ActivityReader.Open(File(activities), options.ActivityColumns, Csv("activities"));
            inputs.Activities = [.. inputs.Upto("activities", progress.Rows("reading activities", reader), end, a => a.Date)];
            inputs._quality.Add(reader.Quality);
        }

        if (options.Ratings is { } ratings)
        {
            using var reader = RatingReader.Open(File(ratings), options.RatingColumns, Csv("ratings"));
            inputs.Ratings = [.. inputs.Upto("ratings", progress.Rows("reading ratings", reader), end, r => r.Date ?? DateOnly.MinValue)];
            inputs._quality.Add(reader.Quality);
        }

        if (options.Spend is { } spend)
        {
            using var reader = SpendReader.Open(File(spend), options.SpendColumns, Csv("spend"));
            inputs.Spend = [.. inputs.Upto("spend", progress.Rows("reading spend", reader), end, s => s.Date)];
            inputs._quality.Add(reader.Quality);
        }

        if (options.Referrals is { } referrals)
        {
            using var reader = ReferralReader.Open(File(referrals), options.ReferralColumns, Csv("referrals"));
            inputs.Referrals = [.. inputs.Upto("referrals", progress.Rows("reading referrals", reader), end, r => r.Date)];
            inputs._quality.Add(reader.Quality);
        }

        if (options.LastPlan is { } plan)
            inputs.LastPlan = LastPlanFile.Read(File(plan));

        // Purchases say best how far the data goes; without them, the latest of the others.
        inputs.LastDay ??= new[]
        {
            inputs.Subscriptions?.Select(s => s.Start).DefaultIfEmpty().Max(),
            inputs.Activities?.Select(a => a.Date).DefaultIfEmpty().Max(),
            inputs.Ratings?.Select(r => r.Date ?? default).DefaultIfEmpty().Max(),
            inputs.Spend?.Select(s => s.Date).DefaultIfEmpty().Max(),
            inputs.Referrals?.Select(r => r.Date).DefaultIfEmpty().Max(),
        }.Max() is { } day && day != default ? day : null;
        return inputs;

        CsvOptions Csv(string file)
        {
            if (options.Assumed.FirstOrDefault(p => RetentionReport.Assumed.NameOf(p.Kind.Value) == file) is { } profile)
                return profile.Options;
            try
            {
                return new CsvOptions { DateFormat = options.DateFormats.GetValueOrDefault(file) };
            }
            catch (ArgumentException)
            {
                string option = file == "transactions" ? "--date-format" : $"--{file}-date-format";
                throw new UsageException($"{option} '{options.DateFormats[file]}' does not determine a day: it needs yyyy, MM and dd.");
            }
        }
    }

    /// <summary>The second day on which a customer bought; null for who bought on one day only.</summary>
    public DateOnly? SecondPurchase(string customerId) =>
        _firstPurchases.TryGetValue(customerId, out var days) && days.Second < DateOnly.MaxValue ? days.Second : null;

    private void AddPurchase(CustomerBaseBuilder builder, in Transaction t)
    {
        builder.Add(t);
        if (t.Amount < 0)
            return;
        ref var days = ref CollectionsMarshal.GetValueRefOrAddDefault(_firstPurchases, t.CustomerId, out bool isKnown);
        if (!isKnown)
            days = (t.Date, DateOnly.MaxValue);
        else if (t.Date < days.First)
            days = (t.Date, days.First);
        else if (t.Date > days.First && t.Date < days.Second)
            days.Second = t.Date;
    }

    private delegate void See<T>(in T fact);

    private IEnumerable<T> Upto<T>(string file, IEnumerable<T> facts, DateOnly end, Func<T, DateOnly> date, See<T>? see = null)
    {
        foreach (T fact in facts)
        {
            if (date(fact) > end)
            {
                _afterAsOf[file] = _afterAsOf.GetValueOrDefault(file) + 1;
                continue;
            }

            see?.Invoke(fact);
            yield return fact;
        }
    }

    private static string File(string path) =>
        Directory.Exists(path) ? throw new UsageException($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))} is a folder, not a file") : path;
}
