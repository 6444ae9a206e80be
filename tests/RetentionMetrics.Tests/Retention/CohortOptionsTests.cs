using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class CohortOptionsTests
{
    private static Gen<List<Transaction>> Transactions { get; } = (
        from customer in Gen.Elements("a", "b", "c", "d", "e", "f", "g", "h")
        from day in Gen.Choose(0, 300)
        from cents in Gen.Choose(-200, 900)
        select new Transaction(customer, Day(day), cents / 100m)).ListOf().Select(list => list.ToList());

    private static Gen<CohortOptions> Options { get; } =
        from age in Gen.Elements(CohortAge.Calendar, CohortAge.OwnDay)
        from unit in Gen.Elements<CalendarPeriod?>(null, CalendarPeriod.Day, CalendarPeriod.IsoWeek, CalendarPeriod.Month, CalendarPeriod.Quarter)
        from brackets in (from f in Gen.Choose(0, 9) from n in Gen.Choose(1, 9) select new CohortBracket(f, f + n)).ListOf(2)
        from known in Gen.Choose(-150, 330)
        from horizon in Gen.Elements(0, 0, 1, 3)
        from last in Gen.Elements<int?>(null, 2, 30)
        let asOf = known < 0 && age == CohortAge.Calendar ? (DateOnly?)null : Day(Math.Max(0, known))
        select new CohortOptions
        {
            Age = age,
            AgePeriod = age == CohortAge.Calendar ? null : unit,
            Brackets = [.. brackets],
            AsOf = asOf,
            MinimumHorizon = asOf is null ? 0 : horizon,
            LastAge = last,
        };

    private static Gen<Dictionary<string, DateOnly>?> Starts { get; } =
        from given in Gen.Elements(false, true)
        from days in Gen.Choose(0, 320).ListOf(7)
        select given ? "abcdefz".Select((c, i) => ($"{c}", Day(days[i]))).ToDictionary(p => p.Item1, p => p.Item2) : null;

    [Fact]
    public void Every_option_equals_its_definition_customer_by_customer() => // invariants 23 and 24
        Property.Holds(
            from list in Transactions from options in Options from starts in Starts from period in Gen.Elements(CalendarPeriod.Month, CalendarPeriod.IsoWeek) select (list, options, starts, period),
            t => Compare(CohortTable.Build(t.list, t.period, t.options, t.starts), t.list, t.period, t.options, t.starts),
            cases: 500);

    [Fact]
    public void Tables_of_different_customers_add_up_to_that_of_all() => // invariant 50
        Property.Holds(from list in Transactions from options in Options from starts in Starts select (list, options, starts), t =>
        {
            CohortTable Part(int remainder) => CohortTable.Build(
                t.list.Where(x => x.CustomerId[0] % 3 == remainder), CalendarPeriod.Month, t.options, t.starts?.Where(s => s.Key[0] % 3 == remainder).ToDictionary());
            CohortTable all = CohortTable.Build(t.list, CalendarPeriod.Month, t.options, t.starts);
            string expected = Text(all);
            Text(Part(0) + Part(1) + Part(2)).Should().Be(expected);
            Text(Part(2) + (Part(1) + Part(0))).Should().Be(expected);
            Text(all + CohortTable.Zero).Should().Be(expected);
            Text(CohortTable.Zero + all).Should().Be(expected);
        });

    [Fact]
    public void Tables_built_in_different_ways_do_not_add_up()
    {
        Transaction[] one = [new("a", Day(0), 1)];
        CohortTable table = CohortTable.Build(one, CalendarPeriod.Month);
        CohortTable[] others =
        [
            CohortTable.Build(one, CalendarPeriod.Quarter),
            CohortTable.Build([new Activity("a", Day(0))], CalendarPeriod.Month),
            CohortTable.Build(one, CalendarPeriod.Month, new CohortOptions { AsOf = Day(40) }),
            CohortTable.Build(one, CalendarPeriod.Month, new CohortOptions { LastAge = 4 }),
            CohortTable.Build(one, CalendarPeriod.Month, new CohortOptions { Brackets = [new(0, 1)] }),
            CohortTable.Build(one, CalendarPeriod.Month, starts: new Dictionary<string, DateOnly> { ["a"] = Day(0) }),
        ];
        foreach (CohortTable other in others)
            FluentActions.Invoking(() => table + other).Should().Throw<InvalidOperationException>();
        CohortTable far = CohortTable.Build([new Transaction("a", Day(0).AddYears(200), 1)], CalendarPeriod.Month);
        FluentActions.Invoking(() => table + far).Should().Throw<ArgumentException>().WithMessage("*at most 1200*");
    }

    [Fact]
    public void Day_1_and_day_7_retention_count_from_each_own_day_and_only_who_was_watched_so_long()
    {
        static Activity On(string id, int day) => new(id, Day(day));
        Activity[] logins =
        [
            On("ann", 0), On("ann", 1), On("ann", 7), // watched through ages 0 to 9
            On("bob", 2), On("bob", 9), // 0 to 7
            On("cho", 3), On("cho", 4), On("cho", 4), // 0 to 6
            On("dee", 9), // 0
        ];
        var options = new CohortOptions { Age = CohortAge.OwnDay, AgePeriod = CalendarPeriod.Day, AsOf = Day(9), Brackets = [new(1, 8), new(1, 3)] };
        CohortTable table = CohortTable.Build(logins, CalendarPeriod.Month, options);
        Cohort january = table.Cohorts.Single();
        january.Size.Should().Be(4);
        january.Observed.Take(9).Should().Equal(4, 3, 3, 3, 3, 3, 3, 2, 1);
        january.Active.Take(8).Should().Equal(4, 2, 0, 0, 0, 0, 0, 2);
        (table.Retention(0, 1)!.Value.Value, table.Retention(0, 7)!.Value.Value, table.Retention(0, 7)!.Value.N).Should().Be((2 / 3.0, 1, 2));
        table.RollingRetention(0, 1)!.Value.Value.Should().Be(1); // ann, bob and cho
        (january.BracketObserved[0], january.BracketActive[0]).Should().Be((2, 2));
        table.BracketRetention(0, 1)!.Value.Value.Should().Be(2 / 3.0); // ann and cho on day 1 or 2
        table.WeightedBracketRetention(1).Should().Be(table.BracketRetention(0, 1));
        table.Retention(0, 10).Should().BeNull();
    }

    [Fact]
    public void Own_months_step_from_the_anchor() // invariant 54: 31 January, 29 February, 31 March
    {
        var start = new DateOnly(2024, 1, 31);
        int AgeOn(DateOnly day) => CohortTable.Build([new Activity("a", start), new Activity("a", day)], CalendarPeriod.Month, new() { Age = CohortAge.OwnDay, AsOf = new(2024, 12, 31) })
            .Cohorts[0].Active.LastIndexOf(1);
        AgeOn(new(2024, 2, 28)).Should().Be(0);
        AgeOn(new(2024, 2, 29)).Should().Be(1);
        AgeOn(new(2024, 3, 30)).Should().Be(1);
        AgeOn(new(2024, 3, 31)).Should().Be(2);
        AgeOn(new(2024, 4, 30)).Should().Be(3);
    }

    [Fact]
    public void A_period_cut_short_is_marked_instead_of_low()
    {
        Activity[] logins = [new("a", new DateOnly(2026, 1, 5)), new("a", new DateOnly(2026, 3, 2)), new("b", new DateOnly(2026, 1, 6)), new("c", new DateOnly(2026, 2, 6)), new("c", new DateOnly(2026, 5, 1))];
        CohortTable cut = CohortTable.Build(logins, CalendarPeriod.Month, new() { AsOf = new(2026, 3, 10) }), whole = CohortTable.Build(logins, CalendarPeriod.Month, new() { AsOf = new(2026, 3, 31) });
        cut.Cohorts[0].Active.Should().Equal(2, 0, 1);
        cut.Cohorts[0].Observed.Should().Equal(2, 2, 0);
        cut.Retention(0, 2).Should().BeNull();
        cut.WeightedRetention(2).Should().BeNull();
        cut.WeightedRetention(1)!.Value.N.Should().Be(2, "February's cohort has not seen all of March");
        cut.RollingRetention(0, 1)!.Value.Value.Should().Be(0.5);
        whole.Retention(0, 2)!.Value.Value.Should().Be(0.5);
        whole.WeightedRetention(1)!.Value.N.Should().Be(3);
        CohortTable.Build(logins, CalendarPeriod.Month, new() { AsOf = new(2025, 12, 31) }).Cohorts.Should().BeEmpty("nothing has happened yet");
    }

    [Fact]
    public void A_minimum_horizon_keeps_the_same_customers_in_all_rates()
    {
        Activity[] logins = [new("old", Day(0)), new("old", Day(20)), new("young", Day(25))];
        CohortTable table = CohortTable.Build(logins, CalendarPeriod.Month, new() { Age = CohortAge.OwnDay, AgePeriod = CalendarPeriod.Day, AsOf = Day(30), MinimumHorizon = 14 });
        (table.Cohorts[0].Size, table.CustomersLeftOut).Should().Be((1, 1));
        table.Cohorts[0].Observed.Take(14).Should().AllBeEquivalentTo(1L);
    }

    [Fact]
    public void Given_starts_found_the_cohorts()
    {
        var starts = new Dictionary<string, DateOnly> { ["signed up, idle"] = new(2026, 1, 3), ["slow"] = new(2026, 1, 20), ["early"] = new(2026, 2, 10) };
        Activity[] logins = [new("slow", new DateOnly(2026, 3, 1)), new("early", new DateOnly(2026, 2, 1)), new("early", new DateOnly(2026, 2, 10)), new("unknown", new DateOnly(2026, 2, 1))];
        CohortTable table = CohortTable.Build(logins, CalendarPeriod.Month, starts: starts);
        table.Cohorts.Select(c => c.Size).Should().Equal(2, 1, 0);
        table.Cohorts[0].Active.Should().Equal(0, 0, 1);
        table.Cohorts[1].Active.Should().Equal(1, 0);
        table.CustomersLeftOut.Should().Be(1);
        table.HasStarts.Should().BeTrue();
        table.Flow.Select(f => f.New).Should().Equal(0, 1, 1);
        CohortTable.Build(Array.Empty<Activity>(), CalendarPeriod.Month, starts: starts).Cohorts.Select(c => c.Size).Should().Equal(2, 1);
    }

    [Fact]
    public void Revenue_from_own_days_is_per_customer_observed()
    {
        Transaction[] orders = [new("a", Day(0), 10), new("a", Day(1), 6), new("b", Day(1), 20), new("c", Day(2), 30), new("c", Day(3), -3)];
        CohortTable table = CohortTable.Build(orders, CalendarPeriod.Month, new() { Age = CohortAge.OwnDay, AgePeriod = CalendarPeriod.Day, AsOf = Day(2) });
        table.Cohorts[0].Observed.Should().Equal(3, 2, 1);
        table.Cohorts[0].Revenue.Should().Equal(60, 6, 0); // the refund is after the as-of day
        table.RevenueRetention(0, 1).Should().BeApproximately(3.0 / 20, 1e-15); // 6 ÷ 2 against 60 ÷ 3
        table.WeightedRevenueRetention(1).Should().BeApproximately(3.0 / 20, 1e-15);
        table.CumulativeRevenuePerCustomer(0, 2).Should().Be(23); // 20 + 3 + 0
        table.UnassignedRevenue.Should().Be(0);
    }

    [Fact]
    public void Weighted_rates_of_calendar_ages_are_sums_over_sums()
    {
        Transaction[] orders = [new("a", new(2026, 1, 1), 10), new("b", new(2026, 1, 1), 30), new("a", new(2026, 2, 1), 20), new("c", new(2026, 2, 1), 5), new("c", new(2026, 3, 1), 10)];
        CohortTable table = CohortTable.Build(orders, CalendarPeriod.Month, new() { Brackets = [new(1, 3)] });
        table.WeightedRetention(1)!.Value.Value.Should().Be(2 / 3.0);
        table.WeightedRollingRetention(1)!.Value.Value.Should().Be(2 / 3.0);
        table.WeightedRevenueRetention(1).Should().BeApproximately(30 / 45.0, 1e-15);
        table.WeightedBracketRetention(0).Should().Be(table.BracketRetention(0, 0)); // February's has seen no age 2
        table.WeightedRevenueRetention(3).Should().BeNull();
        CohortTable.Zero.WeightedRevenueRetention(0).Should().BeNull();
        CohortTable.Zero.WeightedRetention(0).Should().BeNull();
    }

    [Fact]
    public void Resurrection_is_a_share_of_the_dormant()
    {
        static Activity In(string id, int month) => new(id, new DateOnly(2026, month, 5));
        CohortTable table = CohortTable.Build([In("a", 1), In("b", 1), In("c", 1), In("a", 2), In("d", 2), In("b", 3), In("d", 3), In("c", 4)], CalendarPeriod.Month);
        ActivityFlow february = table.Flow[1], march = table.Flow[2], april = table.Flow[3];
        (february.Dormant, february.Reactivation(), february.QuickRatio).Should().Be((0, null, 0.5)); // 1 new, 2 lost
        (march.Dormant, march.Reactivated, march.QuickRatio).Should().Be((2, 1, 1)); // b of b and c; a is lost
        march.Reactivation()!.Value.Value.Should().Be(0.5);
        (april.Dormant, april.Reactivated, april.Lost).Should().Be((2, 1, 2)); // c of a and c
        april.Churn()!.Value.Value.Should().Be(1);
        table.Flow[0].QuickRatio.Should().BeNull();
        new ActivityFlow(Day(0), 1, 0, 1, 0, 1).Active.Should().Be(2);
        FluentActions.Invoking(() => new ActivityFlow(Day(0), 1, 0, 2, 0, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("dormant");
    }

    [Fact]
    public void A_table_can_be_made_again_from_its_rows()
    {
        CohortTable table = CohortTable.Build([new Transaction("a", Day(0), 10), new Transaction("a", Day(50), 10), new Transaction("b", Day(90), 10)], CalendarPeriod.Month, new() { Brackets = [new(1, 2)] });
        Text(new CohortTable(table.Period, table.Options, table.Cohorts, table.Flow, table.HasRevenue, table.HasStarts, table.UnassignedRevenue, table.CustomersLeftOut)).Should().Be(Text(table));
        FluentActions.Invoking(() => new CohortTable(table.Period, table.Options, table.Cohorts, table.Flow[..1])).Should().Throw<ArgumentException>().WithParameterName("flow");
        FluentActions.Invoking(() => new CohortTable(table.Period, table.Options, table.Cohorts[1..], table.Flow[1..])).Should().Throw<ArgumentException>().WithParameterName("cohorts");
        FluentActions.Invoking(() => new Cohort(0, Day(0), 1, [1], [2], [1], [], [], [])).Should().Throw<ArgumentException>().WithParameterName("active");
        FluentActions.Invoking(() => new Cohort(0, Day(0), 1, [1], [1, 1], [1], [], [], [])).Should().Throw<ArgumentException>().WithParameterName("active");
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        static Action Build(CohortOptions options) => () => CohortTable.Build(Array.Empty<Activity>(), CalendarPeriod.Month, options);
        Build(new() { Age = CohortAge.OwnDay }).Should().Throw<ArgumentException>().WithMessage("*AsOf*");
        Build(new() { MinimumHorizon = 1 }).Should().Throw<ArgumentException>().WithMessage("*AsOf*");
        Build(new() { AgePeriod = CalendarPeriod.Day }).Should().Throw<ArgumentException>().WithMessage("*own day*");
        Build(new() { Age = (CohortAge)9 }).Should().Throw<ArgumentOutOfRangeException>();
        Build(new() { AgePeriod = (CalendarPeriod)9 }).Should().Throw<ArgumentOutOfRangeException>();
        Build(new() { LastAge = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        Build(new() { MinimumHorizon = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        Build(new() { Brackets = [default] }).Should().Throw<ArgumentException>();
        Build(new() { Brackets = default }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CohortBracket(2, 2)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CohortBracket(-1, 2)).Should().Throw<ArgumentOutOfRangeException>();
        CohortTable table = CohortTable.Build([new Activity("a", Day(0))], CalendarPeriod.Month);
        FluentActions.Invoking(() => table.BracketRetention(0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => table.WeightedBracketRetention(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => CohortTable.Build([new Activity("a", Day(-2000))], CalendarPeriod.Year, new() { Age = CohortAge.OwnDay, AgePeriod = CalendarPeriod.Day, AsOf = Day(0) }))
            .Should().Throw<ArgumentException>().WithMessage("*1200*");
    }

    private static DateOnly Day(int number) => new DateOnly(2025, 1, 1).AddDays(number);

    private static string Text(CohortTable t) => string.Join('\n', t.Cohorts.Select(c => FormattableString.Invariant(
            $"{c.Index} {c.Start:O} {c.Size} o {string.Join(' ', c.Observed)} a {string.Join(' ', c.Active)} l {string.Join(' ', c.ActiveOrLater)} b {string.Join(' ', c.BracketObserved)} / {string.Join(' ', c.BracketActive)} r {string.Join(' ', c.Revenue)}")))
        + string.Join(' ', t.Flow) + t.UnassignedRevenue + " " + t.CustomersLeftOut;

    private static void Compare(CohortTable table, List<Transaction> list, CalendarPeriod period, CohortOptions options, Dictionary<string, DateOnly>? starts)
    {
        var known = list.Where(t => !(t.Date > options.AsOf)).ToList();
        DateOnly last = options.AsOf ?? known.Select(t => t.Date).Concat(starts?.Values ?? Enumerable.Empty<DateOnly>()).DefaultIfEmpty(Day(0)).Max();
        CalendarPeriod unit = options.AgePeriod ?? period;
        bool calendar = options.Age == CohortAge.Calendar;

        int Age(DateOnly start, DateOnly day)
        {
            if (calendar)
                return period.IndexOf(day) - period.IndexOf(start);
            if (unit is CalendarPeriod.Day or CalendarPeriod.IsoWeek)
                return (day.DayNumber - start.DayNumber) / (unit == CalendarPeriod.Day ? 1 : 7);
            int age = 0; // the last anniversary reached
            while (start.AddMonths((age + 1) * (unit == CalendarPeriod.Month ? 1 : 3)) <= day)
                age++;
            return age;
        }

        int Whole(DateOnly start) => Enumerable.Range(0, 400).TakeWhile(age => Age(start, last.AddDays(1)) > age || (calendar && options.AsOf is null && Age(start, last) >= age)).Count();
        var customers = known.GroupBy(t => t.CustomerId).ToDictionary(g => g.Key, g => g.ToList());
        foreach (string id in starts?.Where(s => !(s.Value > options.AsOf)).Select(s => s.Key) ?? [])
            customers.TryAdd(id, []);
        var members = new List<(DateOnly Start, List<Transaction> All, List<DateOnly> Active)>();
        (decimal cells, long leftOut) = (0, 0);
        foreach ((string id, List<Transaction> all) in customers)
        {
            DateOnly? start = starts is null
                ? all.Where(t => t.Amount >= 0).Select(t => (DateOnly?)t.Date).Min()
                : starts.TryGetValue(id, out DateOnly given) && !(given > options.AsOf) ? given : null;
            if (start is null)
                leftOut += starts is null ? 0 : 1;
            else if (Whole(start.Value) < options.MinimumHorizon)
                leftOut++;
            else
                members.Add((start.Value, all, [.. all.Where(t => t.Amount >= 0 && t.Date >= start).Select(t => t.Date)]));
        }

        table.CustomersLeftOut.Should().Be(leftOut);
        table.Cohorts.Sum(c => c.Size).Should().Be(members.Count);
        foreach (Cohort cohort in table.Cohorts)
        {
            var own = members.Where(m => period.IndexOf(m.Start) == period.IndexOf(cohort.Start)).ToList();
            cohort.Size.Should().Be(own.Count);
            for (int age = 0; age < cohort.Active.Length; age++)
            {
                var watched = own.Where(m => Whole(m.Start) > age).ToList();
                var counted = calendar ? own : watched;
                cohort.Observed[age].Should().Be(watched.Count);
                cohort.Active[age].Should().Be(counted.Count(m => m.Active.Any(d => Age(m.Start, d) == age)));
                cohort.ActiveOrLater[age].Should().Be(counted.Count(m => m.Active.Any(d => Age(m.Start, d) >= age)));
                decimal revenue = counted.Sum(m => m.All.Where(t => (t.Date >= m.Start || (calendar && starts is null)) && Age(m.Start, t.Date) == age).Sum(t => t.Amount));
                cohort.Revenue[age].Should().Be(revenue);
                cells += revenue;
                if (table.Retention(cohort.Index, age) is { } classic)
                {
                    double rolling = table.RollingRetention(cohort.Index, age)!.Value.Value;
                    rolling.Should().BeGreaterThanOrEqualTo(classic.Value);
                    if (calendar && age > 0)
                        rolling.Should().BeLessThanOrEqualTo(table.RollingRetention(cohort.Index, age - 1)!.Value.Value);
                }
            }

            for (int b = 0; b < options.Brackets.Length; b++)
            {
                (int from, int to) = (options.Brackets[b].From, options.Brackets[b].To);
                var watched = own.Where(m => Whole(m.Start) >= to).ToList();
                cohort.BracketObserved[b].Should().Be(watched.Count);
                cohort.BracketActive[b].Should().Be((calendar ? own : watched).Count(m => m.Active.Any(d => Age(m.Start, d) >= from && Age(m.Start, d) < to)));
            }
        }

        table.UnassignedRevenue.Should().Be(known.Sum(t => t.Amount) - cells);
        for (int p = 0; p < table.Flow.Length; p++)
        {
            int now = period.IndexOf(table.Flow[p].Start);
            bool In(List<DateOnly> days, int at) => days.Any(d => period.IndexOf(d) == at);
            bool Before(List<DateOnly> days, int at) => days.Any(d => period.IndexOf(d) < at);
            ActivityFlow f = table.Flow[p];
            f.New.Should().Be(members.Count(m => In(m.Active, now) && !Before(m.Active, now)));
            f.Retained.Should().Be(members.Count(m => In(m.Active, now) && In(m.Active, now - 1)));
            f.Lost.Should().Be(members.Count(m => !In(m.Active, now) && In(m.Active, now - 1)));
            f.Dormant.Should().Be(members.Count(m => Before(m.Active, now) && !In(m.Active, now - 1)));
            f.Reactivated.Should().Be(members.Count(m => Before(m.Active, now) && !In(m.Active, now - 1) && In(m.Active, now)));
        }
    }
}
