using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>The command line, checked.</summary>
internal static partial class CommandLine
{
    public const int Failed = 2;

    private const int MaxYears = 100;

    /// <summary>Parses the command line. After <c>--help</c> or <c>--version</c> there is nothing left to do, and the exit code is given.</summary>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out ReportOptions? options, out int exitCode)
    {
        options = null;
        var root = new RootCommand("Reports on a shop's customers: RFM, lifetime value, CAC, churn, cohorts, MRR, NPS, referrals, a funnel, health, touch tiers and who is slipping away, as text and with --html as a page. "
            + "Give at least one file; without any, a built-in simulated shop is reported on.");
        root.Arguments.Add(Exports);
        foreach (Option option in All())
            root.Options.Add(option);
        ParseResult parsed = root.Parse(args);
        exitCode = 0;
        if (parsed.Errors.Count > 0)
            throw new UsageException(parsed.Errors[0].Message + " (--help lists the options)");
        if (parsed.Action is not null)
        {
            exitCode = parsed.Invoke(); // --help or --version
            return false;
        }

        options = ToOptions(parsed);
        return true;
    }

    private static ReportOptions ToOptions(ParseResult p)
    {
        string[] exports = p.GetValue(Exports) ?? [];
        if (exports.Length == 0)
            CheckOrphans(p, _ => false);

        TimeUnit unit = p.GetValue(Unit) switch { "day" => TimeUnit.Day, "month" => TimeUnit.Month, _ => TimeUnit.Week };
        var options = new ReportOptions
        {
            Transactions = p.GetValue(Transactions),
            TransactionColumns = new()
            {
                CustomerId = p.GetValue(CustomerId) ?? "customer_id",
                Date = p.GetValue(Date) ?? "date",
                Amount = p.GetValue(Amount) ?? "amount",
                OrderId = p.GetValue(OrderId),
                Channel = p.GetValue(Channel),
            },
            Subscriptions = p.GetValue(Subscriptions),
            SubscriptionColumns = new()
            {
                CustomerId = p.GetValue(SubscriptionsCustomerId) ?? "customer_id",
                Start = p.GetValue(SubscriptionsStart) ?? "start",
                End = p.GetValue(SubscriptionsEnd) ?? "end",
                MonthlyAmount = p.GetValue(SubscriptionsAmount) ?? "monthly_amount",
                BilledAmount = p.GetValue(SubscriptionsBilledAmount),
                IsTrial = p.GetValue(SubscriptionsIsTrial),
                Product = p.GetValue(SubscriptionsProduct),
                BillingPeriod = p.GetValue(SubscriptionsBillingPeriod),
                EndReason = p.GetValue(SubscriptionsEndReason),
                State = p.GetValue(SubscriptionsState),
            },
            Activities = p.GetValue(Activities),
            ActivityColumns = new() { CustomerId = p.GetValue(ActivitiesCustomerId) ?? "customer_id", Date = p.GetValue(ActivitiesDate) ?? "date", Kind = p.GetValue(ActivitiesKind) },
            ValueKind = p.GetValue(ValueKind) ?? "login",
            Ratings = p.GetValue(Ratings),
            RatingColumns = new()
            {
                Value = p.GetValue(RatingsRating) ?? "rating",
                CustomerId = p.GetValue(RatingsCustomerId),
                Date = p.GetValue(RatingsDate),
                Segment = p.GetValue(RatingsSegment),
            },
            Spend = p.GetValue(Spend),
            SpendColumns = new()
            {
                Channel = p.GetValue(SpendChannel) ?? "channel",
                Date = p.GetValue(SpendDate) ?? "date",
                Amount = p.GetValue(SpendAmount) ?? "amount",
                NewCustomers = p.GetValue(SpendNewCustomers),
                Kind = p.GetValue(SpendKind),
                Purpose = p.GetValue(SpendPurpose),
            },
            CacLag = p.GetValue(CacLag) ?? 0,
            Referrals = p.GetValue(Referrals),
            ReferralColumns = new()
            {
                ReferrerId = p.GetValue(ReferralsReferrerId) ?? "referrer_id",
                Date = p.GetValue(ReferralsDate) ?? "date",
                ReferredId = p.GetValue(ReferralsReferredId),
            },
            DateFormats = new Dictionary<string, string?>
            {
                ["transactions"] = p.GetValue(DateFormat),
                ["subscriptions"] = p.GetValue(SubscriptionsDateFormat),
                ["activities"] = p.GetValue(ActivitiesDateFormat),
                ["ratings"] = p.GetValue(RatingsDateFormat),
                ["spend"] = p.GetValue(SpendDateFormat),
                ["referrals"] = p.GetValue(ReferralsDateFormat),
            },
            Summary = new()
            {
                Refunds = p.GetValue(Refunds) switch
                {
                    "ignore" => RefundPolicy.Ignore,
                    "order" => RefundPolicy.NetToOrder,
                    "customer" => RefundPolicy.NetToCustomer,
                    _ => RefundPolicy.Automatic,
                },
                // Who leaves refunds out looks at paid orders only.
                ZeroAmounts = (p.GetValue(ZeroAmounts) ?? p.GetValue(Refunds)) == "ignore" ? RetentionMetrics.ZeroAmounts.Ignore : RetentionMetrics.ZeroAmounts.Count,
            },
            AsOf = p.GetValue(AsOf),
            CalibrationEnd = p.GetValue(CalibrationEnd),
            Unit = unit,
            Horizon = p.GetResult(Horizon) is null ? unit switch { TimeUnit.Day => 365, TimeUnit.Month => 12, _ => 52 } : p.GetValue(Horizon),
            LifetimeValue = new()
            {
                GrossMargin = p.GetResult(Margin) is null ? 1 : p.GetValue(Margin),
                AnnualDiscountRate = p.GetResult(Discount) is null ? 0.1 : p.GetValue(Discount),
            },
            HighTouchCapacity = p.GetValue(HighTouch),
            LowTouchCapacity = p.GetValue(LowTouch),
            HighTouchCost = (decimal)p.GetValue(HighTouchCost),
            LowTouchCost = (decimal)p.GetValue(LowTouchCost),
            HighTouchUplift = p.GetValue(HighTouchUplift),
            LowTouchUplift = p.GetValue(LowTouchUplift),
            LastPlan = p.GetValue(LastPlan),
            TouchByRisk = p.GetValue(TouchBy) == "risk",
            TouchHysteresis = p.GetValue(Hysteresis),
            JsonOut = p.GetValue(Json),
            CsvOut = p.GetValue(Csv),
            HtmlOut = p.GetValue(HtmlPage),
            Language = p.GetValue(Language) ?? "en",
            Currency = p.GetValue(Currency),
        };
        if (options.Horizon * unit.LengthInDays() > MaxYears * TimeUnit.Year.LengthInDays())
            throw new UsageException($"--horizon must be at most {MaxYears} years");
        if (exports.Length > 0)
        {
            options = Assumed.Take(options, exports, kind => Named(p, kind));
            CheckOrphans(p, file => options.Assumed.Any(a => "--" + Assumed.NameOf(a.Kind.Value) == file));
        }

        bool isBuiltIn = new[] { options.Transactions, options.Subscriptions, options.Activities, options.Ratings, options.Spend, options.Referrals }.All(f => f is null);
        if (!isBuiltIn)
            return options;

        string Shop(string file) => Path.Combine(AppContext.BaseDirectory, "shop", file);
        return options with
        {
            IsBuiltIn = true,
            Transactions = Shop("transactions.csv"),
            Subscriptions = Shop("subscriptions.csv"),
            Activities = Shop("activities.csv"),
            Ratings = Shop("ratings.csv"),
            Spend = Shop("spend.csv"),
            Referrals = Shop("referrals.csv"),
        };
    }

    // A column of a file that was not given is a slip of the keyboard.
    private static void CheckOrphans(ParseResult p, Func<string, bool> isAssumed)
    {
        foreach (Option[] group in Groups())
        {
            if (p.GetResult(group[0]) is null && !isAssumed(group[0].Name) && Array.Find(group, o => p.GetResult(o) is { Implicit: false }) is { } orphan)
                throw new UsageException($"{orphan.Name} needs {group[0].Name}");
        }
    }
}
