using System.Globalization;
using MathNet.Numerics.Distributions;

namespace ShopSimulator;

/// <summary>A customer as only the simulator knows them: with their own true habits.</summary>
/// <param name="Number">1 for the first customer; the id is made of it.</param>
/// <param name="Joined">The day of the first order.</param>
/// <param name="Channel">What brought them; null when nobody knows.</param>
/// <param name="Country">Where they live.</param>
/// <param name="BuyingRate">λ: orders a week while they are customers.</param>
/// <param name="StoppingChance">p: the chance to stop for good after each repeat order.</param>
/// <param name="SpendRate">ν: the larger, the cheaper the orders.</param>
internal sealed record Customer(
    int Number, DateOnly Joined, string? Channel, string Country, double BuyingRate, double StoppingChance, double SpendRate)
{
    private static readonly string?[] Channels = ["search", "social", "partner", "referral", "organic", null];
    private static readonly int[] ChannelWeights = [34, 20, 12, 15, 16, 3];
    private static readonly string[] Countries = ["JP", "US", "DE"];
    private static readonly int[] CountryWeights = [40, 35, 25];

    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"c-{Number:000000}");

    /// <summary>0…1, one half for a customer who buys at the mean rate: happier customers buy more.</summary>
    public double Happiness => BuyingRate / (BuyingRate + (Truth.R / Truth.Alpha));

    /// <summary>All customers of the shop, numbered in the order in which they join.</summary>
    public static List<Customer> Arrive(int count, Window window, Random random)
    {
        var days = new DateOnly[count];
        for (int i = 0; i < count; i++)
            days[i] = ArrivalDay(window, random);
        Array.Sort(days);

        var customers = new List<Customer>(count);
        foreach (DateOnly day in days)
        {
            Customer customer = Draw(customers.Count + 1, day, random);

            // Nobody can be referred before somebody is there to refer.
            if (customer.Channel == "referral" && (customers.Count == 0 || customers[0].Joined == day))
                customer = customer with { Channel = "organic" };
            customers.Add(customer);
        }

        return customers;
    }

    public static Customer Draw(int number, DateOnly joined, Random random) => new(
        number,
        joined,
        Channels[random.Pick(ChannelWeights)],
        Countries[random.Pick(CountryWeights)],
        BuyingRate: Gamma.Sample(random, Truth.R, Truth.Alpha),
        StoppingChance: Beta.Sample(random, Truth.A, Truth.B),
        SpendRate: Gamma.Sample(random, Truth.Q, Truth.Gamma));

    /// <summary>A day in the first three quarters of the window; the square root makes arrivals grow in proportion to time.</summary>
    public static DateOnly ArrivalDay(Window window, Random random) =>
        window.Start.AddDays((int)(window.Days * 0.75 * Math.Sqrt(random.NextDouble())));
}
