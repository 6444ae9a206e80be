using RetentionMetrics.Csv;

namespace RetentionReport;

internal static partial class TextView
{
    private static void AssumedOf(Report report, TextWriter output)
    {
        foreach (CsvProfile profile in report.Options.Assumed)
        {
            FactKind kind = profile.Kind.Value;
            Title(output, TextTable.Printable($"Assumed: {profile.Source} holds {Assumed.NameOf(kind)}"));
            Line("kind", profile.Kind.Certainty, profile.Kind.ToString());
            Line("delimiter", profile.Delimiter.Certainty, profile.Delimiter.ToString());
            Line("encoding", profile.Encoding.Certainty, profile.Encoding.ToString());
            if (profile.DateFormat is { } dates)
                Line("dates", dates.Certainty, dates.ToString(), kind == FactKind.Transactions ? "--date-format" : $"--{Assumed.NameOf(kind)}-date-format");
            if (profile.Numbers is { } numbers)
                Line("numbers", numbers.Certainty, numbers.ToString());
            foreach (ColumnProfile column in profile.Columns.Where(c => c.Role.Value != ColumnRole.None))
                Line($"'{column.Name}'", column.Role.Certainty, column.Role.ToString(), Assumed.OptionOf(kind, column.Role.Value));
            string[] ignored = [.. profile.Columns.Where(c => c.Role.Value == ColumnRole.None).Select(c => $"'{c.Name}'")];
            if (ignored.Length > 0)
                output.WriteLine(TextTable.Printable($"  not read: {string.Join(", ", ignored)}"));
            foreach (string note in profile.Notes)
                output.WriteLine(TextTable.Printable($"  note: {note}"));
        }

        void Line(string what, Certainty certainty, string text, string? option = null) => output.WriteLine(TextTable.Printable(certainty == Certainty.Ambiguous
            ? $"  ATTENTION: {what}: {text}{(option is null ? "" : $"; set {option}")}"
            : $"  {what}: {text}"));
    }
}
