using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Rfm;

public sealed class SegmentMigrationTests
{
    private static readonly SegmentMap Map = SegmentMap.Partition([new("Good", (3, 5), (1, 5), (1, 5)), new("Bad", (1, 2), (1, 5), (1, 5))], 5);
    private static readonly RfmScore Good = new(5, 5, 5);
    private static readonly RfmScore Bad = new(1, 1, 1);

    [Fact]
    public void A_matrix_worked_by_hand()
    {
        // Good → Good, Good → Bad twice, Bad → Good, Good → gone, new → Bad, and one who was in neither period.
        RfmScore[] before = [Good, Good, Good, Bad, Good, default, default], after = [Good, Bad, Bad, Good, default, Bad, default];
        SegmentMigration m = SegmentMigration.Count(Map, before, [10, 20, 30, 40, 50, 0, 0], after, [11, 2, 3, 44, 0, 6, 0]);
        m.N.Should().Be(6);
        m.Segments.Should().Equal("Good", "Bad", "Others");
        SegmentMove fell = m["Good", "Bad"];
        (fell.Customers, fell.FromCustomers, fell.RevenueBefore, fell.RevenueAfter).Should().Be((2, 4, 50m, 5m));
        fell.Share()!.Value.Value.Should().Be(0.5);
        // Wilson for 2 of 4: z² = 3.8415; centre 0.5; half z ÷ (1 + z²/4) · √(1/16 + z²/64) = 0.34996.
        fell.Share()!.Value.Lower.Should().BeApproximately(0.5 - 0.34996, 1e-5);
        m["Good", null].Customers.Should().Be(1);
        m["Good", null].RevenueBefore.Should().Be(50);
        m[null, "Bad"].RevenueAfter.Should().Be(6);
        m[null, "Bad"].FromCustomers.Should().Be(1, "of the new");
        m["Bad", "Bad"].Share()!.Value.Value.Should().Be(0);
        m["Others", "Bad"].Share().Should().BeNull();
        m.Moves.Should().HaveCount(15).And.ContainSingle(x => x.From == "Bad" && x.To == "Good" && x.Customers == 1);
        m.Moves.Sum(x => x.Customers).Should().Be(6);

        SegmentMigration.RowsOf(Map, before, after, "Good", "Bad").Should().Equal(1, 2);
        SegmentMigration.RowsOf(Map, before, after, null, "Bad").Should().Equal(5);
        SegmentMigration.RowsOf(Map, before, after, "Good", null).Should().Equal(4);
        FluentActions.Invoking(() => m["good", "Bad"]).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => m[null, null]).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SegmentMigration.RowsOf(Map, before, after, null, null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SegmentMigration.RowsOf(Map, before, after, "x", null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SegmentMigration.RowsOf(Map, before, after[1..], "Good", null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SegmentMigration.Count(Map, before, new decimal[7], after, new decimal[6])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Two_periods_are_joined_by_id_and_say_who_moved()
    {
        // R is cut at 30 days: bins 1 and 2. Anna and Ωlga buy early in the first half only; Bob in both; Carl is new.
        var cuts = new RfmCuts([30], [1], [100]);
        var map = SegmentMap.Partition([new("Awake", (2, 2), (1, 2), (1, 2)), new("Asleep", (1, 1), (1, 2), (1, 2))], 2);
        static Transaction On(string id, int month, int day, decimal amount) => new(id, new DateOnly(2026, month, day), amount);
        Transaction[] shop = [On("bob", 2, 20, 10), On("anna", 2, 10, 20), On("Ωlga", 1, 3, 30), On("bob", 5, 20, 40), On("carl", 5, 30, 50), On("anna", 3, 20, 60)];
        CustomerBase first = CustomerBase.Summarize(shop.Where(t => t.Date.Month <= 2), new(new(2026, 1, 1), new(2026, 2, 28)));
        CustomerBase second = CustomerBase.Summarize(shop.Where(t => t.Date.Month > 2), new(new(2026, 3, 1), new(2026, 5, 31)));
        RfmScore[] Scores(CustomerBase of)
        {
            var scores = new RfmScore[of.Count];
            cuts.Score(of.RfmColumns, scores);
            return scores;
        }

        SegmentMigration m = SegmentMigration.Count(map, first, Scores(first), second, Scores(second));
        (m["Awake", "Awake"].Customers, m["Awake", "Asleep"].Customers, m["Asleep", null].Customers, m[null, "Awake"].Customers, m.N).Should().Be((1, 1, 1, 1, 4));
        (m["Awake", "Asleep"].RevenueBefore, m["Awake", "Asleep"].RevenueAfter).Should().Be((20m, 60m));
        SegmentMigration.IdsOf(map, first, Scores(first), second, Scores(second), "Awake", "Asleep").Should().Equal("anna");
        SegmentMigration.IdsOf(map, first, Scores(first), second, Scores(second), "Asleep", null).Should().Equal("Ωlga");
        SegmentMigration.IdsOf(map, first, Scores(first), second, Scores(second), null, "Awake").Should().Equal("carl");
        FluentActions.Invoking(() => SegmentMigration.Count(map, first, new RfmScore[first.Count], second, Scores(second))).Should().Throw<ArgumentException>("a customer of a base has a score");
        FluentActions.Invoking(() => SegmentMigration.Count(map, first, [], second, Scores(second))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Cells_make_the_tally_again_and_wrong_cells_are_refused()
    {
        SegmentMigration m = SegmentMigration.Count(Map, [Good, Bad, default], [1, 2, 0], [Bad, default, Good], [3, 0, 5]);
        string[] names = [.. m.Segments];
        SegmentMove[] moves = [.. m.Moves];
        long[] customers = [.. moves.Select(x => x.Customers), 0];
        decimal[] before = [.. moves.Select(x => x.RevenueBefore), 0], after = [.. moves.Select(x => x.RevenueAfter), 0];
        new SegmentMigration(names, customers, before, after).Moves.Should().Equal(m.Moves);

        FluentActions.Invoking(() => new SegmentMigration(["a", "a"], new long[9], new decimal[9], new decimal[9])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SegmentMigration(["a", ""], new long[9], new decimal[9], new decimal[9])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SegmentMigration(["a"], new long[9], new decimal[4], new decimal[4])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SegmentMigration(["a"], [0, -1, 0, 0], new decimal[4], new decimal[4])).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
        FluentActions.Invoking(() => new SegmentMigration(["a"], [0, 0, 0, 1], new decimal[4], new decimal[4])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SegmentMigration(["a"], new long[4], new decimal[4], new decimal[3])).Should().Throw<ArgumentException>();
    }

    // Invariant 50 of docs/reliability.md.
    [Fact]
    public void Any_split_by_customer_adds_up_to_the_single_pass() => Property.Holds(
        Gen.Choose(0, 2).Zip(Gen.Choose(0, 2)).Zip(Gen.Choose(0, 999)).Zip(Gen.Choose(0, 2)).ListOf(),
        customers =>
        {
            static RfmScore Of(int kind) => kind == 0 ? default : kind == 1 ? Good : Bad;
            SegmentMigration Tally(IEnumerable<(((int, int), int), int)> some)
            {
                var all = some.ToArray();
                return SegmentMigration.Count(
                    Map, Array.ConvertAll(all, c => Of(c.Item1.Item1.Item1)), Array.ConvertAll(all, c => c.Item1.Item2 / 100m), Array.ConvertAll(all, c => Of(c.Item1.Item1.Item2)), Array.ConvertAll(all, c => c.Item1.Item2 / 10m));
            }

            SegmentMigration whole = Tally(customers), a = Tally(customers.Where(c => c.Item2 == 0)), b = Tally(customers.Where(c => c.Item2 == 1)), d = Tally(customers.Where(c => c.Item2 == 2));
            ((a + b) + d).Moves.Should().Equal(whole.Moves);
            (a + (d + b)).Moves.Should().Equal(whole.Moves);
            (SegmentMigration.Zero + whole).Moves.Should().Equal(whole.Moves);
            (whole + SegmentMigration.Zero).N.Should().Be(whole.N);
        });

    [Fact]
    public void Migrations_between_other_segments_do_not_add()
    {
        SegmentMigration standard = SegmentMigration.Count(SegmentMap.Standard, [Good], [1], [Good], [1]);
        FluentActions.Invoking(() => standard + SegmentMigration.Count(Map, [Good], [1], [Good], [1])).Should().Throw<InvalidOperationException>();
        SegmentMigration.Zero.Moves.Should().BeEmpty();
        SegmentMigration.Zero.N.Should().Be(0);
    }
}
