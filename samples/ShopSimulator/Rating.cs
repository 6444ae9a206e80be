using System.Globalization;
using MathNet.Numerics.Distributions;

namespace ShopSimulator;

/// <summary>A row of ratings.csv: how likely a customer is to recommend the shop, or that they were asked and did not answer.</summary>
internal readonly record struct Rating(string CustomerId, DateOnly Date, int? Value, string Segment)
{
    public const string Header = "customer_id,date,rating,segment";

    public string Row => string.Create(CultureInfo.InvariantCulture, $"{CustomerId},{Date:yyyy-MM-dd},{Value},{Segment}");

    /// <summary>Everybody is asked 30 days after the first order, and every 180 days from then on.</summary>
    public static List<Rating> Of(IEnumerable<Customer> customers, Window window, Random random)
    {
        var ratings = new List<Rating>();
        foreach (Customer customer in customers)
        {
            for (DateOnly day = customer.Joined.AddDays(30); day <= window.End; day = day.AddDays(180))
                ratings.Add(new Rating(customer.Id, day, random.Chance(Truth.Answers) ? Answer(customer, random) : null, customer.Country));
        }

        return [.. ratings.OrderBy(r => r.Date)];
    }

    private static int Answer(Customer customer, Random random)
    {
        // People in Japan rarely give 9 or 10, whatever they think: scores compare within a country.
        double mean = (customer.Country == "JP" ? 5 : 6.5) + (4 * customer.Happiness);
        return (int)Math.Clamp(Math.Round(Normal.Sample(random, mean, 1.5)), 0, 10);
    }
}
