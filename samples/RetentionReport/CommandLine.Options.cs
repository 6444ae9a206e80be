using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using RetentionMetrics.Csv;

namespace RetentionReport;

/// <summary>Every option once, with its help.</summary>
internal static partial class CommandLine
{
    private static readonly Argument<string[]> Exports = new("export")
    {
        Description = "Files of any export, each of another kind: what it holds and how it is written is proposed from its contents, and the report says what it assumed. Options below still win",
        HelpName = "EXPORT",
        Arity = ArgumentArity.ZeroOrMore,
    };

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
    private static readonly Option<string?> SubscriptionsAmount = Column("--subscriptions-amount", "monthly_amount: what it brings a month");
    private static readonly Option<string?> SubscriptionsBilledAmount = Column("--subscriptions-billed-amount", "what is billed each billing period, instead of an amount a month");
    private static readonly Option<string?> SubscriptionsIsTrial = Column("--subscriptions-is-trial", "is_trial, if there");
    private static readonly Option<string?> SubscriptionsProduct = Column("--subscriptions-product", "product, if there");
    private static readonly Option<string?> SubscriptionsBillingPeriod = Column("--subscriptions-billing-period", "billing_period, if there: day, week, month, quarter or year");
    private static readonly Option<string?> SubscriptionsEndReason = Column("--subscriptions-end-reason", "end_reason, if there: voluntary or involuntary");
    private static readonly Option<string?> SubscriptionsState = Column("--subscriptions-state", "state, if there: paid, trial or paused");
    private static readonly Option<string?> SubscriptionsDateFormat = Format("--subscriptions-date-format");

    private static readonly Option<string?> Activities = File("--activities", "Logins, visits or uses, a row each");
    private static readonly Option<string?> ActivitiesCustomerId = Column("--activities-customer-id", "customer_id");
    private static readonly Option<string?> ActivitiesDate = Column("--activities-date", "date");
    private static readonly Option<string?> ActivitiesKind = Column("--activities-kind", "kind, if there");
    private static readonly Option<string?> ActivitiesDateFormat = Format("--activities-date-format");
    private static readonly Option<string?> ValueKind = new("--value-kind") { Description = "The kind of activity that first brings a customer value [default: login]", HelpName = "KIND" };

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
    private static readonly Option<string?> SpendKind = Column("--spend-kind", "kind, if there: advertising, salaries, tools or other");
    private static readonly Option<string?> SpendPurpose = Column("--spend-purpose", "purpose, if there: acquisition or retention");
    private static readonly Option<string?> SpendDateFormat = Format("--spend-date-format");
    private static readonly Option<int?> CacLag = Whole("--cac-lag", "Months from spending to winning: customers are set against the spend of so many months before [default: 0]");

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
    private static readonly Option<int?> HighTouch = Whole("--high-touch-capacity", "Customers that people can look after closely [default: 1 in 20]");
    private static readonly Option<int?> LowTouch = Whole("--low-touch-capacity", "Customers that people can look after now and then [default: 1 in 5]");
    private static readonly Option<double> HighTouchCost = Number("--high-touch-cost", "What looking after one customer closely costs up to the horizon [default: 0]", v => v is >= 0 and <= 1e12, "from 0 to 1e12");
    private static readonly Option<double> LowTouchCost = Number("--low-touch-cost", "What looking after one customer now and then costs up to the horizon [default: 0]", v => v is >= 0 and <= 1e12, "from 0 to 1e12");
    private static readonly Option<double> HighTouchUplift = Number("--high-touch-uplift", "Share of the value at risk that close care keeps, 0 to 1: from a test of your own [default: 0]", v => v is >= 0 and <= 1, "from 0 to 1");
    private static readonly Option<double> LowTouchUplift = Number("--low-touch-uplift", "Share of the value at risk that care now and then keeps, 0 to 1 [default: 0]", v => v is >= 0 and <= 1, "from 0 to 1");
    private static readonly Option<string?> LastPlan = new("--last-plan") { Description = "The --csv of the last report: its touch tiers decide ties, and more with --touch-hysteresis", HelpName = "FILE" };
    private static readonly Option<string> TouchBy = Choice("--touch-by", "What ranks customers for the touch tiers: their lifetime value, or how much of it is at risk [default: value]", "value", "risk");
    private static readonly Option<double> Hysteresis = Number("--touch-hysteresis", "How much more, as a share, another customer must be worth to take the place of one who has it by the last plan [default: 0]", v => v is >= 0 and < 1, "at least 0 and less than 1");
    private static readonly Option<string?> Json = new("--json") { Description = "Write all results to this file", HelpName = "OUT" };
    private static readonly Option<string?> Csv = new("--csv") { Description = "Write a row per customer to this file", HelpName = "OUT" };

    private static readonly Option<string?> HtmlPage = new("--html") { Description = "Write one page for people to this file: figures, pictures, who is slipping away and who gets which touch", HelpName = "OUT" };
    private static readonly Option<string> Language = Choice("--language", "Language of the page: en or ja [default: en]", "en", "ja");
    private static readonly Option<string?> Currency = new("--currency") { Description = "What stands after amounts on the page, such as EUR [default: nothing]", HelpName = "LABEL" };

