using System.Globalization;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>The report for people.</summary>
internal static partial class TextView
{
    public static void Write(Report report, TextWriter output)
    {
        string source = report.Options.IsBuiltIn ? " of the built-in simulated shop" : "";
        output.WriteLine(Text($"Retention report{source}{(report.AsOf is { } day ? Text($", as of {day:yyyy-MM-dd}") : "")}"));
        AssumedOf(report, output);
        DataQuality(report, output);
        Rfm(report, output);
        LifetimeValue(report, output);
        Acquisition(report, output);
        Churn(report, output);
        Cohorts(report, output);
        Mrr(report, output);
        Nps(report, output);
        Referrals(report, output);
        Funnel(report, output);
        Health(report, output);
        Touch(report, output);
        SlippingAway(report, output);
    }

    private static void DataQuality(Report report, TextWriter output)
    {
        Title(output, "Data quality");
        var table = new TextTable("file", "read", "kept", "rejected", "blank");
        foreach (DataQuality q in report.Quality)
            table.Add(q.Source, Count(q.RecordsRead), Count(q.RecordsKept), Count(q.RecordsRejected), Count(q.RecordsBlank));
        table.Write(output);
        foreach (DataQuality q in report.Quality)
        {
            const int Shown = 5;
            foreach (RejectedRecord reject in q.FirstRejects.Take(Shown))
                output.WriteLine("  " + TextTable.Printable(reject.ToString()));
            if (q.RecordsRejected > Shown)
                output.WriteLine(Text($"  and {Count(q.RecordsRejected - Shown)} more in {q.Source}"));
        }

        foreach (DataQuality q in report.Quality.Where(q => q.RecordsRejected * 10 > q.RecordsRead))
            output.WriteLine(Text($"  ATTENTION: {Percent((double)q.RecordsRejected / q.RecordsRead)} of {q.Source} is rejected; all figures are of the rest"));
        if (report is { AsOf: { } asOf, LastDay: { } lastDay } && asOf.DayNumber - lastDay.DayNumber > 31)
            output.WriteLine(Text($"  ATTENTION: the files end on {lastDay:yyyy-MM-dd}, {Count(asOf.DayNumber - lastDay.DayNumber)} days before the as-of date; what looks like silence may be missing data"));
        foreach ((string file, long rows) in report.AfterAsOf)
            output.WriteLine(Text($"  {file}: {Count(rows)} rows after the as-of date are left out"));
        if (report.Customers?.Base.Notes is not { } notes)
            return;
        if (notes.Refunds > 0)
            output.WriteLine(Text($"  refunds: {Count(notes.Refunds)}, {Policy(notes.RefundPolicy)}"));
        if (notes.UnmatchedRefunds > 0)
            output.WriteLine(Text($"  {Count(notes.UnmatchedRefunds)} of the refunds, {Money(notes.UnmatchedRefundAmount)} in all, matched no purchase and are not taken off"));
        if (notes.IgnoredZeroAmounts > 0)
            output.WriteLine(Text($"  orders that cost nothing, left out: {Count(notes.IgnoredZeroAmounts)}"));
    }

    private static string Absent(string? file) => file is null ? "  not given" : "  given, but without a usable row";

    private static void Title(TextWriter output, string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    private static string Policy(RefundPolicy policy) => policy switch
    {
        RefundPolicy.Ignore => "left out",
        RefundPolicy.NetToOrder => "taken off their orders",
        _ => "taken off the customer's latest purchases",
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Count(long? n) => n?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    private static string Money(decimal? amount) => amount?.ToString("N2", CultureInfo.InvariantCulture) ?? "-";

    private static string Money(double? amount) => Number(amount, "N2");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Percent(double? share) => share is { } s ? Hundredths(s) + " %" : "-";

    private static string WholePercent(double? share) => share is { } s ? Hundredths(s, "P0") + "%" : "-";

    private static string Signed(double? share) => share is { } s ? (s > 0 ? "+" : "") + Hundredths(s) + " %" : "-";

    // The one place where shares are rounded, as the page rounds them: 100 times a share can be a half that the share is not.
    private static string Hundredths(double share, string format = "P1") => share.ToString(format, CultureInfo.InvariantCulture).TrimEnd('%', ' ');

    private static string PValue(double? p) => p is not { } value ? "-" : value < 0.001 ? "below 0.001" : value.ToString("0.000", CultureInfo.InvariantCulture);

    // What a test says, in words: 5 % is the usual line.
    private static string Verdict(double? p) => p is not { } value ? "cannot be compared" : value < 0.05 ? "more than chance" : "may be chance";

    private static string Range(Estimate? estimate, string format) =>
        estimate is { } e ? Number(e.Lower, format) + " to " + (e.Upper is null ? "?" : Number(e.Upper, format)) : "-";

    private static string Interval(Estimate? estimate) =>
        estimate is { Lower: { } lower, Upper: { } upper } ? Text($"{Hundredths(lower)} to {Hundredths(upper)} %") : "-";
}
