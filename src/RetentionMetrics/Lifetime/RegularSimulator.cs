namespace RetentionMetrics;

/// <summary>Draws customers of the (M)BG/CNBD-k family, with the logarithms of their gaps.</summary>
internal static class RegularSimulator
{
    public static HistoryColumns Simulate(ReadOnlyMemory<double> ages, TimeUnit unit, int seed, (double R, double Alpha, double A, double B, int K) model, bool leavesAtOnce)
    {
        double[] logGaps = new double[ages.Length];
        int row = 0;
        HistoryColumns columns = PurchaseSimulator.Simulate(ages, unit, seed, (draw, age) =>
        {
            double rate = draw.Gamma(model.R, model.Alpha), leave = draw.Beta(model.A, model.B);
            int frequency = 0;
            double last = 0, logs = 0;
            bool isActive = !leavesAtOnce || draw.Uniform() >= leave;
            while (isActive)
            {
                double gap = model.K == 1 ? draw.Exponential(rate) : draw.Gamma(model.K, rate);
                if (last + gap > age || gap == 0)
                    break;
                frequency++;
                last += gap;
                logs += Math.Log(gap);
                isActive = draw.Uniform() >= leave;
            }

            logGaps[row++] = logs;
            return (frequency, last);
        });
        return new HistoryColumns(columns.Frequency, columns.Recency, columns.Age, unit, logGaps: logGaps);
    }
}
