using System.Collections.Immutable;
using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <content>What became of every row.</content>
public sealed partial class CustomerQuery
{
    // The first that a row breaks is its reason.
    private static readonly string[] Codes = [ErrorCodes.EmptyId, ErrorCodes.Blank, ErrorCodes.NotADate, ErrorCodes.NotANumber, ErrorCodes.NumberOutOfRange];

    /// <summary>How many rows are transactions, why others are none, and what kinds of transactions there are.</summary>
    /// <param name="window">The days to look at.</param>
    /// <returns>
    /// The question. A row is rejected as <see cref="ErrorCodes.EmptyId"/> when its customer is NULL or empty, as <see cref="ErrorCodes.Blank"/> when its date or amount is NULL, as <see cref="ErrorCodes.NotADate"/> or <see cref="ErrorCodes.NotANumber"/>
    /// when there is something else, and as <see cref="ErrorCodes.NumberOutOfRange"/> when the amount is a number that is not finite, too large, or has more digits than <see cref="TransactionTable.AmountDigits"/>. The first that is found counts.
    /// </returns>
    public SqlQuery<CustomerQuality> Quality(ObservationWindow window)
    {
        var text = new SqlText(Dialect, Transactions.Source);
        string id = text.Name(Transactions.CustomerId), date = text.Name(Transactions.Date), paid = text.Name(Transactions.Amount);
        string customer = Dialect.Text(id), day = Dialect.Day(date), amount = Dialect.MinorUnits(paid, Transactions.AmountDigits);
        string why = Apart("reason"), when = Apart("day"), what = Apart("amount");
        text.Step("facts", $"""
            SELECT
              CASE
                WHEN {id} IS NULL OR {customer} = '' THEN 1
                WHEN {date} IS NULL OR {paid} IS NULL THEN 2
                WHEN {day} IS NULL THEN 3
                WHEN NOT ({Dialect.IsNumber(paid)}) THEN 4
                WHEN {amount} IS NULL THEN 5
                ELSE 0
              END AS {why},
              {day} AS {when},
              {amount} AS {what}
            FROM {Transactions.Source.Text(Dialect)}
            """, computedOnce: true);
        string end = text.Value((long)window.End.DayNumber);
        string until = $"{why} = 0 AND {when} <= {end}";
        string[] counted =
        [
            .. Enumerable.Range(0, Codes.Length + 1).Select(code => $"{why} = {code}"),
            Options.ZeroAmounts == ZeroAmounts.Ignore ? $"{until} AND {what} > 0" : $"{until} AND {what} >= 0",
            $"{until} AND {what} < 0",
            Options.ZeroAmounts == ZeroAmounts.Ignore ? $"{until} AND {what} = 0" : "1 = 0",
            $"{why} = 0 AND {when} > {end}",
        ];
        string[] names = ["kept", "no_customer", "blank", "no_date", "no_number", "out_of_range", "purchases", "refunds", "ignored_zeros", "after_window"];
        SqlStatement statement = text.Statement($"""
            SELECT
              {string.Join(",\n  ", counted.Zip(names, (condition, name) => $"{Dialect.CountOf(condition)} AS {name}"))}
            FROM {text.From("facts")}
            """);
        string source = Transactions.Source.TableName.IsEmpty ? "query" : string.Join('.', Transactions.Source.TableName);
        return new(statement, (rows, token) => ReadQualityAsync(rows, source, token));
    }

    private async Task<CustomerQuality> ReadQualityAsync(DbDataReader rows, string source, CancellationToken cancellationToken)
    {
        // An engine may answer a count of nothing with no row at all.
        bool isThere = await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        var rejected = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        for (int i = 0; i < Codes.Length; i++)
        {
            if (Count(i + 1) is > 0 and var count)
                rejected[Codes[i]] = count;
        }

        int at = Codes.Length;
        return new CustomerQuality(new DataQuality(source, Count(0), 0, 0, rejected.ToImmutable(), []))
        {
            Purchases = Count(at + 1),
            Refunds = Count(at + 2),
            IgnoredZeroAmounts = Count(at + 3),
            AfterWindow = Count(at + 4),
            RefundPolicy = Refunds,
        };

        long Count(int column) => isThere ? rows.GetInt64(column) : 0;
    }
}
