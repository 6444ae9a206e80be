using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>A customer's health in one number: the weighted mean of its measures' scores, 0 to 100, with explicit weights and an explicit rule for missing measures.</summary>
/// <remarks>
/// Score = 100 · Σ w·s ÷ Σ w over the measures that are present, s each measure's own score of 0 to 1. A weighted sum is an opinion until it has met the customers who left: see <see cref="HealthCalibration"/>.
/// A model: the worst and best values are kept, so that next month's customers are scored on the same terms. Immutable.
/// </remarks>
public sealed class HealthScore
{
    private readonly Kernel _kernel;

    /// <summary>Makes a score.</summary>
    /// <param name="measures">1 to 64 measures with distinct names, in the order of the columns.</param>
    /// <param name="options">Rules and bands; <see langword="null"/> means <see cref="HealthScoreOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">There are no measures, more than 64, one is null, two share a name, all weights are 0, their sum is not finite, or the bands are out of order.</exception>
    public HealthScore(ReadOnlySpan<HealthMeasure> measures, HealthScoreOptions? options = null)
    {
        if (measures.Length is 0 or > MaxMeasures)
            throw new ArgumentException($"Give 1 to {MaxMeasures} measures, not {measures.Length}.", nameof(measures));
        double total = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (HealthMeasure measure in measures)
        {
            ArgumentNullException.ThrowIfNull(measure, nameof(measures));
            if (!names.Add(measure.Name))
                throw new ArgumentException("Two measures have the same name.", nameof(measures));
            total += measure.Weight;
        }

        if (!(total > 0) || !double.IsFinite(total))
            throw new ArgumentException("The sum of the weights must be finite and greater than 0.", nameof(measures));
        Options = options ?? HealthScoreOptions.Default;
        if (!(Options.GreenFrom >= Options.RedBelow))
            throw new ArgumentException("Green must not begin below the end of red.", nameof(options));
        Measures = [.. measures];
        _kernel = new Kernel(Measures, Options, total);
    }

    /// <summary>The most measures a score can have: 64.</summary>
    public const int MaxMeasures = 64;

    /// <summary>The measures, in the order of the columns.</summary>
    public ImmutableArray<HealthMeasure> Measures { get; }

    /// <summary>The rule for missing measures, and the bands.</summary>
    public HealthScoreOptions Options { get; }

    /// <summary>Scores one customer.</summary>
    /// <param name="values">One value for each measure, in order; NaN where it is missing.</param>
    /// <returns>The score, or none when too much is missing.</returns>
    /// <exception cref="ArgumentException"><paramref name="values"/> has not one value a measure, or a value is infinite.</exception>
    public HealthResult Score(params ReadOnlySpan<double> values)
    {
        Throw.IfLengthDiffers(values.Length, Measures.Length, nameof(values));
        Kernel.Sums sums = default;
        for (int m = 0; m < values.Length; m++)
        {
            if (double.IsInfinity(values[m]))
                throw Throw.Row(nameof(values), m, "the value", values[m], "finite, or NaN when it is missing");
            _kernel.Add(ref sums, m, values[m]);
        }

        return _kernel.Result(sums.Score, sums.Weight, sums.Missing);
    }

    /// <summary>Scores many customers. Allocates nothing.</summary>
    /// <param name="columns">The measures, as many as the score has and in its order.</param>
    /// <param name="destination">Gets one result a row.</param>
    /// <exception cref="ArgumentException">There are more or fewer columns than measures, or <paramref name="destination"/> has not one element a row, or shares memory with a column.</exception>
    public void Score(HealthColumns columns, Span<HealthResult> destination)
    {
        columns.CheckDestination(destination);
        if (columns.MeasureCount != Measures.Length && columns.Count > 0)
            throw new ArgumentException($"The score has {Measures.Length} measures, but there are {columns.MeasureCount} columns.", nameof(columns));
        _kernel.Score(columns, destination);
    }

    /// <summary>The band of a score.</summary>
    /// <param name="score">A score, 0 to 100.</param>
    /// <returns>Red, yellow or green by <see cref="HealthScoreOptions.RedBelow"/> and <see cref="HealthScoreOptions.GreenFrom"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is outside 0…100.</exception>
    public HealthBand BandOf(double score) =>
        score is not (>= 0 and <= 100) ? throw Throw.OutOfRange(nameof(score), score, "from 0 to 100")
        : score < Options.RedBelow ? HealthBand.Red
        : score < Options.GreenFrom ? HealthBand.Yellow : HealthBand.Green;

