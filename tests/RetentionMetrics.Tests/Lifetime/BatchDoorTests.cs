namespace RetentionMetrics.Tests.Lifetime;

/// <summary>The doors of many customers at the edges, and against formulas that are computed here.</summary>
public sealed class BatchDoorTests
{
    private const double Bound = 1e-13;

    private static readonly (int X, double Tx, double T)[] Edges =
    [
        (0, 0, 0), (0, 0, 30), (3, 30, 30), (3, 0, 30), (15, 20, 30), (16, 20, 30), (127, 20, 30), (128, 20, 30), (4_000, 29, 30), (int.MaxValue, 30, 30), (int.MaxValue, 29.9, 30),
        (2, 1e-300, 1e-300), (2, 1, 1e9), (5, 1e9, 1e9), (1, 1, 1e99), (1, 1, 1e101), (1, 1, 1e301), (1, 1e301, 1e301), (7, 1e-9, 700), (40, 38.9, 39),
    ];

    private static IEnumerable<IPurchaseModel> Models() =>
    [
        new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week), new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week), new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week),
        new ParetoNbd(0.5, 11, 0.6, 9, TimeUnit.Week), new ParetoNbd(0.5, 4, 0.6, 12, TimeUnit.Week), new ParetoNbd(0.5, 4, 0.6, 4, TimeUnit.Week), new ParetoNbd(2, 10, 6, 13.9, TimeUnit.Week),
        new BgNbd(1e-310, 1e-295, 0.5, 0.5, TimeUnit.Week), new BgNbd(0.3, 1e-3, 1e-5, 1e3, TimeUnit.Week), new BgNbd(150, 900, 3, 4, TimeUnit.Week), new BgNbd(0.3, 1e305, 0.5, 0.5, TimeUnit.Week),
        new ParetoNbd(0.5, 1e-295, 0.6, 1e-295, TimeUnit.Week), new ParetoNbd(0.5, 1e200, 0.6, 1e200, TimeUnit.Week),
    ];

    [Fact]
    public void Edge_rows_get_what_one_customer_gets()
    {
        var columns = new HistoryColumns(Edges.Select(e => e.X).ToArray(), Edges.Select(e => e.Tx).ToArray(), Edges.Select(e => e.T).ToArray(), TimeUnit.Week);
        var many = new double[columns.Count];
        foreach (IPurchaseModel model in Models())
        {
            model.ProbabilityAlive(columns, many);
            Compare(model, row => model.ProbabilityAlive(columns[row]), "P(alive)");
            many.Should().OnlyContain(p => p >= 0 && p <= 1);
            foreach (double horizon in new[] { 0, 1e-310, 1e-9, 26, 520, 1e6 })
            {
                model.ExpectedPurchases(columns, horizon, many);
                Compare(model, row => model.ExpectedPurchases(columns[row], horizon), $"E[Y({horizon})]");
            }
        }

        void Compare(IPurchaseModel model, Func<int, double> one, string what)
        {
            for (int row = 0; row < many.Length; row++)
            {
                double expected = one(row);
                Math.Abs(many[row] - expected).Should().BeLessThanOrEqualTo(Math.Max(Bound * Math.Abs(expected), 1e-290), "{0} of {1} by {2} is {3}", what, columns[row], model, expected);
            }
        }
    }

    [Fact]
    public void Many_ordinary_customers_meet_plain_formulas()
    {
        // Histories that the model itself draws; the hypergeometric series summed term by term.
        const double R = 0.243, Alpha = 4.414, A = 0.793, B = 2.426, Horizon = 52;
        var model = new BgNbd(R, Alpha, A, B, TimeUnit.Week);
        HistoryColumns columns = model.Simulate(Enumerable.Range(0, 20_000).Select(i => 1 + (i % 900 / 7.0)).ToArray(), 5);
        double[] alive = new double[columns.Count], purchases = new double[columns.Count];
        model.ProbabilityAlive(columns, alive);
        model.ExpectedPurchases(columns, Horizon, purchases);
        for (int i = 0; i < columns.Count; i++)
        {
            int x = columns.Frequency.Span[i];
            double tx = columns.Recency.Span[i], t = columns.Age.Span[i], z = Horizon / (Alpha + t + Horizon), term = 1, series = 1;
            double p = x == 0 ? 1 : 1 / (1 + (A / (B + x - 1) * Math.Pow((Alpha + t) / (Alpha + tx), R + x)));
            for (int k = 0; term > 1e-18 * series; k++)
            {
                term *= (R + x + k) * (B + x + k) / ((A + B + x - 1 + k) * (k + 1)) * z;
                series += term;
            }

            double expected = p * (A + B + x - 1) / (A - 1) * (1 - (Math.Pow(1 - z, R + x) * series));
            alive[i].Should().BeApproximately(p, 1e-13 * p);
            purchases[i].Should().BeApproximately(expected, 3e-12 * expected, "the plain formula loses some digits to cancellation");
        }
    }

    // From 4,096 rows on, other code does the same work.
    [Fact]
    public void Large_batches_and_small_ones_give_the_same_bits()
    {
        var spend = new GammaGamma(6.25, 3.74, 15.44);
        foreach (IPurchaseModel model in Models())
        {
            HistoryColumns columns = spend.Simulate(new BgNbd(0.6, 4, 0.3, 2.4, TimeUnit.Week).Simulate(Enumerable.Range(0, 10_003).Select(i => 1 + (i % 1_900 / 7.0)).ToArray(), 5), 6);
            var ltv = new LifetimeValue<IPurchaseModel>(model, spend, new() { AnnualDiscountRate = 0.1, StepLength = 10 });
            foreach (RowScore<HistoryColumns, double> door in new RowScore<HistoryColumns, double>[] { model.ProbabilityAlive, (rows, d) => model.ExpectedPurchases(rows, 26, d), (rows, d) => ltv.Predict(rows, 52, d), spend.ExpectedSpend })
            {
                double[] whole = new double[columns.Count], parts = new double[columns.Count];
                door(columns, whole);
                for (int start = 0; start < parts.Length; start += 1_237)
                {
                    int rows = Math.Min(1_237, parts.Length - start);
                    door(columns.Slice(start, rows), parts.AsSpan(start, rows));
                }

                parts.Should().Equal(whole);
            }
        }
    }

    [Fact]
    public void Lifetime_value_of_many_is_the_discounted_sum_over_the_steps()
    {
        var spend = new GammaGamma(6.25, 3.74, 15.44);
        foreach (IPurchaseModel model in new IPurchaseModel[] { new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week), new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week) })
        {
            HistoryColumns columns = spend.Simulate(model.Simulate(Enumerable.Range(0, 400).Select(i => i % 120 / 3.0).ToArray(), 3), 4);
            var ltv = new LifetimeValue<IPurchaseModel>(model, spend, new() { AnnualDiscountRate = 0.2, GrossMargin = 0.3, Timing = DiscountTiming.End });
            var many = new double[columns.Count];
            ltv.Predict(columns, 30.5, many);
            for (int i = 0; i < many.Length; i++)
            {
                double sum = 0, before = 0;
                for (int k = 1; k <= 31; k++)
                {
                    double end = Math.Min(k, 30.5), now = model.ExpectedPurchases(columns[i], end);
                    sum += (now - before) * Math.Pow(1.2, -end * 7 / 365.25);
                    before = now;
                }

                double expected = 0.3 * spend.ExpectedSpend(columns[i]) * sum;
                many[i].Should().BeApproximately(expected, 1e-12 * expected);
            }
        }
    }
}
