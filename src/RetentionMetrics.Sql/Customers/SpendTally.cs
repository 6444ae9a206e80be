using System.Collections.Immutable;
using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>How many customers brought each sum of money.</summary>
/// <remarks>The sum of two tallies is the tally of both inputs when customers were split between them. Immutable.</remarks>
public sealed class SpendTally : ITally<SpendTally>, IEquatable<SpendTally>
{
    /// <summary>Makes a tally.</summary>
    /// <param name="totals">Sums with how many customers brought each, at least 0, in any order; equal sums are put together.</param>
    /// <exception cref="ArgumentNullException"><paramref name="totals"/> is null.</exception>
    /// <exception cref="ArgumentException">A count or a sum is negative.</exception>
    /// <exception cref="OverflowException">The customers do not fit a long.</exception>
    public SpendTally(IEnumerable<KeyValuePair<decimal, long>> totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        var counts = new Dictionary<decimal, long>();
        foreach ((decimal total, long customers) in totals)
        {
            if (total < 0 || customers < 0)
                throw new ArgumentException("Sums of money and counts of customers are at least 0.", nameof(totals));
            counts[total] = checked(counts.GetValueOrDefault(total) + customers);
            Customers = checked(Customers + customers);
        }

        Totals = [.. counts.Where(c => c.Value > 0).OrderBy(c => c.Key)];
    }

    /// <summary>The tally of nobody.</summary>
    public static SpendTally Zero { get; } = new([]);

    /// <summary>The sums, ascending, with how many customers brought each.</summary>
    public ImmutableArray<KeyValuePair<decimal, long>> Totals { get; }

    /// <summary>All customers.</summary>
    public long Customers { get; }

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another, of other customers.</param>
    /// <returns>The counts by sum.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="OverflowException">The customers do not fit a long.</exception>
    public static SpendTally operator +(SpendTally left, SpendTally right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Totals.Concat(right.Totals));
    }

    /// <summary>How unevenly the customers' spend is spread. Rows of the result stand in no relation to customers: they run from the smallest sum to the largest.</summary>
    /// <returns>The measures.</returns>
    /// <exception cref="NotSupportedException">There are more than two billion customers.</exception>
    public Concentration Concentration()
    {
        if (Customers > Array.MaxLength)
            throw new NotSupportedException($"Concentration is measured over at most {Array.MaxLength} customers; measure a sample of them, or parts of the customers.");
        var values = new decimal[Customers];
        int at = 0;
        foreach ((decimal total, long customers) in Totals)
        {
            values.AsSpan(at, (int)customers).Fill(total);
            at += (int)customers;
        }

        return RetentionMetrics.Concentration.Of(values);
    }

    /// <summary>Whether two tallies count the same.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns><see langword="true"/> when all of <see cref="Totals"/> are equal.</returns>
    public bool Equals(SpendTally? other) => other is not null && Totals.SequenceEqual(other.Totals);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpendTally);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (KeyValuePair<decimal, long> count in Totals)
            hash.Add(count);
        return hash.ToHashCode();
    }

    internal static async Task<SpendTally> ReadAsync(DbDataReader rows, int digits, CancellationToken cancellationToken)
    {
        List<KeyValuePair<decimal, long>> totals = [];
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            totals.Add(new(MinorUnits.ToDecimal(rows.GetInt64(0), digits), rows.GetInt64(1)));
        return new SpendTally(totals);
    }
}
