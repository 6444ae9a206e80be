namespace RetentionMetrics.Tests.Growth;

public sealed class ReferredComparisonTests
{
    // 1, 2, 3, 4, 5: mean 3, variance 2.5, v = .5; 2, 4, 6, 8: mean 5, variance 20/3, v = 5/3. Difference −2, se √(13/6) = 1.471960, t = −1.358732,
    // freedom (13/6)² ÷ (.25/4 + (25/9)/3) = 4.694444 ÷ .988426 = 4.749415. Student's quantile at 4.749415 is 2.6135 (between 2.7764 at 4 and 2.5706 at 5).
    [Fact]
    public void Two_small_groups_by_hand()
    {
        ReferredComparison c = ReferredComparison.Compare([1, 2, 3, 4, 5], [2, 4, 6, 8], referredRetained: 4, othersRetained: 1);
        c.Referred!.Value.Value.Should().Be(3);
        c.Others!.Value.Value.Should().Be(5);
        c.Ratio.Should().Be(0.6);
        c.Difference!.Value.Value.Should().Be(-2);
        c.T.Should().BeApproximately(-1.358732, 1e-6);
        c.DegreesOfFreedom.Should().BeApproximately(4.749415, 1e-5);
        c.Difference!.Value.N.Should().Be(9);
        double half = c.Difference.Value.Upper!.Value + 2;
        (half / 1.471960).Should().BeInRange(2.5706, 2.7764);
        c.Difference.Value.Lower.Should().BeApproximately(-2 - half, 1e-12);
        // Student's interval of the first group: 3 ± 2.7764 · √.5 = 3 ± 1.9632.
        c.Referred.Value.Upper.Should().BeApproximately(4.9632, 1e-4);
        c.ReferredRetention!.Value.Value.Should().Be(0.8);
        c.OthersRetention!.Value.Value.Should().Be(0.25);
        c.PValue.Should().BeInRange(0.22, 0.26);
    }

    [Fact] // With two groups of equal size and variance Welch's freedom is that of the pooled test: 2n − 2.
    public void Equal_spread_has_the_freedom_of_the_pooled_test()
    {
        ReferredComparison c = ReferredComparison.Compare([1, 2, 3], [5, 6, 7]);
        c.DegreesOfFreedom.Should().BeApproximately(4, 1e-12);
        c.T.Should().BeApproximately(-4 / Math.Sqrt(2 / 3.0), 1e-12);
        // t = −4.898979 with 4 degrees of freedom: F(t) = ½ + ¾·x·(1 − x²/3) with x = t ÷ √(4 + t²) = −.925820, 2·F = .008050
        c.PValue.Should().BeApproximately(0.008050, 1e-5);
    }

    [Fact]
    public void Order_changes_nothing()
    {
        var random = new Random(6);
        double[] a = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 1e6)], b = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())];
        ReferredComparison forward = ReferredComparison.Compare(a, b);
        Array.Reverse(a);
        Array.Reverse(b);
        ReferredComparison.Compare(a, b).Should().Be(forward);
    }

    [Fact]
    public void Undefined_is_null()
    {
        ReferredComparison none = ReferredComparison.Compare([], []);
        (none.Referred, none.Others, none.Difference, none.Ratio, none.T, none.PValue, none.ReferredRetention).Should().Be((null, null, null, null, null, null, null));
        ReferredComparison.Compare([], [], 0, 0).ReferredRetention.Should().BeNull();
        ReferredComparison one = ReferredComparison.Compare([4], [1, 2]);
        one.Difference.Should().Be(new Estimate(2.5, null, null, 3));
        one.Referred.Should().Be(new Estimate(4, null, null, 1));
        ReferredComparison flat = ReferredComparison.Compare([4, 4], [4, 4, 4]);
        (flat.Difference, flat.T, flat.PValue).Should().Be((new Estimate(0, null, null, 5), null, null));
        ReferredComparison.Compare([1], [0]).Ratio.Should().BeNull();
    }

    [Fact]
    public void Bad_values_are_refused()
    {
        FluentActions.Invoking(() => ReferredComparison.Compare([1, double.NaN], [1])).Should().Throw<ArgumentException>().WithMessage("Row 1*").WithParameterName("referred");
        FluentActions.Invoking(() => ReferredComparison.Compare([1], [double.PositiveInfinity])).Should().Throw<ArgumentException>().WithMessage("Row 0*").WithParameterName("others");
        FluentActions.Invoking(() => ReferredComparison.Compare([1e200, -1e200], [1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ReferredComparison.Compare([1], [1], referredRetained: 2)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ReferredComparison.Compare([1], [1], othersRetained: -1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
