using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Growth;

public sealed class DayHistogramTests
{
    private static readonly Gen<List<int>> Times = Gen.Choose(0, 12).ListOf();

    // 1, 1, 2, 4: mean 2, variance (1 + 1 + 0 + 4) ÷ 3 = 2, se √(2 ÷ 4) = .7071; t with 3 degrees of freedom is 3.1824 at 95 %: 2 ± 2.2503.
    [Fact]
    public void Four_times_by_hand()
    {
        DayHistogram days = Of([4, 1, 2, 1]);
        days.N.Should().Be(4);
        days.Median.Should().Be(1.5);
        Estimate mean = days.Mean()!.Value;
        mean.Value.Should().Be(2);
        mean.Lower.Should().BeApproximately(2 - 2.2503, 1e-4);
        mean.Upper.Should().BeApproximately(2 + 2.2503, 1e-4);
        new[] { 0, 0.5, 0.51, 0.75, 0.76, 1 }.Select(days.Quantile).Should().Equal(1, 1, 2, 2, 4, 4);
    }

    [Fact]
    public void Undefined_is_null()
    {
        DayHistogram none = DayHistogram.Zero;
        (none.Median, none.Mean(), none.Quantile(0.5)).Should().Be((null, null, null));
        Of([7]).Mean().Should().Be(new Estimate(7, null, null, 1));
    }

    [Fact] // Median and quantiles of the sorted times; invariant 50
    public void It_is_the_single_times_whatever_the_split() => Property.Holds(
        from times in Times
        from cut in Gen.Choose(0, times.Count)
        from percent in Gen.Choose(0, 100)
        select (times, cut, percent),
        input =>
        {
            DayHistogram whole = Of(input.times), left = Of(input.times.Take(input.cut)), right = Of(input.times.Skip(input.cut));
            (left + right).Should().Be(whole);
            (right + left).Should().Be(whole);
            (whole + DayHistogram.Zero).Should().Be(whole);
            ((left + right) + whole).Should().Be(left + (right + whole));
            int[] sorted = [.. input.times.Order()];
            if (sorted.Length == 0)
                return;
            whole.Median.Should().Be((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0);
            whole.Quantile(input.percent / 100.0).Should().Be(sorted[Math.Max(0, ((input.percent * sorted.Length) + 99) / 100 - 1)]);
            whole.Mean()!.Value.Value.Should().BeApproximately(sorted.Average(), 1e-12);
        });

    [Fact]
    public void Bad_counts_are_refused()
    {
        FluentActions.Invoking(() => new DayHistogram(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new DayHistogram([new(1, 1), new(-1, 1)])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => new DayHistogram([new(1, -1)])).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        FluentActions.Invoking(() => new DayHistogram([new(1, long.MaxValue), new(2, 1)])).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => DayHistogram.Zero.Quantile(2)).Should().Throw<ArgumentOutOfRangeException>();
        new DayHistogram([new(1, 2), new(1, 3), new(5, 0)]).Counts.Should().Equal(new Dictionary<int, long> { [1] = 5 });
        new DayHistogram([new(3_652_058, long.MaxValue)]).Mean()!.Value.Value.Should().Be(3_652_058);
    }

    private static DayHistogram Of(IEnumerable<int> times) => new(times.Select(t => KeyValuePair.Create(t, 1L)));
}
