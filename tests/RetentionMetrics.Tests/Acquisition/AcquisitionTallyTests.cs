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
        select known > 0 ? spend : new Spend(spend.Channel, spend.Date, spend.Amount);

    private static readonly Gen<string?> Channels = Gen.Elements("ads", "mail", "word of mouth", null, "");

    [Fact]
    public void Spend_and_customers_add_up_by_channel()
    {
        AcquisitionTally tally = AcquisitionTally.Count(
            [new("search", Day, 100m), new("search", Day, 50.5m), new("fair", Day, 80m)],
            ["search", "search", "search", "friends", null, ""]);

        tally.Channels.Should().Equal(
            new ChannelAcquisition("fair", 80m, 0),
            new ChannelAcquisition("friends", 0m, 1),
            new ChannelAcquisition("search", 150.5m, 3));
        tally.Unattributed.Should().Be(2);
        tally.TotalSpend.Should().Be(230.5m);
        tally.TotalNewCustomers.Should().Be(6);
        tally.BlendedCac.Should().Be(230.5m / 6);
        tally.PaidSpend.Should().Be(230.5m);
        tally.PaidNewCustomers.Should().Be(3);
        tally.PaidCac.Should().Be(230.5m / 3);
        tally.Channels.Select(c => c.Cac).Should().Equal(null, 0m, 150.5m / 3);
        tally.Channels.Select(c => c.IsFree).Should().Equal(false, true, false);
    }

    [Fact]
    public void Unknown_customers_of_a_channel_are_not_zero()
    {
        AcquisitionTally tally = AcquisitionTally.Count([new("ads", Day, 10m, 2), new("fair", Day, 90m), new("mail", Day, 5m, 1), new("mail", Day, 5m)]);
        tally.Channels.Select(c => c.NewCustomers).Should().Equal(2, null, null);
        tally.Channels.Select(c => c.Cac).Should().Equal(5m, null, null);
        tally.TotalNewCustomers.Should().BeNull();
        tally.BlendedCac.Should().BeNull();
        tally.PaidCac.Should().BeNull();
        tally.TotalSpend.Should().Be(110m);
    }

    [Fact]
    public void A_platforms_own_count_gives_way_to_an_outside_count() =>
        AcquisitionTally.Count([new("ads", Day, 10m, 99)], ["ads"]).Channels.Should().Equal(new ChannelAcquisition("ads", 10m, 1));

    [Fact]
    public void Empty_input_is_undefined()
    {
        AcquisitionTally tally = AcquisitionTally.Count([], []);
        tally.Should().Be(AcquisitionTally.Zero);
        tally.BlendedCac.Should().BeNull();
        tally.PaidCac.Should().BeNull();
        tally.TotalNewCustomers.Should().Be(0);
    }

    [Fact]
    public void Bad_input_is_refused_with_its_row()
    {
        FluentActions.Invoking(() => AcquisitionTally.Count([new("a", Day, 1m), default])).Should().Throw<ArgumentException>().WithMessage("*Element 1*");
        FluentActions.Invoking(() => new AcquisitionTally([new("a", 1m, 1), new("a", 1m, 1)])).Should().Throw<ArgumentException>().WithMessage("*Element 1*");
        FluentActions.Invoking(() => new AcquisitionTally([default])).Should().Throw<ArgumentException>().WithMessage("*Element 0*");
        FluentActions.Invoking(() => new AcquisitionTally([], -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChannelAcquisition("a", -1m, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChannelAcquisition("a", 1m, -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ChannelAcquisition("", 1m, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => AcquisitionTally.Count(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => AcquisitionTally.Count([], null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => AcquisitionTally.Zero + null!).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Overflow_is_an_error_and_never_wraps()
    {
        AcquisitionTally money = AcquisitionTally.Count([new("a", Day, decimal.MaxValue, 1)]);
        FluentActions.Invoking(() => money + money).Should().Throw<OverflowException>();
        AcquisitionTally customers = new([new("a", 1m, long.MaxValue)]);
        FluentActions.Invoking(() => customers + customers).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => new AcquisitionTally(customers.Channels, 1)).Should().Throw<OverflowException>();
    }

    [Fact] // Invariant 14
    public void Cac_times_customers_is_the_spend() => Property.Holds(CountedSpends.ListOf(), spends =>
    {
        AcquisitionTally tally = AcquisitionTally.Count(spends);
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
            AcquisitionTally one = AcquisitionTally.Count(input.spends);
            AcquisitionTally many = AcquisitionTally.Count(input.spends.Select(s => new Spend(s.Channel, s.Date, s.Amount * input.factor, s.NewCustomers)));
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
        AcquisitionTally tally = AcquisitionTally.Count(spends.Select(s => new Spend(s.Channel, s.Date, s.Amount, s.NewCustomers + 1)));
        tally.BlendedCac.Should().BeGreaterOrEqualTo(tally.Channels.Min(c => c.Cac!.Value) - 1e-18m);
        tally.BlendedCac.Should().BeLessOrEqualTo(tally.Channels.Max(c => c.Cac!.Value) + 1e-18m);
    });

    [Fact] // Invariant 50
    public void Any_split_merges_to_the_single_pass() => Property.Holds(
        from spends in Spends.ListOf()
        from cut in Gen.Choose(0, spends.Count)
        from customers in Channels.ListOf()
        from customerCut in Gen.Choose(0, customers.Count)
        select (spends, cut, customers, customerCut),
        input =>
        {
            (IList<Spend> spends, int cut, IList<string?> customers, int customerCut) = input;
            AcquisitionTally whole = AcquisitionTally.Count(spends), left = AcquisitionTally.Count(spends.Take(cut)), right = AcquisitionTally.Count(spends.Skip(cut));
            (left + right).Should().Be(whole);
            (right + left).Should().Be(whole);
            (whole + AcquisitionTally.Zero).Should().Be(whole);
            (AcquisitionTally.Zero + whole).Should().Be(whole);
            ((left + right) + whole).Should().Be(left + (right + whole));
            AcquisitionTally.Count(spends.AsEnumerable().Reverse()).Should().Be(whole);
            (AcquisitionTally.Count(spends.Take(cut), customers.Take(customerCut)) + AcquisitionTally.Count(spends.Skip(cut), customers.Skip(customerCut)))
                .Should().Be(AcquisitionTally.Count(spends, customers));
            new AcquisitionTally(whole.Channels, whole.Unattributed).GetHashCode().Should().Be(whole.GetHashCode());
        });

    [Fact]
    public void Equality_is_of_contents()
    {
        AcquisitionTally tally = AcquisitionTally.Count([new("a", Day, 1m, 1)]);
        tally.Equals((object)AcquisitionTally.Count([new("a", Day, 1.00m, 1)])).Should().BeTrue();
        tally.Equals(AcquisitionTally.Zero).Should().BeFalse();
        tally.Equals(new AcquisitionTally(tally.Channels, 1)).Should().BeFalse();
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
            AcquisitionTally tally = AcquisitionTally.Count(rows.Select(r => new Spend(
                r[by.Name],
                DateOnly.ParseExact(r["Date"], "dd-MM-yyyy", CultureInfo.InvariantCulture),
                decimal.Parse(r["Spent"], CultureInfo.InvariantCulture),
                long.Parse(r["Approved_Conversion"], CultureInfo.InvariantCulture))));
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
}
