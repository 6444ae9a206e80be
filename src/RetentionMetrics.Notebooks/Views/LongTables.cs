using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>Tables and lines that may be long: what is left out is said.</summary>
internal static class LongTables
{
    // More points than a picture has pixels are of no use.
    public const int MostPoints = 600;

    /// <summary>The first rows of a list, in its order.</summary>
    public static ViewTable FirstRows<T>(this ViewText text, string caption, IEnumerable<ViewColumn> columns, IReadOnlyList<T> items, Func<T, IReadOnlyList<string>> row) =>
        items.Count <= text.MostRows()
            ? new(caption, columns, items.Select(row))
            : new(text.Shortened(caption, "the first {0} of {1}", items.Count), columns, items.Take(text.MostRows()).Select(row));

    /// <summary>The last rows of a list in order of time: who looks at periods looks at the latest.</summary>
    public static ViewTable LastRows<T>(this ViewText text, string caption, IEnumerable<ViewColumn> columns, IReadOnlyList<T> items, Func<T, IReadOnlyList<string>> row) =>
        items.Count <= text.MostRows()
            ? new(caption, columns, items.Select(row))
            : new(text.Shortened(caption, "the last {0} of {1}", items.Count), columns, items.TakeLast(text.MostRows()).Select(row));

    /// <summary>The most rows of a long table.</summary>
    public static int MostRows(this ViewText text) => Math.Max(1, text.Options.MaxRows);

    /// <summary>As many of the items as a picture can tell apart, evenly chosen, the first and the last among them.</summary>
    public static IReadOnlyList<T> Drawn<T>(this IReadOnlyList<T> items) =>
        items.Count <= MostPoints ? items : [.. Enumerable.Range(0, MostPoints).Select(i => items[(int)((long)i * (items.Count - 1) / (MostPoints - 1))])];

    /// <summary>The items of a list that a caller gave. A default array is no list of nothing: somebody forgot to make it.</summary>
    public static T[] Listed<T>(this IEnumerable<T> items, string argument)
    {
        ArgumentNullException.ThrowIfNull(items, argument);
        return items is ImmutableArray<T> { IsDefault: true } ? throw new ArgumentException("The array is default, not empty.", argument) : [.. items];
    }

    /// <summary>The sentence of a picture, or what is said of an empty one.</summary>
    public static string SayOr(this ViewText text, bool isEmpty, string english, params ReadOnlySpan<string> values) =>
        isEmpty ? text["There is nothing to show."] : text.Say(english, values);

    private static string Shortened(this ViewText text, string caption, string said, int count)
    {
        string part = text.Say(said, text.Count(text.MostRows()), text.Count(count));
        return caption.Length == 0 ? part : text.Say("{0}: {1}", caption, part);
    }
}
