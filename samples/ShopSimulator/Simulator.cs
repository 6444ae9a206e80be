namespace ShopSimulator;

/// <summary>The program, callable from tests and benchmarks.</summary>
public static class Simulator
{
    /// <summary>Writes the files that the arguments ask for.</summary>
    /// <returns>0, or 2 with one line on <paramref name="error"/>.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        if (args.Contains("--help", StringComparer.Ordinal))
        {
            output.WriteLine(Options.Help);
            return 0;
        }

        try
        {
            Options options = Options.Parse(args);
            Directory.CreateDirectory(options.Folder);
            if (options.TransactionsOnly is { } rows)
                WriteTransactions(options, rows);
            else
                WriteShop(options);
            return 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine("ShopSimulator: " + e.Message);
            return 2;
        }
    }

    private static void WriteTransactions(Options options, int rows)
    {
        var random = new Random(options.Seed);
        if (options.IsShuffled)
            CsvFile.Write(options.Folder, "transactions.csv", ShuffledOrders.Header, ShuffledOrders.Draw(rows, options.Customers, options.Window, random));
        else
            CsvFile.Write(options.Folder, "transactions.csv", Order.Header, OrderStream.Draw(rows, options.Window, random).Select(o => o.Row));
    }

    /// <summary>The order of these steps is the order of the draws: another order is another shop.</summary>
    private static void WriteShop(Options options)
    {
        var random = new Random(options.Seed);
        Window window = options.Window;

        List<Customer> customers = Customer.Arrive(options.Customers, window, random);
        List<Order> orders = [.. customers.SelectMany(c => Order.Of(c, window, random)).OrderBy(o => o.Date)];
        List<Subscription> subscriptions = SubscriptionBook.Of(customers, window, random);
        List<Activity> activities = Activity.Of(customers, orders, subscriptions, window, random);
        List<Rating> ratings = Rating.Of(customers, window, random);
        List<Spend> spend = Spend.Of(customers, window, random);
        List<Referral> referrals = Referral.Of(customers, window, random);

        // Details that came later have draws of their own, so that all else is the shop that it was.
        List<Subscription> terms = SubscriptionTerms.Add(subscriptions, new Random(options.Seed ^ 0x5EED01));
        List<Spend> costs = Spend.AddCosts(spend, customers, window, new Random(options.Seed ^ 0x5EED02));

        List<string> transactions = [.. orders.Select(o => o.Row)];
        CsvFile.Write(options.Folder, "transactions.csv", Order.Header, options.Dirty ? DirtyRows.Into(transactions) : transactions);
        CsvFile.Write(options.Folder, "subscriptions.csv", Subscription.Header, terms.Select(s => s.Row));
        CsvFile.Write(options.Folder, "activities.csv", Activity.Header, activities.Select(a => a.Row));
        CsvFile.Write(options.Folder, "ratings.csv", Rating.Header, ratings.Select(r => r.Row));
        CsvFile.Write(options.Folder, "spend.csv", Spend.Header, costs.Select(s => s.Row));
        CsvFile.Write(options.Folder, "referrals.csv", Referral.Header, referrals.Select(r => r.Row));
    }
}
