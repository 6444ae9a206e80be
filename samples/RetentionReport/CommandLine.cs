using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>The command line: every option once, with its help.</summary>
internal static class CommandLine
{
    public const int Failed = 2;

    private const int MaxYears = 100;

    private static readonly Option<string?> Transactions = File("--transactions", "Purchases and refunds, a CSV row each");
    private static readonly Option<string?> CustomerId = Column("--customer-id", "customer_id");
    private static readonly Option<string?> Date = Column("--date", "date");
    private static readonly Option<string?> Amount = Column("--amount", "amount");
    private static readonly Option<string?> OrderId = Column("--order-id", "order_id, if there");
    private static readonly Option<string?> Channel = Column("--channel", "channel, if there");
    private static readonly Option<string?> DateFormat = Format("--date-format");
    private static readonly Option<string> Refunds = Choice("--refunds", "Negative amounts: left out, or taken off their order, or off the customer's latest purchases [default: order if there is an order id, else ignore]", "ignore", "order", "customer");
    private static readonly Option<string> ZeroAmounts = Choice("--zero-amounts", "Orders that cost nothing: purchases, or left out [default: ignore with --refunds ignore, else count]", "count", "ignore");

    private static readonly Option<string?> Subscriptions = File("--subscriptions", "Subscriptions, a row each");
    private static readonly Option<string?> SubscriptionsCustomerId = Column("--subscriptions-customer-id", "customer_id");
    private static readonly Option<string?> SubscriptionsStart = Column("--subscriptions-start", "start");
    private static readonly Option<string?> SubscriptionsEnd = Column("--subscriptions-end", "end: first day no longer in force, blank while none is known");
    private static readonly Option<string?> SubscriptionsAmount = Column("--subscriptions-amount", "monthly_amount");
    private static readonly Option<string?> SubscriptionsIsTrial = Column("--subscriptions-is-trial", "is_trial, if there");
    private static readonly Option<string?> SubscriptionsDateFormat = Format("--subscriptions-date-format");

    private static readonly Option<string?> Activities = File("--activities", "Logins, visits or uses, a row each");
    private static readonly Option<string?> ActivitiesCustomerId = Column("--activities-customer-id", "customer_id");
    private static readonly Option<string?> ActivitiesDate = Column("--activities-date", "date");
    private static readonly Option<string?> ActivitiesDateFormat = Format("--activities-date-format");

    private static readonly Option<string?> Ratings = File("--ratings", "Answers 0-10 to 'would you recommend us?', a row each; blank is no answer");
    private static readonly Option<string?> RatingsRating = Column("--ratings-rating", "rating");
    private static readonly Option<string?> RatingsCustomerId = Column("--ratings-customer-id", "customer_id, if there");
    private static readonly Option<string?> RatingsDate = Column("--ratings-date", "date, if there");
    private static readonly Option<string?> RatingsSegment = Column("--ratings-segment", "segment, if there");
    private static readonly Option<string?> RatingsDateFormat = Format("--ratings-date-format");

    private static readonly Option<string?> Spend = File("--spend", "Marketing spend, a row a channel and day or month");
    private static readonly Option<string?> SpendChannel = Column("--spend-channel", "channel");
    private static readonly Option<string?> SpendDate = Column("--spend-date", "date");
    private static readonly Option<string?> SpendAmount = Column("--spend-amount", "amount");
    private static readonly Option<string?> SpendNewCustomers = Column("--spend-new-customers", "new_customers, if there: the platform's own count, used when the transactions have no channel");
    private static readonly Option<string?> SpendDateFormat = Format("--spend-date-format");

    private static readonly Option<string?> Referrals = File("--referrals", "Invitations, a row each");
    private static readonly Option<string?> ReferralsReferrerId = Column("--referrals-referrer-id", "referrer_id");
    private static readonly Option<string?> ReferralsDate = Column("--referrals-date", "date");
    private static readonly Option<string?> ReferralsReferredId = Column("--referrals-referred-id", "referred_id, if there");
    private static readonly Option<string?> ReferralsDateFormat = Format("--referrals-date-format");

