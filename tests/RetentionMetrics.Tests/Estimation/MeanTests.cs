using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Estimation;

public sealed class MeanTests
{
    // Student 1908: hours of sleep gained with two drugs.
    private static readonly MeanTally First = MeanTally.Count([0.7m, -1.6m, -0.2m, -1.2m, -0.1m, 3.4m, 3.7m, 0.8m, 0.0m, 2.0m]);
    private static readonly MeanTally Second = MeanTally.Count([1.9m, 0.8m, 1.1m, 0.1m, -0.1m, 4.4m, 5.5m, 1.6m, 4.6m, 3.4m]);

    private static readonly Gen<decimal[]> Amounts = Gen.Choose(-100_000, 1_000_000).Select(c => c / 100m).ArrayOf();

    [Fact] // 30-digit arithmetic; t and its quantile by the incomplete beta function
    public void Students_sleep()
    {
        Estimate mean = First.Mean()!.Value;
        mean.Value.Should().Be(0.75);
        First.StandardError.Should().BeApproximately(0.56573452745572773, 1e-15);
        mean.Lower.Should().BeApproximately(-0.52978041352623256, 1e-9);
        mean.Upper.Should().BeApproximately(2.0297804135262326, 1e-9);

        MeanTest test = MeanTest.Compare(First, Second)!;
        test.Difference.Value.Should().BeApproximately(-1.58, 1e-15);
        test.StandardError.Should().BeApproximately(0.84909101723876196, 1e-15);
        test.DegreesOfFreedom.Should().BeApproximately(17.77647351617849, 1e-12);
        test.T.Should().BeApproximately(-1.8608134674868531, 1e-13);
        test.PValue.Should().BeApproximately(0.079394140187358138, 1e-11);
        test.Difference.Lower.Should().BeApproximately(-3.365483230711711, 1e-8);
        test.Difference.Upper.Should().BeApproximately(0.20548323071171097, 1e-8);
        test.Difference.N.Should().Be(20);
        MeanTest.Compare(Second, First)!.T.Should().Be(-test.T);
        (test.First.Value, test.Second.Value).Should().Be((0.75, 2.33));
        test.Ratio.Should().BeApproximately(0.75 / 2.33, 1e-15);

        MeanTest plain = MeanTest.Compare([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [3.4, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6])!;
        plain.T.Should().BeApproximately(test.T!.Value, 1e-13);
        plain.PValue.Should().BeApproximately(test.PValue!.Value, 1e-13);
    }

    // 1, 2, 3, 4, 5: mean 3, variance 2.5, v = .5; 2, 4, 6, 8: mean 5, variance 20/3, v = 5/3. Difference −2, se √(13/6) = 1.471960, t = −1.358732,
    // freedom (13/6)² ÷ (.25/4 + (25/9)/3) = 4.694444 ÷ .988426 = 4.749415. Student's quantile at 4.749415 lies between 2.7764 at 4 and 2.5706 at 5.
    [Fact]
    public void Two_small_groups_by_hand()
    {
        MeanTest c = MeanTest.Compare([1.0, 2, 3, 4, 5], [2.0, 4, 6, 8])!;
        (c.First.Value, c.Second.Value, c.Difference.Value, c.Ratio).Should().Be((3, 5, -2, 0.6));
        c.T.Should().BeApproximately(-1.358732, 1e-6);
        c.DegreesOfFreedom.Should().BeApproximately(4.749415, 1e-5);
        c.Difference.N.Should().Be(9);
        double half = c.Difference.Upper!.Value + 2;
        (half / 1.471960).Should().BeInRange(2.5706, 2.7764);
        c.First.Upper.Should().BeApproximately(4.9632, 1e-4, "3 ± 2.7764 · √.5");
        c.PValue.Should().BeInRange(0.22, 0.26);

        // Of equal size and variance the freedom is that of the pooled test, 2n − 2; t = −4.898979 with 4 degrees has p = .008050.
        MeanTest pooled = MeanTest.Compare([1.0, 2, 3], [5.0, 6, 7])!;
        pooled.DegreesOfFreedom.Should().BeApproximately(4, 1e-12);
        pooled.T.Should().BeApproximately(-4 / Math.Sqrt(2 / 3.0), 1e-12);
        pooled.PValue.Should().BeApproximately(0.008050, 1e-5);
    }

    [Fact]
    public void The_order_of_the_values_changes_nothing()
    {
        var random = new Random(6);
        double[] a = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 1e6)], b = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())];
        MeanTest forward = MeanTest.Compare(a, b)!;
        Array.Reverse(a);
        Array.Reverse(b);
        MeanTest.Compare(a, b).Should().Be(forward);
    }

    [Fact]
    public void One_amount_has_no_interval_and_none_has_no_mean()
    {
        MeanTally.Zero.Mean().Should().BeNull();
        MeanTally.Zero.SampleVariance.Should().BeNull();
        Estimate one = MeanTally.Count([5m]).Mean()!.Value;
        (one.Value, one.Lower, one.Upper).Should().Be((5, null, null));
        MeanTest.Compare(MeanTally.Zero, First).Should().BeNull();
        MeanTest alone = MeanTest.Compare(MeanTally.Count([5m]), First)!;
        alone.Difference.Value.Should().Be(4.25);
        (alone.T ?? alone.PValue ?? alone.StandardError ?? alone.Difference.Lower).Should().BeNull();
        MeanTest same = MeanTest.Compare(MeanTally.Count([2m, 2m]), MeanTally.Count([1m, 1m, 1m]))!;
        same.Difference.Value.Should().Be(1);
        same.T.Should().BeNull("nothing scatters");
        MeanTest.Compare([], [1.0]).Should().BeNull();
        MeanTest.Compare([1.0, 2], [-1.0, -2])!.Ratio.Should().BeNull();
        FluentActions.Invoking(() => MeanTest.Compare([1.0], [1.0, double.NaN])).Should().Throw<ArgumentException>().WithMessage("Row 1*").WithParameterName("second");
        FluentActions.Invoking(() => MeanTest.Compare([1e200, -1e200], [1.0])).Should().Throw<ArgumentException>().WithMessage("*too large*");
        MeanTest.Compare([1e150, 2e150, 3e150], [1e150, 3e150])!.T.Should().Be(0, "large values are as good as any");
    }

    [Fact]
    public void Sums_that_no_amounts_have_are_refused()
    {
        FluentActions.Invoking(() => new MeanTally(-1, 0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new MeanTally(0, 1, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("sum");
        FluentActions.Invoking(() => new MeanTally(1, 0.000000001m, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("sum");
        FluentActions.Invoking(() => new MeanTally(0, 0, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("scaledSquares");
        FluentActions.Invoking(() => new MeanTally(2, 10, BigInteger.Pow(10, 16) * 49)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("scaledSquares");
        new MeanTally(2, 10, BigInteger.Pow(10, 16) * 50).SampleVariance.Should().Be(0);
        FluentActions.Invoking(() => MeanTally.Count([decimal.MaxValue])).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => MeanTally.Count([99_999_999_999_999_999_999m, 99_999_999_999_999_999_999m])).Should().Throw<OverflowException>();
        MeanTally.Count([1e-15m]).Should().Be(MeanTally.Count([0]), "amounts are taken to eight decimals");
    }

    [Fact] // eight decimals and 40,000 rows: squares of sixteen decimals, whose sum no decimal holds
    public void Neither_order_nor_split_rounds()
    {
        var random = new Random(7);
        decimal[] amounts = [.. Enumerable.Range(0, 40_000).Select(_ => Math.Round(random.Next(1, 10_000_000) / 300m, 8)), 1e15m, -1e15m, 0.00000001m];
        MeanTally whole = MeanTally.Count(amounts);
        MeanTally.Count([.. amounts.Reverse()]).Should().Be(whole);
        foreach (int at in new[] { 1, 777, 32_768, 40_001 })
            (MeanTally.Count(amounts.AsSpan(..at)) + MeanTally.Count(amounts.AsSpan(at..))).Should().Be(whole);
        whole.ScaledSquares.Should().Be(amounts.Aggregate(BigInteger.Zero, (sum, a) => sum + BigInteger.Pow(new BigInteger(a * 100_000_000m), 2)));
    }

    [Fact]
    public void Any_split_is_the_single_pass() => Property.Holds(from a in Amounts from b in Amounts select (a, b), pair =>
    {
        MeanTally a = MeanTally.Count(pair.a), b = MeanTally.Count(pair.b);
        (a + b).Should().Be(b + a).And.Be(MeanTally.Count([.. pair.a, .. pair.b]));
        (a + MeanTally.Zero).Should().Be(a);
    });

    [Fact] // against the two-pass formula
    public void The_variance_does_not_cancel() => Property.Holds(Amounts.Where(a => a.Length > 1), amounts =>
    {
        decimal[] far = [.. amounts.Select(a => a + 1_000_000_000m)];
        decimal mean = far.Average();
        double expected = (double)far.Sum(a => (a - mean) * (a - mean)) / (far.Length - 1);
        MeanTally.Count(far).SampleVariance.Should().BeApproximately(expected, 1e-7 + (1e-10 * expected));
    });
}
