using System.Globalization;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>A profile for people.</summary>
internal static class ProfileText
{
    public static string Of(CsvProfile profile)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Printable(profile.Source)}: {(profile.IsWhole ? "all" : "the first and some other")} {profile.BytesSeen:N0} bytes, {profile.RecordsSeen:N0} records\n");
        Line("kind", profile.Kind);
        Line("delimiter", profile.Delimiter);
        Line("encoding", profile.Encoding);
        Line("header", profile.HasHeader);
        Line("line ends", profile.LineEnd);
        Line("dates", profile.DateFormat);
        Line("numbers", profile.Numbers);
        const int Shown = 100;
        foreach (ColumnProfile column in profile.Columns.Take(Shown))
            text.Append("  ").Append(Of(column)).Append('\n');
        if (profile.Columns.Length > Shown)
            text.Append(CultureInfo.InvariantCulture, $"  and {profile.Columns.Length - Shown:N0} more columns\n");
        foreach (string note in profile.Notes)
            text.Append("  note: ").Append(Printable(note)).Append('\n');
        if (profile.Kind.Value != FactKind.Unknown && profile.WhyNot(profile.Kind.Value) is { } why)
            text.Append("  cannot be read yet: ").Append(Printable(why)).Append('\n');
        return text.ToString(0, text.Length - 1);

        void Line<T>(string what, Proposal<T>? proposal)
        {
            if (proposal is not null)
                text.Append(CultureInfo.InvariantCulture, $"  {what}: {Printable(proposal.ToString())}\n");
        }
    }

    public static string Of(ColumnProfile column) =>
        Printable(string.Create(CultureInfo.InvariantCulture, $"column {column.Place} '{column.Name}': {column.Role}"));

    /// <summary>A proposed value as people would say it.</summary>
    public static string Show<T>(T value) => value switch
    {
        char delimiter => DelimiterGuess.Show(delimiter),
        Encoding encoding => encoding.WebName,
        bool answer => answer ? "yes" : "no",
        NumberFormat format => Show(format),
        _ => value?.ToString() ?? "",
    };

    private static string Show(NumberFormat format)
    {
        string number = $"{(format.GroupSeparator is { } group ? $"1{group}" : "1")}234{format.DecimalPoint}56";
        var also = new List<string>();
        if (!format.CurrencySigns.IsEmpty)
            also.Add("with " + string.Join(" or ", format.CurrencySigns));
        if (format.AllowParentheses)
            also.Add("negative in parentheses");
        if (format.AllowTriangle)
            also.Add("negative after △");
        if (format.AllowTrailingMinus)
            also.Add("negative before -");
        if (format.AllowFullWidth)
            also.Add("full-width");
        return also.Count == 0 ? number : $"{number}, {string.Join(", ", also)}";
    }

    /// <summary>Names come from the file: control characters do not belong in a log.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '·' : c));
}
