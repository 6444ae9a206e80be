namespace RetentionMetrics.Sql;

/// <content>RFM: cuts, scores on frozen cuts, segments; and how spend is spread.</content>
public sealed partial class CustomerQuery
{
    /// <summary>Five bins of about a fifth of the customers each, or as many as are asked for.</summary>
    /// <param name="window">The days to look at; its last day is the analysis date.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="method">How a quantile between two customers is read.</param>
    /// <returns>The question; its answer equals <see cref="RetentionMetrics.RfmCuts.Quantiles(RfmColumns, int, QuantileMethod)"/> bit for bit. Reading it throws <see cref="InvalidOperationException"/> when nobody bought in the window.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10, or <paramref name="method"/> is not a defined value.</exception>
    public SqlQuery<RfmCuts> RfmCuts(ObservationWindow window, int bins = 5, QuantileMethod method = QuantileMethod.Linear)
    {
        var ranks = new QuantileRanks(bins, method);
        (SqlText text, string from) = Begin(window);
        QuantileRanks.AddMeasures(text, from);
        SqlStatement statement = text.Statement($"""
            SELECT
              {Columns("measure", "value_here", "below_count", "equal_count", "all_count")}
            FROM {text.From("places")}
            WHERE {ranks.AnyIn(Dialect, "below_count", "equal_count", "all_count")}
            ORDER BY measure, below_count
            """);
        return new(statement, (rows, token) => ranks.ReadAsync(rows, Transactions.AmountDigits, token));
    }

    /// <summary>The score of every customer on cuts that were made before, in order of the ids' bytes.</summary>
    /// <param name="window">The days to look at; its last day is the analysis date.</param>
    /// <param name="cuts">The cuts.</param>
    /// <returns>The question.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cuts"/> is null.</exception>
    public SqlQuery<CustomerScores> RfmScores(ObservationWindow window, RfmCuts cuts)
    {
        (SqlText text, string from) = BeginScores(window, cuts);
        SqlStatement statement = text.Statement($"""
            SELECT
              customer,
              {Columns("r_score", "f_score", "m_score")}
            FROM {from}
            ORDER BY customer
            """);
        return new(statement, CustomerScores.ReadAsync);
    }

    /// <summary>How many customers have each score on cuts that were made before, and what they brought: at most 1,000 rows.</summary>
    /// <param name="window">The days to look at; its last day is the analysis date.</param>
    /// <param name="cuts">The cuts.</param>
    /// <returns>The question. <see cref="RfmScoreTally.Segments"/> of its answer equals <see cref="SegmentMap.Summarize(ReadOnlySpan{RfmScore}, ReadOnlySpan{decimal})"/>; answers of several shards add up.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="cuts"/> is null.</exception>
    public SqlQuery<RfmScoreTally> RfmScoreCounts(ObservationWindow window, RfmCuts cuts)
    {
        (SqlText text, string from) = BeginScores(window, cuts);
        SqlStatement statement = text.Statement($"""
            SELECT
              {Columns("r_score", "f_score", "m_score")},
              {Dialect.Integer("COUNT(*)")} AS customer_count,
              {Dialect.Sum("total")} AS total_sum
            FROM {from}
            GROUP BY r_score, f_score, m_score
            ORDER BY r_score, f_score, m_score
            """);
        return new(statement, (rows, token) => RfmScoreTally.ReadAsync(rows, Transactions.AmountDigits, token));
    }

    /// <summary>The distinct total spends of the customers, with the number of customers of each: all that their concentration needs.</summary>
    /// <param name="window">The days to look at.</param>
    /// <returns>The question; <see cref="SpendTally.Concentration"/> of its answer equals <see cref="Concentration.Of(ReadOnlySpan{decimal})"/> of all total spends; answers of several shards add up.</returns>
    public SqlQuery<SpendTally> Concentration(ObservationWindow window)
    {
        (SqlText text, string from) = Begin(window);
        SqlStatement statement = text.Statement($"""
            SELECT
              {Columns("total")},
              {Dialect.Integer("COUNT(*)")} AS customer_count
            FROM {from}
            GROUP BY total
            ORDER BY total
            """);
        return new(statement, (rows, token) => SpendTally.ReadAsync(rows, Transactions.AmountDigits, token));
    }

    private (SqlText Text, string From) BeginScores(ObservationWindow window, RfmCuts cuts)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        (SqlText text, string from) = Begin(window);
        var score = new RfmScoreText(text, cuts, Transactions.AmountDigits);
        text.Step("scores", $"""
            SELECT
              customer,
              total,
              {score.R("days_since")} AS r_score,
              {score.F("orders")} AS f_score,
              {score.M("total")} AS m_score
            FROM {from}
            """);
        return (text, text.From("scores"));
    }
}
