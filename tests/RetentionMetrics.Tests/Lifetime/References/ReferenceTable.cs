using System.Globalization;

namespace RetentionMetrics.Tests.Lifetime.References;

/// <summary>
/// A committed table of values that another method computed in many digits: a CSV file of this folder, embedded in the tests.
/// Its first lines, which start with #, say how it was made; then come the header and the rows. An empty cell has no value.
/// </summary>
internal static class ReferenceTable
{
    public static IReadOnlyList<ReferenceRow> Read(string name)
    {
        using Stream stream = typeof(ReferenceTable).Assembly.GetManifestResourceStream(name + ".csv")
            ?? throw new InvalidOperationException($"There is no reference table {name}.csv.");
        using var reader = new StreamReader(stream);
        string[] lines = [.. reader.ReadToEnd().Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0 && l[0] != '#')];
        string[] header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => new ReferenceRow(header, l))];
    }
}

/// <summary>A row of a reference table: numbers by column name.</summary>
internal sealed class ReferenceRow(string[] header, string line)
{
    private readonly string[] _cells = line.Split(',');

    public double this[string column] => double.Parse(Cell(column), CultureInfo.InvariantCulture);

    public int Count(string column) => int.Parse(Cell(column), CultureInfo.InvariantCulture);

    public bool Has(string column) => Cell(column).Length > 0;

    public override string ToString() => line;

    private string Cell(string column) => _cells[Array.IndexOf(header, column)];
}
