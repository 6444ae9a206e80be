using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <content>What fits need: the distinct histories and spends, with how many customers have each.</content>
public sealed partial class CustomerQuery
{
    /// <summary>The distinct (x, t_x, T) of the customers born in a window, with the number of customers of each: all that a fit of a purchase model needs. Times are in days, so that a long window has very many; a part of the customers will do for a fit then.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <returns>The question; its answer is <see cref="HistoryColumns.Collapse"/> of the histories that <see cref="Summary"/> gives.</returns>
    public SqlQuery<HistoryColumns> DistinctHistories(ObservationWindow window)
    {
        (SqlText text, string from) = Begin(window);
        SqlStatement statement = text.Statement($"""
            SELECT
              {Columns("frequency", "recency_days", "age_days")},
              {Dialect.Integer("COUNT(*)")} AS customer_count
            FROM {from}
            WHERE born = 1
            GROUP BY frequency, recency_days, age_days
            ORDER BY frequency, recency_days, age_days
            """);
        return new(statement, (rows, token) => ReadHistoriesAsync(rows, window.Unit, token));
    }

    /// <summary>The distinct (x, mean spend) of the customers born in a window, with the number of customers of each: all that a fit of <see cref="GammaGamma"/> needs.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <returns>The question; its answer has recency and age 0, and so is of use for spend alone.</returns>
    public SqlQuery<HistoryColumns> DistinctSpend(ObservationWindow window)
    {
        (SqlText text, string from) = Begin(window, withSpend: true);
        SqlStatement statement = text.Statement($"""
            SELECT
              {Columns("frequency", "spend_sum")},
              {Dialect.Integer("COUNT(*)")} AS customer_count
            FROM {from}
            WHERE born = 1
            GROUP BY frequency, spend_sum
            ORDER BY frequency, spend_sum
            """);
        return new(statement, (rows, token) => ReadSpendAsync(rows, window.Unit, token));
    }

    private static async Task<HistoryColumns> ReadHistoriesAsync(DbDataReader rows, TimeUnit unit, CancellationToken cancellationToken)
    {
        List<int> frequency = [];
        List<double> recency = [], age = [];
        List<long> counts = [];
        double length = unit.LengthInDays();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            frequency.Add(checked((int)rows.GetInt64(0)));
            recency.Add(rows.GetInt64(1) / length);
            age.Add(rows.GetInt64(2) / length);
            counts.Add(rows.GetInt64(3));
        }

        return new HistoryColumns(frequency.ToArray(), recency.ToArray(), age.ToArray(), unit, counts: counts.ToArray());
    }

    private async Task<HistoryColumns> ReadSpendAsync(DbDataReader rows, TimeUnit unit, CancellationToken cancellationToken)
    {
        List<int> frequency = [];
        List<double> mean = [];
        List<long> counts = [];
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            int x = checked((int)rows.GetInt64(0));
            frequency.Add(x);
            mean.Add(MinorUnits.Mean(rows.GetInt64(1), Transactions.AmountDigits, SpendPeriods(x)));
            counts.Add(rows.GetInt64(2));
        }

        double[] none = new double[frequency.Count];
        return new HistoryColumns(frequency.ToArray(), none, none, unit, mean.ToArray(), counts.ToArray());
    }
}
