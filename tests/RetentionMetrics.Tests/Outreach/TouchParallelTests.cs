namespace RetentionMetrics.Tests.Outreach;

/// <summary>Tiers on several threads against one thread, whose tiers other tests compare with sorting.</summary>
public sealed class TouchParallelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(70_000)]
    [InlineData(300_001)]
    public void Tiers_are_those_of_one_thread(int n)
    {
        var random = new Random(n);
        int[] rows = [.. Enumerable.Range(0, n)];
        double[][] priorities = [Array.ConvertAll(rows, _ => Math.Exp(8 * random.NextDouble())), Array.ConvertAll(rows, i => (double)i), Array.ConvertAll(rows, i => (double)(i % 7)), new double[n]];
        var plan = new TouchPlan(new TouchTier("a", n / 20, minimumPriority: 3), new TouchTier("b", n / 5), new TouchTier("c", n / 3), new TouchTier("d")) { Hysteresis = TouchHysteresis.ByShare(0.1) };
        TouchContext[] contexts =
        [
            default,
            n < 5 ? default : new(pins: new TouchPin[] { new(3, 2), new(1, 3) }, exclusions: new[] { 0, 2, 2 }),
            new(previous: Array.ConvertAll(rows, _ => random.Next(-1, 4)), exclusions: n < 5 ? default : new[] { 4 }),
        ];
        foreach (double[] priority in priorities)
        {
            foreach (TouchContext context in contexts)
            {
                var one = new int[n];
                plan.Assign(priority, context, one);
                foreach (int threads in (int[])[-1, 1, 2, 7])
                {
                    var several = new int[n];
                    plan.Assign(priority.AsMemory(), context, several, new ParallelOptions { MaxDegreeOfParallelism = threads });
                    several.AsSpan().SequenceEqual(one).Should().BeTrue($"{n} rows, {threads} threads");
                }
            }
        }
    }

    [Fact]
    public void A_bad_row_is_named_and_a_cancellation_ends_it()
    {
        var plan = new TouchPlan(new TouchTier("high", 10), new TouchTier("rest"));
        var priority = new double[200_000];
        var tier = new int[priority.Length];
        priority[150_000] = double.NaN;
        priority[170_000] = double.NaN;
        FluentActions.Invoking(() => plan.Assign(priority.AsMemory(), tier, new ParallelOptions())).Should().Throw<ArgumentException>().WithMessage("*Row 150000*priority*");
        priority.AsSpan().Clear();
        var previous = new int[priority.Length];
        previous[123_456] = 2;
        FluentActions.Invoking(() => plan.Assign(priority.AsMemory(), new TouchContext(previous), tier, new ParallelOptions())).Should().Throw<ArgumentException>().WithMessage("*Row 123456*last plan*").Which.ParamName.Should().Be("context");
        FluentActions.Invoking(() => plan.Assign(priority.AsMemory(), tier, new ParallelOptions { CancellationToken = new(true) })).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => plan.Assign(priority.AsMemory(), new int[3], new ParallelOptions())).Should().Throw<ArgumentException>();
    }
}
