using System.Globalization;
using ShopSimulator;

namespace Samples.Tests.Simulation;

/// <summary>A big shop behaves as the published formulas say for the true numbers. The bounds are five standard errors wide; the seed is fixed.</summary>
public sealed class TruthTests(TruthTests.BigShop big) : IClassFixture<TruthTests.BigShop>
{
    private const int Customers = 20_000;
    private static readonly DateOnly End = new(2026, 6, 30);

    // Fader, Hardie and Lee (2005): P(X(t) = 0) = (α ÷ (α + t))^r.
    [Fact]
    public void Customers_without_a_repeat_order_are_as_many_as_the_BG_NBD_says()
    {
        const int Days = 181; // all have that many: arrivals end in the third quarter of two years
        double t = (Days - 0.5) / 7; // a first order is at noon of day 0, the last that counts before the end of day 180
        double expected = Math.Pow(Truth.Alpha / (Truth.Alpha + t), Truth.R);

        int none = Orders().Count(orders => orders.Count(o => o.Date < orders[0].Date.AddDays(Days)) == 1);
        (none / (double)Customers).Should().BeApproximately(expected, 5 * StandardError(expected, Customers));
    }

    // Fader and Hardie, note 025: E[Z] = pγ ÷ (q − 1), E[Z²] = p(p + 1)γ² ÷ ((q − 1)(q − 2)).
    [Fact]
    public void First_orders_have_the_mean_that_the_Gamma_Gamma_says()
    {
        double mean = Truth.P * Truth.Gamma / (Truth.Q - 1);
        double square = Truth.P * (Truth.P + 1) * Truth.Gamma * Truth.Gamma / ((Truth.Q - 1) * (Truth.Q - 2));
        double bound = 5 * Math.Sqrt((square - (mean * mean)) / Customers);
        Orders().Average(orders => (double)orders[0].Amount).Should().BeApproximately(mean, bound);
    }

    // Fader and Hardie (2007): S(t) = Π (β + i − 1) ÷ (α + β + i − 1), i = 1…t.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Subscribers_stay_as_the_shifted_beta_geometric_says(int months)
    {
        double expected = 1;
        for (int i = 1; i <= months; i++)
            expected *= (Truth.LeavingBeta + i - 1) / (Truth.LeavingAlpha + Truth.LeavingBeta + i - 1);

        int due = 0;
        int stayed = 0;
        foreach (var ofCustomer in big.Shop.Rows("subscriptions.csv").Where(s => s["is_trial"] == "false").GroupBy(s => s["customer_id"], StringComparer.Ordinal))
        {
            DateOnly start = SimulatedShop.Date(ofCustomer.First()["start"]);
            DateOnly renewal = start.AddMonths(months);
            if (renewal > End)
                continue;

            due++;
            stayed += FirstStayEnds(ofCustomer) is { } left && left <= renewal ? 0 : 1;
        }

        due.Should().BeGreaterThan(4_000);
        (stayed / (double)due).Should().BeApproximately(expected, 5 * StandardError(expected, due));
    }

    [Fact]
    public void Happier_customers_buy_more()
    {
        var orders = Orders().ToDictionary(o => o[0].Customer, o => o.Count, StringComparer.Ordinal);
        var answers = big.Shop.Rows("ratings.csv").Where(r => r["segment"] == "US" && r["rating"].Length > 0)
            .Select(r => (Rating: int.Parse(r["rating"], CultureInfo.InvariantCulture), Orders: orders[r["customer_id"]])).ToList();
        double promoters = answers.Where(a => a.Rating >= 9).Average(a => a.Orders);
        double detractors = answers.Where(a => a.Rating <= 6).Average(a => a.Orders);
        promoters.Should().BeGreaterThan(detractors * 1.5);
    }

    /// <summary>Each customer's orders by date, without refunds.</summary>
    private List<List<(string Customer, DateOnly Date, decimal Amount)>> Orders() =>
        [.. big.Shop.Rows("transactions.csv")
            .Select(t => (Customer: t["customer_id"], Date: SimulatedShop.Date(t["date"]), Amount: SimulatedShop.Amount(t["amount"])))
            .Where(t => t.Amount > 0)
            .GroupBy(t => t.Customer, StringComparer.Ordinal)
            .Select(g => g.ToList())];

    /// <summary>A subscription that starts on the day the last one ends continues the stay.</summary>
    private static DateOnly? FirstStayEnds(IEnumerable<Dictionary<string, string>> subscriptions)
    {
        string end = subscriptions.First()["end"];
        foreach (var next in subscriptions.Skip(1).TakeWhile(s => s["start"] == end))
            end = next["end"];
        return end.Length == 0 ? null : SimulatedShop.Date(end);
    }

    private static double StandardError(double share, int n) => Math.Sqrt(share * (1 - share) / n);

    /// <summary>Written once for all tests.</summary>
    public sealed class BigShop : IDisposable
    {
        internal SimulatedShop Shop { get; } = new("--customers", Customers.ToString(CultureInfo.InvariantCulture), "--seed", "3");

        public void Dispose() => Shop.Dispose();
    }
}
