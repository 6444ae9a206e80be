using System.Globalization;

namespace Samples.Tests.Scripts;

/// <summary>The shop's files read without the library: their cells are plain, none is quoted.</summary>
internal static class PlainShop
{
    public sealed record Order(string Customer, DateOnly Date, decimal Amount);

    /// <summary>Orders less their refunds; wholly refunded ones are none.</summary>
    public static IReadOnlyList<Order> Orders { get; } =
    [
        .. Rows("transactions.csv").GroupBy(r => (Id: r["customer_id"], Order: r["order_id"]))
            .Select(o => new Order(o.Key.Id, Day(o.First(r => Money(r["amount"]) >= 0)["date"]), o.Sum(r => Money(r["amount"]))))
            .Where(o => o.Amount > 0),
    ];

    public static ILookup<string, Order> ByCustomer { get; } = Orders.ToLookup(o => o.Customer, StringComparer.Ordinal);

    public static DateOnly LastDay { get; } = new(2026, 6, 30);

    public static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Script.Folder, "RetentionReport", "shop", file));
        string[] header = lines[0].Split(',');
        return lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second));
    }

    public static DateOnly Day(string cell) => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static decimal Money(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    public static int Month(DateOnly day) => (12 * day.Year) + day.Month;
}
