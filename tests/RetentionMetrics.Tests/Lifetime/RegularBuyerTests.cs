using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>The (M)BG/CNBD-k family.</summary>
public sealed class RegularBuyerTests
{
    private static readonly Gen<double> Positive = Gen.Choose(-4600, 6900).Select(v => Math.Exp(v / 1000.0));

    private static readonly Gen<(double[] P, int K, CustomerHistory H, double T)> Cases =
        from p in Positive.Four()
        from k in Gen.Choose(1, 12)
        from x in Gen.Choose(0, 60).Select(i => i < 20 ? 0 : (int)Math.Exp((i - 20) / 5.0))
        from age in Gen.Choose(0, 8200).Select(v => Math.Exp(v / 1000.0))
        from share in Gen.Choose(1, 1000)
        from t in Gen.Choose(-5000, 8000).Select(v => Math.Exp(v / 1000.0))
        select (new[] { p.Item1, p.Item2, p.Item3, p.Item4 }, k, new CustomerHistory(x, x == 0 ? 0 : age * (share / 1000.0), age, TimeUnit.Week), t);

    // A second method: the first six columns of results are integrals over the purchase rate of Poisson sums (trapezoidal rule, 25 digits), or, where the horizon is long, sums over phases in 25 digits;
    // the last is an integral of ₂F₁(1, b'; a+b'; φ^k) over the rate.
    [Theory]
    [InlineData("usual", 0.8, 3, 0.8, 2.4, 2, false, 3, 20, 26, 26, 0.002, 2, 0.732400355111467752, -15.4392634696843166, 2.03971616680734168, 0.510761271667609251, 0.179472751920818487, 11.0479849980108571)]
    [InlineData("modified, nothing heard", 2.5, 4, 0.5, 3, 4, true, 0, 0, 10, 52, 0.01, 0, 0.659845714368257275, -0.867554166025631009, 2.21401924834697766, 0.474152442178114328, 0.363498972388403019, 3.31585094161867941)]
    [InlineData("modified, new", 1.2, 2, 1, 1.5, 3, true, 0, 0, 0, 30, 0.05, 4, 0.6, 0.0, 1.65280551736279177, 0.270290445949129597, 0.0427532490252159563, 1.05596517495454921)]
    [InlineData("a = 1, a moment", 0.6, 8, 1, 2.5, 2, false, 0, 0, 0, 0.0001, 0.002, 1, 1.0, 0, 7.49983750339501754e-11, 0.999999999978571893, 7.49983750208927404e-11, 3.60339181545213098)]
    [InlineData("heavy", 1.5, 0.5, 2, 10, 3, false, 300, 95, 100, 50, 0.002, 100, 1.70448485095416801e-15, 1107.08979981075278, 1.72843546854643743e-13, 7.75250230076316139e-16, 4.76865880798700929e-18, 3.68891358832190183e-13)]
    [InlineData("long silence", 2, 3, 0.3, 4, 6, false, 12, 30, 60, 40, 0.002, 3, 4.92192478132925584e-14, -17.6234350830112682, 4.0312359130728834e-13, 4.31211868876600951e-14, 7.79134553760437081e-16, 3.19653668425831024e-12)]
    [InlineData("many phases", 0.3, 0.01, 0.2, 0.5, 3, false, 0, 0, 5, 1000, 0.002, 7, 1.0, -1.46377676239677557, 18.2574837414101575, 0.52427857008305157, 0.0172282472966319207, 9.75422078581453901)]
    [InlineData("heavy, long", 5, 1, 0.05, 20, 4, false, 200, 99, 100, 3000, 0.0005, 900, 0.994551132193244159, 865.068161000011953, 5276.47869146775615, 0.841466036562445073, 0.0000409627930552278795, 3511.33580867890065)]
    public void Twenty_five_digit_values_are_met(
        string what, double r, double alpha, double a, double b, int k, bool modified, int x, double tx, double age, double t, double delta, int n, double alive, double logLikelihood, double expected, double aliveAhead, double probability, double discounted)
    {
        var kernel = new RegularKernel(r, alpha, a, b, k, modified);
        Near(kernel.ProbabilityAlive(x, tx, age), alive, 1e-12, what);
        kernel.LogLikelihoodOfEnd(x, tx, age).Should().BeApproximately(logLikelihood, 1e-13 * Math.Max(1, 10 * Math.Abs(logLikelihood)));
        Near(kernel.ExpectedPurchases(x, tx, age, t), expected, 1e-11, "E[Y]");
        Near(kernel.ProbabilityAlive(x, tx, age, t), aliveAhead, 1e-11, "P(alive) ahead");
        Near(kernel.ProbabilityOfPurchases(x, tx, age, n, t), probability, 1e-11, "P(Y = n)");
        Near(kernel.DiscountedExpectedPurchases(x, tx, age, delta), discounted, 1e-11, "discounted");
    }

