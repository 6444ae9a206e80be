using RetentionMetrics;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>How each number is defined, and what the files were like.</summary>
internal sealed partial class Page
{
    // Each as the report counts it; docs/metrics/ has the formulas and their sources.
    private static readonly (string Term, string Meaning)[] Terms =
    [
        ("Customer", "Who bought at least once up to the last day of the report and was not wholly refunded. A quarter is 91 days, but for NPS and spend, which go by the calendar."),
        ("Revenue of the quarter", "What customers who are left after refunds brought in the last 91 days, against the 91 days before."),
        ("Active customers (share)", "Who bought within the last quarter, as a share of all customers. Two quarters hold mostly the same people; the test takes them for different ones and so is on the careful side."),
        ("RFM", "Days since the last purchase (R), number of purchases (F) and spend (M), each scored 1 to 5 by fifths of the customers, 5 the best. Segments are fixed ranges of the three scores."),
        ("Concentration", "The share of the revenue that the best customers bring. ABC: those who bring the first 80 % of it (A), the next 15 % (B) and the rest (C)."),
        ("Segment moves", "Customers by the segment of a quarter (91 days) ago and of now, both scored on the cuts of now, so that a move is the customer's and not the scale's. Who is new since has no segment before."),
        ("P(alive)", "The chance, by the BG/NBD model (Fader, Hardie and Lee 2005), that a customer still buys. It is 1 after a single purchase: look at the expected purchases, too."),
        ("Lifetime value", "What a customer is expected to bring from now up to the horizon, times the margin, discounted: BG/NBD for how often, Gamma-Gamma for how much. What was brought so far is not in it. The interval says how sure the models' parameters are (delta method), not how much customers differ. A quarter ago is scored by the same model, so that the change is the customers' and not the model's."),
        ("Value at risk", "What a customer would be worth who is surely still there, times the fraction that the strongest warning speaks of."),
        ("CAC", "Spend to win customers over the new customers of the same months. Fully loaded: all of it, with salaries and tools; blended: advertising alone over all new customers; paid: advertising over the customers of channels that have it. At the top stands the fully loaded CAC of the three whole calendar months up to the last with spend, months without spend among them, against the three before, by the interval of their ratio; in its chapter that of all months. Spend to keep customers is in none. Customers are taken for a Poisson count."),
        ("LTV:CAC", "What a channel's customers brought so far and are expected to bring up to the horizon, over what they cost."),
        ("Payback", "The month in which customers have brought what they cost, by gross profit discounted month by month. Customers are those won in months with spend that could be watched for twelve months, and the cost is their own fully loaded CAC, which is not that of all months; without purchases, subscribers are expected to stay by the retention curve, against the fully loaded CAC of all months."),
        ("Winning against keeping", "Spend of the last year to win customers over those who first bought in it, and spend to keep customers over those of a year ago who bought since."),
        ("Churn a month", "Subscribers lost over subscribers at the start of the month, from one month's last day to the next; twelve months are pooled. Wilson's interval."),
        ("Retention curve", "The share of subscribers still there after so many months, by Kaplan and Meier (1958): who is still there counts for as long as observed."),
        ("MRR, NRR and GRR", "What running subscriptions bring a month. Of what customers paid a year ago: NRR is what they pay now, GRR the same without upgrades. New and returning customers are in neither."),
        ("NPS", "Promoters (9 and 10) less detractors (0 to 6) in percent of all answers, −100 to 100. Adjusted Wald interval."),
        ("Referrals", "Invitations of people who became customers afterwards, of all invitations; who was a customer before is left out. K-factor: new customers by invitation for each customer."),
        ("Funnel", "Stages in any order: first purchase, second purchase, paid subscription, invitation. A stage is reached on the day by which it and all before it have happened."),
        ("Touch tiers", "High touch and low touch have as many places as were given; customers take them by rank. Tech touch has room for all others."),
        ("Health", "0 to 100, from expected purchases, silence against the own rhythm, spend against the own quarters and, where known, days since last seen and the latest answer. Weights are choices: --calibration-end shows whether they foretell anything."),
    ];

