using System.Globalization;

namespace ShopSimulator;

/// <summary>A large table of purchases of a known number of customers in no order at all: what reading and grouping are timed on. Nobody in it ever stops buying, so it is not for models.</summary>
internal static class ShuffledOrders
{
    public const string Header = "customer_id,date,amount";

    /// <summary>Each customer has at least one row; who has more is drawn.</summary>
    public static IEnumerable<string> Draw(int rows, int customers, Window window, Random random)
    {
        var owners = new int[rows];
        for (int row = 0; row < rows; row++)
            owners[row] = row < customers ? row + 1 : random.Next(customers) + 1;
        random.Shuffle(owners);
        foreach (int owner in owners)
        {
            DateOnly day = window.Start.AddDays(random.Next(window.Days));
            // Prices from 1 to 1,000 with as many small as large ones, by their logarithms.
            double amount = Math.Exp(random.NextDouble() * Math.Log(1_000));
            yield return string.Create(CultureInfo.InvariantCulture, $"c-{owner:000000},{day:yyyy-MM-dd},{amount:0.00}");
        }
    }
}
