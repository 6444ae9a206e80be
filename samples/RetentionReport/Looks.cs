using RetentionMetrics;

namespace RetentionReport;

/// <summary>The customers as they were known on the as-of date and a few quarters before, each look made once.</summary>
internal sealed class Looks(CustomerBaseBuilder transactions, DateOnly asOf, TimeUnit unit)
{
    /// <summary>13 weeks: quarters of the same length, with the same weekdays.</summary>
    public const int Quarter = 91;

    private readonly Dictionary<DateOnly, CustomerBase?> _looks = [];

    public DateOnly First { get; } = transactions.Days!.Value.First;

    public DateOnly AsOf { get; } = asOf;

    /// <summary>The customers on the as-of date.</summary>
    public CustomerBase Now => Upto(AsOf) is { Count: > 0 } now ? now : throw new UsageException($"no purchase up to {AsOf:yyyy-MM-dd} is left after refunds");

    /// <summary>The customers as they were known on a day; null before the first purchase.</summary>
    public CustomerBase? Upto(DateOnly day)
    {
        if (!_looks.TryGetValue(day, out CustomerBase? look))
        {
            look = day < First ? null : transactions.Build(new ObservationWindow(First, day, unit));
            _looks.Add(day, look = look is { Count: > 0 } ? look : null);
        }

        return look;
    }

    /// <summary>Purchases up to a day, and what came after it up to the as-of date.</summary>
    public Holdout Split(DateOnly end) => transactions.Split(new ObservationWindow(First, AsOf, unit), end);

    /// <summary>For each row of some customers, the row in another look; -1 for who was not known then.</summary>
    public static int[] RowsIn(CustomerBase? other, CustomerBase customers)
    {
        // Rows of both are in the order of their ids' bytes: one walk along the two.
        var rows = new int[customers.Count];
        for (int row = 0, at = 0; row < rows.Length; row++)
        {
            int order = -1;
            while (at < other?.Count && (order = other.Utf8IdOf(at).SequenceCompareTo(customers.Utf8IdOf(row))) < 0)
                at++;
            rows[row] = at < other?.Count && order == 0 ? at : -1;
        }

        return rows;
    }
}