    private static readonly Option<DateOnly?> AsOf = Day("--as-of", "The last day to look at, inclusive [default: the last day in the files]");
    private static readonly Option<DateOnly?> CalibrationEnd = Day("--calibration-end", "Fit the models on purchases up to this day and compare them with what came after; customers are still scored at the as-of date");
    private static readonly Option<string> Unit = Choice("--unit", "Unit of time of the models [default: week]", "day", "week", "month");
    private static readonly Option<double> Horizon = Number("--horizon", "How far ahead the models look, in the unit [default: a year]", v => v > 0, "greater than 0");
    private static readonly Option<double> Margin = Number("--gross-margin", "Share of revenue that is kept, 0 to 1 [default: 1]", v => v is >= 0 and <= 1, "from 0 to 1");
    private static readonly Option<double> Discount = Number("--discount-rate", "Discount rate a year, such as 0.1 [default: 0.1]", v => v >= 0, "at least 0");
    private static readonly Option<int?> HighTouch = new("--high-touch-capacity") { Description = "Customers that people can look after closely [default: 1 in 20]", HelpName = "N" };
    private static readonly Option<int?> LowTouch = new("--low-touch-capacity") { Description = "Customers that people can look after now and then [default: 1 in 5]", HelpName = "N" };
    private static readonly Option<string?> Json = new("--json") { Description = "Write all results to this file", HelpName = "OUT" };
    private static readonly Option<string?> Csv = new("--csv") { Description = "Write a row per customer to this file", HelpName = "OUT" };

    /// <summary>Parses the command line. After <c>--help</c> or <c>--version</c> there is nothing left to do, and the exit code is given.</summary>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out ReportOptions? options, out int exitCode)
    {
        options = null;
        var root = new RootCommand("Reports on a shop's customers: RFM, lifetime value, CAC, churn, cohorts, MRR, NPS, referrals, touch tiers and who is slipping away. "
            + "Give at least one file; without any, a built-in simulated shop is reported on.");
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

    private static IEnumerable<Option> All() =>
    [
        .. Groups().SelectMany(group => group),
        AsOf, CalibrationEnd, Unit, Horizon, Margin, Discount, HighTouch, LowTouch, Json, Csv,
    ];

    // Each file's option and what goes with it.
    private static Option[][] Groups() =>
    [
        [Transactions, CustomerId, Date, Amount, OrderId, Channel, DateFormat, Refunds, ZeroAmounts],
        [Subscriptions, SubscriptionsCustomerId, SubscriptionsStart, SubscriptionsEnd, SubscriptionsAmount, SubscriptionsIsTrial, SubscriptionsDateFormat],
        [Activities, ActivitiesCustomerId, ActivitiesDate, ActivitiesDateFormat],
        [Ratings, RatingsRating, RatingsCustomerId, RatingsDate, RatingsSegment, RatingsDateFormat],
        [Spend, SpendChannel, SpendDate, SpendAmount, SpendNewCustomers, SpendDateFormat],
        [Referrals, ReferralsReferrerId, ReferralsDate, ReferralsReferredId, ReferralsDateFormat],
    ];

    private static ReportOptions ToOptions(ParseResult p)
    {
        foreach (Option<int?> capacity in new[] { HighTouch, LowTouch })
        {
            if (p.GetValue(capacity) < 0)
                throw new UsageException($"{capacity.Name} must be at least 0.");
        }

        foreach (Option[] group in Groups())
        {
            // A column of a file that was not given is a slip of the keyboard.
            if (p.GetResult(group[0]) is null && Array.Find(group, o => p.GetResult(o) is { Implicit: false }) is { } orphan)
                throw new UsageException($"{orphan.Name} needs {group[0].Name}");
        }

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
                IsTrial = p.GetValue(SubscriptionsIsTrial),
            },
            Activities = p.GetValue(Activities),
            ActivityColumns = new() { CustomerId = p.GetValue(ActivitiesCustomerId) ?? "customer_id", Date = p.GetValue(ActivitiesDate) ?? "date" },
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
            },
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
            JsonOut = p.GetValue(Json),
            CsvOut = p.GetValue(Csv),
        };
        if (options.Horizon * unit.LengthInDays() > MaxYears * TimeUnit.Year.LengthInDays())
            throw new UsageException($"--horizon must be at most {MaxYears} years");
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

    private static Option<string?> File(string name, string what) => new(name) { Description = what, HelpName = "FILE" };

    private static Option<string?> Column(string name, string usual) => new(name) { Description = $"Name of this column [default: {usual}]", HelpName = "COLUMN" };

    private static Option<string?> Format(string name) => new(name) { Description = "How dates are written, such as dd/MM/yyyy [default: yyyy-MM-dd, with or without a time]", HelpName = "FORMAT" };

    private static Option<string> Choice(string name, string what, params string[] values)
    {
        var option = new Option<string>(name) { Description = what };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Option<DateOnly?> Day(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "yyyy-MM-dd",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                return day;
            result.AddError($"{name} must be a day such as 2026-06-30.");
            return null;
        },
    };

    private static Option<double> Number(string name, string what, Func<double, bool> isAllowed, string allowed) => new(name)
    {
        Description = what,
        HelpName = "NUMBER",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && double.IsFinite(v) && isAllowed(v))
                return v;
            result.AddError($"{name} must be a number {allowed}.");
            return 0;
        },
    };
}
