using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Promises;

/// <summary>What a file of transactions holds by the documented rules, told by <see cref="PlainCsv"/>, <see cref="PlainValues"/>.</summary>
internal static partial class PlainTransactions
{
    /// <summary>The outcome, or <see langword="null"/> where the rules leave it open.</summary>
    public static Outcome? Read(byte[] file, CsvOptions options)
    {
        var csv = new PlainCsv(file, options.MaxRecordBytes, options.UndoInjectionGuard);
        PlainCsv.Record header;
        int blank = -1;
        do
        {
            if (csv.Ended)
                return Outcome.Refused("no header");
            header = csv.Next((byte)',', 0); // a line of tabs is blank even where tabs are to be the delimiter: there is no header in it
            blank++;
        }
        while (header.IsBlank);
        if (header.Fault == ErrorCodes.RecordTooLong)
            return csv.HasEdge ? null : Outcome.Refused("header");

        List<(byte Delimiter, string[] Names)> fitting = [];
        foreach (byte delimiter in options.Delimiter is { } d ? [(byte)d] : ",;\t|"u8.ToArray())
        {
            csv.Return(header);
            PlainCsv.Record split = csv.Next(delimiter, 0);
            string[] columns = split.Fault is null ? [.. split.Fields.Select(f => Text(f, options))] : [];
            if (Array.IndexOf(columns, "customer_id") >= 0 && Array.IndexOf(columns, "date") >= 0 && Array.IndexOf(columns, "amount") >= 0)
                fitting.Add((delimiter, columns));
        }

        if (csv.HasEdge || fitting.Count > 1)
            return null;
        if (fitting.Count == 0)
            return Outcome.Refused("header");
        (byte found, string[] names) = fitting[0];
        if (names.Count(n => n is "customer_id" or "date" or "amount" or "order_id" or "channel") != names.Distinct(StringComparer.Ordinal).Count(n => n is "customer_id" or "date" or "amount" or "order_id" or "channel"))
            return Outcome.Refused("header");
        csv.Return(header);
        _ = csv.Next(found, 0);
        Outcome outcome = ReadRecords(csv, found, names, options, blank);
        return csv.HasEdge ? null : outcome;
    }

    /// <summary>A header that cannot be used is one fault, whatever its code: which of several is named first is not part of the promise.</summary>
    public static string FileFault(string code) => code == ErrorCodes.NoHeader ? "no header" : "header";

    private static Outcome ReadRecords(PlainCsv csv, byte delimiter, string[] names, CsvOptions options, int blank)
    {
        List<Transaction> facts = [];
        List<string> rejects = [];
        int record = blank;
        while (!csv.Ended)
        {
            PlainCsv.Record r = csv.Next(delimiter, names.Length);
            record++;
            string? code = r.Fault;
            int field = r.FaultField;
            if (r.IsBlank)
                blank++;
            else if (code is null && TryRead(r, names, options, out Transaction fact, out code, out field))
                facts.Add(fact);
            else
                rejects.Add(Outcome.Show(r.Line, r.EndLine, record, r.Offset, field < 0 ? null : field + 1, field >= 0 && field < names.Length ? names[field] : null, code!));
        }

        string counts = string.Create(CultureInfo.InvariantCulture, $"{record} read, {facts.Count} kept, {rejects.Count} rejected, {blank} blank lines, 0 blank answers");
        return new Outcome(null, [.. facts.Select(Outcome.Show)], Outcome.Summarize(facts), rejects, counts);
    }

    private static bool TryRead(PlainCsv.Record r, string[] names, CsvOptions options, out Transaction fact, out string? code, out int field)
    {
        fact = default;
        string id = Text(r.Fields[field = Array.IndexOf(names, "customer_id")], options);
        code = ErrorCodes.EmptyId;
        if (id.Length == 0)
            return false;
        string day = Cell(r.Fields[field = Array.IndexOf(names, "date")], options);
        code = day.Length == 0 ? ErrorCodes.Blank : ErrorCodes.NotADate;
        if (!PlainValues.TryDate(day, out DateOnly date))
            return false;
        string number = Cell(r.Fields[field = Array.IndexOf(names, "amount")], options);
        code = number.Length == 0 ? ErrorCodes.Blank : !PlainNumber().IsMatch(number) ? ErrorCodes.NotANumber : ErrorCodes.NumberOutOfRange;
        if (code == ErrorCodes.Blank || code == ErrorCodes.NotANumber || !PlainValues.TryExact(number, out decimal amount))
            return false;
        fact = new Transaction(id, date, amount, Optional("order_id"), Optional("channel"));
        code = null;
        return true;

        string? Optional(string name) => Array.IndexOf(names, name) is >= 0 and var at ? Text(r.Fields[at], options) : null;
    }

    private static string Cell(byte[] field, CsvOptions options)
    {
        string text = Encoding.UTF8.GetString(field);
        return options.TrimCells ? text.Trim(' ', '\t') : text;
    }

    private static string Text(byte[] field, CsvOptions options)
    {
        string text = Cell(field, options);
        return options.UndoInjectionGuard && Guarded().IsMatch(text) ? text[1..] : text;
    }

    [GeneratedRegex(@"^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\z")]
    private static partial Regex PlainNumber();

    [GeneratedRegex("^'+[-=+@\\t\\r\\n\\0＝＋－＠]")]
    private static partial Regex Guarded();
}
