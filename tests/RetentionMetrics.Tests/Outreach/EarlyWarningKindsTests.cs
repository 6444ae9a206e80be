namespace RetentionMetrics.Tests.Outreach;

/// <summary>Each kind of warning with its evidence, worked by hand.</summary>
public sealed class EarlyWarningKindsTests
{
    [Fact]
    public void A_silence_shows_the_usual_gap_and_the_silence_from_which_it_is_unusual()
    {
        // x = 4 in 40 days, silent 60: chance (40 ÷ 100)⁴ = 0.0256. Unusual from 40 · (0.05^(−1/4) − 1) = 44.589 days.
        EarlyWarning w = One(new CustomerSigns(200, new CustomerHistory(4, 40, 100)));
        (w.Kind, w.Before, w.Now).Should().Be((AlertKinds.Silence, 10, 60));
        w.Threshold.Should().BeApproximately(44.5897, 1e-3);
        Math.Pow(40 / (40 + w.Threshold), 4).Should().BeApproximately(0.05, 1e-12);
        w.Chance.Should().BeApproximately(0.0256, 1e-12);
        w.ValueAtRisk.Should().BeApproximately(200 * 0.9744, 1e-9);

        // Where P(alive) is known, it says what is at risk: 200 · (1 − 0.7).
        EarlyWarning known = EarlyWarnings.Find(Columns(new CustomerSigns(200, new CustomerHistory(4, 40, 100), earlierAlive: 0.75, alive: 0.7))).Slipping.Single();
        known.ValueAtRisk.Should().BeApproximately(60, 1e-9);
    }

    [Fact]
    public void A_fall_of_the_probability_to_be_alive()
    {
        EarlyWarning w = One(new CustomerSigns(500, earlierAlive: 0.9, alive: 0.5));
        (w.Kind, w.Before, w.Now, w.Chance).Should().Be((AlertKinds.FallingProbabilityAlive, 0.9, 0.5, null));
        w.Threshold.Should().BeApproximately(0.7, 1e-12);
        w.ValueAtRisk.Should().BeApproximately(200, 1e-9, "500 · (0.9 − 0.5)");
        w.ToString().Should().Be("P(alive) 0.50, was 0.90");
        None(new CustomerSigns(500, earlierAlive: 0.9, alive: 0.71));
        None(new CustomerSigns(500, earlierAlive: 0.5, alive: 0.9));
    }

    [Fact]
    public void A_fall_of_spend_below_the_customer_s_own_earlier_periods()
    {
        // Earlier periods 80, 120 and 100: mean 100. 40 is 60 % less, and at most half.
        var mean = new double[1];
        SignColumns.MeanOfPeriods([new double[] { 80 }, new double[] { 120 }, new double[] { 100 }], minimumPeriods: 3, mean);
        mean.Should().Equal(100);
        EarlyWarning w = One(new CustomerSigns(1000, earlierSpend: mean[0], spend: 40));
        (w.Kind, w.Before, w.Now, w.Threshold).Should().Be((AlertKinds.FallingSpend, 100, 40, 50));
        w.ValueAtRisk.Should().BeApproximately(600, 1e-9);
        w.ToString().Should().Be("spent 40.00, usually 100.00");
        One(new CustomerSigns(1, earlierSpend: 100, spend: 50)).Risk.Should().Be(0.5);
        None(new CustomerSigns(1, earlierSpend: 100, spend: 50.01));
        None(new CustomerSigns(1, earlierSpend: 0, spend: 0));
        None(new CustomerSigns(1, earlierSpend: -5, spend: -9));
        One(new CustomerSigns(1, earlierSpend: 100, spend: -20)).Risk.Should().Be(1, "a refund puts no more than all at risk");
    }

