using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Customers;

public sealed class CustomerBaseTests
{
    private static readonly ObservationWindow Year = new(new(2025, 1, 1), new(2025, 12, 31), TimeUnit.Week);

    // CDNOW master data, customer 0001 (Fader and Hardie's 1/10 sample): 4 purchases, calibration to 1997-09-30.
    private static readonly Transaction[] Cdnow0001 =
    [
        new("0001", new(1997, 1, 1), 29.33m), new("0001", new(1997, 1, 18), 29.73m),
        new("0001", new(1997, 8, 2), 14.96m), new("0001", new(1997, 12, 12), 26.48m),
    ];

    [Fact]
    public void Cdnow_customer_1_has_the_published_frequency_recency_and_age()
    {
        // x = 2, t_x = 30.43, T = 38.86, m̄ = 22.35: the first row of cdnow_customers_summary_with_transactions (Fader, Hardie and Lee 2005).
        var window = new ObservationWindow(new(1997, 1, 1), new(1998, 6, 30), TimeUnit.Week);
        Holdout holdout = Holdout.Split(Cdnow0001, window, new(1997, 9, 30));

        CustomerHistory h = holdout.Calibration["0001"].History;
        h.Frequency.Should().Be(2);
        h.Recency.Should().BeApproximately(30.43, 0.005);
        h.Age.Should().BeApproximately(38.86, 0.005);
        h.MeanSpend.Should().BeApproximately(22.345, 1e-12);
        holdout.Frequency.Span[0].Should().Be(1);
        holdout.Revenue.Span[0].Should().Be(26.48m);
        holdout.Duration.Should().Be(39);
    }

    [Fact]
    public void Purchases_of_one_day_are_one_occasion_but_several_orders()
    {
        CustomerBase customers = CustomerBase.Summarize([T("a", "2025-03-01", 5), T("a", "2025-03-01", 7), T("a", "2025-03-15", 1)], Year);

        customers["a"].History.Should().Be(new CustomerHistory(1, 2, 305 / 7.0, TimeUnit.Week, 1));
        customers["a"].Rfm.Should().Be(new RfmValue(291, 3, 13));
        customers["a"].TotalSpend.Should().Be(13);
    }

    [Fact]
    public void Purchases_merge_by_month_when_asked_while_times_stay_days()
    {
        Transaction[] facts = [T("a", "2025-01-31", 4), T("a", "2025-02-01", 6), T("a", "2025-02-28", 10)];
        CustomerHistory h = CustomerBase.Summarize(facts, new(new(2025, 1, 1), new(2025, 12, 31)), new() { MergeBy = CalendarPeriod.Month })["a"].History;

        h.Should().Be(new CustomerHistory(1, 28, 334, TimeUnit.Day, 16));
    }

    [Fact]
    public void The_mean_spend_can_be_taken_over_all_periods()
    {
        Transaction[] facts = [T("a", "2025-01-01", 4), T("a", "2025-01-02", 6)];
        CustomerBase.Summarize(facts, Year)["a"].History.MeanSpend.Should().Be(6);
        CustomerBase.Summarize(facts, Year, new() { MeanSpend = MeanSpendBasis.AllPeriods })["a"].History.MeanSpend.Should().Be(5);
    }

    [Fact]
    public void Nobody_bought_gives_an_empty_base()
    {
        CustomerBase customers = CustomerBase.Summarize([], Year);
        customers.Should().BeEmpty();
        customers.Histories.Count.Should().Be(0);
        var builder = new CustomerBaseBuilder();
        builder.Days.Should().BeNull();
        builder.Add(T("a", "2025-01-01", -1));
        builder.Days.Should().BeNull("a refund is no purchase");
        builder.Add(T("a", "2024-03-04", 1));
        builder.Days.Should().Be((new DateOnly(2024, 3, 4), new DateOnly(2025, 1, 1)));
    }

    [Fact]
    public void A_purchase_on_the_last_day_has_age_zero() =>
        CustomerBase.Summarize([T("a", "2025-12-31", 4)], Year)["a"].History.Should().Be(new CustomerHistory(0, 0, 0, TimeUnit.Week));

    [Fact]
    public void Nothing_after_the_window_is_used()
    {
        CustomerBase customers = CustomerBase.Summarize([T("a", "2025-12-31", 4), T("a", "2026-01-01", -4, "o"), T("b", "2026-01-01", 9)], Year);
        customers.Select(c => c.Id).Should().Equal("a");
        customers["a"].TotalSpend.Should().Be(4);
        customers.Notes.AfterWindow.Should().Be(2);
    }

    [Fact]
    public void An_earlier_customer_keeps_its_history_and_takes_no_part_in_fits()
    {
        CustomerBase customers = CustomerBase.Summarize([T("old", "2024-12-01", 4), T("old", "2025-02-02", 6), T("gone", "2024-05-05", 1), T("new", "2025-02-02", 9)], Year);

        customers.Select(c => c.Id).Should().Equal("new", "old");
        customers["old"].History.Should().Be(new CustomerHistory(1, 9, 395 / 7.0, TimeUnit.Week, 6));
        customers["old"].Rfm.Should().Be(new RfmValue(332, 1, 6), "RFM looks at the window only");
        customers.Histories.Counts.ToArray().Should().Equal(1, 0);
        customers.Histories.Customers.Should().Be(1);
        customers.Notes.EarlierCustomers.Should().Be(1);
        customers.Notes.CustomersOnlyBefore.Should().Be(1);
    }

