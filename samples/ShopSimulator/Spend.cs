using System.Globalization;

namespace ShopSimulator;

/// <summary>A row of spend.csv: what one paid channel cost in one month and how many customers it says it brought, or another cost of the month.</summary>
internal readonly record struct Spend(string Channel, DateOnly Date, int Amount, int? NewCustomers, string Kind = "advertising", string Purpose = "acquisition")
{
    public const string Header = "channel,date,amount,new_customers,kind,purpose";

    private const int Salaries = 900, Tools = 120, MailFixed = 60;

    private static readonly (string Channel, int Fixed, int PerCustomer)[] PaidChannels =
        [("search", 150, 35), ("social", 250, 60), ("partner", 50, 25)];

    public string Row => string.Create(CultureInfo.InvariantCulture, $"{Channel},{Date:yyyy-MM-dd},{Amount},{NewCustomers},{Kind},{Purpose}");

    /// <summary>A row a channel for each month in which the shop still advertises, that is, until the last customer arrives.</summary>
    public static List<Spend> Of(List<Customer> customers, Window window, Random random)
    {
        var won = customers.CountBy(c => (c.Channel, Month: FirstDay(c.Joined))).ToDictionary();
        var rows = new List<Spend>();
        for (DateOnly month = FirstDay(window.Start); month <= customers[^1].Joined; month = month.AddMonths(1))
        {
            foreach (var (channel, fixedCost, perCustomer) in PaidChannels)
            {
                int truth = won.GetValueOrDefault((channel, month));
                double cost = fixedCost + (perCustomer * truth * (0.8 + (0.4 * random.NextDouble())));

                // Ad platforms like to count some customers who would have come anyway, so their count is up to a fifth too high.
                int claimed = truth + random.Next((truth / 5) + 1);
                DateOnly date = month < window.Start ? window.Start : month;
                rows.Add(new Spend(channel, date, (int)Math.Round(cost), claimed));
            }
        }

        return rows;
    }

    /// <summary>
    /// What is spent beside advertising: people and tools for all channels together as long as there is advertising, and in every month a mailing to keep those who are customers.
    /// </summary>
    public static List<Spend> AddCosts(List<Spend> advertising, List<Customer> customers, Window window, Random random)
    {
        var rows = new List<Spend>(advertising);
        foreach (DateOnly date in advertising.Select(s => s.Date).Distinct())
        {
            rows.Add(new Spend("", date, Salaries, null, "salaries"));
            rows.Add(new Spend("", date, Tools, null, "tools"));
        }

        for (DateOnly month = FirstDay(window.Start); month <= window.End; month = month.AddMonths(1))
        {
            int known = customers.Count(c => c.Joined < month);
            if (known > 0)
                rows.Add(new Spend("mail", month, MailFixed + (known / 4) + random.Next(20), null, "tools", "retention"));
        }

        return rows;
    }

    private static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);
}
