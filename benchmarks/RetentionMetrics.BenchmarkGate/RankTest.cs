namespace RetentionMetrics.BenchmarkGate;

/// <summary>The one-sided Mann-Whitney test whether the second sample tends to be larger, and the Hodges-Lehmann estimate by how much.</summary>
/// <remarks>
/// Ranks do not care how far an outlier lies out, nor which distribution times have. Up to <see cref="ExactUpTo"/> numbers the p-value is the exact share of all ways to
/// draw the second sample from both (ties have mid-ranks); beyond, it is normal, corrected for ties and continuity.
/// Source: Mann and Whitney 1947; Hodges and Lehmann 1963.
/// </remarks>
internal static class RankTest
{
    public const int ExactUpTo = 60;

    /// <summary>The chance of ranks at least as high for the second sample if both were alike.</summary>
    public static double PValue(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        // Twice the mid-ranks are whole numbers.
        double[] all = [.. first, .. second], sorted = [.. all.Order()];
        int[] twice = [.. all.Select(x => TwiceRank(sorted, x))];
        int observed = twice.Skip(first.Count).Sum();
        return all.Length <= ExactUpTo ? Exact(twice, second.Count, observed) : Normal(sorted, first.Count, second.Count, observed);
    }

    /// <summary>The least p-value that samples of these sizes can have: that of the one draw in which all of the second sample are larger.</summary>
    public static double LeastPValue(int first, int second)
    {
        double draws = 1;
        for (int i = 1; i <= second; i++)
            draws *= (first + i) / (double)i;
        return 1 / draws;
    }

    /// <summary>The median of all quotients of one of the second sample and one of the first.</summary>
    public static double Shift(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] quotients = [.. first.SelectMany(x => second.Select(y => y / x)).Order()];
        int middle = quotients.Length / 2;
        return quotients.Length % 2 == 1 ? quotients[middle] : (quotients[middle - 1] + quotients[middle]) / 2;
    }

    private static int TwiceRank(double[] sorted, double x)
    {
        int below = sorted.Count(y => y < x), equal = sorted.Count(y => y == x);
        return (2 * below) + equal + 1;
    }

    // ways[k][s]: in how many ways k of the numbers have s for the sum of their (doubled) ranks.
    private static double Exact(int[] ranks, int drawn, int observed)
    {
        int total = ranks.Sum();
        double[][] ways = [.. Enumerable.Range(0, drawn + 1).Select(_ => new double[total + 1])];
        ways[0][0] = 1;
        foreach (int rank in ranks)
        {
            for (int k = drawn; k > 0; k--)
            {
                for (int s = rank; s <= total; s++)
                    ways[k][s] += ways[k - 1][s - rank];
            }
        }

        return ways[drawn].Skip(observed).Sum() / ways[drawn].Sum();
    }

    private static double Normal(double[] sorted, int n, int m, int observed)
    {
        double all = n + m, u = (observed / 2.0) - (m * (m + 1) / 2.0);
        double ties = sorted.GroupBy(x => x).Sum(g => Math.Pow(g.Count(), 3) - g.Count());
        double variance = n * (double)m / 12 * (all + 1 - (ties / (all * (all - 1))));
        return variance <= 0 ? 1 : NormalTail((u - (n * (double)m / 2) - 0.5) / Math.Sqrt(variance));
    }

    /// <summary>P(Z &gt; z): by its power series near 0 and Laplace's continued fraction in the tail.</summary>
    private static double NormalTail(double z)
    {
        if (z < 0)
            return 1 - NormalTail(-z);
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < 3)
        {
            double term = z, sum = z;
            for (int k = 1; k < 100; k++)
                sum += term *= z * z / ((2 * k) + 1);
            return 0.5 - (density * sum);
        }

        double fraction = z;
        for (int k = 60; k > 0; k--)
            fraction = z + (k / fraction);
        return density / fraction;
    }
}
