using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Acquisition;

public sealed class AcquisitionTallyTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    private static readonly Gen<Spend> CountedSpends =
        from channel in Gen.Elements("ads", "Ads", "mail", "événement", "z")
        from cents in Gen.Choose(0, 1_000_000)
        from customers in Gen.Choose(0, 50)
        select new Spend(channel, Day, cents / 100m, customers);

    private static readonly Gen<Spend> Spends =
        from spend in CountedSpends
        from known in Gen.Choose(0, 4)
        select known > 0 ? spend : new Spend(spend.Channel!, spend.Date, spend.Amount);

    private static readonly Gen<NewCustomer> Customers =
        from channel in Gen.Elements("ads", "mail", "word of mouth", null, "")
        from days in Gen.Choose(0, 150)
        select new NewCustomer(Day.AddDays(days), channel);

    // Of every kind and purpose, shared ones among them, over five months.
    private static readonly Gen<Spend> AllSpends =
        from channel in Gen.Elements("ads", "mail", null)
        from days in Gen.Choose(0, 150)
        from cents in Gen.Choose(0, 1_000_000)
        from kind in Gen.Elements(Enum.GetValues<SpendKind>())
        from purpose in Gen.Elements(Enum.GetValues<SpendPurpose>())
        select channel is null ? Spend.Shared(Day.AddDays(days), cents / 100m, kind, purpose) : new Spend(channel, Day.AddDays(days), cents / 100m, null, kind, purpose);

    private static readonly Gen<AcquisitionOptions> Options =
        from period in Gen.Elements(Enum.GetValues<CalendarPeriod>())
        from lag in Gen.Choose(0, 3)
        select new AcquisitionOptions { Period = period, Lag = lag };

    [Fact]
    public void Spend_and_customers_add_up_by_channel()
    {
        AcquisitionSummary all = AcquisitionTally.Count(
            [new("search", Day, 100m), new("search", Day, 50.5m), new("fair", Day, 80m)],
            [Won("search"), Won("search"), Won("search"), Won("friends"), Won(null), Won("")]).Overall;

        all.Channels.Should().Equal(
            new ChannelAcquisition("fair", 80m, 0),
            new ChannelAcquisition("friends", 0m, 1),
            new ChannelAcquisition("search", 150.5m, 3));
        all.Unattributed.Should().Be(2);
        all.TotalSpend.Should().Be(230.5m);
        all.TotalNewCustomers.Should().Be(6);
        all.BlendedCac.Should().Be(230.5m / 6);
        all.FullyLoadedCac.Should().Be(230.5m / 6);
        all.PaidSpend.Should().Be(230.5m);
        all.PaidNewCustomers.Should().Be(3);
        all.PaidCac.Should().Be(230.5m / 3);
        all.Channels.Select(c => c.Cac).Should().Equal(null, 0m, 150.5m / 3);
        all.Channels.Select(c => c.IsFree).Should().Equal(false, true, false);
    }

    // Paid: (600 + 300) ÷ (4 + 1); blended: media of no channel and customers of free and unknown channels, too, 1 000 ÷ 8; fully loaded: all 2 400 ÷ 8.
    private static readonly AcquisitionTally Loaded = AcquisitionTally.Count(
        [
            new("search", Day, 600m), new("search", Day, 200m, null, SpendKind.Salaries), new("social", Day, 300m), new("social", Day, 100m, null, SpendKind.Tools),
            Spend.Shared(Day, 100m, SpendKind.Advertising), Spend.Shared(Day, 700m, SpendKind.Salaries), Spend.Shared(Day, 250m, SpendKind.Tools), Spend.Shared(Day, 150m),
            new("mail", Day, 480m, null, SpendKind.Other, SpendPurpose.Retention), Spend.Shared(Day, 120m, SpendKind.Salaries, SpendPurpose.Retention),
        ],
        [Won("search"), Won("search"), Won("search"), Won("search"), Won("social"), Won("friends"), Won(null), Won(null)]);

    [Fact]
    public void Paid_blended_and_fully_loaded_differ_by_what_is_counted()
    {
        AcquisitionSummary all = Loaded.Overall;
        (all.PaidSpend, all.PaidNewCustomers, all.PaidCac).Should().Be((900m, 5L, 180m));
        (all.Advertising, all.TotalNewCustomers, all.BlendedCac).Should().Be((1_000m, 8L, 125m));
        (all.TotalSpend, all.FullyLoadedCac).Should().Be((2_400m, 300m));
        (all.SharedSpend, all.SharedAdvertising, all.Unattributed).Should().Be((1_200m, 100m, 2L));
        all.RetentionSpend.Should().Be(600m);
        all.AcquisitionShare.Should().Be(0.8);
        all.AcquisitionToRetention.Should().Be(4);
        all.Channels.Should().Equal(
            new ChannelAcquisition("friends", 0m, 1),
            new ChannelAcquisition("search", 600m, 4, otherSpend: 200m),
            new ChannelAcquisition("social", 300m, 1, otherSpend: 100m));
        all.Channels.Select(c => c.Cac).Should().Equal(0m, 200m, 400m);
        all.Channels.Select(c => c.AdvertisingCac).Should().Equal(0m, 150m, 300m);
    }

    [Fact]
    public void Shared_costs_are_allocated_only_on_demand()
    {
        AcquisitionSummary all = Loaded.Overall;
        all.ChannelsWith(SharedCostAllocation.None)!.Value.Should().Equal(all.Channels);
        // 1 200 by spend 800 : 400, by customers 1 : 4 : 1.
        all.ChannelsWith(SharedCostAllocation.BySpend)!.Value.Select(c => c.Spend).Should().Equal(0m, 1_600m, 800m);
        all.ChannelsWith(SharedCostAllocation.ByCustomers)!.Value.Select(c => c.Spend).Should().Equal(200m, 1_600m, 600m);
        AcquisitionTally.Zero.Overall.ChannelsWith(SharedCostAllocation.BySpend).Should().BeNull();
        AcquisitionTally.Count([new("ads", Day, 1m), Spend.Shared(Day, 1m)]).Overall.ChannelsWith(SharedCostAllocation.ByCustomers).Should().BeNull("nobody counted the customers");
        FluentActions.Invoking(() => all.ChannelsWith((SharedCostAllocation)9)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void An_allocation_loses_no_money() => Property.Holds(
        from spends in AllSpends.ListOf()
        from customers in Customers.ListOf()
        from allocation in Gen.Elements(SharedCostAllocation.BySpend, SharedCostAllocation.ByCustomers)
        select (spends, customers, allocation),
        input =>
        {
            AcquisitionSummary all = AcquisitionTally.Count(input.spends, input.customers).Overall;
            if (all.ChannelsWith(input.allocation) is not { } lines)
                return;
            lines.Sum(l => l.Spend).Should().Be(all.TotalSpend);
            lines.Zip(all.Channels).Should().OnlyContain(p => p.First.Spend >= p.Second.Spend && p.First.NewCustomers == p.Second.NewCustomers);
        });

    // Spend of May, June and July; customers of June, July and August. With a lag of one month each month's spend meets its customers.
    [Fact]
    public void With_a_lag_customers_are_set_against_the_spend_before()
    {
        DateOnly may = new(2026, 5, 3), june = new(2026, 6, 30), july = new(2026, 7, 1), august = new(2026, 8, 31);
        AcquisitionTally tally = AcquisitionTally.Count(
            [new("ads", may, 100m), new("ads", june, 300m), new("ads", july, 80m), Spend.Shared(august, 7m)],
            [new(june, "ads"), new(june, "ads"), new(july, "ads"), new(july, null), new(july, "ads"), new(august, "ads"), new(may, "ads"), new(may, null)],
            new AcquisitionOptions { Lag = 1 });

        tally.Periods.Select(p => (p.Start, p.SpendStart, p.TotalSpend, p.TotalNewCustomers, p.Unattributed, p.PaidCac)).Should().Equal(
            (new(2026, 6, 1), new(2026, 5, 1), 100m, 2, 0, 50m),
            (new(2026, 7, 1), new(2026, 6, 1), 300m, 3, 1, 150m),
            (new(2026, 8, 1), new(2026, 7, 1), 80m, 1, 0, 80m));
        tally.EarlyCustomers.Should().Be(2, "the spend that won them lies before the data");
        tally.PendingSpend.Should().Be(7m, "its customers are yet to come");
        (tally.Overall.TotalSpend, tally.Overall.TotalNewCustomers, tally.Overall.BlendedCac).Should().Be((480m, 6L, 80m));
        tally.Cells.Sum(c => c.Spend).Should().Be(487m);
        tally.Cells.Sum(c => c.NewCustomers).Should().Be(8);
        AcquisitionTally beyond = new(tally.Cells, new AcquisitionOptions { Lag = 9 });
        (beyond.Periods.IsEmpty, beyond.EarlyCustomers, beyond.PendingSpend, beyond.Overall.BlendedCac).Should().Be((true, 8L, 487m, null));
    }

    [Fact]
    public void A_period_without_anything_has_its_line()
    {
        AcquisitionTally tally = AcquisitionTally.Count([new("ads", new(2026, 1, 1), 10m, 1), new("ads", new(2026, 7, 1), 30m, 2)], new AcquisitionOptions { Period = CalendarPeriod.Quarter });
        tally.Periods.Select(p => (p.Start!.Value.Month, p.PaidCac)).Should().Equal((1, 10m), (4, null), (7, 15m));
    }

    [Fact]
    public void Nothing_is_lost_between_the_periods_and_the_edges() => Property.Holds(
        from spends in AllSpends.ListOf()
        from customers in Customers.ListOf()
        from options in Options
        select (spends, customers, options),
        input =>
        {
            AcquisitionTally tally = AcquisitionTally.Count(input.spends, input.customers, input.options);
            decimal spent = input.spends.Where(s => s.Purpose == SpendPurpose.Acquisition).Sum(s => s.Amount);
            (tally.Overall.TotalSpend + tally.PendingSpend).Should().Be(spent);
            (tally.Overall.TotalNewCustomers + tally.EarlyCustomers).Should().Be(input.customers.Count);
            tally.Periods.Sum(p => p.TotalSpend).Should().Be(tally.Overall.TotalSpend);
            tally.Periods.Sum(p => p.TotalNewCustomers).Should().Be(tally.Overall.TotalNewCustomers);
            tally.Overall.Channels.Sum(c => c.Spend).Should().Be(tally.Overall.TotalSpend - tally.Overall.SharedSpend);
        });

    [Fact]
    public void Unknown_customers_of_a_channel_are_not_zero()
    {
        AcquisitionSummary all = AcquisitionTally.Count([new("ads", Day, 10m, 2), new("fair", Day, 90m), new("mail", Day, 5m, 1), new("mail", Day, 5m)]).Overall;
        all.Channels.Select(c => c.NewCustomers).Should().Equal(2, null, null);
        all.Channels.Select(c => c.Cac).Should().Equal(5m, null, null);
        all.TotalNewCustomers.Should().BeNull();
        all.BlendedCac.Should().BeNull();
        all.PaidCac.Should().BeNull();
        all.PaidCacEstimate().Should().BeNull();
        all.TotalSpend.Should().Be(110m);
    }

    [Fact]
    public void Salaries_and_spend_to_keep_customers_need_no_count_of_the_source()
    {
        AcquisitionSummary all = AcquisitionTally.Count(
            [new("ads", Day, 10m, 2), new("ads", Day, 20m, null, SpendKind.Salaries), new("mail", Day, 5m, null, SpendKind.Advertising, SpendPurpose.Retention), Spend.Shared(Day, 30m)]).Overall;
        all.Channels.Should().Equal(new ChannelAcquisition("ads", 10m, 2, otherSpend: 20m));
        (all.PaidCac, all.FullyLoadedCac, all.RetentionSpend).Should().Be((5m, 30m, 5m));
    }

    // Garwood (1936) for 10 events at 95 %: 4.795 to 18.391, from published tables of the Poisson mean; for 0 events up to 3.689.
    [Fact]
    public void The_interval_of_a_cost_is_that_of_the_count()
    {
        Estimate cac = new ChannelAcquisition("ads", 1_000m, 10).CacEstimate()!.Value;
        cac.Value.Should().Be(100);
        cac.Lower.Should().BeApproximately(1_000 / 18.391, 0.002);
        cac.Upper.Should().BeApproximately(1_000 / 4.795, 0.02);
        cac.N.Should().Be(10);
        cac.SmallSample.Should().BeTrue();
        new ChannelAcquisition("ads", 1_000m, 0).CacEstimate().Should().BeNull();
        new ChannelAcquisition("ads", 0, 3).CacEstimate()!.Value.Should().Be(new Estimate(0, 0, 0, 3));
        PoissonInterval.Garwood(0, default).Upper.Should().BeApproximately(3.6889, 5e-5);
        AcquisitionSummary all = Loaded.Overall;
        all.PaidCacEstimate()!.Value.Value.Should().Be(180);
        all.BlendedCacEstimate()!.Value.Value.Should().Be(125);
        all.FullyLoadedCacEstimate()!.Value.Value.Should().Be(300);
    }

    // Beyond a million the cube root takes over: both must meet there. Large counts: n ± z √n.
    [Fact]
    public void The_interval_of_a_count_is_smooth_in_the_count()
    {
        (double lower, double upper) = PoissonInterval.Garwood(1_000_000, default);
        (double nextLower, double nextUpper) = PoissonInterval.Garwood(1_000_001, default);
        (nextLower - lower).Should().BeApproximately(1, 2e-3);
        (nextUpper - upper).Should().BeApproximately(1, 2e-3);
        (double low, double high) = PoissonInterval.Garwood(1_000_000_000_000, default);
        ((1e12 - low) / 1e6).Should().BeApproximately(1.96, 1e-3);
        ((high - 1e12) / 1e6).Should().BeApproximately(1.96, 1e-3);
    }

    [Fact]
    public void A_platforms_own_count_gives_way_to_an_outside_count() =>
        AcquisitionTally.Count([new("ads", Day, 10m, 99)], [Won("ads")]).Overall.Channels.Should().Equal(new ChannelAcquisition("ads", 10m, 1));

    [Fact]
    public void Empty_input_is_undefined()
    {
        AcquisitionTally tally = AcquisitionTally.Count([], []);
        tally.Should().Be(AcquisitionTally.Zero);
        tally.Overall.BlendedCac.Should().BeNull();
        tally.Overall.PaidCac.Should().BeNull();
        tally.Overall.FullyLoadedCac.Should().BeNull();
        tally.Overall.AcquisitionShare.Should().BeNull();
        tally.Overall.AcquisitionToRetention.Should().BeNull();
        tally.Overall.TotalNewCustomers.Should().Be(0);
        tally.Periods.Should().BeEmpty();
    }

    [Fact]
    public void Bad_input_is_refused_with_its_row()
    {
        FluentActions.Invoking(() => AcquisitionTally.Count([new("a", Day, 1m), default])).Should().Throw<ArgumentException>().WithMessage("*Element 1*");
        FluentActions.Invoking(() => AcquisitionTally.Count([], [Won("a"), default])).Should().Throw<ArgumentException>().WithMessage("*Element 1*");
        FluentActions.Invoking(() => new AcquisitionCell("a", Day, retention: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AcquisitionCell("a", Day, newCustomers: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChannelAcquisition("a", -1m, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChannelAcquisition("a", 1m, -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChannelAcquisition("a", 1m, 1, -1m)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChannelAcquisition("", 1m, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new Spend("a", Day, 1m, null, (SpendKind)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Spend.Shared(Day, 1m, SpendKind.Other, (SpendPurpose)9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Spend.Shared(Day, -1m)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AcquisitionOptions { Lag = -1 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AcquisitionOptions { Lag = 1_001 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AcquisitionOptions { Period = (CalendarPeriod)9 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AcquisitionTally(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => AcquisitionTally.Count(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => AcquisitionTally.Count([], (IEnumerable<NewCustomer>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => AcquisitionTally.Zero + null!).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Tallies_of_different_periods_or_lags_do_not_add()
    {
        AcquisitionTally month = AcquisitionTally.Count([new("a", Day, 1m, 1)]);
        foreach (var other in new[] { new AcquisitionOptions { Lag = 1 }, new AcquisitionOptions { Period = CalendarPeriod.Quarter } })
        {
            AcquisitionTally tally = AcquisitionTally.Count([new("a", Day, 1m, 1)], other);
            FluentActions.Invoking(() => month + tally).Should().Throw<InvalidOperationException>().WithMessage("*Month with lag 0*");
            (tally + AcquisitionTally.Zero).Should().Be(tally);
            (AcquisitionTally.Zero + tally).Should().Be(tally);
        }
    }

    [Fact]
    public void Overflow_is_an_error_and_never_wraps()
    {
        AcquisitionTally money = AcquisitionTally.Count([new("a", Day, decimal.MaxValue, 1)]);
        FluentActions.Invoking(() => money + money).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => money + AcquisitionTally.Count([new("b", Day, 1m, 1)])).Should().Throw<OverflowException>("the total does not fit");
        AcquisitionTally customers = new([new("a", Day, newCustomers: long.MaxValue)]);
        FluentActions.Invoking(() => customers + customers).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => customers + new AcquisitionTally([new(null, Day, newCustomers: 1)])).Should().Throw<OverflowException>();
    }

    [Fact] // Invariant 14
    public void Cac_times_customers_is_the_spend() => Property.Holds(CountedSpends.ListOf(), spends =>
    {
        AcquisitionSummary tally = AcquisitionTally.Count(spends).Overall;
        foreach (ChannelAcquisition c in tally.Channels.Where(c => c.Cac is not null))
            (c.Cac!.Value * c.NewCustomers!.Value).Should().BeApproximately(c.Spend, 1e-18m);
        if (tally.BlendedCac is { } blended)
            (blended * tally.TotalNewCustomers!.Value).Should().BeApproximately(tally.TotalSpend, 1e-18m);
    });

    [Fact] // Invariant 15
    public void Cac_scales_with_the_spend() => Property.Holds(
        from spends in CountedSpends.ListOf()
        from factor in Gen.Choose(1, 1000)
        select (spends, factor),
        input =>
        {
            AcquisitionSummary one = AcquisitionTally.Count(input.spends).Overall;
            AcquisitionSummary many = AcquisitionTally.Count(input.spends.Select(s => new Spend(s.Channel!, s.Date, s.Amount * input.factor, s.NewCustomers))).Overall;
            many.BlendedCac.HasValue.Should().Be(one.BlendedCac.HasValue);
            many.PaidCac.HasValue.Should().Be(one.PaidCac.HasValue);
            if (one.BlendedCac is { } blended)
                many.BlendedCac.Should().BeApproximately(blended * input.factor, 1e-15m);
            if (one.PaidCac is { } paid)
                many.PaidCac.Should().BeApproximately(paid * input.factor, 1e-15m);
        });

    [Fact] // Invariant 16
    public void Without_customers_undefined_without_spend_zero() => Property.Holds(Gen.Choose(1, 1_000_000), n =>
    {
        new ChannelAcquisition("a", n, 0).Cac.Should().BeNull();
        new ChannelAcquisition("a", 0, n).Cac.Should().Be(0);
    });

    [Fact] // Invariant 17
    public void Blended_lies_between_the_cheapest_and_the_dearest_channel() => Property.Holds(CountedSpends.NonEmptyListOf(), spends =>
    {
        AcquisitionSummary tally = AcquisitionTally.Count(spends.Select(s => new Spend(s.Channel!, s.Date, s.Amount, s.NewCustomers + 1))).Overall;
        tally.BlendedCac.Should().BeGreaterOrEqualTo(tally.Channels.Min(c => c.Cac!.Value) - 1e-18m);
        tally.BlendedCac.Should().BeLessOrEqualTo(tally.Channels.Max(c => c.Cac!.Value) + 1e-18m);
    });

    [Fact] // Invariant 50
    public void Any_split_merges_to_the_single_pass() => Property.Holds(
        from spends in AllSpends.ListOf()
        from counted in Spends.ListOf()
        from cut in Gen.Choose(0, spends.Count)
        from customers in Customers.ListOf()
        from customerCut in Gen.Choose(0, customers.Count)
        from options in Options
        select (spends, counted, cut, customers, customerCut, options),
        input =>
        {
            (var spends, var counted, int cut, var customers, int customerCut, var options) = input;
            AcquisitionTally whole = AcquisitionTally.Count(spends, customers, options);
            AcquisitionTally left = AcquisitionTally.Count(spends.Take(cut), customers.Take(customerCut), options), right = AcquisitionTally.Count(spends.Skip(cut), customers.Skip(customerCut), options);
            AcquisitionTally third = AcquisitionTally.Count(counted, options);
            (left + right).Should().Be(whole);
            (right + left).Should().Be(whole);
            (whole + AcquisitionTally.Zero).Should().Be(whole);
            (AcquisitionTally.Zero + whole).Should().Be(whole);
            ((left + right) + third).Should().Be(left + (right + third));
            AcquisitionTally.Count(spends.AsEnumerable().Reverse(), customers.AsEnumerable().Reverse(), options).Should().Be(whole);
            (left + right).Overall.FullyLoadedCac.Should().Be(whole.Overall.FullyLoadedCac);
            var again = new AcquisitionTally(whole.Cells, options);
            again.Should().Be(whole);
            again.GetHashCode().Should().Be(whole.GetHashCode());
        });

    [Fact]
    public void Equality_is_of_contents()
    {
        AcquisitionTally tally = AcquisitionTally.Count([new("a", Day, 1m, 1)]);
        tally.Equals((object)AcquisitionTally.Count([new("a", Day.AddDays(3), 1.00m, 1)])).Should().BeTrue("it is the same month");
        tally.Equals(AcquisitionTally.Zero).Should().BeFalse();
        tally.Equals(AcquisitionTally.Count([new("a", Day, 1m, 2)])).Should().BeFalse();
        tally.Equals(AcquisitionTally.Count([new("a", Day, 1m, 1)], new AcquisitionOptions { Lag = 1 })).Should().BeFalse();
        tally.Equals(null).Should().BeFalse();
    }

    [ReferenceFact("golden/cac_kag.json", "data/kag_conversion_data.csv")]
    public void The_ad_platforms_campaigns_cost_what_the_golden_file_says()
    {
        JsonElement golden = ReferenceData.Json("golden/cac_kag.json");
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        var rows = ReferenceData.Rows("data/kag_conversion_data.csv").ToList();
        foreach (JsonProperty by in golden.GetProperty("by").EnumerateObject())
        {
            AcquisitionSummary tally = AcquisitionTally.Count(rows.Select(r => new Spend(
                r[by.Name],
                DateOnly.ParseExact(r["Date"], "dd-MM-yyyy", CultureInfo.InvariantCulture),
                decimal.Parse(r["Spent"], CultureInfo.InvariantCulture),
                long.Parse(r["Approved_Conversion"], CultureInfo.InvariantCulture)))).Overall;
            tally.Channels.Should().HaveCount(by.Value.EnumerateObject().Count());
            foreach (ChannelAcquisition channel in tally.Channels)
                Check(by.Value.GetProperty(channel.Channel), channel.Spend, channel.NewCustomers, channel.Cac);
            Check(golden.GetProperty("overall"), tally.TotalSpend, tally.TotalNewCustomers, tally.BlendedCac);
            tally.PaidCac.Should().Be(tally.BlendedCac);
        }

        void Check(JsonElement expected, decimal spend, long? customers, decimal? cac)
        {
            customers.Should().Be(expected.GetProperty("customers").GetInt64());
            ((double)spend / expected.GetProperty("spend").GetDouble()).Should().BeApproximately(1, tolerance);
            ((double)cac!.Value / expected.GetProperty("cac").GetDouble()).Should().BeApproximately(1, tolerance);
        }
    }

    private static NewCustomer Won(string? channel) => new(Day, channel);
}
