using System.Globalization;
using MathNet.Numerics.Distributions;

namespace ShopSimulator;

/// <summary>A row of referrals.csv: a customer invites somebody, who becomes a customer or stays a prospect.</summary>
internal readonly record struct Referral(string ReferrerId, DateOnly Date, string ReferredId)
{
    public const string Header = "referrer_id,date,referred_id";

    public string Row => string.Create(CultureInfo.InvariantCulture, $"{ReferrerId},{Date:yyyy-MM-dd},{ReferredId}");

    public static List<Referral> Of(List<Customer> customers, Window window, Random random)
    {
        var referrals = new List<Referral>();
        int prospects = 0;
        int earlier = 0; // customers who joined before the day of the one at hand
        foreach (Customer customer in customers)
        {
            while (customers[earlier].Joined < customer.Joined)
                earlier++;
            if (customer.Channel == "referral")
                referrals.Add(Successful(customer, customers[Happier(customers, earlier, random)], random));

            int invitations = Poisson.Sample(random, 0.2 + (0.8 * customer.Happiness));
            for (int i = 0; i < invitations; i++)
            {
                DateOnly day = customer.Joined.AddDays(random.Next(window.End.DayNumber - customer.Joined.DayNumber + 1));
                referrals.Add(new Referral(customer.Id, day, string.Create(CultureInfo.InvariantCulture, $"p-{++prospects:000000}")));
            }
        }

        return [.. referrals.OrderBy(r => r.Date)];
    }

    /// <summary>The invitation came while the referrer was a customer, and 1 to 21 days before the first order of the one referred.</summary>
    private static Referral Successful(Customer referred, Customer referrer, Random random)
    {
        int known = referred.Joined.DayNumber - referrer.Joined.DayNumber;
        return new Referral(referrer.Id, referred.Joined.AddDays(-random.Next(1, Math.Min(known, 21) + 1)), referred.Id);
    }

    /// <summary>The happier of any two of the first customers: happy customers bring more friends.</summary>
    private static int Happier(List<Customer> customers, int count, Random random)
    {
        int one = random.Next(count);
        int other = random.Next(count);
        return customers[one].Happiness >= customers[other].Happiness ? one : other;
    }
}
