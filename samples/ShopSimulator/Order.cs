using System.Globalization;
using MathNet.Numerics.Distributions;

namespace ShopSimulator;

/// <summary>A row of transactions.csv: an order, or the refund of one.</summary>
internal readonly record struct Order(string Id, string CustomerId, DateOnly Date, decimal Amount, string? Channel)
{
    public const string Header = "order_id,customer_id,date,amount,channel";

    public string Row => string.Create(CultureInfo.InvariantCulture, $"{Id},{CustomerId},{Date:yyyy-MM-dd},{Amount:0.00},{Channel}");

    /// <summary>All that one customer buys and sends back inside the window, by date.</summary>
    public static List<Order> Of(Customer customer, Window window, Random random)
    {
        var orders = new List<Order>();
        double weeks = 0; // since the first order, which is at noon of its day
        bool stopped = false;
        while (!stopped)
        {
            double day = customer.Joined.DayNumber + Math.Floor((7 * weeks) + 0.5);
            if (day > window.End.DayNumber)
                break;

            bool first = orders.Count == 0;
            string id = string.Create(CultureInfo.InvariantCulture, $"o-{customer.Number:000000}-{orders.Count + 1}");
            orders.Add(new Order(id, customer.Id, DateOnly.FromDayNumber((int)day), Price(customer, random), ChannelOf(customer, first, random)));

            // In the BG/NBD nobody stops before the first repeat order.
            stopped = !first && random.Chance(customer.StoppingChance);
            weeks += Exponential.Sample(random, customer.BuyingRate);
        }

        AddRefunds(orders, window, random);
        return orders;
    }

    private static decimal Price(Customer customer, Random random) =>
        Math.Max(0.01m, Math.Round((decimal)Gamma.Sample(random, Truth.P, customer.SpendRate), 2));

    /// <summary>The first order names the channel that won the customer; later ones mostly come by themselves.</summary>
    private static string? ChannelOf(Customer customer, bool first, Random random) =>
        first || random.Chance(0.3) ? customer.Channel : "organic";

    private static void AddRefunds(List<Order> orders, Window window, Random random)
    {
        for (int i = orders.Count - 1; i >= 0; i--)
        {
            if (!random.Chance(Truth.Refunded))
                continue;

            Order order = orders[i];
            Order refund = order with { Date = order.Date.AddDays(random.Next(1, 11)), Amount = -order.Amount };
            if (refund.Date > window.End)
                continue;

            int next = orders.FindIndex(i, o => o.Date > refund.Date);
            orders.Insert(next < 0 ? orders.Count : next, refund);
        }
    }
}
