namespace RetentionMetrics.Tests.Growth;

public sealed class RetentionLeverageTests
{
    // To win: 50 000 ÷ 100 = 500. To keep: 9 000 ÷ 900 = 10. The control group keeps 80 of 100: 1 000 · (.9 − .8) = 100 saved at 90 each. 500 ÷ 10 = 50 times, but 500 ÷ 90 = 5.6 times.
    private static readonly RetentionLeverage Measured = new(50_000m, 100, 9_000m, 1_000, 900, 100, 80);

    [Fact]
    public void Costs_to_win_to_keep_and_to_save()
    {
        Measured.CostToWin()!.Value.Value.Should().Be(500);
        Measured.CostToKeep()!.Value.Value.Should().BeApproximately(10, 1e-12);
        Measured.Saved.Should().Be(100);
        Measured.CostToSave()!.Value.Value.Should().BeApproximately(90, 1e-10);
        Measured.WinToKeep()!.Value.Value.Should().BeApproximately(50, 1e-10);
        Measured.WinToSave()!.Value.Value.Should().BeApproximately(500 / 90.0, 1e-10);
        (Measured.CostToWin()!.Value.N, Measured.CostToKeep()!.Value.N, Measured.WinToKeep()!.Value.N).Should().Be((100, 1_000, 100));
    }

    // Newcombe (1998), method 10, his example (a): 56 of 70 against 48 of 80 is .2000, .0524 to .3339.
    [Fact]
    public void The_gain_has_newcombes_interval()
    {
        Estimate gain = new RetentionLeverage(0m, 0, 1m, 70, 56, 80, 48).RetentionGain()!.Value;
        gain.Value.Should().BeApproximately(0.2, 1e-15);
        gain.Lower.Should().BeApproximately(0.0524, 5e-5);
        gain.Upper.Should().BeApproximately(0.3339, 5e-5);
    }

    // The ends of the cost are those of the share, turned round: 1 000 · retention between Wilson's .8799 and .9171 (900 of 1 000).
    [Fact]
    public void Intervals_follow_from_those_of_the_counts()
    {
        Estimate keep = Measured.CostToKeep()!.Value;
        keep.Lower.Should().BeApproximately(9 / 0.9171, 1e-3);
        keep.Upper.Should().BeApproximately(9 / 0.8799, 1e-3);
        Estimate save = Measured.CostToSave()!.Value, gain = Measured.RetentionGain()!.Value;
        save.Lower.Should().BeApproximately(9 / gain.Upper!.Value, 1e-9);
        save.Upper.Should().BeApproximately(9 / gain.Lower!.Value, 1e-9);
        Estimate ratio = Measured.WinToSave()!.Value;
        ratio.Lower.Should().BeLessThan(ratio.Value).And.BeGreaterThan(0);
        ratio.Upper.Should().BeGreaterThan(ratio.Value);
    }

    [Fact]
    public void Too_small_a_difference_leaves_the_cost_open()
    {
        var unsure = new RetentionLeverage(5_000m, 10, 900m, 100, 90, 100, 88);
        unsure.CostToSave()!.Value.Upper.Should().BeNull("nobody may have been saved");
        unsure.WinToSave()!.Value.Lower.Should().BeNull();
        var worse = new RetentionLeverage(5_000m, 10, 900m, 100, 80, 100, 88);
        worse.Saved.Should().Be(-8);
        worse.CostToSave().Should().BeNull();
        worse.WinToSave().Should().BeNull();
    }

    [Fact]
    public void Undefined_is_null()
    {
        var none = new RetentionLeverage(0m, 0, 0m, 0, 0);
        (none.Saved, none.CostToWin(), none.CostToKeep(), none.RetentionGain(), none.CostToSave(), none.WinToKeep(), none.WinToSave()).Should().Be((null, null, null, null, null, null, null));
        new RetentionLeverage(5m, 1, 0m, 10, 9).WinToKeep().Should().BeNull("keeping cost nothing");
        new RetentionLeverage(5m, 1, 0m, 10, 9).CostToKeep()!.Value.Value.Should().Be(0);
        new RetentionLeverage(5m, 1, 5m, 10, 0).CostToKeep().Should().BeNull("nobody was kept");
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Refused(() => new RetentionLeverage(-1m, 1, 1m, 1, 1));
        Refused(() => new RetentionLeverage(1m, -1, 1m, 1, 1));
        Refused(() => new RetentionLeverage(1m, 1, -1m, 1, 1));
        Refused(() => new RetentionLeverage(1m, 1, 1m, -1, -1));
        Refused(() => new RetentionLeverage(1m, 1, 1m, 1, 2));
        Refused(() => new RetentionLeverage(1m, 1, 1m, 1, 1, 1, 2));
        Refused(() => new RetentionLeverage(1m, 1, 1m, 1, 1, 1, -1));

        static void Refused(Action action) => action.Should().Throw<ArgumentOutOfRangeException>();
    }
}
