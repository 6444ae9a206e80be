namespace RetentionMetrics.Tests.Issues;

public sealed class ExactQuantileTests
{
    // With n = 91 and 7 of 10 bins, (n − 1) · 0.7 is 62.99999999999999 in doubles: the cut must be the 64th value itself, or its customer falls above its own cut.
    [Fact]
    public void A_cut_that_falls_on_a_value_is_that_value()
    {
        for (int n = 1; n <= 400; n++)
        {
            double[] values = Values(n);
            RfmColumns columns = ColumnsOf(values);
            for (int bins = 2; bins <= 10; bins++)
            {
                RfmCuts linear = RfmCuts.Quantiles(columns, bins), discrete = RfmCuts.Quantiles(columns, bins, QuantileMethod.InverseCdf);
                for (int k = 1; k < bins; k++)
                {
                    if ((n - 1) * k % bins == 0)
                        linear.TotalSpend[k - 1].Should().Be(values[(n - 1) * k / bins], $"of {n} values, cut {k} of {bins}");
                    int rank = ((n * k) + bins - 1) / bins; // the smallest with rank ÷ n ≥ k ÷ bins
                    discrete.TotalSpend[k - 1].Should().Be(values[rank - 1], $"of {n} values, cut {k} of {bins}");
                }
            }
        }
    }

    private static double[] Values(int n)
    {
        var values = new double[n];
        for (int i = 0; i < n; i++)
            values[i] = Math.Sqrt(i + 2);
        return values;
    }

    private static RfmColumns ColumnsOf(double[] values) => new(new int[values.Length], new int[values.Length], values);
}
