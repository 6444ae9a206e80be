using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <content>Tenures.</content>
public static partial class SqlRead
{
    private const int TenureDuration = 0, TenureLost = 1, TenureEntry = 2, TenureCount = 3;

    /// <summary>Reads tenures.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="duration">Length of the stay, in any one unit of time.</param>
    /// <param name="lost">Whether the stay has ended: a boolean, or true/false, yes/no, t/f, y/n or 1/0, in any case.</param>
    /// <param name="entry">Length of the stay when the customer came under observation, less than the duration; blank is 0, from the start. <see langword="null"/>: <c>entry</c>, when there; <c>""</c>: not read.</param>
    /// <param name="count">How many customers with this same tenure the row stands for, at least 1; blank is 1. <see langword="null"/>: <c>count</c>, when there; <c>""</c>: not read.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlFactReader<Tenure> Tenures(
        DbDataReader rows,
        string duration = "duration",
        string lost = "lost",
        string? entry = null,
        string? count = null,
        SqlReadOptions? options = null)
    {
        ReadOnlySpan<ColumnSpec> columns =
        [
            ColumnSpec.Required(duration, nameof(duration)),
            ColumnSpec.Required(lost, nameof(lost)),
            ColumnSpec.Optional(entry, "entry"),
            ColumnSpec.Optional(count, "count"),
        ];
        return new(new SqlRows(rows, options, columns), TryReadTenure);
    }

    private static bool TryReadTenure(SqlRows rows, out Tenure fact)
    {
        fact = default;
        double entry = 0;
        if (!rows.TryNonNegative(TenureDuration, out double duration)
            || !rows.TryBoolean(TenureLost, out bool lost)
            || (!rows.IsBlank(TenureEntry) && !rows.TryNonNegative(TenureEntry, out entry))
            || !rows.TryCountOrNull(TenureCount, out long? count))
        {
            return false;
        }

        if (entry > 0 && entry >= duration)
            return rows.Reject(TenureEntry, ErrorCodes.EntryNotBeforeEnd, "is not before the end of the stay");
        if (count == 0)
            return rows.Reject(TenureCount, ErrorCodes.NumberOutOfRange, "is 0; a row stands for at least one customer");
        fact = new Tenure(duration, lost, entry, count ?? 1);
        return true;
    }
}
