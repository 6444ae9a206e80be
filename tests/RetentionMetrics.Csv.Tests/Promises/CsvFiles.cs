using System.Text;
using RetentionMetrics.Csv;
using static System.FormattableString;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Files of transactions of every kind: any content, quoting, delimiter and line ends, whole or damaged, and the options to read them with.</summary>
internal static class CsvFiles
{
    private static readonly string[] Texts =
    [
        "a", "b", "c-17", "0042", "Zoë", "日本語", "ﾃｽﾄ", "😀", "👩‍👩‍👧", "e\u0301", "A\u030A", "\u202Eabc", "x,y", "x;y", "x\ty", "x|y", "say \"hi\"", "\"", "\"\"", "line\nline", "l\r\nl", "l\rl",
        " lead", "trail ", "\ttab", "'=1", "=1+1", "-x", "''+", "＝１", "'", "\uFEFFx", "\u00A0", "\u3000", "#", "\\", "NULL", "\u0001", "\u007F", "\u2028", "",
    ];

    private static readonly string[] Dates =
    [
        "2024-01-01", "2024-02-29", "2024-12-31", "2023-12-31", "2024-06-30", "2024-06-30T10:00", "2024-06-30 23:59:59", "2024-03-31T00:00:00.1234567Z", "2024-07-01T09:30+09:00", "2024-07-01T09:30:00-0530",
        "0001-01-01", "9999-12-31",
    ];

    private static readonly string[] BadDates =
        ["", " ", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "01/02/2024", "20240101", "2024-01-01T", "2024-01-01T24:00", "2024-01-01T10:00+15:00", "2024-01-01x", "２０２４-01-01", "0000-01-01", "9999-12-31T23:00-14:00", "0001-01-01T00:00+01:00"];

    private static readonly string[] Amounts = ["0", "1", "1.50", "-2", "+3", "100000.01", "0.0001", "12345678901234567890", "0.1234567890123456789012345678", ".5", "7.", "-0", "00012.500", "0.10000000000000000000000000000000"];

    private static readonly string[] BadAmounts = ["", "abc", "1,5", "1e3", "NaN", "Infinity", "--1", "+-1", "1.2.3", ".", "-", "$1", "１２", "79228162514264337593543950336", "0.12345678901234567890123456789", "1 ", " 1", "0x10", "99999999999999999999999999999"];

    public static (byte[] File, CsvOptions Options) Any(Random random, int rows = -1)
    {
        char delimiter = random.Next(10) < 4 ? ',' : ";\t|:^~ \x1F"[random.Next(8)];
        bool detect = delimiter is ',' or ';' or '\t' or '|' && random.Next(2) == 0;
        int quoting = random.Next(4); // as needed, always, at random, careless
        int lineEnds = random.Next(5); // LF, CRLF, CR, mixed
        bool trim = random.Next(6) == 0, undo = random.Next(6) == 0;
        List<string> columns = ["customer_id", "date", "amount"];
        foreach (string more in (string[])["order_id", "channel", "note", "日付", "x y"])
        {
            if (random.Next(3) == 0)
                columns.Add(more);
        }

        string[] names = [.. columns];
        random.Shuffle(names);
        var text = new StringBuilder();
        text.Append(random.Next(5) == 0 ? "\uFEFF" : "");
        Row(names);
        rows = rows >= 0 ? rows : random.Next(10) == 0 ? random.Next(201) : random.Next(15);
        for (int i = 0; i < rows; i++)
        {
            if (random.Next(25) == 0)
                text.Append(random.Next(2) == 0 ? "" : " ").Append(End());
            IEnumerable<string> row = names.Select(Value);
            Row([.. random.Next(40) == 0 ? row.Skip(1) : random.Next(40) == 0 ? row.Append("more") : row]);
        }

        if (random.Next(4) == 0)
            text.Length -= text[^1] == '\n' && text.Length > 1 && text[^2] == '\r' ? 2 : 1;
        byte[] file = Encoding.UTF8.GetBytes(text.ToString());
        if (random.Next(2) == 0)
            file = Mutation.Damage(file, random, "\"\"\n\r,;\0\t \xFF"u8);
        int limit = random.Next(3) == 0 ? random.Next(60, 160) : 1 << 20;
        return (file, new CsvOptions { Delimiter = detect ? null : delimiter, MaxRecordBytes = limit, TrimCells = trim, UndoInjectionGuard = undo, MaxRejectsKept = int.MaxValue });

        string Value(string column) => column switch
        {
            "customer_id" => random.Next(30) == 0 ? "" : random.Next(3) == 0 ? Texts[random.Next(Texts.Length)] : Invariant($"c{random.Next(20)}"),
            "date" => random.Next(25) == 0 ? BadDates[random.Next(BadDates.Length)] : random.Next(3) == 0 ? Dates[random.Next(Dates.Length)] : Invariant($"2024-{random.Next(1, 13):00}-{random.Next(1, 29):00}"),
            "amount" => random.Next(25) == 0 ? BadAmounts[random.Next(BadAmounts.Length)] : random.Next(3) == 0 ? Amounts[random.Next(Amounts.Length)] : Invariant($"{random.Next(-50, 500)}.{random.Next(100):00}"),
            _ => random.Next(2) == 0 ? "" : string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Texts[random.Next(Texts.Length)])),
        };

        void Row(string[] cells) => text.AppendJoin(delimiter, cells.Select(Cell)).Append(End());

        string Cell(string value)
        {
            bool needed = value.AsSpan().IndexOfAny("\"\r\n" + delimiter) >= 0;
            bool quote = quoting switch { 0 => needed, 1 => true, 2 => needed || random.Next(2) == 0, _ => needed ? random.Next(20) > 0 : random.Next(4) == 0 };
            return quote ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : value;
        }

        string End() => (lineEnds < 3 ? lineEnds : random.Next(3)) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
    }

    /// <summary>How many bytes each read gives: always as many, or any number.</summary>
    public static Func<int> Chunks(int size, int seed)
    {
        if (size > 0)
            return () => size;
        var random = new Random(seed);
        return () => random.Next(1, random.Next(2) == 0 ? 8 : 5_000);
    }
}