    private static IEnumerable<Option> All() =>
    [
        .. Groups().SelectMany(group => group),
        TouchBy, ValueKind, CacLag, AsOf, CalibrationEnd, Unit, Horizon, Margin, Discount, HighTouch, LowTouch, HighTouchCost, LowTouchCost, HighTouchUplift, LowTouchUplift, Json, Csv,
    ];

    // Each file's option and what goes with it.
    private static Option[][] Groups() =>
    [
        [Transactions, CustomerId, Date, Amount, OrderId, Channel, DateFormat, Refunds, ZeroAmounts],
        [Subscriptions, SubscriptionsCustomerId, SubscriptionsStart, SubscriptionsEnd, SubscriptionsAmount, SubscriptionsBilledAmount, SubscriptionsIsTrial, SubscriptionsProduct, SubscriptionsBillingPeriod, SubscriptionsEndReason, SubscriptionsState, SubscriptionsDateFormat],
        [Activities, ActivitiesCustomerId, ActivitiesDate, ActivitiesKind, ActivitiesDateFormat],
        [Ratings, RatingsRating, RatingsCustomerId, RatingsDate, RatingsSegment, RatingsDateFormat],
        [Spend, SpendChannel, SpendDate, SpendAmount, SpendNewCustomers, SpendKind, SpendPurpose, SpendDateFormat],
        [Referrals, ReferralsReferrerId, ReferralsDate, ReferralsReferredId, ReferralsDateFormat],
        [LastPlan, Hysteresis],
        [HtmlPage, Language, Currency],
    ];

    // What options say of the columns of a kind of file, for its profile.
    private static ProfileOptions Named(ParseResult p, FactKind kind)
    {
        (ColumnRole Role, Option<string?> Option)[] columns = kind switch
        {
            FactKind.Transactions => [(ColumnRole.CustomerId, CustomerId), (ColumnRole.Date, Date), (ColumnRole.Amount, Amount), (ColumnRole.OrderId, OrderId), (ColumnRole.Channel, Channel)],
            FactKind.Subscriptions =>
            [
                (ColumnRole.CustomerId, SubscriptionsCustomerId), (ColumnRole.Start, SubscriptionsStart), (ColumnRole.End, SubscriptionsEnd), (ColumnRole.MonthlyAmount, SubscriptionsAmount), (ColumnRole.BilledAmount, SubscriptionsBilledAmount),
                (ColumnRole.IsTrial, SubscriptionsIsTrial), (ColumnRole.Product, SubscriptionsProduct), (ColumnRole.BillingPeriod, SubscriptionsBillingPeriod), (ColumnRole.EndReason, SubscriptionsEndReason), (ColumnRole.State, SubscriptionsState),
            ],
            FactKind.Activities => [(ColumnRole.CustomerId, ActivitiesCustomerId), (ColumnRole.Date, ActivitiesDate), (ColumnRole.Kind, ActivitiesKind)],
            FactKind.Ratings => [(ColumnRole.Rating, RatingsRating), (ColumnRole.CustomerId, RatingsCustomerId), (ColumnRole.Date, RatingsDate), (ColumnRole.Segment, RatingsSegment)],
            FactKind.Spend => [(ColumnRole.Channel, SpendChannel), (ColumnRole.Date, SpendDate), (ColumnRole.Amount, SpendAmount), (ColumnRole.NewCustomers, SpendNewCustomers), (ColumnRole.Kind, SpendKind), (ColumnRole.Purpose, SpendPurpose)],
            _ => [(ColumnRole.ReferrerId, ReferralsReferrerId), (ColumnRole.Date, ReferralsDate), (ColumnRole.ReferredId, ReferralsReferredId)],
        };
        Option<string?> format = kind switch
        {
            FactKind.Transactions => DateFormat,
            FactKind.Subscriptions => SubscriptionsDateFormat,
            FactKind.Activities => ActivitiesDateFormat,
            FactKind.Ratings => RatingsDateFormat,
            FactKind.Spend => SpendDateFormat,
            _ => ReferralsDateFormat,
        };
        try
        {
            return new ProfileOptions
            {
                Kind = kind,
                Columns = columns.Where(c => p.GetValue(c.Option) is not null).ToImmutableDictionary(c => c.Role, c => p.GetValue(c.Option)!),
                Read = new CsvOptions { DateFormat = p.GetValue(format) },
            };
        }
        catch (ArgumentException)
        {
            throw new UsageException($"{format.Name} '{p.GetValue(format)}' does not determine a day: it needs yyyy, MM and dd.");
        }
    }

    private static Option<string?> File(string name, string what) => new(name) { Description = what, HelpName = "FILE" };

    private static Option<string?> Column(string name, string usual) => new(name) { Description = $"Name of this column [default: {usual}]", HelpName = "COLUMN" };

    private static Option<string?> Format(string name) => new(name) { Description = "How dates are written, such as dd/MM/yyyy [default: yyyy-MM-dd, with or without a time]", HelpName = "FORMAT" };

    private static Option<int?> Whole(string name, string what)
    {
        var option = new Option<int?>(name) { Description = what, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) && n < 0)
                result.AddError($"{name} must be at least 0.");
        });
        return option;
    }

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
