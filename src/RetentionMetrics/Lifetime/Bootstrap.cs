using MathNet.Numerics.Random;

namespace RetentionMetrics;

/// <summary>Bootstrap intervals of what follows from fits, such as the lifetime value of all customers: no assumption on the likelihood's shape, at the price of many fits.</summary>
/// <remarks>
/// Each replicate draws as many customers as there are, with replacement, whole customers with purchases and spend together (Efron 1979), and measures what the caller refits from them.
/// The interval runs between the percentiles of the replicates. The same seed gives the same draws on any machine and any number of threads. Immutable.
/// </remarks>
public sealed record Bootstrap
{
    private Bootstrap(Estimate? estimate, int replicates, int failed)
    {
        Estimate = estimate;
        Replicates = replicates;
        Failed = failed;
    }

    /// <summary>The measure of the customers themselves with its percentile interval; the ends are <see langword="null"/> with fewer than 20 replicates that could be refitted, and the whole where the customers themselves cannot be fitted.</summary>
    public Estimate? Estimate { get; }

    /// <summary>Replicates drawn.</summary>
    public int Replicates { get; }

    /// <summary>Replicates whose measure was null: no model could be fitted. They are left out of the interval; where they are many, do not trust it.</summary>
    public int Failed { get; }

    /// <summary>Draws, refits and measures.</summary>
    /// <param name="columns">The customers' histories; a row with count k stands for k customers.</param>
    /// <param name="measure">
    /// Fits to the histories it is given, whose counts say how often each row was drawn, and measures; <see langword="null"/> where a fit fails. Measure over the original columns what is to be told of these customers.
    /// Called on several threads at once.
    /// </param>
    /// <param name="replicates">How many times; at least 1. A few hundred are enough for 95 %.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="level">The confidence level.</param>
    /// <param name="options">Threads and cancellation; <see langword="null"/> for the default.</param>
    /// <returns>The measure and its interval.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="measure"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="replicates"/> is less than 1.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits an int.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Bootstrap Of(HistoryColumns columns, Func<HistoryColumns, double?> measure, int replicates, int seed, ConfidenceLevel level = default, ParallelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(measure);
        Throw.IfNegativeOrZero(replicates);
        options ??= new ParallelOptions();
        options.CancellationToken.ThrowIfCancellationRequested();
        int customers = checked((int)columns.Customers);
        double? value = Finite(measure(columns));
        if (value is not { } at || customers == 0)
            return new Bootstrap(null, replicates, replicates);

        int[]? ends = columns.Counts.IsEmpty ? null : EndsOf(columns.Counts.Span);
        var all = new double?[replicates];
        Parallel.For(0, replicates, options, i => all[i] = Finite(measure(Drawn(columns, ends, customers, seed, i))));
        double[] measured = [.. all.OfType<double>().Order()];
        double? lower = measured.Length < 20 ? null : Quantiles.Linear(measured, (1 - level.Level) / 2);
        double? upper = measured.Length < 20 ? null : Quantiles.Linear(measured, (1 + level.Level) / 2);
        return new Bootstrap(new Estimate(at, lower, upper, customers, level), replicates, replicates - measured.Length);
    }

    // A multinomial draw over rows by their counts: one customer after another.
    private static HistoryColumns Drawn(HistoryColumns columns, int[]? ends, int customers, int seed, int replicate)
    {
        var random = new Xoshiro256StarStar(HashOf(seed, replicate), threadSafe: false);
        long[] drawn = new long[columns.Count];
        for (int k = 0; k < customers; k++)
        {
            int customer = random.Next(customers);
            drawn[ends is null ? customer : RowOf(ends, customer)]++;
        }

        return columns.WithCounts(drawn);
    }

    /// <summary>The row of a customer, by the ends of the rows' customers: the first that is greater. Rows that stand for nobody are passed over.</summary>
    private static int RowOf(int[] ends, int customer)
    {
        int low = 0, high = ends.Length - 1;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (ends[middle] > customer)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static int[] EndsOf(ReadOnlySpan<long> counts)
    {
        int[] ends = new int[counts.Length];
        long sum = 0;
        for (int i = 0; i < ends.Length; i++)
            ends[i] = (int)(sum += counts[i]);
        return ends;
    }

    // Replicates must not depend on one another: each has a seed of its own, mixed so that neighbours share nothing.
    private static int HashOf(int seed, int replicate)
    {
        ulong z = ((ulong)(uint)seed << 32) + (uint)replicate + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)(z >> 32);
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
