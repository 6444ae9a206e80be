namespace RetentionMetrics.Benchmarks.Customers;

/// <summary>A made-up shop that all benchmarks share: a few heavy buyers, many who came once, and those who left.</summary>
internal static class Shop
{
    public static ObservationWindow Window { get; } = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), TimeUnit.Week);

    /// <summary>Purchases in no order: rates are gamma-like, and a customer leaves after each purchase with one chance in five.</summary>
    public static Transaction[] Transactions(int customers)
    {
        var random = new Random(2_025);
        var all = new List<Transaction>();
        for (int c = 0; c < customers; c++)
        {
            string id = FormattableString.Invariant($"c-{c:000000}");
            double rate = -Math.Log(1 - random.NextDouble()) / 40; // purchases a day
            double day = random.Next(365);
            do
            {
                all.Add(new Transaction(id, Window.Start.AddDays((int)day), random.Next(500, 20_000) / 100m));
                day += -Math.Log(1 - random.NextDouble()) / rate;
            }
            while (day < 365 && random.Next(5) != 0);
        }

        Transaction[] shuffled = [.. all];
        random.Shuffle(shuffled);
        return shuffled;
    }

    public static CustomerBase Customers(int customers) => CustomerBase.Summarize(Transactions(customers), Window);
}