    private readonly struct Kernel(ImmutableArray<HealthMeasure> measures, HealthScoreOptions options, double totalWeight)
    {
        private const int Block = 512; // rows whose sums stay in the nearest cache

        private readonly double[] _weight = [.. measures.Select(m => m.Weight)];
        private readonly double[] _worst = [.. measures.Select(m => m.Worst)];
        private readonly double[] _range = [.. measures.Select(m => m.Best - m.Worst)];
        private readonly bool _missingIsWorst = options.Missing == HealthMissing.Worst;
        private readonly bool _missingIsNone = options.Missing == HealthMissing.NoScore;
        private readonly double _leastWeight = options.MinimumWeightShare * totalWeight;

        public void Add(ref Sums sums, int m, double value)
        {
            bool present = !double.IsNaN(value);
            double score = Math.Min(Math.Max((value - _worst[m]) / _range[m], 0), 1);
            sums.Score += present ? _weight[m] * score : 0;
            sums.Weight += present || _missingIsWorst ? _weight[m] : 0;
            sums.Missing |= present ? 0 : 1UL << m;
        }

        public HealthResult Result(double score, double weight, ulong missing) =>
            new(weight > 0 && weight >= _leastWeight && !(_missingIsNone && missing != 0) ? 100 * (score / weight) : double.NaN, missing);

        // The same steps as Add, some rows at a time: multiplications and additions are not fused, so the bits are the same.
        public void Score(HealthColumns columns, Span<HealthResult> destination)
        {
            Span<double> score = stackalloc double[Block], weight = stackalloc double[Block];
            Span<ulong> missing = stackalloc ulong[Block];
            for (int start = 0; start < destination.Length; start += Block)
            {
                int length = Math.Min(Block, destination.Length - start);
                score.Clear();
                weight.Clear();
                missing.Clear();
                for (int m = 0; m < _weight.Length; m++)
                {
                    ReadOnlySpan<double> values = columns[m].Span.Slice(start, length);
                    int row = AddVectors(m, values, score, weight, missing);
                    for (; row < length; row++)
                    {
                        var sums = new Sums { Score = score[row], Weight = weight[row], Missing = missing[row] };
                        Add(ref sums, m, values[row]);
                        (score[row], weight[row], missing[row]) = (sums.Score, sums.Weight, sums.Missing);
                    }
                }

                int done = ResultVectors(score[..length], weight, missing);
                for (int row = 0; row < done; row++)
                    destination[start + row] = new HealthResult(score[row], missing[row]);
                for (int row = done; row < length; row++)
                    destination[start + row] = Result(score[row], weight[row], missing[row]);
            }
        }

        private int AddVectors(int m, ReadOnlySpan<double> values, Span<double> score, Span<double> weight, Span<ulong> missing)
        {
            ReadOnlySpan<Vector<double>> value = MemoryMarshal.Cast<double, Vector<double>>(values);
            Span<Vector<double>> scores = MemoryMarshal.Cast<double, Vector<double>>(score), weights = MemoryMarshal.Cast<double, Vector<double>>(weight);
            Span<Vector<ulong>> bits = MemoryMarshal.Cast<ulong, Vector<ulong>>(missing);
            Vector<double> w = new(_weight[m]), worst = new(_worst[m]), range = new(_range[m]);
            Vector<double> absent = _missingIsWorst ? w : Vector<double>.Zero;
            var bit = new Vector<ulong>(1UL << m);
            for (int i = 0; i < value.Length; i++)
            {
                Vector<double> s = Vector.Min(Vector.Max((value[i] - worst) / range, Vector<double>.Zero), Vector<double>.One);
                Vector<long> present = Vector.Equals(value[i], value[i]);
                scores[i] += Vector.ConditionalSelect(present, w * s, Vector<double>.Zero);
                weights[i] += Vector.ConditionalSelect(present, w, absent);
                bits[i] |= Vector.AndNot(bit, Vector.AsVectorUInt64(present));
            }

            return value.Length * Vector<double>.Count;
        }

        // As Result: the sum of scores becomes the score.
        private int ResultVectors(Span<double> score, ReadOnlySpan<double> weight, ReadOnlySpan<ulong> missing)
        {
            Span<Vector<double>> scores = MemoryMarshal.Cast<double, Vector<double>>(score);
            ReadOnlySpan<Vector<double>> weights = MemoryMarshal.Cast<double, Vector<double>>(weight);
            ReadOnlySpan<Vector<ulong>> bits = MemoryMarshal.Cast<ulong, Vector<ulong>>(missing);
            Vector<double> least = new(_leastWeight), none = new(double.NaN);
            Vector<ulong> refused = new(_missingIsNone ? ulong.MaxValue : 0);
            for (int i = 0; i < scores.Length; i++)
            {
                Vector<long> hasScore = Vector.GreaterThan(weights[i], Vector<double>.Zero) & Vector.GreaterThanOrEqual(weights[i], least)
                    & Vector.AsVectorInt64(Vector.Equals(bits[i] & refused, Vector<ulong>.Zero));
                scores[i] = Vector.ConditionalSelect(hasScore, new Vector<double>(100) * (scores[i] / weights[i]), none);
            }

            return scores.Length * Vector<double>.Count;
        }

        public struct Sums
        {
            public double Score;
            public double Weight;
            public ulong Missing;
        }
    }
}
