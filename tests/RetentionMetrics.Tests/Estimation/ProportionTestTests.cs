using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Estimation;

public sealed class ProportionTestTests
{
    private static readonly Gen<(long X, long N)> Groups =
        from n in Gen.Choose(1, 400)
        from x in Gen.Choose(0, n)
        select ((long)x, (long)n);

    [Fact] // 27.48 % against 22.25 %; 30-digit arithmetic from the published formulas
    public void A_response_rate_rises()
    {
        ProportionTest test = ProportionTest.Compare(687, 2_500, 445, 2_000)!;
        test.First.Value.Should().Be(0.2748);
        test.Second.Value.Should().Be(0.2225);
        test.Difference.Value.Should().BeApproximately(0.0523, 1e-15);
        test.Difference.Lower.Should().BeApproximately(0.026893526708206873, 1e-14);
        test.Difference.Upper.Should().BeApproximately(0.077417551346284393, 1e-14);
        test.Difference.N.Should().Be(4_500);
        test.Z.Should().BeApproximately(4.0177572466511257, 1e-12);
        test.PValue.Should().BeApproximately(5.8754678599407833e-5, 1e-14);
        test.Uplift!.Value.Value.Should().BeApproximately(0.2350561797752809, 1e-14);
        test.Uplift.Value.Lower.Should().BeApproximately(0.1136304411568147, 1e-13);
        test.Uplift.Value.Upper.Should().BeApproximately(0.37029571727390964, 1e-13);
    }

    [Theory] // Newcombe 1998, table II, method 10
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Newcombes_own_examples(long x1, long n1, long x2, long n2, double lower, double upper)
    {
        Estimate difference = ProportionTest.Compare(x1, n1, x2, n2)!.Difference;
        difference.Lower.Should().BeApproximately(lower, 5.1e-5);
        difference.Upper.Should().BeApproximately(upper, 5.1e-5);
    }

    [Theory] // ((1.959964 √(2 p̄ q̄) + z √(p₁q₁ + p₂q₂)) ÷ Δ)² = 1070.99, 439.23, 198.96 in 30 digits
    [InlineData(0.2225, 0.2748, 0.8, 1_071)]
    [InlineData(0.65, 0.75, 0.9, 440)]
    [InlineData(0.2, 0.1, 0.8, 199)]
    public void So_many_are_needed(double first, double second, double power, long n) =>
        ProportionTest.SampleSizeFor(first, second, power).Should().Be(n);

    [Fact] // as often as it says: both groups binomial of the size asked for, the test's power added up over all outcomes
    public void The_size_asked_for_has_the_power_asked_for()
    {
        long n = ProportionTest.SampleSizeFor(0.1, 0.2, 0.8)!.Value;
        var (a, b) = (new MathNet.Numerics.Distributions.Binomial(0.1, (int)n), new MathNet.Numerics.Distributions.Binomial(0.2, (int)n));
        double power = 0;
        for (int x = 0; x <= 60; x++)
        {
            for (int y = 10; y <= 80; y++)
            {
                if (ProportionTest.Compare(x, n, y, n)!.PValue < 0.05)
                    power += a.Probability(x) * b.Probability(y);
            }
        }

        power.Should().BeApproximately(0.8, 0.01);
    }

    [Fact]
    public void Without_a_group_or_without_scatter_there_is_no_test()
    {
        ProportionTest.Compare(0, 0, 1, 2).Should().BeNull();
        ProportionTest.Compare(1, 2, 0, 0).Should().BeNull();
        ProportionTest none = ProportionTest.Compare(0, 5, 0, 7)!;
        none.Z.Should().BeNull();
        none.PValue.Should().BeNull();
        none.Uplift.Should().BeNull();
        none.Difference.Value.Should().Be(0);
        ProportionTest.Compare(5, 5, 7, 7)!.Z.Should().BeNull();
        ProportionTest.Compare(0, 5, 3, 7)!.Uplift!.Value.Lower.Should().Be(-1);
        ProportionTest.SampleSizeFor(0.3, 0.3).Should().BeNull();
        ProportionTest.SampleSizeFor(0, 1).Should().BeGreaterThan(0);
    }

    [Fact]
    public void Counts_and_shares_out_of_range_are_refused()
    {
        FluentActions.Invoking(() => ProportionTest.Compare(-1, 5, 1, 5)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("firstSuccesses");
        FluentActions.Invoking(() => ProportionTest.Compare(6, 5, 1, 5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ProportionTest.Compare(1, 5, 6, 5)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("secondSuccesses");
        FluentActions.Invoking(() => ProportionTest.Compare(0, long.MaxValue, 0, 1)).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => ProportionTest.SampleSizeFor(1.1, 0.5)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ProportionTest.SampleSizeFor(0.1, double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ProportionTest.SampleSizeFor(0.1, 0.5, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("power");
    }

    [Fact]
    public void The_other_way_round_is_the_mirror_image() => Property.Holds(from a in Groups from b in Groups select (a, b), pair =>
    {
        ((long x1, long n1), (long x2, long n2)) = pair;
        ProportionTest there = ProportionTest.Compare(x1, n1, x2, n2)!, back = ProportionTest.Compare(x2, n2, x1, n1)!;
        back.Difference.Value.Should().Be(-there.Difference.Value);
        back.Difference.Lower.Should().Be(-there.Difference.Upper);
        back.Z.Should().Be(-there.Z);
        back.PValue.Should().Be(there.PValue);
        there.Difference.Lower.Should().BeInRange(-1, there.Difference.Value);
        there.Difference.Upper.Should().BeInRange(there.Difference.Value, 1);
        if (there.Uplift is { } up && back.Uplift is { } down)
        {
            ((1 + up.Lower!.Value) * (1 + down.Upper!.Value)).Should().BeApproximately(1, 1e-9, "the interval of a ratio inverts");
            up.Value.Should().BeInRange(up.Lower.Value, up.Upper!.Value);
        }
    });

    [Fact] // Pearson's χ² = Σ (observed − expected)² ÷ expected over the four cells
    public void The_square_of_z_is_Pearsons_chi_square() => Property.Holds(from a in Groups from b in Groups select (a, b), pair =>
    {
        ((long x1, long n1), (long x2, long n2)) = pair;
        if (ProportionTest.Compare(x1, n1, x2, n2)!.Z is not { } z)
            return;
        double successes = (double)(x1 + x2) / (n1 + n2), chi = 0;
        foreach ((long x, long n) in new[] { (x1, n1), (x2, n2) })
            chi += (Math.Pow(x - (n * successes), 2) / (n * successes)) + (Math.Pow(n - x - (n * (1 - successes)), 2) / (n * (1 - successes)));
        (z * z).Should().BeApproximately(chi, 1e-9 * Math.Max(1, chi));
    });
}