    [Fact]
    public void One_phase_is_BG_NBD()
    {
        foreach ((int x, double tx, double age) in new[] { (0, 0.0, 0.0), (0, 0, 30), (2, 30.43, 38.86), (26, 30.86, 31), (7, 3, 40) })
        {
            var h = new CustomerHistory(x, tx, age, TimeUnit.Week);
            var one = new BgCnbd(0.243, 4.414, 0.793, 2.426, 1, TimeUnit.Week);
            var plain = new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
            Near(one.ProbabilityAlive(h), plain.ProbabilityAlive(h), 1e-13, "P(alive)");
            Near(one.ProbabilityAlive(h, 20), plain.ProbabilityAlive(h, 20), 1e-13, "P(alive) ahead");
            Near(one.ExpectedPurchases(h, 39), plain.ExpectedPurchases(h, 39), 1e-13, "E[Y]");
            Near(one.ProbabilityOfPurchases(h, 3, 39), plain.ProbabilityOfPurchases(h, 3, 39), 1e-13, "P(Y = 3)");
            Near(one.DiscountedExpectedPurchases(h, 0.002), plain.DiscountedExpectedPurchases(h, 0.002), 1e-12, "discounted");
            one.LogLikelihood(h).Should().BeApproximately(plain.LogLikelihood(h), 1e-13 * (1 + Math.Abs(plain.LogLikelihood(h))));
        }
    }

    [Fact]
    public void One_phase_of_the_modified_model_has_the_published_values_of_MBG_NBD()
    {
        // CDNOW parameters and values of the modified BG/NBD (Batislam, Denizel and Filiztekin 2007), reproduced independently: x = 2, t_x = 30.43, T = 38.86, and new customers.
        var model = new ModifiedBgCnbd(0.52484, 6.18309, 0.89136, 1.61400, 1, TimeUnit.Week);
        var h = new CustomerHistory(2, 30.43, 38.86, TimeUnit.Week);
        model.ExpectedPurchases(h, 39).Should().BeApproximately(1.26267, 2e-5);
        model.ProbabilityAlive(h).Should().BeApproximately(0.70613, 1e-5);
        foreach ((double t, double expected) in new[] { (0.1429, 0.00778), (1, 0.05306), (3, 0.15079), (31.8571, 1.03347), (32, 1.03661), (78, 1.80363) })
            model.ExpectedPurchases(t).Should().BeApproximately(expected, 2e-5);
    }

    [Fact]
    public void The_sum_over_phases_and_the_integral_over_the_chance_of_leaving_agree()
    {
        // Two methods, one of which is used where the other would take long: here each is a check of the other, wherever a sum is feasible.
        var worst = new double[2];
        Property.Holds(Cases, c =>
        {
            (double[] p, int k, CustomerHistory h, double t) = c;
            double shape = p[0] + ((double)k * h.Frequency), rate = p[1] + h.Age, odds = t / rate;
            if ((shape + k) * odds > 5_000 || odds > 500)
                return true;
            Span<double> phases = stackalloc double[k];
            RegularKernel.Phases(shape, (h.Age - h.Recency) / rate, phases);
            var buyer = new RegularBuyer(shape, rate, p[2], p[3] + h.Frequency, h.Age - h.Recency, phases);
            (double purchases, double alive) = buyer.BySum(odds);
            double offAlive = alive < 1e-100 ? 0 : Math.Abs((buyer.ByLeaving(odds, countsPurchases: false) / alive) - 1);
            // 1 − E[q^C] is what is left of 1 where hardly a purchase is expected: the integral is not used there.
            double offPurchases = shape * odds < 20 * k ? 0 : Math.Abs((buyer.ByLeaving(odds, countsPurchases: true) / purchases) - 1);
            worst[0] = Math.Max(worst[0], offAlive);
            worst[1] = Math.Max(worst[1], offPurchases);
            return offAlive < 1e-10 && offPurchases < 1e-10;
        });
        worst.Should().OnlyContain(v => v < 1e-10);
    }

