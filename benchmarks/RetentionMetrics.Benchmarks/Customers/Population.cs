using RetentionMetrics.Benchmarks.Lifetime;

namespace RetentionMetrics.Benchmarks.Customers;

/// <summary>Columns of any number of customers, always the same ones. The last that were made are kept, for each benchmark of a class asks for the same.</summary>
internal static class Population
{
    private static RfmColumns s_rfm;
    private static HistoryColumns s_histories;

    /// <summary>Days even over a year; few purchases for most, so that many counts are equal; spend in cents with a long tail.</summary>
    public static RfmColumns Rfm(int rows)
    {
        if (s_rfm.Count != rows)
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

            s_rfm = new RfmColumns(days, counts, spend);
        }

        return s_rfm;
    }

    /// <summary>Histories drawn from the BG/NBD and Gamma-Gamma models of CDNOW: customers 27 to 39 weeks old, with mean spends.</summary>
    public static HistoryColumns Histories(int rows)
    {
        if (s_histories.Count != rows)
            s_histories = Models.Spend.Simulate(Models.Purchases.Simulate(Enumerable.Range(0, rows).Select(i => 27 + (i % 85 / 7.0)).ToArray(), seed: 5), seed: 6);
        return s_histories;
    }
}