    [Fact]
    public void Refunds_lower_their_order_and_a_wholly_refunded_order_is_no_purchase()
    {
        Transaction[] facts =
        [
            T("a", "2025-01-01", 10, "1"), T("a", "2025-01-05", 20, "2"), T("a", "2025-01-06", 5, "2"),
            T("a", "2025-01-07", -8, "2"), T("a", "2025-01-08", -10, "1"), T("a", "2025-01-09", -3, "9"), T("b", "2025-01-09", -1, "1"),
        ];
        CustomerBase customers = CustomerBase.Summarize(facts, Year);

        customers.Should().ContainSingle();
        customers["a"].Rfm.Should().Be(new RfmValue(360, 1, 17));
        customers["a"].FirstPurchase.Should().Be(new DateOnly(2025, 1, 5));
        customers.Notes.RefundPolicy.Should().Be(RefundPolicy.NetToOrder, "orders are named");
        customers.Notes.UnmatchedRefunds.Should().Be(2, "order 9 is unknown, and b has no order 1");
        customers.Notes.UnmatchedRefundAmount.Should().Be(4);
        customers.Notes.FullyRefunded.Should().Be(1);
    }

    [Fact]
    public void A_refund_after_the_calibration_has_not_happened_in_it()
    {
        Transaction[] facts = [T("a", "2025-01-01", 10, "1"), T("a", "2025-02-01", 20, "2"), T("a", "2025-09-01", -20, "2")];
        Holdout holdout = Holdout.Split(facts, Year, new(2025, 6, 30));

        holdout.Calibration["a"].History.MeanSpend.Should().Be(20);
        CustomerBase.Summarize(facts, Year)["a"].History.Frequency.Should().Be(0);
    }

    [Fact]
    public void Refunds_can_lower_the_customers_latest_purchases()
    {
        Transaction[] facts = [T("a", "2025-01-01", 10), T("a", "2025-02-01", 20), T("a", "2025-03-01", 5), T("a", "2025-02-10", -25), T("a", "2025-03-02", -1), T("b", "2025-03-02", -1)];
        CustomerBase customers = CustomerBase.Summarize(facts, Year, new() { Refunds = RefundPolicy.NetToCustomer });

        customers["a"].TotalSpend.Should().Be(9, "20 and 5 of the 10 are taken back, and 1 of the later 5");
        customers["a"].History.Frequency.Should().Be(1);
        customers.Notes.UnmatchedRefunds.Should().Be(1);
        customers.Notes.FullyRefunded.Should().Be(1);
    }

    [Fact]
    public void Without_orders_refunds_are_ignored_and_counted()
    {
        CustomerBase customers = CustomerBase.Summarize([T("a", "2025-01-01", 10), T("a", "2025-01-02", -10), T("a", "2025-01-03", 0)], Year);
        customers["a"].History.Frequency.Should().Be(1, "a free order is an order");
        customers.Notes.Refunds.Should().Be(1);
        customers.Notes.RefundPolicy.Should().Be(RefundPolicy.Ignore);
        CustomerBase.Summarize([T("a", "2025-01-03", 0)], Year, new() { ZeroAmounts = ZeroAmounts.Ignore }).Should().BeEmpty();
    }

    [Fact]
    public void Lines_of_one_order_are_one_purchase() =>
        CustomerBase.Summarize([T("a", "2025-01-01", 10, "1"), T("a", "2025-01-01", 4, "1"), T("a", "2025-01-01", 1)], Year)["a"].Rfm
            .Should().Be(new RfmValue(364, 2, 15));

    [Fact]
    public void The_first_purchase_names_the_channel()
    {
        CustomerBase customers = CustomerBase.Summarize(
            [new("a", new(2025, 2, 1), 1, channel: "ads"), new("a", new(2025, 1, 1), 1, channel: "web"), new("b", new(2025, 1, 1), 1), new("b", new(2025, 2, 1), 1, channel: "ads")], Year);
        customers["a"].Channel.Should().Be("web");
        customers["b"].Channel.Should().BeNull();
    }

    [Fact]
    public void A_purchase_that_does_not_count_has_won_nobody()
    {
        Transaction[] free = [new("a", new(2025, 1, 1), 0, channel: "ads"), new("a", new(2025, 2, 1), 10, channel: "web")];
        CustomerBase.Summarize(free, Year, new() { ZeroAmounts = ZeroAmounts.Ignore })["a"].Channel.Should().Be("web");
        CustomerBase.Summarize(free, Year)["a"].Channel.Should().Be("ads");
        Transaction[] refunded = [new("a", new(2025, 1, 1), 5, "1", "ads"), new("a", new(2025, 1, 3), -5, "1"), new("a", new(2025, 2, 1), 10, "2", "web")];
        CustomerBase.Summarize(refunded, Year)["a"].Channel.Should().Be("web");
    }

