using System.Collections.Immutable;
using System.Text;

namespace RetentionMetrics.Notebooks;

/// <summary>What stands beside the numbers: how many customers are behind them, their unit, and which definitions were used.</summary>
/// <remarks>Immutable; a list of terms, each with its text.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed class ViewNotes : ViewPart
{
    /// <summary>Makes notes.</summary>
    /// <param name="items">Each term with its text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> or a text is null.</exception>
    public ViewNotes(params IEnumerable<(string Term, string Text)> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        Items = [.. items];
        if (Items.Any(item => item.Term is null || item.Text is null))
            throw new ArgumentNullException(nameof(items), "A term or a text is null.");
    }

    /// <summary>Each term with its text.</summary>
    public ImmutableArray<(string Term, string Text)> Items { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string term, string said) in Items)
            text.Append(term).Append(": ").Append(said).Append('\n');
        return text.ToString();
    }

    internal override void Write(HtmlText html, int headingLevel)
    {
        html.Open("dl", ("class", "rm-notes")).Line();
        foreach ((string term, string text) in Items)
            html.Text("dt", term).Text("dd", text).Line();
        html.Close("dl").Line();
    }
}
