namespace RetentionMetrics.Notebooks;

/// <summary>Tables with a measure a row: its value, its interval, and how many are behind it.</summary>
internal static class MeasureRows
{
    /// <summary>A table of measures.</summary>
    public static ViewTable Measures(this ViewText text, ConfidenceLevel level, params IEnumerable<string[]> rows) => new(
        "",
        [new(text["measure"]), new(text["value"], true), new(text.IntervalTitle(level), true), new(text["n"], true)],
        rows);

    /// <summary>A measure with an interval.</summary>
    public static string[] Measure(this ViewText text, string name, Estimate? estimate, NumberKind kind = NumberKind.Number) =>
        [name, text.Number(estimate?.Value, kind), text.Interval(estimate, kind), text.SampleSize(estimate)];

    /// <summary>A measure that has no interval. Its cells stay empty: an en dash is for what could be known.</summary>
    public static string[] Measure(this ViewText text, string name, string value, long? n = null) => [name, value, "", n is null ? "" : text.Count(n)];

    /// <summary>How many are behind an estimate, marked when they are few.</summary>
    public static string SampleSize(this ViewText text, Estimate? estimate) =>
        text.SampleSize(estimate?.N);

    /// <summary>How many there are, marked when they are few.</summary>
    public static string SampleSize(this ViewText text, long? n) =>
        n is < Estimate.SmallSampleLimit ? text.Say("{0} (few)", text.Count(n)) : text.Count(n);

    /// <summary>What the mark of few means, where there is one.</summary>
    public static IEnumerable<(string Term, string Text)> SmallSampleNote(this ViewText text, params IEnumerable<Estimate?> estimates) =>
        text.SmallSampleNote(estimates.Select(estimate => estimate?.N));

    /// <summary>What the mark of few means, where there is one.</summary>
    public static IEnumerable<(string Term, string Text)> SmallSampleNote(this ViewText text, IEnumerable<long?> sizes) =>
        sizes.Any(n => n is < Estimate.SmallSampleLimit)
            ? [(text["few"], text.Say("Fewer than {0} are behind the number: read it with care.", text.Count(Estimate.SmallSampleLimit)))]
            : [];

    /// <summary>The chance of a result at least as far from the hypothesis, never shown as 0.</summary>
    public static string PValue(this ViewText text, double? p) => p is < 0.0001 ? text.Say("below {0}", 0.0001.ToString("N4", text.Options.Culture)) : text.Number(p);
}
