using System.Text;
using RetentionMetrics.Json;
using static System.FormattableString;

namespace RetentionMetrics.Tests.Promises;

/// <summary>JSON Lines and arrays of transactions of every kind, whole or damaged, and the options to read them with.</summary>
internal static class JsonFiles
{
    private static readonly string[] Texts =
    [
        "\"a\"", "\"b\"", "\"c-17\"", "42", "-7", "0", "\"日本語\"", "\"\\u65e5\"", "\"😀\"", "\"\\ud83d\\ude00\"", "\"e\\u0301\"", "\"\\\"\"", "\"\\\\\"", "\"a\\nb\"", "\"\\/\"", "\"{}\"", "\"[,]\"", "\" \"", "\"\\u0041\"",
    ];

    private static readonly string[] BadTexts = ["\"\"", "null", "1.5", "true", "{}", "[]", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "1e3", "\"\\x\"", "\"\\u12\"", "\"\t\""];
    private static readonly string[] Dates = ["\"2024-01-01\"", "\"2024-02-29\"", "\"2024-06-30T10:00\"", "\"2024-07-01T09:30:00+09:00\"", "\"2024-12-31T00:00:00.1234567Z\"", "\"\\u0032024-05-05\""];
    private static readonly string[] BadDates = ["\"2023-02-29\"", "20240101", "null", "\"\"", "\"01/02/2024\"", "true", "\"2024-01-01 \"", "[]"];
    private static readonly string[] Amounts = ["0", "1", "-1.50", "1e2", "1.5E+3", "25e-1", "-0", "0.10", "79228162514264337593543950335", "0.0000000000000000000000000001", "1e-28", "10000000000000000000000e-20", "0e99999", "7922816251426433759354395033e1"];
    private static readonly string[] BadAmounts = ["1e400", "79228162514264337593543950336", "1e-29", "null", "true", "\"x\"", "\"\"", "01", "+1", ".5", "1.", "NaN", "Infinity", "-", "1e", "0x1", "9.9999999999999999999999999999", "1e999999999999", "{}"];
    private static readonly string[] Others = ["1", "\"x\"", "null", "[]", "{}", "{\"y\":[1,2,{\"z\":\"]}\"}]}", "[[[[[[[[]]]]]]]]", "\"\\ud800\"", "{\"a\":1,\"a\":2}", "tru", "[1,]", "{\"a\"}", "1 2"];

    public static string Record(Random random)
    {
        List<(string Name, string Value)> properties =
        [
            ("customerId", Pick(Texts, BadTexts, 25)),
            ("date", random.Next(2) == 0 ? Invariant($"\"2024-{random.Next(1, 13):00}-{random.Next(1, 29):00}\"") : Pick(Dates, BadDates, 15)),
            ("amount", random.Next(2) == 0 ? Invariant($"{random.Next(-50, 500)}.{random.Next(10, 100)}") : random.Next(10) == 0 ? "\"12.5\"" : Pick(Amounts, BadAmounts, 15)),
        ];
        if (random.Next(30) == 0)
            properties.RemoveAt(random.Next(3));
        if (random.Next(3) == 0)
            properties.Add(("orderId", Pick(Texts, BadTexts, 25)));
        if (random.Next(3) == 0)
            properties.Add(("channel", Pick(Texts, BadTexts, 25)));
        if (random.Next(4) == 0)
            properties.Add(("x", Pick(Others[..7], Others, 10)));
        if (random.Next(40) == 0)
            properties.Add(properties[random.Next(properties.Count)]);
        (string, string)[] order = [.. properties];
        random.Shuffle(order);
        string space = random.Next(3) == 0 ? " " : random.Next(20) == 0 ? "\t" : "";
        return "{" + space + string.Join(space + "," + space, order.Select(p => $"\"{(random.Next(30) == 0 ? p.Item1.Replace("a", "\\u0061", StringComparison.Ordinal) : p.Item1)}\"{space}:{space}{p.Item2}")) + space + "}";

        string Pick(string[] good, string[] bad, int oneIn) => random.Next(oneIn) == 0 ? bad[random.Next(bad.Length)] : good[random.Next(good.Length)];
    }

    public static (byte[] File, JsonOptions Options) Lines(Random random, int rows = -1)
    {
        var text = new StringBuilder(random.Next(6) == 0 ? "\uFEFF" : "");
        rows = rows >= 0 ? rows : random.Next(10) == 0 ? random.Next(201) : random.Next(12);
        for (int i = 0; i < rows; i++)
        {
            text.Append(random.Next(30) == 0 ? "" : random.Next(40) == 0 ? "[" + Record(random) + "]" : random.Next(60) == 0 ? new string('[', 80) : Record(random));
            text.Append(i == rows - 1 && random.Next(3) == 0 ? "" : random.Next(3) == 0 ? "\r\n" : "\n");
        }

        return (Damage(text, random), Options(random) with { Layout = JsonLayout.Lines });
    }

    public static (byte[] File, JsonOptions Options) Array(Random random)
    {
        string end = random.Next(3) switch { 0 => "", 1 => "\n", _ => "\r\n  " };
        var text = new StringBuilder(random.Next(6) == 0 ? "\uFEFF" : "").Append('[');
        text.AppendJoin("," + end, Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(4) == 0 ? Record(random).Replace(",", ",\n", StringComparison.Ordinal) : Record(random)));
        return (Damage(text.Append(']').Append(end), random), Options(random) with { Layout = random.Next(2) == 0 ? JsonLayout.Array : JsonLayout.Auto });
    }

    /// <summary>How many bytes each read gives: always as many, or any number.</summary>
    public static Func<int> Chunks(int size, int seed)
    {
        if (size > 0)
            return () => size;
        var random = new Random(seed);
        return () => random.Next(1, random.Next(2) == 0 ? 8 : 5_000);
    }

    private static byte[] Damage(StringBuilder text, Random random)
    {
        byte[] file = Encoding.UTF8.GetBytes(text.ToString());
        return random.Next(2) == 0 ? Mutation.Damage(file, random, "\"\"{}[],:\\\n\r\0 u0e-.\xFF"u8) : file;
    }

    private static JsonOptions Options(Random random) => new()
    {
        MaxRecordBytes = random.Next(3) == 0 ? random.Next(60, 160) : 1 << 20,
        MaxDepth = random.Next(4) == 0 ? random.Next(1, 9) : 64,
        AllowNumbersInText = random.Next(2) == 0,
        MaxRejectsKept = int.MaxValue,
    };
}
