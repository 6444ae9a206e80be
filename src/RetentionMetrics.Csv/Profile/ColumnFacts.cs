using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>What the cells of a column say about it.</summary>
internal sealed class ColumnFacts(string name, int place)
{
    private const int MaxDistinct = 100_000;

    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
    private long _booleans;
    private long _zeroOrOne;

    public string Name { get; } = name;

    /// <summary>From 0.</summary>
    public int Place { get; } = place;

    public DateGuess Dates { get; } = new();

    public NumberGuess Numbers { get; } = new();

    public long Cells { get; private set; }

    public long Blanks { get; private set; }

    /// <summary>Cells with blanks around them.</summary>
    public long Padded { get; private set; }

    public long Filled => Cells - Blanks;

    public long Distinct => _values.Count;

    public CellContent Content { get; private set; }

    public Proposal<string>? DateFormat { get; private set; }

    public Proposal<NumberFormat>? NumberFormat { get; private set; }

    public bool IsNumeric => Content is CellContent.WholeNumber or CellContent.Number;

    public bool IsBoolean => Filled > 0 && (_booleans + _zeroOrOne) * 10 >= Filled * 9;

    /// <summary>Whether no value comes twice, or hardly any.</summary>
    public bool IsUnique => Filled > 0 && Distinct * 100 >= Filled * 99;

    public void Add(string cell)
    {
        Cells++;
        string value = cell.Trim(' ', '\t');
        if (value.Length != cell.Length)
            Padded++;
        if (value.Length == 0)
        {
            Blanks++;
            return;
        }

        if (_values.Count < MaxDistinct || _values.ContainsKey(value))
            _values[value] = _values.GetValueOrDefault(value) + 1;
        Dates.Add(value);
        Numbers.Add(value);
        if (value is "0" or "1")
            _zeroOrOne++;
        else if (value.Length <= 5 && value.ToUpperInvariant() is "TRUE" or "FALSE" or "YES" or "NO" or "T" or "F" or "Y" or "N")
            _booleans++;
    }

    /// <summary>How many different values a word list knows, and of how many.</summary>
    public bool IsMostly(Func<string, bool> isKnown) => Distinct > 0 && Distinct <= 50 && _values.Where(v => isKnown(v.Key)).Sum(v => (long)v.Value) * 10 >= Filled * 9;

    public bool IsMostlyPrefixed(char first) => Filled > 0 && _values.Where(v => v.Key[0] == first).Sum(v => (long)v.Value) * 10 >= Filled * 9;

    /// <summary>Whether nearly all cells are numbers of a range.</summary>
    public bool IsMostlyIn(double low, double high)
    {
        // Answers are few different numbers; the formats of amounts do not matter here.
        long inside = 0;
        foreach ((string value, int cells) in _values)
        {
            if (double.TryParse(value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double v) && v >= low && v <= high)
                inside += cells;
        }

        return Filled > 0 && inside * 20 >= Filled * 19;
    }

    public void Conclude(bool dayFirstLikely, bool commaLikely)
    {
        DateFormat = DateGuess.Propose([Dates], dayFirstLikely);
        NumberFormat = DateFormat is null ? NumberGuess.Propose([Numbers], commaLikely) : null;
        Content = Filled == 0 ? CellContent.Blank
            : DateFormat is not null ? CellContent.Date
            : NumberFormat is not null ? Numbers.Fractions > 0 ? CellContent.Number : CellContent.WholeNumber
            : _booleans * 10 >= Filled * 9 ? CellContent.Boolean
            : CellContent.Text;
    }
}