    [Fact]
    public void Predictions_keep_their_order_and_are_finite() => Property.Holds(Cases, c =>
    {
        (double[] p, int k, CustomerHistory h, double t) = c;
        foreach (IPurchaseModel m in new IPurchaseModel[] { new BgCnbd(p[0], p[1], p[2], p[3], k, TimeUnit.Week), new ModifiedBgCnbd(p[0], p[1], p[2], p[3], k, TimeUnit.Week) })
        {
            // Invariants 34, 36 and 37 of docs/reliability.md.
            double now = m.ProbabilityAlive(h), later = m.ProbabilityAlive(h, t), y = m.ExpectedPurchases(h, t), half = m.ExpectedPurchases(h, t / 2);
            if (!(now is >= 0 and <= 1 && later >= 0 && later <= now + 1e-12 && double.IsFinite(y) && y >= half * (1 - 1e-11) && (2 * half) - y >= -1e-9 * y * k * k - KinkOf(k, y) && m.ExpectedPurchases(h, 0) == 0 && double.IsFinite(m.LogLikelihood(h))))
                return false;
            double p0 = m.ProbabilityOfPurchases(h, 0, t), p1 = m.ProbabilityOfPurchases(h, 1, t);
            if (!(p0 is >= 0 and <= 1 + 1e-12 && p1 is >= 0 and <= 1 + 1e-12 && p0 + p1 <= 1 + 1e-10 && 1 - p0 <= y + 1e-10))
                return false;
        }

        return true;

        // A regular buyer's next purchase is due at a time: with k > 1 the expectation need not be concave.
        static double KinkOf(int k, double y) => k == 1 ? 0 : 1 + y;
    });

