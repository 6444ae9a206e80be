using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Estimation;

public sealed class TallyLedgerTests
{
    private static readonly Gen<NpsTally[]> Partitions = (
        from p in Gen.Choose(0, 50)
        from a in Gen.Choose(0, 50)
        from d in Gen.Choose(0, 50)
        select new NpsTally(p, a, d)).ArrayOf();

    [Fact] // reliability 16, invariant 52: any order, any repetition, any tree of merges
    public void A_repeated_partition_is_counted_once() => Property.Holds(from p in Partitions from seed in Gen.Choose(0, int.MaxValue - 1) select (p, seed), given =>
    {
        (NpsTally[] partitions, int seed) = given;
        var random = new Random(seed);
        NpsTally single = partitions.Aggregate(NpsTally.Zero, (sum, t) => sum + t);
        int[] deliveries = [.. Enumerable.Range(0, partitions.Length * 3).Select(i => i % Math.Max(1, partitions.Length))];
        random.Shuffle(deliveries);

        TallyLedger<NpsTally>[] workers = [.. Enumerable.Repeat(TallyLedger<NpsTally>.Zero, 4)];
        foreach (int i in deliveries)
        {
            int worker = random.Next(workers.Length);
            workers[worker] = workers[worker].Add($"part-{i}", partitions[i]);
        }

        TallyLedger<NpsTally> left = (workers[0] + workers[1]) + (workers[2] + workers[3]), right = workers[3] + (workers[2] + (workers[1] + workers[0]));
        left.Should().Be(right);
        left.GetHashCode().Should().Be(right.GetHashCode());
        left.Total.Should().Be(single);
        (left + left).Should().Be(left, "replay changes nothing");
        (left + TallyLedger<NpsTally>.Zero).Should().Be(left);
        left.Partitions.Should().HaveCount(partitions.Length);
    });

    [Fact]
    public void Another_count_of_a_partition_is_refused_or_replaces_it()
    {
        var ledger = TallyLedger<ChurnTally>.Zero.Add("a", new ChurnTally(10, 1)).Add("b", new ChurnTally(5, 0));
        FluentActions.Invoking(() => ledger.Add("a", new ChurnTally(10, 2))).Should().Throw<InvalidOperationException>().WithMessage("*counted twice*");
        FluentActions.Invoking(() => ledger + TallyLedger<ChurnTally>.Zero.Add("a", new ChurnTally(9, 1))).Should().Throw<InvalidOperationException>();
        TallyLedger<ChurnTally> corrected = ledger.Replace("a", new ChurnTally(10, 2));
        corrected.Total.Should().Be(new ChurnTally(15, 2));
        ledger.Total.Should().Be(new ChurnTally(15, 1), "ledgers do not change");
        corrected.Replace("c", new ChurnTally(1, 1)).Total.Should().Be(new ChurnTally(16, 3));
    }

    [Fact]
    public void Tallies_that_do_not_add_up_are_refused_at_once()
    {
        var june = new MrrMovements(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, new(2026, 6, 1), new(2026, 6, 30));
        var july = new MrrMovements(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, new(2026, 7, 1), new(2026, 7, 31));
        var ledger = TallyLedger<MrrMovements>.Zero.Add("june", june);
        FluentActions.Invoking(() => ledger.Add("july", july)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => ledger.Replace("july", july)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => ledger.Add("", june)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => TallyLedger<ReferralTally>.Zero.Add("x", null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ledger + null!).Should().Throw<ArgumentNullException>();
    }

    [Fact] // the total is made once and by pairs: else every partition would copy all that the others hold
    public void Many_partitions_of_tallies_that_grow_take_no_quadratic_time()
    {
        HashSet<string> customers = [.. Enumerable.Range(0, 50).Select(i => $"c{i}")];
        var ledger = TallyLedger<ReferralTally>.Zero;
        for (int part = 0; part < 400; part++)
            ledger = ledger.Add($"{part}", ReferralTally.Count(Enumerable.Range(0, 400).Select(i => new Referral($"c{i % 50}", new(2026, 1, 1), $"p{part}-{i}")), customers));
        long before = GC.GetTotalAllocatedBytes(precise: true);
        ledger.Total.InvitedKnown.Should().Be(160_000);
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(4_000_000_000, "a copy for every partition would take ten times as much");
    }

    [Fact] // every tally can be kept in a ledger
    public void Every_tally_is_comparable() =>
        typeof(NpsTally).Assembly.GetExportedTypes()
            .Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITally<>)))
            .Should().NotBeEmpty().And.OnlyContain(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>)));
}
