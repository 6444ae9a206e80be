namespace RetentionMetrics.Tests.Customers;

/// <summary>Many more transactions than customers: those of one day become one, and nothing that a base says changes.</summary>
public class FoldedLinesTests
{
    private static readonly ObservationWindow Window = new(new(2024, 1, 11), new(2024, 3, 31), TimeUnit.Week);

    public static TheoryData<RefundPolicy, ZeroAmounts, bool> Choices
    {
        get
        {
            var data = new TheoryData<RefundPolicy, ZeroAmounts, bool>();
            foreach (RefundPolicy refunds in new[] { RefundPolicy.Automatic, RefundPolicy.Ignore, RefundPolicy.NetToCustomer, RefundPolicy.NetToOrder })
            {
                foreach (ZeroAmounts zeros in Enum.GetValues<ZeroAmounts>())
                {
                    data.Add(refunds, zeros, false);
                    data.Add(refunds, zeros, true);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void A_builder_that_folds_and_one_that_cannot_make_the_same_base(RefundPolicy refunds, ZeroAmounts zeros, bool laterOrder)
    {
        var options = new SummaryOptions { Refunds = refunds, ZeroAmounts = zeros };
        Transaction[] many = [.. Draw(60_000, new Random(7))];
        var folding = new CustomerBaseBuilder(options);
        foreach (Transaction t in many)
            folding.Add(t);
        // The merged one folds at other places.
        var apart = new CustomerBaseBuilder(options);
        foreach (Transaction[] part in many.Chunk(1_000))
        {
            var small = new CustomerBaseBuilder(options);
            foreach (Transaction t in part)
                small.Add(t);
            apart.Merge(small);
        }

        if (laterOrder)
        {
            foreach (CustomerBaseBuilder builder in new[] { folding, apart })
                builder.Add("c1", new(2024, 2, 2), 5m, "o-1");
        }

        CustomerBase one = folding.Build(Window), other = apart.Build(Window);
        // The plain definition, without a builder's memory: a pass over the facts for each customer.
        one.Select(c => (c.Id, c.History, c.Rfm, c.TotalSpend, c.Channel)).Should().Equal(other.Select(c => (c.Id, c.History, c.Rfm, c.TotalSpend, c.Channel)));
        one.Notes.Should().Be(other.Notes);
        one.Notes.Transactions.Should().Be(many.Length + (laterOrder ? 1 : 0));
        folding.Count.Should().Be(one.Notes.Transactions);
        folding.Days.Should().Be((many.Where(t => t.Amount >= 0).Min(t => t.Date), many.Max(t => t.Date)));

        // What can be counted without any of this.
        if (refunds == RefundPolicy.Ignore && !laterOrder)
        {
            var purchases = many.Where(t => t.Date <= Window.End && (t.Amount > 0 || (t.Amount == 0 && zeros == ZeroAmounts.Count))).ToList();
            one.Notes.Purchases.Should().Be(purchases.Count);
            foreach (Customer c in one)
            {
                var own = purchases.Where(t => t.CustomerId == c.Id).ToList();
                c.TotalSpend.Should().Be(own.Where(t => t.Date >= Window.Start).Sum(t => t.Amount));
                c.Rfm.PurchaseCount.Should().Be(own.Count(t => t.Date >= Window.Start));
                c.History.Frequency.Should().Be(own.Select(t => t.Date).Distinct().Count() - 1);
            }
        }
    }

    [Fact]
    public void Amounts_of_all_sizes_and_scales_are_kept_exactly()
    {
        decimal[] amounts = [decimal.MaxValue / 4, 0.0000000000000000000000000001m, 144115188075855871m, 144115188075855872m, 1.10m, 1.1m, 0m, 79228162514264337593543950335m / 7];
        foreach (decimal amount in amounts)
        {
            var builder = new CustomerBaseBuilder();
            builder.Add("a", new(2024, 2, 1), amount);
            Customer customer = builder.Build(Window)[0];
            customer.TotalSpend.Should().Be(amount);
            decimal.GetBits(customer.TotalSpend).Should().Equal(decimal.GetBits(amount + 0m));
        }
    }

    [Fact]
    public void A_sum_that_no_decimal_holds_is_an_error_and_not_a_wrong_number()
    {
        var builder = new CustomerBaseBuilder();
        for (int i = 0; i < 10_000; i++)
            builder.Add("a", new(2024, 2, 1), decimal.MaxValue / 4);
        builder.Invoking(b => b.Build(Window)).Should().ThrowExactly<OverflowException>();
    }

    private static IEnumerable<Transaction> Draw(int count, Random random)
    {
        for (int i = 0; i < count; i++)
        {
            decimal amount = random.Next(8) switch { 0 => 0, 1 => -random.Next(1, 400) / 100m, _ => random.Next(1, 4_000) / 100m };
            yield return new Transaction($"c{random.Next(6)}", new DateOnly(2024, 1, 1).AddDays(random.Next(110)), amount, channel: random.Next(3) switch { 0 => "ads", 1 => "mail", _ => null });
        }
    }
}