    [Fact]
    public void Times_in_another_unit_give_the_same_predictions() => Property.Holds(Cases, c =>
    {
        // Invariant 39: times and α × 7.
        (double[] p, int k, CustomerHistory h, double t) = c;
        var weeks = new BgCnbd(p[0], p[1], p[2], p[3], k, TimeUnit.Week);
        var days = new BgCnbd(p[0], 7 * p[1], p[2], p[3], k, TimeUnit.Day);
        var d = new CustomerHistory(h.Frequency, h.Recency * 7, h.Age * 7);
        double y = weeks.ExpectedPurchases(h, t);
        return Math.Abs(weeks.ProbabilityAlive(h) - days.ProbabilityAlive(d)) <= 1e-9 && Math.Abs(y - days.ExpectedPurchases(d, 7 * t)) <= 1e-8 * y + 1e-9
            && Math.Abs(weeks.LogLikelihood(h) - (h.Frequency * Math.Log(7)) - days.LogLikelihood(d)) < 1e-9 * (1 + Math.Abs(days.LogLikelihood(d)) + (k * h.Frequency));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Numbers_of_purchases_have_a_distribution_with_the_expectation_as_mean(int k)
    {
        // Invariant 40: Σ P(X = n) = 1, and Σ n P(X = n) = E[X].
        var model = new ModifiedBgCnbd(2, 1.5, 0.6, 4, k, TimeUnit.Week);
        var h = new CustomerHistory(4, 10, 11, TimeUnit.Week);
        double all = 0, mean = 0;
        for (int n = 0; n < 4_000; n++)
        {
            double p = model.ProbabilityOfPurchases(h, n, 30);
            all += p;
            mean += n * p;
        }

        all.Should().BeApproximately(1, 1e-11);
        mean.Should().BeApproximately(model.ExpectedPurchases(h, 30), 1e-9);
    }

    [Fact]
    public void Simulated_customers_agree_with_the_formulas()
    {
        // 20,000 new customers: P(X = n), E[X] and P(nothing) by simulation, within four standard errors.
        var model = new ModifiedBgCnbd(3, 2, 0.9, 3, 4, TimeUnit.Week);
        double[] ages = new double[20_000];
        Array.Fill(ages, 20);
        HistoryColumns drawn = model.Simulate(ages, 5);
        drawn.LogGaps.Length.Should().Be(ages.Length);
        double mean = drawn.Frequency.ToArray().Average(), deviation = Math.Sqrt(drawn.Frequency.ToArray().Average(x => (x - mean) * (x - mean)));
        mean.Should().BeApproximately(model.ExpectedPurchases(20), 4 * deviation / Math.Sqrt(ages.Length));
        for (int n = 0; n < 6; n++)
        {
            double p = model.ProbabilityOfPurchases(n, 20), share = drawn.Frequency.ToArray().Count(x => x == n) / (double)ages.Length;
            share.Should().BeApproximately(p, 4 * Math.Sqrt(p / ages.Length));
        }
    }

    [Fact]
    public void The_gradient_is_that_of_the_likelihood()
    {
        HistoryColumns rows = new ModifiedBgCnbd(1, 2, 1, 3, 3, TimeUnit.Week).Simulate(Enumerable.Range(1, 60).Select(i => (double)i).ToArray(), 8).Collapse();
        foreach (bool modified in new[] { false, true })
        {
            double[] p = [0.7, 3, 0.8, 2], gradient = new double[4], ignored = new double[4];
            double value = RegularLikelihood.Of(rows, 3, modified, p, gradient);
            double direct = 0;
            for (int i = 0; i < rows.Count; i++)
                direct += rows.Counts.Span[i] * new RegularKernel(p[0], p[1], p[2], p[3], 3, modified).LogLikelihoodOfEnd(rows.Frequency.Span[i], rows.Recency.Span[i], rows.Age.Span[i]);
            value.Should().BeApproximately(direct, 1e-9);
            for (int i = 0; i < 4; i++)
            {
                double[] up = [.. p], down = [.. p];
                up[i] *= Math.Exp(1e-5);
                down[i] *= Math.Exp(-1e-5);
                double difference = (RegularLikelihood.Of(rows, 3, modified, up, ignored) - RegularLikelihood.Of(rows, 3, modified, down, ignored)) / 2e-5;
                gradient[i].Should().BeApproximately(difference, 1e-6 * Math.Max(1, Math.Abs(difference)), "of parameter {0}", i);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Regularity_is_recovered_from_simulated_customers(int k)
    {
        double[] ages = [.. Enumerable.Range(0, 1500).Select(i => 30 + (i % 20 * 1.0))];
        var truth = new ModifiedBgCnbd(1.5, 4.0 / k, 0.8, 3, k, TimeUnit.Week);
        HistoryColumns customers = truth.Simulate(ages, 20 + k);
        RegularityFit<ModifiedBgCnbd> fit = ModifiedBgCnbd.FitByK(customers);
        fit.K.Should().Be(k);
        fit.Best.Model.K.Should().Be(k);
        fit.Best.Status.Should().Be(FitStatus.Converged);
        fit.ByK.Length.Should().Be(k + 1, "the likelihood falls at k + 1");
        fit.Best.LogLikelihood.Should().BeApproximately(fit.Best.Model.LogLikelihood(customers), 1e-7);
        fit.Best.LogLikelihood.Should().BeGreaterThanOrEqualTo(truth.LogLikelihood(customers) - 1e-6);
        foreach ((FittedParameter p, double value) in fit.Best.Parameters.Zip([1.5, 4.0 / k, 0.8, 3]))
            Math.Abs(Math.Log(p.Value / value)).Should().BeLessThan(4 * p.StandardErrorOfLog!.Value, p.Name);
        ModifiedBgCnbd.Fit(customers).Model.K.Should().Be(k);
        ModifiedBgCnbd.Fit(customers, k).LogLikelihood.Should().BeApproximately(fit.Best.LogLikelihood!.Value, 1e-7);
    }

    [Fact]
    public void Without_gaps_k_is_not_chosen_but_can_be_given()
    {
        HistoryColumns drawn = new BgCnbd(1.5, 2, 0.8, 3, 2, TimeUnit.Week).Simulate(Enumerable.Repeat(30.0, 400).ToArray(), 2);
        var bare = new HistoryColumns(drawn.Frequency, drawn.Recency, drawn.Age, TimeUnit.Week);
        bare.Invoking(c => BgCnbd.Fit(c)).Should().Throw<ArgumentException>().WithMessage("*LogGaps*");
        Fit<BgCnbd> fit = BgCnbd.Fit(bare, 2);
        fit.LogLikelihood.Should().BeApproximately(fit.Model.LogLikelihood(bare), 1e-8);
        fit.Model.R.Should().BeApproximately(BgCnbd.Fit(drawn, 2).Model.R, 1e-6, "what the gaps add has no parameters");
        Fit<BgCnbd> one = BgCnbd.Fit(drawn, 1);
        one.LogLikelihood.Should().BeApproximately(BgNbd.Fit(bare).LogLikelihood!.Value, 1e-7);
        bare.Invoking(c => BgCnbd.Fit(c, 0)).Should().Throw<ArgumentOutOfRangeException>();
        bare.Invoking(c => BgCnbd.Fit(c, 65)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Degenerate_customers_are_named_and_never_converge()
    {
        foreach ((int[] x, double[] age) in new[] { (Array.Empty<int>(), Array.Empty<double>()), ([3], [10.0]), ([0, 0, 0, 0, 0], [1, 2, 3, 4, 5]), ([2, 2, 2, 2, 2], [10, 11, 12, 13, 14]), ([0, 0, 0], [0, 0, 0]) })
        {
            double[] tx = Array.ConvertAll(x, f => f == 0 ? 0.0 : 1), logs = Array.ConvertAll(x, f => f == 0 ? 0.0 : -f * Math.Log(f));
            var columns = new HistoryColumns(x, tx, age, TimeUnit.Week, logGaps: logs);
            BgCnbd.TryFit(columns, 3, null, out Fit<BgCnbd> fit).Should().BeFalse();
            fit.Status.Should().Be(FitStatus.NotIdentified);
            ModifiedBgCnbd.TryFit(columns, null, out Fit<ModifiedBgCnbd> chosen).Should().BeFalse();
            chosen.Reason.Should().NotBeEmpty();
        }
    }

    [Fact]
    public void Impossible_gaps_are_refused()
    {
        FluentActions.Invoking(() => new HistoryColumns(new[] { 0, 2 }, new[] { 0.0, 8 }, new[] { 9.0, 9 }, TimeUnit.Week, logGaps: new[] { 0, 2.8 })).Should().Throw<ArgumentException>("2 ln 4 is 2.77").WithMessage("Row 1*");
        FluentActions.Invoking(() => new HistoryColumns(new[] { 0 }, new[] { 0.0 }, new[] { 9.0 }, TimeUnit.Week, logGaps: new[] { 0.1 })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new HistoryColumns(new[] { 1 }, new[] { 1.0 }, new[] { 9.0 }, TimeUnit.Week, logGaps: new[] { double.NegativeInfinity })).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_customer_base_knows_the_gaps()
    {
        static Transaction Buy(string id, int day) => new(id, new DateOnly(2025, 1, 6).AddDays(day), 10m);
        var window = new ObservationWindow(new(2025, 1, 6), new(2025, 3, 31), TimeUnit.Week);
        Transaction[] facts = [Buy("a", 0), Buy("a", 3), Buy("a", 3), Buy("a", 14), Buy("a", 30), Buy("b", 4)];
        HistoryColumns byDay = CustomerBase.Summarize(facts, window).Histories;
        byDay.LogGaps.Span[0].Should().BeApproximately(Math.Log(3.0 * 11 * 16 / (7 * 7 * 7)), 1e-14);
        byDay.LogGaps.Span[1].Should().Be(0);
        byDay.Slice(1, 1).LogGaps.Length.Should().Be(1);
        // Weeks of the 6th (days 0 and 3), the 20th (day 14) and 3 February (day 30): a period stands on its first day, the last on its last.
        HistoryColumns byWeek = CustomerBase.Summarize(facts, window, new SummaryOptions { MergeBy = CalendarPeriod.IsoWeek }).Histories;
        byWeek.Frequency.Span[0].Should().Be(2);
        byWeek.LogGaps.Span[0].Should().BeApproximately(Math.Log(14.0 * 16 / 49), 1e-14);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    public void The_heaviest_buyers_take_no_seconds(int k)
    {
        var model = new BgCnbd(900, 0.05, 0.02, 800, k, TimeUnit.Day);
        var h = new CustomerHistory(5_000, 3_649, 3_650);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (double t in new[] { 1, 30, 3_650, 1e6 })
        {
            model.ExpectedPurchases(h, t).Should().BePositive();
            model.ProbabilityAlive(h, t).Should().BePositive();
            model.ProbabilityOfPurchases(h, 5_000, t).Should().BeInRange(0, 1);
        }

        model.DiscountedExpectedPurchases(h, 1e-4).Should().BePositive();
        model.DiscountedExpectedPurchases(h, 1e-9).Should().BePositive();
        clock.ElapsedMilliseconds.Should().BeLessThan(4_000);
    }

    private static void Near(double actual, double expected, double relative, string what) =>
        actual.Should().BeApproximately(expected, relative * Math.Abs(expected), what);
}
