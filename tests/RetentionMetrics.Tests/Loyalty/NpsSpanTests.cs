using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Loyalty;

/// <summary>Spans of plain ratings, counted a vector at a time.</summary>
public sealed class NpsSpanTests
{
    [Fact]
    public void Spans_are_counted_as_one_by_one() => Property.Holds(Gen.Choose(0, 10).ArrayOf(), ratings =>
    {
        // Long enough for lanes of bytes to be full several times over.
        int[] many = [.. Enumerable.Repeat(ratings, ratings.Length % 7 == 0 ? 400 : 1).SelectMany(r => r)];
        var expected = new NpsTally(many.Count(r => r >= 9), many.Count(r => r is 7 or 8), many.Count(r => r <= 6));
        NpsTally.Count(many).Should().Be(expected);
        NpsTally.Count(Array.ConvertAll(many, r => (byte)r)).Should().Be(expected);
        NpsTally.Count(many.Select(r => new Rating(r))).Should().Be(expected);
    });

    [Theory]
    [InlineData(11)]
    [InlineData(255)]
    [InlineData(128)]
    public void A_rating_out_of_range_is_named_wherever_it_stands(int bad)
    {
        foreach (int row in new[] { 0, 15, 16, 63, 64, 99, 5_000, 20_000, 20_012 })
        {
            int[] ratings = new int[20_013];
            ratings[row] = bad;
            ratings[^1] = 12;
            FluentActions.Invoking(() => NpsTally.Count(ratings)).Should().Throw<ArgumentException>().WithMessage($"Row {row}:*");
            FluentActions.Invoking(() => NpsTally.Count(Array.ConvertAll(ratings, r => (byte)r))).Should().Throw<ArgumentException>().WithMessage($"Row {row}:*");
            ratings[row] = -bad;
            FluentActions.Invoking(() => NpsTally.Count(ratings)).Should().Throw<ArgumentException>().WithMessage($"Row {row}: the rating is -{bad},*");
            FluentActions.Invoking(() => ParallelTally.Count(ratings.Length, (start, length) => NpsTally.Count(ratings.AsSpan(start, length)))).Should().Throw<ArgumentException>().WithMessage($"Row {row}:*");
        }
    }

    [Fact]
    public void All_of_one_kind_fill_no_lane_over()
    {
        byte[] ratings = [.. Enumerable.Repeat((byte)10, 1_000_003)];
        NpsTally.Count(ratings).Should().Be(new NpsTally(1_000_003, 0, 0));
        ParallelTally.Count(ratings.Length, (start, length) => NpsTally.Count(ratings.AsSpan(start, length))).Should().Be(new NpsTally(1_000_003, 0, 0));
    }
}
