using System.Data.Common;

namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    /// <summary>Counts spends with the new customers that their sources count themselves.</summary>
    /// <param name="spend">The spends.</param>
    /// <param name="options">The period and the lag; <see langword="null"/> for <see cref="AcquisitionOptions.Default"/>.</param>
    /// <returns>The question; its answer is that of <see cref="AcquisitionTally.Count(IEnumerable{Spend}, AcquisitionOptions?)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="spend"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    public SqlQuery<AcquisitionTally> Acquisition(SpendTable spend, AcquisitionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spend);
        options ??= AcquisitionOptions.Default;
        var text = new SqlText(Dialect, spend.Source);
        // A channel's advertising that wins customers needs their count; of other spend none is expected.
        string isUncounted = Any("won < 0 AND channel <> '' AND kind = 0 AND purpose = 0");
        return Cells(text, SpendRows(text, spend, options, SumOf("won", "won > 0"), isUncounted), spend, options);
    }

    /// <summary>Counts spends with new customers that are in a table of their own.</summary>
    /// <param name="spend">The spends; their own <see cref="SpendTable.NewCustomers"/> are not used.</param>
    /// <param name="newCustomers">Each new customer once, with the day and the channel.</param>
    /// <param name="options">The period and the lag; <see langword="null"/> for <see cref="AcquisitionOptions.Default"/>.</param>
    /// <returns>The question; its answer is that of <see cref="AcquisitionTally.Count(IEnumerable{Spend}, IEnumerable{NewCustomer}, AcquisitionOptions?)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="spend"/> or <paramref name="newCustomers"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it, or the day since when they are customers is not named.</exception>
    public SqlQuery<AcquisitionTally> Acquisition(SpendTable spend, NewCustomerTable newCustomers, AcquisitionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spend);
        IfMissing(Given(newCustomers).Since, nameof(newCustomers), "the days since when they are customers");
        options ??= AcquisitionOptions.Default;
        var text = new SqlText(Dialect, spend.Source, newCustomers.Source);
        string spends = SpendRows(text, spend, options, Dialect.Integer("0"), Dialect.Integer("0"));
        newCustomers.Cells(text).Facts();
        return Cells(text, $"""
            {spends}
            UNION ALL
            SELECT
              channel,
              {Dialect.Integer(Dialect.Period("since", options.Period))} AS period,
              {Dialect.Integer("0")} AS advertising,
              {Dialect.Integer("0")} AS salaries,
              {Dialect.Integer("0")} AS tools,
              {Dialect.Integer("0")} AS other,
              {Dialect.Integer("0")} AS retention,
              {Dialect.Integer("COUNT(*)")} AS new_customers,
              {Dialect.Integer("0")} AS is_uncounted
            FROM {text.From("customers")}
            GROUP BY channel, period
            """, spend, options);
    }

    private string SpendRows(SqlText text, SpendTable spend, AcquisitionOptions options, string newCustomers, string isUncounted)
    {
        spend.Cells(text).Facts();
        return $"""
            SELECT
              channel,
              {Dialect.Integer(Dialect.Period("day", options.Period))} AS period,
              {SumOf("amount", "purpose = 0 AND kind = 0")} AS advertising,
              {SumOf("amount", "purpose = 0 AND kind = 1")} AS salaries,
              {SumOf("amount", "purpose = 0 AND kind = 2")} AS tools,
              {SumOf("amount", "purpose = 0 AND kind = 3")} AS other,
              {SumOf("amount", "purpose = 1")} AS retention,
              {newCustomers} AS new_customers,
              {Dialect.Integer(isUncounted)} AS is_uncounted
            FROM {text.From("spends")}
            GROUP BY channel, period
            """;
    }

    private static SqlQuery<AcquisitionTally> Cells(SqlText text, string rows, SpendTable spend, AcquisitionOptions options)
    {
        int digits = spend.AmountDigits;
        return new(text.Statement(rows), async (reader, token) => new AcquisitionTally(await RowsAsync(reader, ReadCell, token).ConfigureAwait(false), options));

        AcquisitionCell ReadCell(DbDataReader row)
        {
            return new(
                row.GetString(0),
                options.Period.StartOf((int)row.GetInt64(1)),
                Money(row.GetInt64(2), digits),
                Money(row.GetInt64(3), digits),
                Money(row.GetInt64(4), digits),
                Money(row.GetInt64(5), digits),
                Money(row.GetInt64(6), digits),
                row.GetInt64(8) == 1 ? null : row.GetInt64(7));
        }
    }
}