    [Fact]
    public void Ids_are_ordered_by_their_bytes_and_never_folded()
    {
        string[] ids = ["b", "B", "ab", "a", "あ", "é", "a ", "ａ", "aaaaaaaab", "aaaaaaaaa", "😀"];
        CustomerBase customers = CustomerBase.Summarize(ids.Select(id => T(id, "2025-01-01", 1)), Year);

        customers.Select(c => c.Id).Should().Equal("B", "a", "a ", "aaaaaaaaa", "aaaaaaaab", "ab", "b", "é", "あ", "ａ", "😀");
        customers.TryGetRow("c", out int row).Should().BeFalse();
        row.Should().Be(-1);
        FluentActions.Invoking(() => customers["nobody"]).Should().Throw<KeyNotFoundException>();
    }

    [Fact]
    public void Values_of_other_sources_are_joined_by_id()
    {
        CustomerBase customers = CustomerBase.Summarize([T("a", "2025-01-01", 1), T("b", "2025-01-01", 1)], Year);
        customers.Align([new("b", 7), new("x", 1)], missing: -1, out int unmatched).Should().Equal(-1, 7);
        unmatched.Should().Be(1);
        FluentActions.Invoking(() => customers.Align<int>([new("b", 7), new("b", 1)], 0, out _)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_default_fact_is_refused() =>
        FluentActions.Invoking(() => CustomerBase.Summarize([T("a", "2025-01-01", 1), default], Year)).Should().Throw<ArgumentException>().WithMessage("*Element 1*");

    [Fact]
    public void Ids_that_are_not_Unicode_are_refused_not_merged() =>
        FluentActions.Invoking(() => CustomerBase.Summarize([T("\uD800", "2025-01-01", 1), T("\uD801", "2025-01-01", 1)], Year)).Should().Throw<ArgumentException>();

    [Fact]
    public void Order_of_arrival_and_splits_into_builders_change_nothing() => Property.Holds(Facts, facts =>
    {
        CustomerBase whole = CustomerBase.Summarize(facts, Year);
        CustomerBase backwards = CustomerBase.Summarize(facts.Reverse(), Year);
        var left = new CustomerBaseBuilder();
        var right = new CustomerBaseBuilder();
        for (int i = 0; i < facts.Length; i++)
            (i % 3 == 0 ? left : right).Add(facts[i]);
        left.Merge(right);

        Same(backwards, whole);
        Same(left.Build(Year), whole);
    });

    [Fact]
    public void Every_transaction_is_accounted_for() => Property.Holds(Facts, facts =>
    {
        SummaryNotes notes = CustomerBase.Summarize(facts, Year, new() { ZeroAmounts = ZeroAmounts.Ignore }).Notes;
        (notes.Purchases + notes.Refunds + notes.IgnoredZeroAmounts + notes.AfterWindow).Should().Be(facts.Length).And.Be(notes.Transactions);
    });

    [Fact]
    public void Money_is_conserved() => Property.Holds(Facts, facts =>
    {
        foreach (RefundPolicy policy in Enum.GetValues<RefundPolicy>())
        {
            var wide = new ObservationWindow(new(2024, 1, 1), new(2027, 1, 1));
            CustomerBase customers = CustomerBase.Summarize(facts, wide, new() { Refunds = policy });
            decimal bought = facts.Where(f => f.Amount > 0).Sum(f => f.Amount), refunded = -facts.Where(f => f.Amount < 0).Sum(f => f.Amount);
            decimal spend = customers.Sum(c => c.TotalSpend);
            spend.Should().Be(customers.Notes.RefundPolicy == RefundPolicy.Ignore ? bought : bought - refunded + customers.Notes.UnmatchedRefundAmount);
        }
    });

    private static Gen<Transaction[]> Facts =>
        (from customer in Gen.Choose(0, 5)
         from day in Gen.Choose(-20, 380)
         from cents in Gen.Choose(-300, 900)
         from order in Gen.Choose(0, 3)
         from channel in Gen.Elements(null, "x", "y")
         select new Transaction($"c{customer}", Year.Start.AddDays(day), cents < -100 ? 0 : cents / 100m, order == 0 ? null : $"o{order}", channel)).ArrayOf();

    private static void Same(CustomerBase actual, CustomerBase expected)
    {
        actual.Count.Should().Be(expected.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Customer a = actual[i], e = expected[i];
            (a.Id, a.History, a.Rfm, a.TotalSpend, a.Channel, a.FirstPurchase, a.LastPurchase).Should().Be((e.Id, e.History, e.Rfm, e.TotalSpend, e.Channel, e.FirstPurchase, e.LastPurchase));
        }

        actual.Notes.Should().Be(expected.Notes);
    }

    private static Transaction T(string id, string date, decimal amount, string? order = null) =>
        new(id, DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), amount, order);
}
