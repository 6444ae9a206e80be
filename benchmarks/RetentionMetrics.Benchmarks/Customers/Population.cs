using RetentionMetrics.Benchmarks.Lifetime;

namespace RetentionMetrics.Benchmarks.Customers;

/// <summary>Columns of any number of customers, always the same ones. The last that were made are kept, for each benchmark of a class asks for the same.</summary>
internal static class Population
{
    private static RfmColumns _rfm;
    private static HistoryColumns _histories;

    /// <summary>Days even over a year; few purchases for most, so that many counts are equal; spend in cents with a long tail.</summary>
    public static RfmColumns Rfm(int rows)
    {
        if (_rfm.Count != rows)
        {
            var random = new Random(1);
            int[] days = new int[rows], counts = new int[rows];
            var spend = new double[rows];
            for (int i = 0; i < rows; i++)
            {
                days[i] = random.Next(365);
                counts[i] = 1 + (int)(-4 * Math.Log(1 - random.NextDouble()));
                spend[i] = Math.Round(counts[i] * 20 * Math.Exp(2 * (random.NextDouble() + random.NextDouble() - 1)), 2);
            }

            _rfm = new RfmColumns(days, counts, spend);
        }

        return _rfm;
    }

    /// <summary>Histories drawn from the BG/NBD and Gamma-Gamma models of CDNOW: customers 27 to 39 weeks old, with mean spends.</summary>
    public static HistoryColumns Histories(int rows)
    {
        if (_histories.Count != rows)
            _histories = Models.Spend.Simulate(Models.Purchases.Simulate(Enumerable.Range(0, rows).Select(i => 27 + (i % 85 / 7.0)).ToArray(), seed: 5), seed: 6);
        return _histories;
    }
}
