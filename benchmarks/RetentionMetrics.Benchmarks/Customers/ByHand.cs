namespace RetentionMetrics.Benchmarks.Customers;

/// <summary>Customers as one would make them by hand of orders, with LINQ: what the library is measured against, and compared with before anything is measured.</summary>
internal static class ByHand
{
    /// <summary>What the library knows of each customer, in order of ids.</summary>
    public static CustomerRow[] Summarize(IEnumerable<(string CustomerId, DateOnly Date, decimal Amount)> orders) => [.. orders
        .Where(o => Shop.Window.Contains(o.Date))
        .GroupBy(o => o.CustomerId, StringComparer.Ordinal)
        .Select(g =>
        {
            (DateOnly Date, decimal Amount)[] days = [.. g.GroupBy(o => o.Date).Select(d => (d.Key, d.Sum(o => o.Amount))).OrderBy(d => d.Key)];
            return new CustomerRow(g.Key, days.Length, days[0].Date, days[^1].Date, days.Sum(d => d.Amount), days.Length == 1 ? 0 : (double)days.Skip(1).Average(d => d.Amount));
        })
        .OrderBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>That both are the same customers.</summary>
    /// <exception cref="InvalidOperationException">They are not, and so their times cannot be compared.</exception>
    public static void Check(CustomerRow[] rows, CustomerBase customers)
    {
        if (rows.Length != customers.Count)
            throw new InvalidOperationException($"{rows.Length} customers by hand, {customers.Count} by the library.");
        for (int i = 0; i < rows.Length; i++)
        {
            Customer c = customers[i];
            var row = new CustomerRow(c.Id, c.History.Frequency + 1, c.FirstPurchase, c.LastPurchase, c.TotalSpend, c.History.MeanSpend);
            // The library's mean is a double, by hand it is a decimal until the end.
            if (rows[i] with { MeanRepeatSpend = 0 } != row with { MeanRepeatSpend = 0 } || Math.Abs(rows[i].MeanRepeatSpend - row.MeanRepeatSpend) > 1e-12 * rows[i].MeanRepeatSpend)
                throw new InvalidOperationException($"{rows[i]} by hand, {row} by the library.");
        }
    }
}

/// <summary>One customer.</summary>
internal sealed record CustomerRow(string Id, int Days, DateOnly First, DateOnly Last, decimal Spend, double MeanRepeatSpend);