    // The codes' own reasons are English.
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        [ErrorCodes.FieldCount] = "the number of fields is not that of the header",
        [ErrorCodes.InvalidEncoding] = "not in the file's encoding",
        [ErrorCodes.NulCharacter] = "a NUL character",
        [ErrorCodes.StrayQuote] = "a stray quote",
        [ErrorCodes.TextAfterQuote] = "text after a closing quote",
        [ErrorCodes.UnclosedQuote] = "a quote that is never closed",
        [ErrorCodes.RecordTooLong] = "a row that is too long",
        [ErrorCodes.TornRecord] = "a row that breaks off",
        [ErrorCodes.Blank] = "a blank field",
        [ErrorCodes.NotADate] = "not a date",
        [ErrorCodes.NotANumber] = "not a number",
        [ErrorCodes.NumberOutOfRange] = "a number out of range",
        [ErrorCodes.NotABoolean] = "neither true nor false",
        [ErrorCodes.NotAWholeNumber] = "not a whole number",
        [ErrorCodes.UnknownWord] = "an unknown word",
        [ErrorCodes.SkippedTime] = "a time that the clock skipped",
        [ErrorCodes.EmptyId] = "no customer",
        [ErrorCodes.RatingOutOfRange] = "an answer that is not 0 to 10",
        [ErrorCodes.FractionalRating] = "an answer that is no whole number",
        [ErrorCodes.EndBeforeStart] = "an end before the start",
        [ErrorCodes.Negative] = "a negative number",
        [ErrorCodes.SelfReferral] = "an invitation of oneself",
    };

    private Chapter Definitions() => new("definitions", _text["Definitions"], _text["How is each number defined?"], _text["Practice differs on many of these; two reports agree only when their definitions do."], [])
    {
        Markup = [.. Terms.Select(t => (Html)$"<details><summary>{_text[t.Term]}</summary><p>{_text[t.Meaning]}</p></details>\n")],
    };

    private Chapter Quality()
    {
        List<RejectedRecord> first = [.. _report.Quality.SelectMany(q => q.FirstRejects)];
        var rejected = _report.Quality.SelectMany(q => q.RejectedByCode.Select(c => (q.Source, Code: c.Key, Count: c.Value))).ToList();
        long kept = _report.Quality.Sum(q => q.RecordsKept), read = _report.Quality.Sum(q => q.RecordsRead);
        return new Chapter("quality", _text["Data quality"], _text["How good are the data?"], _text.Say("{0} of {1} rows are kept; what is rejected is in no figure.", _text.Count(kept), _text.Count(read)),
        [
            Table("Files", [("file", false), ("read", true), ("kept", true), ("rejected", true), ("blank", true), ("after the last day", true)], _report.Quality.Select(q => new[]
            {
                q.Source, _text.Count(q.RecordsRead), _text.Count(q.RecordsKept), _text.Count(q.RecordsRejected), _text.Count(q.RecordsBlank), _text.Count(_report.AfterAsOf.GetValueOrDefault(KindOf(q))),
            })),
            .. rejected.Count == 0 ? Array.Empty<ViewPart>() :
            [
                Table("Rejected rows by reason", [("file", false), ("code", false), ("reason", false), ("rows", true), ("first at line", true), ("column", false)], rejected.Select(r =>
                {
                    RejectedRecord? at = first.Where(f => f.Source == r.Source && f.Code == r.Code).Select(f => (RejectedRecord?)f).FirstOrDefault();
                    return new[] { r.Source, r.Code, _text[Reasons.GetValueOrDefault(r.Code, "see the list of codes")], _text.Count(r.Count), at is { } a ? _text.Count(a.Line) : ViewText.Undefined, at?.ColumnName ?? ViewText.Undefined };
                })),
            ],
            .. Views(_report.Customers?.Base.Notes),
        ]);
    }

    // Rows after the as-of date are counted by the kind of file.
    private string KindOf(DataQuality quality)
    {
        ReportOptions o = _report.Options;
        return new[] { ("transactions", o.Transactions), ("subscriptions", o.Subscriptions), ("activities", o.Activities), ("ratings", o.Ratings), ("spend", o.Spend), ("referrals", o.Referrals) }
            .Where(f => Path.GetFileName(f.Item2) == quality.Source).Select(f => f.Item1).FirstOrDefault("");
    }

    private IEnumerable<string> Attention()
    {
        foreach (DataQuality q in _report.Quality.Where(q => q.RecordsRejected * 10 > q.RecordsRead))
            yield return _text.Say("Attention: {0} of {1} is rejected; all figures are of the rest.", _text.Percent((double)q.RecordsRejected / q.RecordsRead), q.Source);
        if (_report is { AsOf: { } asOf, LastDay: { } lastDay } && asOf.DayNumber - lastDay.DayNumber > 31)
            yield return _text.Say("Attention: the files end on {0}, {1} days before the report's last day; what looks like silence may be missing data.", _text.Date(lastDay), _text.Count(asOf.DayNumber - lastDay.DayNumber));
        foreach (var assumed in _report.Options.Assumed)
            yield return _text.Say("Assumed: {0} holds {1}. The report as text says what was assumed of its columns.", assumed.Source, _text[Assumed.NameOf(assumed.Kind.Value)]);
    }
}
