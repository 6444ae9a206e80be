using System.Globalization;

namespace RetentionMetrics.Tests;

/// <summary>All that becomes of a source, in a form that compares: each kept fact, each reject with its place, and the counts. A way to read that makes customers and no facts has no facts to compare.</summary>
internal sealed record Outcome(string? FileFault, IReadOnlyList<string>? Facts, IReadOnlyList<string>? Customers, IReadOnlyList<string> Rejects, string Counts)
{
    public static Outcome Refused(string code) => new(code, null, null, [], "");

    public static string Show(Transaction t) =>
        string.Create(CultureInfo.InvariantCulture, $"{t.CustomerId}|{t.Date:yyyy-MM-dd}|{Plain(t.Amount)}|{t.OrderId}|{t.Channel}");

    public static string Show(RejectedRecord r) => Show(r.Line, r.EndLine, r.Record, r.ByteOffset, r.Column, r.ColumnName, r.Code);

    public static string Show(long line, long endLine, long record, long byteOffset, int? column, string? name, string code) =>
        string.Create(CultureInfo.InvariantCulture, $"{code} line {line}-{endLine} record {record} byte {byteOffset} column {column} {name}");

    public static string Show(DataQuality q) =>
        string.Create(CultureInfo.InvariantCulture, $"{q.RecordsRead} read, {q.RecordsKept} kept, {q.RecordsRejected} rejected, {q.BlankLines} blank lines, {q.BlankAnswers} blank answers");

    /// <summary>Customers; money to 14 digits, because the nearest double of a decimal depends on how many zeros it ends with.</summary>
    public static IReadOnlyList<string> Show(CustomerBase customers) => [.. customers.Select(c => string.Create(
        CultureInfo.InvariantCulture,
        $"{c.Id}|{c.History.Frequency} {c.History.Recency} {c.History.Age} {c.History.Unit} {c.History.MeanSpend:G14}|{c.Rfm.DaysSinceLastPurchase} {c.Rfm.PurchaseCount} {c.Rfm.TotalSpend:G14}"))];

    /// <summary>The customers of facts, or <see langword="null"/> where a sum is beyond a decimal: that is an exception, as documented.</summary>
    public static IReadOnlyList<string>? Summarize(IEnumerable<Transaction> facts)
    {
        try
        {
            return Show(CustomerBase.Summarize(facts, PlainValues.Window));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The first difference, or <see langword="null"/>.</summary>
    public string? DifferenceFrom(Outcome expected)
    {
        if (FileFault != expected.FileFault)
            return $"file fault '{FileFault}', expected '{expected.FileFault}'";
        return Compare("fact", Facts, expected.Facts) ?? Compare("customer", Customers, expected.Customers) ?? Compare("reject", Rejects, expected.Rejects)
            ?? (Counts == expected.Counts ? null : $"counts '{Counts}', expected '{expected.Counts}'");
    }

    /// <summary>Promise 3 on an outcome that has facts: read = kept + rejected + blank, and as many facts and rejects as were counted.</summary>
    public bool IsConserved(DataQuality q) =>
        q.RecordsRead == q.RecordsKept + q.RecordsRejected + q.RecordsBlank && (Facts is null || Facts.Count == q.RecordsKept) && q.RejectedByCode.Values.Sum() == q.RecordsRejected;

    /// <summary>A decimal without trailing zeros: how many of them there are is not part of the value.</summary>
    private static string Plain(decimal amount) => (amount / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static string? Compare(string what, IReadOnlyList<string>? actual, IReadOnlyList<string>? expected)
    {
        if (actual is null || expected is null)
            return null;
        for (int i = 0; i < Math.Max(actual.Count, expected.Count); i++)
        {
            string a = i < actual.Count ? actual[i] : "(none)";
            string e = i < expected.Count ? expected[i] : "(none)";
            if (a != e)
                return $"{what} {i + 1} is '{a}', expected '{e}'";
        }

        return null;
    }
}
