namespace RetentionMetrics.Tests.Conventions;

/// <summary>The parallel door of every kind of columns: the bits of a single call whatever the threads, the right row in an error, cancellation, and no memory that grows with the rows.</summary>
public sealed class ParallelDoorTests
{
    private const int Rows = 50_001; // several slices and a part of one

    private static readonly int[] Days = [.. Enumerable.Range(0, Rows).Select(i => (int)(i * 7_919L % 366))];
    private static readonly int[] Orders = [.. Enumerable.Range(0, Rows).Select(i => (int)(i * 104_729L % 31))];
    private static readonly double[] Amounts = [.. Enumerable.Range(0, Rows).Select(i => i * 1_299_709L % 100_003 / 7.0)];
    private static readonly double[] Logins = [.. Amounts.Select((a, i) => i % 11 == 0 ? double.NaN : a)];
    private static readonly double[] Ages = [.. Days.Select(d => d + 20.0)];
    private static readonly double[] Recencies = [.. Days.Select((d, i) => Orders[i] == 0 ? 0.0 : d)];

    private static readonly HistoryColumns Histories = new(Orders, Recencies, Ages, TimeUnit.Day, Amounts);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Many_threads_give_the_bits_of_one(int threads)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var model = new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Day);
        Same<double>(to => Histories.Score(to, (rows, some) => model.ExpectedPurchases(rows, 90, some), options), to => model.ExpectedPurchases(Histories, 90, to.Span));

        var rfm = new RfmColumns(Days, Orders, Amounts);
        var cuts = new RfmCuts([10, 30, 60, 90], [1, 2, 3, 5], [10.5, 50, 500, 5_000]);
        Same<RfmScore>(to => rfm.Score(to, cuts.Score, options), to => cuts.Score(rfm, to.Span));

        var measures = new HealthColumns(Logins, Amounts);
        var health = new HealthScore([new("logins", 0.3, 3, 9_700), new("spend", 1.1, 8_000, 0)]);
        Same<HealthResult>(to => measures.Score(to, health.Score, options), to => health.Score(measures, to.Span));

        double[] alive = [.. Amounts.Select(a => a % 1)];
        var signs = new SignColumns(Amounts, Histories, alive, Array.ConvertAll(alive, a => a * 0.7), Logins, Amounts.Reverse().ToArray());
        Same<CustomerWarning>(to => signs.Score(to, (rows, some) => EarlyWarnings.Check(rows, null, some), options), to => EarlyWarnings.Check(signs, null, to.Span));
    }

    [Fact]
    public void A_refused_row_is_named_by_its_place_in_all_rows()
    {
        // Two slices fail; the first row of both is the one that a single call names.
        void Check(HistoryColumns rows, Span<double> to)
        {
            for (int row = 0; row < rows.Count; row++)
            {
                if (rows.Age.Span[row] < 0.25)
                    throw new ArgumentException($"Row {row}: too young.", nameof(rows));
            }
        }

        double[] ages = [.. Ages];
        double[] recencies = [.. Recencies];
        int[] orders = [.. Orders];
        foreach (int row in new[] { 20_003, 40_007 })
            (ages[row], recencies[row], orders[row]) = (0.2, 0, 0);
        var columns = new HistoryColumns(orders, recencies, ages, TimeUnit.Day);
        FluentActions.Invoking(() => columns.Score(new double[Rows], Check)).Should().Throw<ArgumentException>().WithMessage("Row 20003:*");
    }

    [Fact]
    public void A_wrong_unit_is_refused_also_when_there_are_no_rows()
    {
        var weekly = new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        FluentActions.Invoking(() => Histories.Slice(0, 0).Score(Memory<double>.Empty, weekly.ProbabilityAlive)).Should().Throw<ArgumentException>().WithMessage("*unit*");
        FluentActions.Invoking(() => Histories.Score(new double[Rows], weekly.ProbabilityAlive)).Should().Throw<ArgumentException>().WithMessage("*unit*");
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        var rfm = new RfmColumns(Days, Orders, Amounts);
        FluentActions.Invoking(() => rfm.Score(new RfmScore[Rows - 1], (_, _) => { })).Should().Throw<ArgumentException>().WithMessage("*one a row*");
        FluentActions.Invoking(() => rfm.Score(new RfmScore[Rows], null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new SignColumns(Amounts).Score(new CustomerWarning[1], (_, _) => { })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new HealthColumns(Amounts).Score(new HealthResult[1], (_, _) => { })).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Cancellation_is_honoured_before_and_while_scoring()
    {
        using var source = new CancellationTokenSource();
        var options = new ParallelOptions { CancellationToken = source.Token, MaxDegreeOfParallelism = 1 };
        int scored = 0;
        FluentActions.Invoking(() => Histories.Score(new double[Rows], (rows, _) =>
        {
            scored += rows.Count;
            if (scored > 0)
                source.Cancel();
        }, options)).Should().Throw<OperationCanceledException>();
        scored.Should().BeLessThan(Rows);
        FluentActions.Invoking(() => Histories.Slice(0, 1).Score(new double[1], (_, _) => throw new InvalidOperationException(), options)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void No_more_threads_work_than_are_allowed()
    {
        int now = 0, most = 0;
        Histories.Score(new double[Rows], (rows, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            Thread.Sleep(rows.Count > 0 ? 5 : 0);
            Interlocked.Decrement(ref now);
        }, new ParallelOptions { MaxDegreeOfParallelism = 2 });
        most.Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        // One thread, so that it is this one, whose memory can be told from that of other tests.
        var one = new ParallelOptions { MaxDegreeOfParallelism = 1 };
        var cuts = new RfmCuts([10, 30, 60, 90], [1, 2, 3, 5], [10.5, 50, 500, 5_000]);
        var many = new RfmColumns(new int[100 * Rows], new int[100 * Rows], new double[100 * Rows]);
        long Bytes(RfmColumns columns)
        {
            var scores = new RfmScore[columns.Count];
            columns.Score(scores, cuts.Score, one);
            long before = GC.GetAllocatedBytesForCurrentThread();
            columns.Score(scores, cuts.Score, one);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        (Bytes(many) - Bytes(many.Slice(0, Rows))).Should().BeLessThan(10_000, "600 slices more take not even a small object each");
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private static void Same<T>(Action<Memory<T>> parallel, Action<Memory<T>> single)
    {
        T[] many = new T[Rows], one = new T[Rows];
        parallel(many);
        single(one);
        many.Should().Equal(one, (a, b) => EqualityComparer<T>.Default.Equals(a, b));
    }
}
