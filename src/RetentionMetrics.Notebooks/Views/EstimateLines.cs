namespace RetentionMetrics.Notebooks;

/// <summary>Lines and bars of estimates, with their intervals.</summary>
internal static class EstimateLines
{
    private static readonly double[] RoundSteps = [1, 2, 5, 10, 20];

    /// <summary>A line through estimates, the band their intervals.</summary>
    public static ChartLine Line(string name, IEnumerable<double> x, IReadOnlyCollection<Estimate?> y) =>
        new(name, x, y.Select(e => e?.Value), y.Select(e => e?.Lower), y.Select(e => e?.Upper));

    /// <summary>Bars of estimates with their intervals, from zero or another number.</summary>
    public static ChartBars Bars(string name, IReadOnlyCollection<Estimate?> values, double from = 0) =>
        new(name, values.Select(e => e?.Value), values.Select(_ => from), values.Select(e => e?.Lower), values.Select(e => e?.Upper));

    /// <summary>The whole numbers from 0 on.</summary>
    public static IEnumerable<double> Places(int count) => Enumerable.Range(0, count).Select(i => (double)i);

    /// <summary>A few round numbers from one end to the other: multiples of 1, 2 or 5 times a power of ten, the start among them.</summary>
    public static IReadOnlyList<double> RoundPlaces(double from, double to, int most = 8)
    {
        double width = to - from;
        if (!(width > 0))
            return [from];
        double power = Math.Pow(10, Math.Floor(Math.Log10(width / most)));
        double step = power * RoundSteps.First(times => width / (power * times) < most);
        double first = Math.Floor(from / step) + 1;
        return [from, .. Enumerable.Range(0, most).Select(i => (first + i) * step).Where(place => place <= to * (1 + 1e-12))];
    }
}
