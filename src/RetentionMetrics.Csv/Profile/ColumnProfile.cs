namespace RetentionMetrics.Csv;

/// <summary>What was seen of one column, and what is proposed for it.</summary>
public sealed class ColumnProfile
{
    internal ColumnProfile(ColumnFacts facts, Proposal<ColumnRole> role)
    {
        Name = facts.Name;
        Place = facts.Place + 1;
        Content = facts.Content;
        Cells = facts.Cells;
        Blanks = facts.Blanks;
        Distinct = facts.Distinct;
        DateFormat = facts.DateFormat;
        NumberFormat = facts.NumberFormat;
        Role = role;
    }

    /// <summary>The name in the header; <c>column 3</c> and the like when there is no header.</summary>
    public string Name { get; }

    /// <summary>The place in the file, from 1.</summary>
    public int Place { get; }

    /// <summary>What most of its cells are.</summary>
    public CellContent Content { get; }

    /// <summary>Cells that were looked at.</summary>
    public long Cells { get; }

    /// <summary>Those of them that are blank.</summary>
    public long Blanks { get; }

    /// <summary>Different values among the others. Exact up to 100,000; beyond, at least so many.</summary>
    public long Distinct { get; }

    /// <summary>How dates are written, as a custom date format of .NET, or <c>yyyy-MM-dd</c> also when times follow; <see langword="null"/> when the cells are no dates.</summary>
    public Proposal<string>? DateFormat { get; }

    /// <summary>How numbers are written; <see langword="null"/> when the cells are no numbers.</summary>
    public Proposal<NumberFormat>? NumberFormat { get; }

    /// <summary>What the column is to the reader of <see cref="CsvProfile.Kind"/>.</summary>
    public Proposal<ColumnRole> Role { get; }

    /// <summary>One line for people.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ProfileText.Of(this);
}
