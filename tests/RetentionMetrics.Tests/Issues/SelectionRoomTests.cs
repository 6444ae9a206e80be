namespace RetentionMetrics.Tests.Issues;

/// <summary>What a selection gathers did not fit where the sample had promised room, in two ways: nothing gathered was needed, and the room was that of another pass.</summary>
public sealed class SelectionRoomTests
{
    [Fact]
    public void Ranks_of_repeated_values_need_no_room_when_the_sample_was_wrong()
    {
        // The rows that a sample looks at have another share of zeros than all rows have.
        const int N = 100_000;
        int[] rows = new int[N], sampled = new int[2_154];
        for (int i = 0; i < N; i++)
            rows[i] = i;
        Edges<int>.Pick(rows, sampled);
        var values = new double[N];
        for (int i = 0, k = 0; i < N; i++)
            values[i] = k++ % 1_000 < 555 ? 0 : (i + 1.0) / (N + 2);
        for (int k = 0; k < sampled.Length; k++)
            values[sampled[k]] = k % 100 < 57 ? 0 : 2 + k;

        double[] sorted = [.. values.Order()];
        foreach (int rank in Enumerable.Range(0, 200).Select(r => 50_000 + (r * 50)))
        {
            var found = new OrderStatistic<double>[1];
            OrderStatistics.Select(values, [rank], found);
            found[0].Value.Should().Be(sorted[rank]);
        }
    }

    [Fact]
    public void Many_tiers_on_several_threads_are_those_of_one()
    {
        const int N = 300_000;
        var random = new Random(7);
        double[] priority = [.. Enumerable.Range(0, N).Select(_ => random.NextDouble())];
        var plan = new TouchPlan([.. Enumerable.Range(0, 40).Select(k => new TouchTier($"tier {k}", k == 0 ? 10 : k < 32 ? 1_000 : k == 32 ? 150_000 : 500)), new TouchTier("last")]);
        int[] one = new int[N], several = new int[N];
        plan.Assign(priority, one);
        plan.Assign(priority, several, new ParallelOptions { MaxDegreeOfParallelism = 4 });
        several.Should().Equal(one);
    }
}
