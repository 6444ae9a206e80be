using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>The Gamma-Gamma model of spend: a customer's purchases are gamma-distributed around a mean of its own, and those means vary over customers.</summary>
/// <remarks>
/// Spend per purchase is Gamma(p, ν), with ν ~ Gamma(q, γ) over customers, independent of how often they buy.
/// Source: Fader and Hardie, The Gamma-Gamma Model of Monetary Value, note 025 (2013). Immutable.
/// </remarks>
public sealed partial class GammaGamma
{
    /// <summary>From so many rows on it pays to compile the code for vectors.</summary>
    internal const int ManyRows = 4096;

    private readonly Kernel _kernel;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="p">Shape of the purchases' distribution; finite and greater than 0.</param>
    /// <param name="q">Shape of the distribution over customers; finite and greater than 1, for at q ≤ 1 the population's mean spend is infinite.</param>
    /// <param name="gamma">Rate of the distribution over customers, in the currency; finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range, or the population's mean spend pγ ÷ (q − 1) is beyond the range of a double.</exception>
    public GammaGamma(double p, double q, double gamma)
    {
        P = Throw.IfNotPositive(p);
        Q = q > 1 && double.IsFinite(q) ? q : throw Throw.OutOfRange(nameof(q), q, "finite and greater than 1: at q ≤ 1 the mean spend is infinite");
        Gamma = Throw.IfNotPositive(gamma);
        _kernel = new Kernel(p, q, gamma);
        if (!double.IsFinite(_kernel.PopulationMean))
            throw Throw.OutOfRange(nameof(gamma), gamma, "small enough for a finite population mean p·γ ÷ (q − 1)");
    }

    /// <summary>Shape of the purchases' distribution.</summary>
    public double P { get; }

    /// <summary>Shape of the distribution over customers.</summary>
    public double Q { get; }

    /// <summary>Rate of the distribution over customers, in the currency.</summary>
    public double Gamma { get; }

    /// <summary>The mean spend of a purchase over all customers: pγ ÷ (q − 1).</summary>
    public double PopulationMean => _kernel.PopulationMean;

    /// <summary>The expected mean spend of a customer's purchases, between the customer's own mean and the population's: p(γ + m̄x) ÷ (px + q − 1).</summary>
    /// <param name="history">The customer's history; its mean spend must not be negative.</param>
    /// <returns>The population's mean when there is no repeat purchase.</returns>
    /// <exception cref="ArgumentException">The mean spend is negative.</exception>
    public double ExpectedSpend(CustomerHistory history) =>
        history.MeanSpend >= 0 ? _kernel.ExpectedSpend(history.Frequency, history.MeanSpend) : throw NegativeSpend(nameof(history), 0, history.MeanSpend);

    /// <summary>The expected mean spend of each customer's purchases. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories, with mean spends that are not negative.</param>
    /// <param name="destination">Gets one amount a row.</param>
    /// <exception cref="ArgumentException">The columns have no mean spend, one is negative, or <paramref name="destination"/> has not one element a row, or shares memory with a column.</exception>
    public void ExpectedSpend(HistoryColumns columns, Span<double> destination)
    {
        columns.CheckDestination(destination);
        // Of many, each mean is looked at on the way: another pass over memory would cost as much again.
        ReadOnlySpan<double> mean = columns.Count < ManyRows ? CheckedMeans(columns) : Means(columns);
        if (!Fill(_kernel, columns.Frequency.Span, mean, destination))
            _ = CheckedMeans(columns);
    }

    /// <summary>The expected mean spend of some rows whose mean spends were checked.</summary>
    internal void ExpectedSpend(ReadOnlySpan<int> frequency, ReadOnlySpan<double> mean, Span<double> destination) => Fill(_kernel, frequency, mean, destination);

    /// <summary>The log-density of a customer's mean spend, no constant dropped.</summary>
    /// <param name="history">The customer's history.</param>
    /// <returns>ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln γ + (px−1) ln m̄ + px ln x − (px+q) ln(γ + m̄x); 0 without a repeat purchase.</returns>
    /// <exception cref="ArgumentException">There are repeat purchases and the mean spend is not greater than 0.</exception>
    public double LogLikelihood(CustomerHistory history) =>
        history.Frequency == 0 ? 0
        : history.MeanSpend > 0 ? _kernel.LogLikelihood(history.Frequency, history.MeanSpend)
        : throw Throw.OutOfRange(nameof(history), history.MeanSpend, "a history with a mean spend greater than 0");

    /// <summary>Draws a mean spend for each customer from the model: ν ~ Gamma(q, γ), then the mean of x purchases, Gamma(px, νx).</summary>
    /// <param name="columns">The customers' histories; a mean spend that they have is not looked at.</param>
    /// <param name="seed">Starts the random numbers: the same seed gives the same spends, on every machine.</param>
    /// <returns>The same rows with mean spends; 0 where there is no repeat purchase.</returns>
    public HistoryColumns Simulate(HistoryColumns columns, int seed)
    {
        ReadOnlySpan<int> x = columns.Frequency.Span;
        var mean = new double[x.Length];
        var draw = new Draw(seed);
        for (int i = 0; i < mean.Length; i++)
        {
            if (x[i] == 0)
                continue;
            double rate = draw.Gamma(Q, Gamma);
            mean[i] = draw.Gamma(P * x[i], rate * x[i]);
        }

        return new HistoryColumns(columns.Frequency, columns.Recency, columns.Age, columns.Unit, mean, columns.Counts, columns.LogGaps);
    }

