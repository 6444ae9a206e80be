using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <content>Columns and tallies: one result from all rows.</content>
public static partial class SqlRead
{
    private const int First = 0, Second = 1, Third = 2, Fourth = 3, Fifth = 4, Sixth = 5;

    /// <summary>Reads histories (x, t_x, T), a row a customer or, with a column of counts, a row a history that many customers share.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="unit">The unit of recency and age.</param>
    /// <param name="frequency">x: a whole number of at least 0.</param>
    /// <param name="recency">t_x: at least 0, and 0 where x is 0.</param>
    /// <param name="age">T: at least t_x.</param>
    /// <param name="meanSpend">m̄. <see langword="null"/>: <c>mean_spend</c>, when there; <c>""</c>: not read.</param>
    /// <param name="count">How many customers a row stands for, at least 0. <see langword="null"/>: <c>count</c>, when there; <c>""</c>: not read.</param>
    /// <param name="logGaps">Σ ln gap, as <see cref="HistoryColumns.LogGaps"/> has it. <see langword="null"/>: <c>log_gaps</c>, when there; <c>""</c>: not read.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not a defined value.</exception>
    public static SqlTableReader<HistoryColumns> Histories(
        DbDataReader rows,
        TimeUnit unit,
        string frequency = "frequency",
        string recency = "recency",
        string age = "age",
        string? meanSpend = null,
        string? count = null,
        string? logGaps = null,
        SqlReadOptions? options = null)
    {
        _ = unit.LengthInDays();
        var source = new SqlRows(rows, options, [
            ColumnSpec.Required(frequency, nameof(frequency)), ColumnSpec.Required(recency, nameof(recency)), ColumnSpec.Required(age, nameof(age)),
            ColumnSpec.Optional(meanSpend, "mean_spend"), ColumnSpec.Optional(count, "count"), ColumnSpec.Optional(logGaps, "log_gaps")]);
        List<int> x = [];
        List<double> tx = [], t = [], means = [], gaps = [];
        List<long> counts = [];
        return new(source, TryAdd, () => new HistoryColumns(x.ToArray(), tx.ToArray(), t.ToArray(), unit, means.ToArray(), counts.ToArray(), gaps.ToArray()));

        bool TryAdd(SqlRows row)
        {
            double mean = 0, gap = 0;
            long customers = 1;
            if (!row.TryHistory(First, Second, Third, 1, out int purchases, out double last, out double end)
                || (row.IsThere(Fourth) && !row.TryDouble(Fourth, out mean))
                || (row.IsThere(Fifth) && !row.TryCount(Fifth, long.MaxValue, out customers))
                || (row.IsThere(Sixth) && !row.TryDouble(Sixth, out gap)))
            {
                return false;
            }

            // As HistoryColumns judges it, with the same room for rounding.
            double most = purchases == 0 ? 0 : purchases * Math.Log(last / purchases);
            if (row.IsThere(Sixth) && (purchases == 0 ? gap != 0 : !(gap <= most + (1e-9 * (1 + Math.Abs(most))))))
                return row.Reject(Sixth, ErrorCodes.NumberOutOfRange, "is more than equal gaps would make, or not 0 without a gap");
            x.Add(purchases);
            tx.Add(last);
            t.Add(end);
            if (row.IsThere(Fourth))
                means.Add(mean);
            if (row.IsThere(Fifth))
                counts.Add(customers);
            if (row.IsThere(Sixth))
                gaps.Add(gap);
            return true;
        }
    }

    /// <summary>Reads RFM values, a row a customer.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="daysSinceLastPurchase">Days from the last purchase to the analysis date, at least 0.</param>
    /// <param name="purchaseCount">Number of orders, at least 0.</param>
    /// <param name="totalSpend">Sum of the amounts.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlTableReader<RfmColumns> RfmValues(
        DbDataReader rows,
        string daysSinceLastPurchase = "days_since_last_purchase",
        string purchaseCount = "purchase_count",
        string totalSpend = "total_spend",
        SqlReadOptions? options = null)
    {
        var source = new SqlRows(rows, options, [
            ColumnSpec.Required(daysSinceLastPurchase, nameof(daysSinceLastPurchase)), ColumnSpec.Required(purchaseCount, nameof(purchaseCount)), ColumnSpec.Required(totalSpend, nameof(totalSpend))]);
        List<int> days = [], orders = [];
        List<double> spends = [];
        return new(source, TryAdd, () => new RfmColumns(days.ToArray(), orders.ToArray(), spends.ToArray()));

        bool TryAdd(SqlRows row)
        {
            if (!row.TryCount(First, int.MaxValue, out long day) || !row.TryCount(Second, int.MaxValue, out long count) || !row.TryDouble(Third, out double spend))
                return false;
            days.Add((int)day);
            orders.Add((int)count);
            spends.Add(spend);
            return true;
        }
    }

    /// <summary>Reads a histogram of ratings, such as the answer to <c>SELECT rating, COUNT(*) AS count … GROUP BY rating</c>.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="rating">The answer, 0 to 10; a row without one stands for those who did not answer.</param>
    /// <param name="count">How many gave it, at least 0.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader. <see cref="SqlTableReader{TResult}.Quality"/> counts rows, not answers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlTableReader<NpsTally> RatingCounts(DbDataReader rows, string rating = "rating", string count = "count", SqlReadOptions? options = null)
    {
        var source = new SqlRows(rows, options, [ColumnSpec.Required(rating, nameof(rating)), ColumnSpec.Required(count, nameof(count))]);
        NpsTally tally = NpsTally.Zero;
        return new(source, TryAdd, () => tally);

        bool TryAdd(SqlRows row)
        {
            if (!TryReadAnswer(row, out int answer) || !row.TryCount(Second, long.MaxValue, out long answers))
                return false;
            tally += answer >= 9 ? new NpsTally(answers, 0, 0) : answer >= 7 ? new NpsTally(0, answers, 0) : new NpsTally(0, 0, answers);
            return true;
        }
    }
}