    [Fact]
    public void Too_few_earlier_periods_are_no_habit()
    {
        var mean = new double[2];
        SignColumns.MeanOfPeriods([new double[] { double.NaN, 10 }, new double[] { 30, 20 }, new double[] { 50, 60 }], minimumPeriods: 3, mean);
        mean.Should().Equal(double.NaN, 30);
        SignColumns.MeanOfPeriods([new double[] { double.NaN, 10 }, new double[] { 30, 20 }, new double[] { 50, 60 }], minimumPeriods: 2, mean);
        mean.Should().Equal(40, 30);
        FluentActions.Invoking(() => SignColumns.MeanOfPeriods([new double[1]], 1, new double[2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SignColumns.MeanOfPeriods([new[] { double.PositiveInfinity }], 1, new double[1])).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => SignColumns.MeanOfPeriods([], 0, new double[1])).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(10, 9, null)] // still a promoter, and one point
    [InlineData(9, 8, 9.0)] // promoter to passive
    [InlineData(9, 6, 9.0)] // promoter to detractor
    [InlineData(8, 7, null)]
    [InlineData(9, 8.5, 9.0)] // a mean of answers below the promoters
    [InlineData(7, 6, 7.0)] // passive to detractor
    [InlineData(6, 4, null)]
    [InlineData(6, 3, 3.0)] // three points
    [InlineData(3, 9, null)]
    public void A_fall_of_the_rating_by_class_or_by_points(double before, double now, double? threshold)
    {
        var signs = new CustomerSigns(100, earlierRating: before, rating: now);
        if (threshold is null)
        {
            None(signs);
            return;
        }

        EarlyWarning w = One(signs);
        (w.Kind, w.Before, w.Now, w.Threshold).Should().Be((AlertKinds.FallingRating, before, now, threshold.Value));
        w.ValueAtRisk.Should().BeApproximately(100 * (before - now) / 10, 1e-9);
    }

    [Fact]
    public void Points_alone_count_when_classes_are_switched_off()
    {
        var options = new EarlyWarningOptions { WarnOnLowerClass = false };
        EarlyWarnings.Check(new CustomerSigns(1, earlierRating: 9, rating: 7), options).Kinds.Should().Be(AlertKinds.None);
        EarlyWarnings.Check(new CustomerSigns(1, earlierRating: 9, rating: 6), options).Kinds.Should().Be(AlertKinds.FallingRating);
    }

    [Fact]
    public void A_customer_can_have_several_warnings_ranked_by_value_at_risk_with_ties_by_row()
    {
        SignColumns columns = Columns(
            new CustomerSigns(100, earlierAlive: 0.9, alive: 0.5, earlierSpend: 10, spend: 0), // 40 and 100
            new CustomerSigns(50, earlierSpend: 10, spend: 0, earlierRating: 9, rating: 8), // 50 and 5
            new CustomerSigns(100, earlierAlive: 0.9, alive: 0.5)); // 40
        EarlyWarnings warnings = EarlyWarnings.Find(columns);
        warnings.Slipping.Select(w => (w.Row, w.Kind)).Should().Equal(
            (0, AlertKinds.FallingSpend), (1, AlertKinds.FallingSpend), (0, AlertKinds.FallingProbabilityAlive), (2, AlertKinds.FallingProbabilityAlive), (1, AlertKinds.FallingRating));
        CustomerWarning first = EarlyWarnings.Check(columns[0]);
        first.Kinds.Should().Be(AlertKinds.FallingProbabilityAlive | AlertKinds.FallingSpend);
        first.ValueAtRisk.Should().Be(100);
    }

    [Fact]
    public void A_customer_taken_as_gone_is_counted_and_not_warned_of()
    {
        // (40 ÷ 400)⁴ = 0.0001.
        CustomerWarning gone = EarlyWarnings.Check(new CustomerSigns(9, new CustomerHistory(4, 40, 400), earlierAlive: 0.9, alive: 0.1));
        (gone.Kinds, gone.IsWatched, gone.IsGone, gone.ValueAtRisk).Should().Be((AlertKinds.None, true, true, 0));
    }

    [Fact]
    public void Missing_numbers_give_no_warning_and_no_age_is_no_silence()
    {
        None(new CustomerSigns(1));
        None(new CustomerSigns(1, earlierAlive: 0.9));
        None(new CustomerSigns(1, alive: 0.1));
        None(new CustomerSigns(1, earlierSpend: 50));
        None(new CustomerSigns(1, rating: 0));
        None(new CustomerSigns(1, new CustomerHistory(0, 0, 0)));
        None(new CustomerSigns(1, new CustomerHistory(3, 30, 30)));
        EarlyWarnings.Find(default(SignColumns)).Slipping.Should().BeEmpty();
        EarlyWarnings.Check(default, null, []);
    }

    [Fact]
    public void Wrong_signs_are_refused()
    {
        FluentActions.Invoking(() => new CustomerSigns(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CustomerSigns(1, alive: 1.1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("alive");
        FluentActions.Invoking(() => new CustomerSigns(1, spend: double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CustomerSigns(1, rating: 11)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new SignColumns(new[] { double.NaN })).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => new SignColumns(new double[1], alive: new double[1])).Should().Throw<ArgumentException>().WithParameterName("earlierAlive");
        FluentActions.Invoking(() => new SignColumns(new double[1], earlierRating: new double[] { 11 }, rating: new double[1])).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => new SignColumns(new double[1], earlierSpend: new[] { double.NegativeInfinity }, spend: new double[1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SignColumns(new double[1], new HistoryColumns(new int[2], new double[2], new double[2], TimeUnit.Day))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => EarlyWarnings.Check(new SignColumns(new double[1]), null, new CustomerWarning[2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new EarlyWarningOptions { AliveFall = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new EarlyWarningOptions { SpendFall = 1.1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new EarlyWarningOptions { RatingFall = 0 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Many_get_bit_for_bit_what_each_gets_alone_in_any_slice_and_without_allocation()
    {
        const int Rows = 2_000;
        var random = new Random(7);
        double[] Column(Func<double> of) => [.. Enumerable.Range(0, Rows).Select(_ => random.Next(6) == 0 ? double.NaN : of())];
        int[] x = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(8))];
        double[] t = [.. Enumerable.Range(0, Rows).Select(_ => 1 + (random.NextDouble() * 300))], tx = [.. t.Select((age, i) => x[i] == 0 ? 0 : age * random.NextDouble())];
        var columns = new SignColumns(
            Enumerable.Range(0, Rows).Select(_ => random.NextDouble() * 900).ToArray(),
            new HistoryColumns(x, tx, t, TimeUnit.Week),
            Column(random.NextDouble),
            Column(random.NextDouble),
            Column(() => random.Next(-10, 100)),
            Column(() => random.Next(-10, 100)),
            Column(() => random.Next(11)),
            Column(() => random.Next(11)));
        var many = new CustomerWarning[Rows];
        EarlyWarnings.Check(columns, null, many);
        for (int row = 0; row < Rows; row++)
            many[row].Should().Be(EarlyWarnings.Check(columns[row]));
        foreach ((int start, int length) in new[] { (0, 1), (1, 7), (13, 1_001), (Rows, 0) })
        {
            var some = new CustomerWarning[length];
            EarlyWarnings.Check(columns.Slice(start, length), null, some);
            some.Should().Equal(many[start..(start + length)]);
        }

        // The list says the same as the flags.
        EarlyWarnings list = EarlyWarnings.Find(columns);
        list.Slipping.GroupBy(w => w.Row).ToDictionary(g => g.Key, g => (g.Aggregate(AlertKinds.None, (k, w) => k | w.Kind), g.Max(w => w.ValueAtRisk)))
            .Should().BeEquivalentTo(Enumerable.Range(0, Rows).Where(r => many[r].Kinds != AlertKinds.None).ToDictionary(r => r, r => (many[r].Kinds, many[r].ValueAtRisk)));
        list.Slipping.Should().BeInDescendingOrder(w => w.ValueAtRisk);
        list.Gone.Should().Be(many.Count(w => w.IsGone)).And.BeGreaterThan(0);
        list.Watched.Should().Be(many.Count(w => w.IsWatched));

        long before = GC.GetAllocatedBytesForCurrentThread();
        EarlyWarnings.Check(columns, null, many);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static EarlyWarning One(CustomerSigns signs)
    {
        EarlyWarning warning = EarlyWarnings.Find(Columns(signs)).Slipping.Should().ContainSingle().Subject;
        CustomerWarning flags = EarlyWarnings.Check(signs);
        flags.Kinds.Should().Be(warning.Kind);
        flags.ValueAtRisk.Should().Be(warning.ValueAtRisk);
        return warning;
    }

    private static void None(CustomerSigns signs)
    {
        EarlyWarnings.Check(signs).Kinds.Should().Be(AlertKinds.None);
        EarlyWarnings.Find(Columns(signs)).Slipping.Should().BeEmpty();
    }

    private static SignColumns Columns(params CustomerSigns[] signs)
    {
        double[] Column(Func<CustomerSigns, double?> of) => Array.ConvertAll(signs, s => of(s) ?? double.NaN);
        CustomerHistory[] histories = Array.ConvertAll(signs, s => s.History ?? new CustomerHistory(0, 0, 0));
        return new SignColumns(
            Array.ConvertAll(signs, s => s.Value),
            new HistoryColumns(Array.ConvertAll(histories, h => h.Frequency), Array.ConvertAll(histories, h => h.Recency), Array.ConvertAll(histories, h => h.Age), TimeUnit.Day),
            Column(s => s.EarlierAlive),
            Column(s => s.Alive),
            Column(s => s.EarlierSpend),
            Column(s => s.Spend),
            Column(s => s.EarlierRating),
            Column(s => s.Rating));
    }
}