    /// <summary>The mean spends of the columns, none of them negative.</summary>
    internal static ReadOnlySpan<double> CheckedMeans(HistoryColumns columns)
    {
        ReadOnlySpan<double> mean = Means(columns);
        bool isNegative = false;
        foreach (double m in mean)
            isNegative |= m < 0;
        if (!isNegative)
            return mean;
        int row = mean.IndexOfAnyInRange(double.NegativeInfinity, -double.Epsilon);
        throw NegativeSpend(nameof(columns), row, mean[row]);
    }

    private static ReadOnlySpan<double> Means(HistoryColumns columns) =>
        columns.MeanSpend.Length == columns.Count ? columns.MeanSpend.Span : throw new ArgumentException("The columns have no mean spend.", nameof(columns));

    // Whether no mean is negative.
    private static bool Fill(Kernel kernel, ReadOnlySpan<int> x, ReadOnlySpan<double> mean, Span<double> destination)
    {
        // Few rows are done before the code for vectors is compiled.
        bool isNegative = false;
        int i = destination.Length < ManyRows ? 0 : FillEights(kernel, x, mean, destination, out isNegative);
        for (; i < destination.Length; i++)
        {
            isNegative |= mean[i] < 0;
            destination[i] = kernel.ExpectedSpend(x[i], mean[i]);
        }

        return !isNegative;
    }

    // Optimised at once, as the doors of the purchase models are. The rows that are done.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FillEights(Kernel kernel, ReadOnlySpan<int> x, ReadOnlySpan<double> mean, Span<double> destination, out bool isNegative)
    {
        int i = 0;
        Vector512<double> least = Vector512<double>.Zero;
        for (; i + Vector512<double>.Count <= destination.Length; i += Vector512<double>.Count)
        {
            Vector512<double> means = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(mean), (nuint)i);
            least = Vector512.Min(least, means);
            if (!kernel.ExpectedSpend(Lanes.Load(ref MemoryMarshal.GetReference(x), (nuint)i), means, ref destination[i]))
            {
                for (int row = i; row < i + Vector512<double>.Count; row++)
                    destination[row] = kernel.ExpectedSpend(x[row], mean[row]);
            }
        }

        isNegative = Vector512.LessThanAny(least, Vector512<double>.Zero);
        return i;
    }

    private static ArgumentException NegativeSpend(string name, int row, double value) => Throw.Row(name, row, "the mean spend", value, "at least 0");

    /// <summary>The formulas, each once; both doors call them.</summary>
    private readonly struct Kernel(double p, double q, double gamma)
    {
        // Where the product overflows, the larger factor is divided first.
        private readonly double _populationMean = double.IsFinite(p * gamma) ? p * gamma / (q - 1) : Math.Max(p, gamma) / (q - 1) * Math.Min(p, gamma);

        public double PopulationMean => _populationMean;

        public double ExpectedSpend(int x, double mean)
        {
            if (x == 0)
                return PopulationMean;
            double px = p * x, sum = p * (gamma + (mean * x));
            if (double.IsFinite(sum) && double.IsFinite(px))
                return sum / (px + q - 1);
            // The same as a weighted mean of the customer's and the population's, which lies between them.
            return (mean / (1 + ((q - 1) / px))) + (PopulationMean / (1 + (px / (q - 1))));
        }

        /// <summary>The first of the two forms for eight customers, operation by operation the same; false where a lane wants the second.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool ExpectedSpend(Vector512<double> x, Vector512<double> mean, ref double destination)
        {
            Vector512<double> px = x * p, sum = (Vector512.Create(gamma) + (mean * x)) * p;
            Vector512<double> spend = sum / (px + Vector512.Create(q) - Vector512<double>.One);
            Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), Vector512.Create(_populationMean), spend).StoreUnsafe(ref destination);
            return Vector512.LessThanOrEqualAll(Vector512.Max(px, sum), Vector512.Create(double.MaxValue));
        }

        public double LogLikelihood(int x, double mean)
        {
            double px = p * x, spent = mean * x;
            double logTotal = double.IsFinite(spent) ? Math.Log(gamma + spent) : Math.Log(mean) + Math.Log(x) + SpecialFunctions.LogOnePlus(gamma / mean / x);
            return SpecialFunctions.LogGamma(px + q) - SpecialFunctions.LogGamma(px) - SpecialFunctions.LogGamma(q)
                + (q * Math.Log(gamma)) + ((px - 1) * Math.Log(mean)) + (px * Math.Log(x)) - ((px + q) * logTotal);
        }
    }
}
