using System.Collections.Immutable;
using System.Globalization;

namespace RetentionMetrics;

/// <summary>What became of customers by health score: whether the score sees churn coming, which measure does, and what a score means as a probability.</summary>
/// <remarks>Take the scores at the start of a period and who was lost by its end. The curve is fitted to the same customers: judge it by <see cref="ChurnCurve.Brier"/> on others. Immutable.</remarks>
public sealed class HealthCalibration
{
    private HealthCalibration(double[] scores, bool[] lost, int unscored, HealthScore score, ImmutableArray<MeasureSignal> measures, ConfidenceLevel level)
    {
        N = scores.Length;
        Unscored = unscored;
        Lost = lost.Count(l => l);
        Rate = ProportionInterval.Wilson(Lost, N, level);
        Measures = measures;
        Curve = N == 0 ? null : ChurnCurve.Fit(scores, lost);
        Brier = Curve?.Brier(scores, lost);
        BaseBrier = Rate is { } rate ? rate.Value * (1 - rate.Value) : null;
        double[] risk = Array.ConvertAll(scores, s => -s);
        Area = RankArea.Of(risk, (bool[])lost.Clone(), level);
        Direction = Area is { Lower: > 0.5 } ? ScoreDirection.Right : Area is { Upper: < 0.5 } ? ScoreDirection.Wrong : ScoreDirection.Unclear;

        double[] sorted = (double[])scores.Clone();
        bool[] sortedLost = (bool[])lost.Clone();
        NumberSort.Sort<bool>(sorted, sortedLost);
        Bands = Group(sorted, sortedLost, Enum.GetNames<HealthBand>(), (s, _) => (int)score.BandOf(s), level);
        Deciles = Group(sorted, sortedLost, [.. Enumerable.Range(1, 10).Select(d => d.ToString(CultureInfo.InvariantCulture))], (_, below) => (int)(10L * below / sorted.Length), level);
    }

    /// <summary>Customers with a score.</summary>
    public long N { get; }

    /// <summary>Customers without a score, who are left out.</summary>
    public long Unscored { get; }

    /// <summary>Customers with a score who were lost.</summary>
    public long Lost { get; }

    /// <summary>Lost ÷ n with Wilson's interval; <see langword="null"/> without customers.</summary>
    public Estimate? Rate { get; }

    /// <summary>Churn of the red, the yellow and the green customers.</summary>
    public ImmutableArray<HealthGroup> Bands { get; }

    /// <summary>Churn by tenths of the customers from the lowest scores; equal scores share a tenth, which makes tenths unequal, and some empty, where many are equal.</summary>
    public ImmutableArray<HealthGroup> Deciles { get; }

    /// <summary>
    /// The probability that a lost customer had a lower score than a kept one, ties half (the area under the ROC curve, Mann and Whitney 1947), with the interval of DeLong, DeLong and Clarke-Pearson (1988):
    /// 1 tells all apart, ½ nothing; <see langword="null"/> without a lost or without a kept customer.
    /// </summary>
    public Estimate? Area { get; }

    /// <summary>Whether the score points the right way.</summary>
    public ScoreDirection Direction { get; }

    /// <summary>Each measure by itself, in the score's order.</summary>
    public ImmutableArray<MeasureSignal> Measures { get; }

    /// <summary>The probability of being lost by score; <see langword="null"/> without customers.</summary>
    public ChurnCurve? Curve { get; }

    /// <summary>Brier's score of <see cref="Curve"/> on the customers it was fitted to: a flattering figure; <see langword="null"/> without customers.</summary>
    public double? Brier { get; }

    /// <summary>Brier's score of giving everybody the mean rate: rate · (1 − rate). A curve that is no better knows nothing; <see langword="null"/> without customers.</summary>
    public double? BaseBrier { get; }

    /// <summary>Compares scores with what happened.</summary>
    /// <param name="score">The score.</param>
    /// <param name="columns">The measures at the period's start.</param>
    /// <param name="lost">Who was lost in the period.</param>
    /// <param name="level">The level of the intervals.</param>
    /// <returns>The comparison; without customers all its rates are <see langword="null"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="score"/> is null.</exception>
    /// <exception cref="ArgumentException">Columns and measures differ in number, or <paramref name="lost"/> has not one element a row.</exception>
    public static HealthCalibration Fit(HealthScore score, HealthColumns columns, ReadOnlySpan<bool> lost, ConfidenceLevel level = default)
    {
        ArgumentNullException.ThrowIfNull(score);
        Throw.IfLengthDiffers(lost.Length, columns.Count, nameof(lost));
        var results = new HealthResult[columns.Count];
        score.Score(columns, results);
        var scores = new double[results.Length];
        for (int row = 0; row < scores.Length; row++)
            scores[row] = results[row].Raw;
        (double[] known, bool[] fate) = Present(scores, lost, 1);

        var measures = new MeasureSignal[score.Measures.Length];
        for (int m = 0; m < measures.Length; m++)
        {
            HealthMeasure measure = score.Measures[m];
            (double[] risk, bool[] gone) = columns.Count == 0 ? ([], []) : Present(columns[m].Span, lost, measure.Best > measure.Worst ? -1 : 1);
            measures[m] = new MeasureSignal(measure.Name, risk.Length, RankArea.Of(risk, gone, level));
        }

        return new HealthCalibration(known, fate, scores.Length - known.Length, score, [.. measures], level);
    }

    private static (double[] Values, bool[] Lost) Present(ReadOnlySpan<double> values, ReadOnlySpan<bool> lost, double sign)
    {
        var known = new double[values.Length];
        var fate = new bool[values.Length];
        int n = 0;
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row]))
                continue;
            known[n] = sign * values[row];
            fate[n++] = lost[row];
        }

        return (known[..n], fate[..n]);
    }

    private static ImmutableArray<HealthGroup> Group(double[] sorted, bool[] lost, string[] names, Func<double, int, int> groupOf, ConfidenceLevel level)
    {
        var counts = new long[names.Length];
        var gone = new long[names.Length];
        double?[] lowest = new double?[names.Length], highest = new double?[names.Length];
        for (int i = 0, below = 0; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[below])
                below = i;
            int group = groupOf(sorted[i], below);
            counts[group]++;
            gone[group] += lost[i] ? 1 : 0;
            lowest[group] ??= sorted[i];
            highest[group] = sorted[i];
        }

        return [.. names.Select((name, g) => new HealthGroup(name, lowest[g], highest[g], gone[g], counts[g], level))];
    }
}
