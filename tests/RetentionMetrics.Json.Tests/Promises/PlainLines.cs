using System.Globalization;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Promises;

/// <summary>What a source of JSON Lines holds by the documented rules, told by <see cref="PlainJson"/> line by line.</summary>
internal static class PlainLines
{
    private static readonly string[] Names = ["customerId", "date", "amount", "orderId", "channel"];

    public static Outcome Read(byte[] file, JsonOptions options)
    {
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..] or [not 0, 0, ..] or [0, not 0, ..])
            return Outcome.Refused(ErrorCodes.NotUtf8);
        List<Transaction> facts = [];
        List<string> rejects = [];
        int at = file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        int line = 0, blank = 0;
        while (at < file.Length)
        {
            line++;
            int end = Array.IndexOf(file, (byte)'\n', at);
            byte[] text = file[at..(end < 0 ? file.Length : end)];
            if (text is [.., (byte)'\r'])
                text = text[..^1];
            if (text.Length > options.MaxRecordBytes)
                Reject(ErrorCodes.RecordTooLong, -1, null);
            else if (text.All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r'))
                blank++;
            else if (PlainJson.Read(text, options.MaxDepth, Names) is { Fault: { } fault } bad)
                Reject(fault, bad.FaultAt, bad.FaultName);
            else
                ReadRecord(PlainJson.Read(text, options.MaxDepth, Names).Properties);
            at = end < 0 ? file.Length : end + 1;
        }

        string counts = string.Create(CultureInfo.InvariantCulture, $"{line} read, {facts.Count} kept, {rejects.Count} rejected, {blank} blank lines, 0 blank answers");
        return new Outcome(null, [.. facts.Select(Outcome.Show)], Outcome.Summarize(facts), rejects, counts);

        void Reject(string code, int place, string? name) => rejects.Add(Outcome.Show(line, line, line, at, place < 0 ? null : place + 1, name, code));

        void ReadRecord(Dictionary<string, PlainJson.Value> record)
        {
            foreach (string name in Names)
            {
                PlainJson.Value? value = record.GetValueOrDefault(name);
                if (FaultOf(name, value, options) is { } code)
                {
                    Reject(code, value?.Start ?? -1, name);
                    return;
                }
            }

            _ = PlainValues.TryDate(record["date"].Text, out DateOnly date);
            _ = PlainValues.TryExact(record["amount"].Text, out decimal amount);
            facts.Add(new Transaction(record["customerId"].Text, date, amount, Optional("orderId"), Optional("channel")));

            string? Optional(string name) => record.GetValueOrDefault(name) is { Kind: not 'n' } value ? value.Text : null;
        }
    }

    private static string? FaultOf(string name, PlainJson.Value? value, JsonOptions options)
    {
        bool isText = name is "orderId" or "channel" or "customerId";
        if (value is null or { Kind: 'n' })
            return name is "orderId" or "channel" ? null : ErrorCodes.Blank;
        bool isNumber = value.Kind == '-' || char.IsAsciiDigit(value.Kind);
        if (isText)
        {
            if (value.Kind != '"' && !(isNumber && value.Text.AsSpan().IndexOfAny(".eE") < 0))
                return ErrorCodes.NotText;
            if (value.Text.Contains('\0', StringComparison.Ordinal))
                return ErrorCodes.NulCharacter;
            return name == "customerId" && value.Text.Length == 0 ? ErrorCodes.EmptyId : null;
        }

        if (name == "date")
            return value.Kind == '"' && PlainValues.TryDate(value.Text, out _) ? null : ErrorCodes.NotADate;
        if (!isNumber && !(options.AllowNumbersInText && value.Kind == '"' && IsJsonNumber(value.Text)))
            return ErrorCodes.NotANumber;
        return PlainValues.TryExact(value.Text, out _) ? null : ErrorCodes.NumberOutOfRange;
    }

    private static bool IsJsonNumber(string text) =>
        text.Length > 0 && (text[0] == '-' || char.IsAsciiDigit(text[0])) && !char.IsWhiteSpace(text[^1]) && PlainJson.Read(System.Text.Encoding.UTF8.GetBytes(text), 1).Fault == ErrorCodes.NotAnObject;
}
