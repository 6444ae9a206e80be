using System.Globalization;

namespace RetentionMetrics.Sql;

public sealed partial class CustomerQuery
{
    /// <summary>Scores every customer who bought in a window, and writes the scores into a table: all of it in the database.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="into">The table that is replaced, or made if there is none. Its first column is <c>customer_id</c>, its key.</param>
    /// <param name="model">Gives <c>probability_alive</c>: BG/NBD, MBG/NBD, or Pareto/NBD with equal α and β, in the window's unit; <see langword="null"/> for none.</param>
    /// <param name="spend">Gives <c>expected_spend</c>; <see langword="null"/> for none.</param>
    /// <param name="cuts">Give the scores <c>r</c>, <c>f</c> and <c>m</c>; <see langword="null"/> for none.</param>
    /// <param name="segments">Give <c>segment</c>, of the cuts' scores; <see langword="null"/> for none.</param>
    /// <returns>The statements, to be looked at or run. A customer without a value that a score needs, such as a negative mean spend, has NULL there.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="into"/> is null.</exception>
    /// <exception cref="ArgumentException">Nothing is to be computed, segments are wanted without cuts, the model is in another unit than the window, or <paramref name="into"/> is a query, the table of transactions itself, or has too long a name.</exception>
    /// <exception cref="NotSupportedException">The model's P(alive) has no closed form: let a <see cref="ScoreStream"/> score <see cref="HistoryRows"/>.</exception>
    public TableSwap Score(ObservationWindow window, SqlSource into, IPurchaseModel? model = null, GammaGamma? spend = null, RfmCuts? cuts = null, SegmentMap? segments = null)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (segments is not null && cuts is null)
            throw new ArgumentException("Segments are names for scores: give the cuts, too.", nameof(segments));
        if (model is null && cuts is null && spend is null)
            throw new ArgumentException("Give a model, cuts or a model of spend: there is nothing to compute.", nameof(model));
        if (model is not null && model.Unit != window.Unit)
            throw new ArgumentException($"The model is in units of a {model.Unit}, the window in those of a {window.Unit}.", nameof(model));

        if (into.QueryText is null && Transactions.Source.MayBe(into))
            throw new ArgumentException("The scores would take the place of the table that they are made of, or of one that its query names: write them into a table of another name.", nameof(into));

        var text = new SqlText(Dialect, Transactions.Source);
        AddMeasures(text, window);
        List<(string Name, string Type, string Text)> scores = [];
        if (cuts is not null)
        {
            var score = new RfmScoreText(text, cuts, Transactions.AmountDigits);
            scores.AddRange([("r", Dialect.IntegerType, score.R("days_since")), ("f", Dialect.IntegerType, score.F("orders")), ("m", Dialect.IntegerType, score.M("total"))]);
        }

        if (model is not null)
            scores.Add(("probability_alive", Dialect.RealType, SqlExpressions.Alive(model, Dialect, "x", "recency", "age").In(text)));
        if (spend is not null)
            scores.Add(("expected_spend", Dialect.RealType, spend.ToSqlExpression(Dialect).In(text)));
        text.Step("scores", $"SELECT\n  customer,\n  {string.Join(",\n  ", scores.Select(s => $"{s.Text} AS {s.Name}"))}\nFROM {text.From("measures")}");
        if (segments is not null)
            scores.Insert(3, ("segment", Dialect.TextType, segments.ToSqlExpression(Dialect).In(text)));
        IEnumerable<string> given = scores.Select(s => string.Equals(s.Name, "segment", StringComparison.Ordinal) ? s.Text : s.Name);
        SqlStatement rows = text.Statement($"SELECT\n  customer,\n  {string.Join(",\n  ", given)}\nFROM {text.From("scores")}");
        return new TableSwap(new FreshTable(Dialect, into, [(ScoreTarget.CustomerId, Dialect.TextType), .. scores.Select(s => (s.Name, s.Type))]), rows);
    }

    /// <summary>What a <see cref="ScoreStream"/> reads: id, x, t_x and T in days and the mean spend of every customer who bought in a window.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <returns>The statement; its rows come in no order.</returns>
    public SqlStatement HistoryRows(ObservationWindow window)
    {
        var text = new SqlText(Dialect, Transactions.Source);
        AddMeasures(text, window);
        return text.Statement($"SELECT customer, frequency, recency_days, age_days, mean_spend\nFROM {text.From("measures")}");
    }

    // Times as doubles of the unit and money as doubles of the currency, by the divisions that the library makes.
    private void AddMeasures(SqlText text, ObservationWindow window)
    {
        string from = Steps(text, window, withSpend: true), scale = ((double)MinorUnits.Scale(Transactions.AmountDigits)).ToString("F1", CultureInfo.InvariantCulture), unit = text.Value(window.Unit.LengthInDays());
        text.Step("measures", $"""
            SELECT
              customer,
              frequency,
              recency_days,
              age_days,
              days_since,
              orders,
              {Dialect.Real("frequency")} AS x,
              {Dialect.Real("recency_days")} / {unit} AS recency,
              {Dialect.Real("age_days")} / {unit} AS age,
              total,
              CASE WHEN spend_periods > 0 THEN {Dialect.Real("spend_sum")} / ({scale} * {Dialect.Real("spend_periods")}) ELSE 0.0 END AS mean_spend
            FROM {from}
            """);
    }
}
