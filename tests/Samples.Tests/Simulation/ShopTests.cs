using System.Globalization;

namespace Samples.Tests.Simulation;

/// <summary>What holds in every shop, whatever its seed.</summary>
public sealed class ShopTests
{
    private static readonly DateOnly Start = new(2024, 7, 1), End = new(2026, 6, 30);

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ids_are_never_empty(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        foreach (string name in SimulatedShop.Files)
        {
            foreach (var (column, cell) in shop.Rows(name).SelectMany(r => r))
            {
                if (column.EndsWith("_id", StringComparison.Ordinal))
                    (cell.Length >= 8 && cell[0] is 'c' or 'o' or 's' or 'p').Should().BeTrue(name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_date_lies_in_the_window(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        foreach (string name in SimulatedShop.Files)
        {
            foreach (var (column, cell) in shop.Rows(name).SelectMany(r => r))
            {
                if (column is "date" or "start" || (column == "end" && cell.Length > 0))
                    SimulatedShop.Date(cell).Should().BeOnOrAfter(Start).And.BeOnOrBefore(End);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Customers_are_numbered_without_gaps_in_the_order_in_which_they_join(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var joined = FirstOrders(shop);
        joined.Should().HaveCount(400);
        joined.Keys.Order(StringComparer.Ordinal)
            .Should().Equal(Enumerable.Range(1, 400).Select(n => string.Create(CultureInfo.InvariantCulture, $"c-{n:000000}")));
        joined.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value).Should().BeInAscendingOrder();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_refund_matches_an_earlier_order_of_the_same_customer(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var transactions = shop.Rows("transactions.csv");
        var orders = transactions.Where(t => SimulatedShop.Amount(t["amount"]) > 0).ToDictionary(t => t["order_id"], StringComparer.Ordinal);
        var refunds = transactions.Where(t => SimulatedShop.Amount(t["amount"]) <= 0).ToList();

        (refunds.Count / (double)orders.Count).Should().BeInRange(0.01, 0.03);
        refunds.Select(r => r["order_id"]).Should().OnlyHaveUniqueItems();
        foreach (var refund in refunds)
        {
            var order = orders[refund["order_id"]];
            refund["customer_id"].Should().Be(order["customer_id"]);
            SimulatedShop.Amount(refund["amount"]).Should().Be(-SimulatedShop.Amount(order["amount"]));
            SimulatedShop.Date(refund["date"]).Should().BeAfter(SimulatedShop.Date(order["date"]));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_customers_subscriptions_do_not_overlap_and_no_end_is_before_its_start(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var subscriptions = shop.Rows("subscriptions.csv");
        subscriptions.Select(s => s["subscription_id"]).Should().OnlyHaveUniqueItems();
        subscriptions.Where(s => s["state"] != "paused").Select(s => s["monthly_amount"]).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("19", "49", "99");

        var joined = FirstOrders(shop);
        foreach (var ofCustomer in subscriptions.GroupBy(s => s["customer_id"], StringComparer.Ordinal))
        {
            DateOnly free = joined[ofCustomer.Key];
            foreach (var s in ofCustomer)
            {
                SimulatedShop.Date(s["start"]).Should().BeOnOrAfter(free);
                free = s["end"].Length == 0 ? DateOnly.MaxValue : SimulatedShop.Date(s["end"]);
                free.Should().BeAfter(SimulatedShop.Date(s["start"]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_shop_has_trials_changes_of_plan_and_customers_who_come_back(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var subscriptions = shop.Rows("subscriptions.csv");
        var paid = subscriptions.Where(s => s["state"] == "paid").ToList();
        var pairs = paid.Zip(paid.Skip(1)).Where(p => p.First["customer_id"] == p.Second["customer_id"]).ToList();

        subscriptions.Should().Contain(s => s["is_trial"] == "true");
        paid.Should().Contain(s => s["end"].Length == 0);
        pairs.Should().Contain(p => p.First["end"] == p.Second["start"] && p.First["monthly_amount"] != p.Second["monthly_amount"]);
        pairs.Should().Contain(p => p.First["end"] != p.Second["start"]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Logins_happen_while_a_subscription_is_in_force(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var subscriptions = shop.Rows("subscriptions.csv").Where(s => s["state"] != "paused").ToLookup(s => s["customer_id"], StringComparer.Ordinal);
        var activities = shop.Rows("activities.csv");
        activities.Count.Should().BeLessThan(6_000);
        foreach (var login in activities.Where(a => a["kind"] == "login"))
        {
            string day = login["date"]; // dates of this form compare as text
            subscriptions[login["customer_id"]].Any(s =>
                string.CompareOrdinal(s["start"], day) <= 0 && (s["end"].Length == 0 || string.CompareOrdinal(day, s["end"]) < 0))
                .Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ratings_are_blank_or_0_to_10(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var ratings = shop.Rows("ratings.csv");
        ratings.Select(r => r["segment"]).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("JP", "US", "DE");
        ratings.Should().Contain(r => r["rating"].Length == 0);
        foreach (string rating in ratings.Select(r => r["rating"]).Where(r => r.Length > 0))
            int.Parse(rating, NumberStyles.None, CultureInfo.InvariantCulture).Should().BeInRange(0, 10);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_invitation_comes_from_a_customer_and_before_the_first_order_of_the_one_invited(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var joined = FirstOrders(shop);
        foreach (var referral in shop.Rows("referrals.csv"))
        {
            DateOnly day = SimulatedShop.Date(referral["date"]);
            day.Should().BeOnOrAfter(joined[referral["referrer_id"]]);
            referral["referred_id"].Should().NotBe(referral["referrer_id"]);
            if (!referral["referred_id"].StartsWith("p-", StringComparison.Ordinal))
                day.Should().BeBefore(joined[referral["referred_id"]]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_customers_won_by_referral_are_those_who_were_invited_once(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var invited = shop.Rows("referrals.csv").Select(r => r["referred_id"]).ToList();
        invited.Should().OnlyHaveUniqueItems();
        invited.Where(id => id[0] == 'c').Should().BeEquivalentTo(Channels(shop).Where(c => c.Value == "referral").Select(c => c.Key));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_platforms_count_at_least_the_customers_that_they_brought(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var spend = shop.Rows("spend.csv");
        foreach (string channel in new[] { "search", "social", "partner" })
        {
            int won = Channels(shop).Values.Count(c => c == channel);
            int claimed = spend.Where(s => s["channel"] == channel).Sum(s => int.Parse(s["new_customers"], CultureInfo.InvariantCulture));
            claimed.Should().BeInRange(won, won * 12 / 10);
        }

        spend.Should().OnlyContain(s => SimulatedShop.Amount(s["amount"]) > 0);
        Channels(shop).Values.Should().Contain("", "nobody knows what brought a few customers");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_reason_is_given_for_a_leave_and_for_nothing_else(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var rows = shop.Rows("subscriptions.csv");
        for (int i = 0; i < rows.Count; i++)
        {
            bool goesOn = i + 1 < rows.Count && rows[i + 1]["customer_id"] == rows[i]["customer_id"] && rows[i + 1]["start"] == rows[i]["end"];
            bool leaves = rows[i]["state"] == "paid" && rows[i]["end"].Length > 0 && !goesOn;
            rows[i]["end_reason"].Should().BeOneOf(leaves ? ["voluntary", "involuntary"] : [""]);
        }

        rows.Select(r => r["product"] + r["monthly_amount"]).Where(p => char.IsAsciiDigit(p[^1])).Distinct(StringComparer.Ordinal).Should().BeSubsetOf(["basic19", "plus49", "pro99"]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Costs_that_channels_share_have_none_and_a_mailing_keeps_customers(int seed)
    {
        using SimulatedShop shop = Shop(seed);
        var spend = shop.Rows("spend.csv");
        spend.Where(s => s["channel"].Length == 0).Select(s => s["kind"]).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("salaries", "tools");
        spend.Where(s => s["purpose"] == "retention").Select(s => s["channel"]).Distinct(StringComparer.Ordinal).Should().Equal("mail");
        spend.Should().OnlyContain(s => s["kind"] == "advertising" || s["new_customers"].Length == 0);
    }

    private static SimulatedShop Shop(int seed) => new("--seed", seed.ToString(CultureInfo.InvariantCulture));

    private static Dictionary<string, DateOnly> FirstOrders(SimulatedShop shop) => shop.Rows("transactions.csv")
        .GroupBy(t => t["customer_id"], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Min(t => SimulatedShop.Date(t["date"])), StringComparer.Ordinal);

    /// <summary>The channel of each customer's first order.</summary>
    private static Dictionary<string, string> Channels(SimulatedShop shop) => shop.Rows("transactions.csv")
        .DistinctBy(t => t["customer_id"], StringComparer.Ordinal)
        .ToDictionary(t => t["customer_id"], t => t["channel"], StringComparer.Ordinal);
}
