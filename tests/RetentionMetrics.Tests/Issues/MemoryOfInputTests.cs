using System.Runtime.InteropServices;

namespace RetentionMetrics.Tests.Issues;

/// <summary>Doors that write before all is read gave wrong numbers, and no error, when their destination was memory of an input.</summary>
public sealed class MemoryOfInputTests
{
    private const int Rows = 3_000;

    // Numbers and scores in one block of memory, as a caller who saves memory may lay them out.
    private readonly int[] _whole = new int[4 * Rows];
    private readonly double[] _real = new double[2 * Rows];
    private readonly RfmCuts _cuts = new([10], [1], [5]);

    [Fact]
    public void Scores_over_a_column_are_refused()
    {
        RfmColumns overlapping = new(_whole.AsMemory(0, Rows), new int[Rows], new double[Rows]);
        foreach (int start in (int[])[0, Rows - 1])
        {
            Refuses(() => _cuts.Score(overlapping, Scores(_whole.AsSpan(start))));
            Refuses(() => RfmRanks.Ntile(overlapping, 5, Scores(_whole.AsSpan(start))));
            Refuses(() => new RfmGroupCuts(_cuts, []).Score(overlapping, new string[Rows], Scores(_whole.AsSpan(start))));
        }

        Refuses(() => _cuts.Score(new RfmColumns(new int[Rows], _whole.AsMemory(Rows, Rows), new double[Rows]), Scores(_whole.AsSpan(Rows / 2))));
        Refuses(() => RfmRanks.Ntile(new RfmColumns(new int[Rows], new int[Rows], _real.AsMemory(Rows, Rows)), 5, MemoryMarshal.Cast<double, RfmScore>(_real.AsSpan(Rows - 1_000))[..Rows]));
    }

    [Fact]
    public void Scores_beside_a_column_are_not()
    {
        RfmColumns columns = new(_whole.AsMemory(0, Rows), _whole.AsMemory(3 * Rows, Rows), new double[Rows]);
        _cuts.Score(columns, Scores(_whole.AsSpan(Rows)));
        Scores(_whole.AsSpan(Rows)).ToArray().Should().OnlyContain(s => s == new RfmScore(2, 1, 1));
        _cuts.Score(columns.Slice(0, 0), Scores(_whole)[..0]);
    }

    [Fact]
    public void Tiers_over_priorities_or_the_context_are_refused()
    {
        var plan = new TouchPlan(new TouchTier("high", 10), new TouchTier("rest"));
        Span<int> over() => MemoryMarshal.Cast<double, int>(_real.AsSpan(Rows / 2))[..Rows];
        Refuses(() => plan.Assign(_real.AsSpan(0, Rows), over()));
        Refuses(() => plan.Assign(_real.AsSpan(0, Rows), new TouchContext(exclusions: _whole.AsMemory(0, 3)), _whole.AsSpan(1, Rows)));
        Refuses(() => plan.Assign(_real.AsSpan(0, Rows), new TouchContext(previous: _whole.AsMemory(0, Rows)), _whole.AsSpan(1, Rows)));
        Refuses(() => plan.Assign(_real.AsMemory(0, Rows), new TouchContext(exclusions: _whole.AsMemory(0, 3)), _whole.AsMemory(1, Rows), new ParallelOptions()));
        var reason = new TouchReason[Rows];
        Refuses(() => plan.Assign(_real.AsSpan(0, Rows), MemoryMarshal.Cast<TouchReason, int>(reason.AsSpan())[..Rows], reason));
        plan.Assign(_real.AsSpan(0, Rows), MemoryMarshal.Cast<double, int>(_real.AsSpan(Rows))[..Rows]);
    }

    private static Span<RfmScore> Scores(Span<int> memory) => MemoryMarshal.Cast<int, RfmScore>(memory)[..Rows];

    private static void Refuses(Action door) => door.Should().Throw<ArgumentException>().WithMessage("*memory of *own*");
}
