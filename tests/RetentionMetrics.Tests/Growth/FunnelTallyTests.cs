using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Growth;

public sealed class FunnelTallyTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    private static readonly FunnelDefinition Strict = new(["visit", "signup", "order"]);

    private static readonly Gen<Activity> Activities =
        from id in Gen.Elements("a", "A", "b", "c", "d")
        from day in Gen.Choose(0, 6)
        from kind in Gen.Elements("visit", "signup", "order", "click", "other", null)
        select new Activity(id, Day.AddDays(day), kind);

    private static readonly Gen<FunnelDefinition> Definitions =
        from order in Gen.Elements(FunnelOrder.Strict, FunnelOrder.Any)
        from within in Gen.Elements<int?>(null, 0, 2, 4)
        select new FunnelDefinition(["visit", "signup", "order"], [new("click", "visit")], order, within);

    // ann: visit 0, signup 2, order 5. bob: visit 0, order 1, signup 3 and no order after it. cho: signup and visit on one day, order before. dee: never visits.
    private static readonly Activity[] Events =
    [
        At("ann", 5, "order"), At("ann", 0, "visit"), At("ann", 2, "signup"), At("ann", 9, "order"),
        At("bob", 0, "visit"), At("bob", 1, "order"), At("bob", 3, "signup"),
        At("cho", 4, "signup"), At("cho", 4, "visit"), At("cho", 1, "order"),
        At("dee", 4, "signup"), At("dee", 4, "order"), At("eve", 0, "visit"), At("eve", 1, "nothing"), At("eve", 1, null),
    ];

    [Fact]
    public void Stages_are_passed_one_after_the_other()
    {
        FunnelTally tally = FunnelTally.Count(Events, Strict);
        tally.Reached.Should().Equal(4, 3, 1);
        tally.Days[0].N.Should().Be(0);
        tally.Days[1].Counts.Should().Equal(new Dictionary<int, long> { [0] = 1, [2] = 1, [3] = 1 });
        tally.Days[2].Counts.Should().Equal(new Dictionary<int, long> { [3] = 1 });
        var stages = tally.Stages();
        stages.Select(s => (s.Index, s.Name, s.Reached, s.Before, s.Lost)).Should().Equal((0, "visit", 4, 4, 0), (1, "signup", 3, 4, 1), (2, "order", 1, 3, 2));
        stages[0].Conversion.Should().BeNull();
        stages[1].Conversion!.Value.Value.Should().Be(0.75);
        stages[1].Days.Median.Should().Be(2);
        stages[2].OverallConversion!.Value.Value.Should().Be(0.25);
        // Wilson (1927) for 1 of 3 at 95 %: 0.0615 to 0.7923.
        stages[2].Conversion!.Value.Lower.Should().BeApproximately(0.0615, 1e-4);
        stages[2].Conversion!.Value.Upper.Should().BeApproximately(0.7923, 1e-4);
        tally.WeakestStep()!.Name.Should().Be("order");
        tally.Conversion(0, 2)!.Value.Value.Should().Be(0.25);
        tally.Conversion(1, 1)!.Value.Value.Should().Be(1);
        tally.CostPer(120m, 2).Should().Be(120m);
        tally.CostPer(120m, 0).Should().Be(30m);
    }

    [Fact]
    public void In_any_order_a_stage_is_reached_when_it_and_all_before_have_happened()
    {
        FunnelTally tally = FunnelTally.Count(Events, new FunnelDefinition(Strict.Stages, order: FunnelOrder.Any));
        tally.Reached.Should().Equal(4, 3, 3);
        tally.Days[2].Counts.Should().Equal(new Dictionary<int, long> { [0] = 2, [3] = 1 }, "bob's and cho's orders came before their sign-up");
        // Within 2 days of the earliest event: bob's way takes 3 days, ann's 5, cho's 3; sign-ups after 2, 3 and 0 days.
        FunnelTally.Count(Events, new FunnelDefinition(Strict.Stages, order: FunnelOrder.Any, withinDays: 2)).Reached.Should().Equal(4, 2, 0);
        FunnelTally.Count(Events, new FunnelDefinition(Strict.Stages, order: FunnelOrder.Any, withinDays: 3)).Reached.Should().Equal(4, 3, 2);
    }

    [Fact]
    public void A_limit_counts_from_the_first_stage()
    {
        FunnelTally.Count(Events, new FunnelDefinition(Strict.Stages, withinDays: 5)).Reached.Should().Equal(4, 3, 1);
        FunnelTally.Count(Events, new FunnelDefinition(Strict.Stages, withinDays: 4)).Reached.Should().Equal(4, 3, 0);
        FunnelTally.Count(Events, new FunnelDefinition(Strict.Stages, withinDays: 0)).Reached.Should().Equal(4, 1, 0);
    }

    [Fact]
    public void Kinds_are_mapped_to_stages()
    {
        FunnelTally tally = FunnelTally.Count(
            [At("a", 0, "install"), At("a", 1, "first project"), At("a", 9, "came back"), At("b", 0, "acquisition"), At("b", 2, "revenue")],
            new FunnelDefinition(FunnelDefinition.Aarrr.Stages, [new("install", "acquisition"), new("first project", "activation"), new("came back", "retention")]));
        tally.Reached.Should().Equal(2, 1, 1, 0, 0);
        FunnelTally.Count([At("b", 0, "acquisition")]).Definition.Should().Be(FunnelDefinition.Aarrr);
    }

    [Fact]
    public void Undefined_is_null()
    {
        FunnelTally empty = FunnelTally.Count([], Strict);
        empty.Reached.Should().Equal(0, 0, 0);
        empty.Stages().Should().OnlyContain(s => s.Conversion == null && s.OverallConversion == null && s.Days.Median == null);
        empty.WeakestStep().Should().BeNull();
        empty.Conversion(0, 1).Should().BeNull();
        empty.CostPer(1m, 0).Should().BeNull();
        FunnelTally.Zero.Stages().Should().BeEmpty();
        FunnelTally.Zero.WeakestStep().Should().BeNull();
        FunnelTally.Count([At("a", 0, "one")], new FunnelDefinition(["one"])).WeakestStep().Should().BeNull();
    }

    [Fact]
    public void The_weakest_step_is_the_first_of_equal_ones()
    {
        var tally = new FunnelTally(Strict, [8, 4, 2]);
        tally.WeakestStep()!.Index.Should().Be(1);
        new FunnelTally(Strict, [8, 0, 0]).WeakestStep()!.Index.Should().Be(1, "beyond it there is nothing to convert");
    }

    // A second method: by customer, by day, with loops over sets of days.
    [Fact]
    public void Counting_agrees_with_a_plain_search() => Property.Holds(
        from events in Activities.ListOf()
        from definition in Definitions
        select (events, definition),
        input =>
        {
            long[] reached = new long[3];
            foreach (var customer in input.events.GroupBy(e => e.CustomerId, StringComparer.Ordinal))
            {
                int[][] days = [.. Enumerable.Range(0, 3).Select(stage => customer.Where(e => e.Kind is not null && input.definition.StageOfKind.TryGetValue(e.Kind, out int s) && s == stage).Select(e => e.Date.DayNumber).Order().ToArray())];
                int? before = null, first = null;
                for (int stage = 0; stage < 3; stage++)
                {
                    int? day = input.definition.Order == FunnelOrder.Strict
                        ? days[stage].Where(d => d >= (before ?? 0)).Select(d => (int?)d).FirstOrDefault()
                        : days.Take(stage + 1).Any(d => d.Length == 0) ? null : days.Take(stage + 1).Max(d => d[0]);
                    first = input.definition.Order == FunnelOrder.Strict ? first ?? day : days.Take(stage + 1).Where(d => d.Length > 0).Select(d => (int?)d[0]).Min();
                    if (day is null || day - first > input.definition.WithinDays)
                        break;
                    reached[stage]++;
                    before = day;
                }
            }

            FunnelTally.Count(input.events, input.definition).Reached.Should().Equal(reached);
        });

    [Fact] // Invariant 50
    public void Any_split_by_customer_merges_to_the_single_pass() => Property.Holds(
        from events in Activities.ListOf()
        from definition in Definitions
        from mask in Gen.Choose(0, 31)
        select (events, definition, mask),
        input =>
        {
            (var events, var definition, int mask) = input;
            string[] ids = ["a", "A", "b", "c", "d"];
            bool IsLeft(Activity e) => (mask >> Array.IndexOf(ids, e.CustomerId) & 1) == 1;
            FunnelTally whole = FunnelTally.Count(events, definition), left = FunnelTally.Count(events.Where(IsLeft), definition), right = FunnelTally.Count(events.Where(e => !IsLeft(e)), definition);
            (left + right).Should().Be(whole);
            (right + left).Should().Be(whole);
            ((left + right) + whole).Should().Be(left + (right + whole));
            (whole + FunnelTally.Zero).Should().Be(whole);
            (FunnelTally.Zero + whole).Should().Be(whole);
            FunnelTally.Count(events.AsEnumerable().Reverse(), definition).Should().Be(whole);
            for (int i = 1; i < 3; i++)
                whole.Days[i].N.Should().Be(whole.Reached[i]);
            var again = new FunnelTally(new FunnelDefinition(definition.Stages, [new("click", "visit")], definition.Order, definition.WithinDays), whole.Reached, whole.Days);
            again.Should().Be(whole);
            again.GetHashCode().Should().Be(whole.GetHashCode());
        });

    [Fact]
    public void Different_definitions_do_not_add()
    {
        FunnelTally tally = FunnelTally.Count(Events, Strict);
        foreach (FunnelDefinition other in new FunnelDefinition[]
        {
            new(["visit", "signup", "Order"]), new(["visit", "signup"]), new(Strict.Stages, [new("click", "visit")]), new(Strict.Stages, order: FunnelOrder.Any), new(Strict.Stages, withinDays: 30),
        })
        {
            other.Equals(Strict).Should().BeFalse();
            FluentActions.Invoking(() => tally + FunnelTally.Count(Events, other)).Should().Throw<InvalidOperationException>();
        }

        FluentActions.Invoking(() => tally + null!).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        FluentActions.Invoking(() => FunnelTally.Count(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => FunnelTally.Count([At("a", 0, "x"), default])).Should().Throw<ArgumentException>().WithMessage("*Element 1*");
        foreach (string[] stages in new string[][] { [], ["a", "a"], ["a", ""] })
            FluentActions.Invoking(() => new FunnelDefinition(stages)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new FunnelDefinition(Enumerable.Range(0, 1001).Select(i => i.ToString(CultureInfo.InvariantCulture)))).Should().Throw<ArgumentException>().WithMessage("*1001*");
        FluentActions.Invoking(() => new FunnelDefinition(["a", "b"], [new("x", "c")])).Should().Throw<ArgumentException>().WithMessage("*Element 0*");
        FluentActions.Invoking(() => new FunnelDefinition(["a", "b"], [new("", "a")])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new FunnelDefinition(["a", "b"], [new("x", "a"), new("x", "b")])).Should().Throw<ArgumentException>().WithMessage("*Element 1*");
        FluentActions.Invoking(() => new FunnelDefinition(["a"], order: (FunnelOrder)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new FunnelDefinition(["a"], withinDays: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new FunnelTally(Strict, [1, 2, 0])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => new FunnelTally(Strict, [-1, -1, -1])).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        FluentActions.Invoking(() => new FunnelTally(Strict, [1, 1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new FunnelTally(Strict, [1, 1, 1], [DayHistogram.Zero])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new FunnelTally(Strict, [2, 1, 1], [DayHistogram.Zero, new([new(1, 2)]), DayHistogram.Zero])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => new FunnelTally(Strict, [2, 1, 1], [new([new(1, 2)]), DayHistogram.Zero, DayHistogram.Zero])).Should().Throw<ArgumentException>().WithMessage("Row 0*");
        FluentActions.Invoking(() => new FunnelTally(Strict, [2, 1, 1], [DayHistogram.Zero, null!, DayHistogram.Zero])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FunnelTally tally = new(Strict, [2, 1, 1]);
        FluentActions.Invoking(() => tally.Conversion(2, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => tally.Conversion(0, 3)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => tally.CostPer(-1m, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => tally.CostPer(1m, 3)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new FunnelTally(Strict, [long.MaxValue, 0, 0]) + tally).Should().Throw<OverflowException>();
    }

    [ReferenceFact("golden/cac_kag.json", "data/kag_conversion_data.csv")]
    public void The_ad_platforms_funnel_is_what_the_golden_file_says()
    {
        JsonElement golden = ReferenceData.Json("golden/cac_kag.json");
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        var ads = new FunnelDefinition(["impressions", "clicks", "leads", "customers"]);
        var rows = ReferenceData.Rows("data/kag_conversion_data.csv").ToList();
        foreach (JsonProperty by in golden.GetProperty("by").EnumerateObject())
        {
            FunnelTally total = FunnelTally.Zero;
            decimal totalSpend = 0;
            foreach (var group in rows.GroupBy(r => r[by.Name]))
            {
                FunnelTally tally = new(ads, [Sum(group, "Impressions"), Sum(group, "Clicks"), Sum(group, "Total_Conversion"), Sum(group, "Approved_Conversion")]);
                decimal spend = group.Sum(r => decimal.Parse(r["Spent"], CultureInfo.InvariantCulture));
                Check(by.Value.GetProperty(group.Key), tally, spend);
                total += tally;
                totalSpend += spend;
            }

            Check(golden.GetProperty("overall"), total, totalSpend);
        }

        static long Sum(IEnumerable<Dictionary<string, string>> rows, string column) => rows.Sum(r => long.Parse(r[column], CultureInfo.InvariantCulture));

        void Check(JsonElement expected, FunnelTally tally, decimal spend)
        {
            Close((double)(tally.CostPer(spend, 0)!.Value * 1_000), "cpm");
            Close((double)tally.CostPer(spend, 1)!.Value, "cpc");
            Close((double)tally.CostPer(spend, 2)!.Value, "cost_per_lead");
            Close((double)tally.CostPer(spend, 3)!.Value, "cac");
            Close(tally.Conversion(0, 1)!.Value.Value, "ctr");
            Close(tally.Conversion(2, 3)!.Value.Value, "lead_to_customer");

            void Close(double actual, string name) => (actual / expected.GetProperty(name).GetDouble()).Should().BeApproximately(1, tolerance, name);
        }
    }

    private static Activity At(string id, int day, string? kind) => new(id, Day.AddDays(day), kind);
}
