namespace RetentionMetrics.Sql;

/// <summary>Fitted models as SQL expressions, so that a database can score its customers in place, with what was fitted elsewhere.</summary>
/// <remarks>
/// <para>Recency and age are whole days in the database, whatever the model's unit: the expression divides them by the unit's length, as the library does. A row with NULL in a column, or with values that no history can have, gets NULL.</para>
/// <para>
/// Probabilities are the logistic function of log-odds, which are kept within ±700: then no engine can overflow or fall below its smallest number. What is less than 1e-300 comes out as some number that is;
/// what is more agrees with the library within 1e-12 of its value.
/// </para>
/// </remarks>
public static class SqlExpressions
{
    // Days that are still told apart; infinity and NaN, which some engines take for the greatest number, are beyond.
    private const string MostDays = "1e15";

    /// <summary>P(alive) of BG/NBD: 1 ÷ (1 + a ÷ (b+x−1) · ((α+T) ÷ (α+t_x))^(r+x)), and 1 without a repeat purchase.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="frequency">The column of x.</param>
    /// <param name="recencyDays">The column of t_x, in days.</param>
    /// <param name="ageDays">The column of T, in days.</param>
    /// <returns>A fraction from 0 to 1; NULL where the columns hold no history.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> or <paramref name="dialect"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static SqlExpression ToSqlExpression(this BgNbd model, SqlDialect dialect, string frequency = "frequency", string recencyDays = "recency_days", string ageDays = "age_days")
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(dialect, [frequency, recencyDays, ageDays], (text, c) => Alive(model, new(text, c, model.Unit)));
    }

    /// <summary>P(alive) of MBG/NBD: 1 ÷ (1 + a ÷ (b+x) · ((α+T) ÷ (α+t_x))^(r+x)).</summary>
    /// <param name="model">The model.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="frequency">The column of x.</param>
    /// <param name="recencyDays">The column of t_x, in days.</param>
    /// <param name="ageDays">The column of T, in days.</param>
    /// <returns>A fraction from 0 to 1; NULL where the columns hold no history.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> or <paramref name="dialect"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static SqlExpression ToSqlExpression(this ModifiedBgNbd model, SqlDialect dialect, string frequency = "frequency", string recencyDays = "recency_days", string ageDays = "age_days")
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(dialect, [frequency, recencyDays, ageDays], (text, c) => Alive(model, new(text, c, model.Unit)));
    }

    /// <summary>P(alive) of Pareto/NBD where α = β: (w+s) ÷ (w + s · ((α+T) ÷ (α+t_x))^(w+s)), w = r+x.</summary>
    /// <param name="model">The model; its α and β must be equal, for there is no closed form otherwise.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="frequency">The column of x.</param>
    /// <param name="recencyDays">The column of t_x, in days.</param>
    /// <param name="ageDays">The column of T, in days.</param>
    /// <returns>A fraction from 0 to 1; NULL where the columns hold no history.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> or <paramref name="dialect"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="NotSupportedException">α and β differ: let a <see cref="ScoreStream"/> score the customers.</exception>
    public static SqlExpression ToSqlExpression(this ParetoNbd model, SqlDialect dialect, string frequency = "frequency", string recencyDays = "recency_days", string ageDays = "age_days")
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(dialect, [frequency, recencyDays, ageDays], (text, c) => Alive(Closed(model), new(text, c, model.Unit)));
    }

    /// <summary>The expected mean spend of Gamma-Gamma: p(γ + m̄x) ÷ (px + q − 1).</summary>
    /// <param name="model">The model.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="frequency">The column of x.</param>
    /// <param name="meanSpend">The column of m̄, in the currency.</param>
    /// <returns>An amount; the population's mean where x is 0; NULL where x is negative or NULL, or x is not 0 and m̄ is negative, NULL or not below 1e150.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> or <paramref name="dialect"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static SqlExpression ToSqlExpression(this GammaGamma model, SqlDialect dialect, string frequency = "frequency", string meanSpend = "mean_spend")
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(dialect, [frequency, meanSpend], (text, c) =>
        {
            string x = text.Dialect.Real(c[0]), m = text.Dialect.Real(c[1]), p = text.Value(model.P);
            return $"""
                CASE
                    WHEN {x} = 0 THEN {text.Value(model.PopulationMean)}
                    WHEN {x} > 0 AND {m} >= 0 AND {m} < 1e150
                    THEN {p} * ({text.Value(model.Gamma)} + {m} * {x}) / ({p} * {x} + {text.Value(model.Q)} - 1)
                  END
                """;
        });
    }

    /// <summary>The P(alive) of any model that has a closed form, over columns that are doubles in the model's unit already.</summary>
    /// <exception cref="NotSupportedException">The model has none.</exception>
    internal static SqlExpression Alive(IPurchaseModel model, SqlDialect dialect, string frequency, string recency, string age) => Write(dialect, [frequency, recency, age], (text, c) => model switch
    {
        BgNbd bg => Alive(bg, new(text, c, null)),
        ModifiedBgNbd modified => Alive(modified, new(text, c, null)),
        ParetoNbd pareto => Alive(Closed(pareto), new(text, c, null)),
        _ => throw NoClosedForm($"P(alive) of {model.GetType().Name} has no closed form"),
    });

    /// <summary>An expression over quoted columns.</summary>
    internal static SqlExpression Write(SqlDialect dialect, string[] columns, Func<SqlText, string[], string> write)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        foreach (string column in columns)
            ArgumentException.ThrowIfNullOrEmpty(column, nameof(columns));
        return new SqlExpression(dialect, text => write(text, Array.ConvertAll(columns, text.Name)));
    }

    private static string Alive(BgNbd model, History h)
    {
        string odds = $"{h.Value(Math.Log(model.A))} - {h.Dialect.Log($"{h.Value(model.B)} + ({h.X} - 1)")}";
        return h.Case(withoutRepeat: "1.0", h.Share("1", odds, $"{h.Value(model.R)} + {h.X}", model.Alpha));
    }

    private static string Alive(ModifiedBgNbd model, History h)
    {
        string odds = $"{h.Value(Math.Log(model.A))} - {h.Dialect.Log($"{h.Value(model.B)} + {h.X}")}";
        return h.Case(h.Share("1", odds, $"{h.Value(model.R)} + {h.X}", model.Alpha));
    }

    // The two parts add up to 1 at t_x = T, but for the rounding.
    private static string Alive(ParetoNbd model, History h)
    {
        string w = $"({h.Value(model.R)} + {h.X})", s = h.Value(model.S);
        string odds = $"{h.Value(Math.Log(model.S))} - {h.Dialect.Log($"{w} + {s}")}";
        return h.Case(h.Dialect.Bounded(h.Share($"{w} / ({w} + {s})", odds, $"{w} + {s}", model.Alpha), "0.0", "1.0"));
    }

    private static ParetoNbd Closed(ParetoNbd model) =>
        model.Alpha.Equals(model.Beta) ? model : throw NoClosedForm("P(alive) of Pareto/NBD with different α and β is a hypergeometric function");

    private static NotSupportedException NoClosedForm(string what) =>
        new($"{what}: SQL cannot express it. Let a {nameof(ScoreStream)} score the customers and write the scores back.");

    /// <summary>The columns of a history in an expression: in days, to be made numbers in a unit, or doubles in the model's unit already.</summary>
    private readonly struct History(SqlText text, string[] columns, TimeUnit? unit)
    {
        private readonly string _recency = unit is null ? columns[1] : text.Dialect.Real(columns[1]);
        private readonly string _age = unit is null ? columns[2] : text.Dialect.Real(columns[2]);

        public SqlDialect Dialect => text.Dialect;

        public string X { get; } = unit is null ? columns[0] : text.Dialect.Real(columns[0]);

        private string IsWithoutRepeat => $"{X} = 0 AND {_recency} = 0 AND {_age} >= 0 AND {_age} <= {MostDays}";

        private string IsWithRepeat => $"{X} > 0 AND {_recency} >= 0 AND {_age} >= {_recency} AND {_age} <= {MostDays}";

        public string Value(double value) => text.Value(value);

        public string Case(string withoutRepeat, string withRepeat) => $"""
            CASE
                WHEN {IsWithoutRepeat}
                THEN {withoutRepeat}
                WHEN {IsWithRepeat}
                THEN {withRepeat}
              END
            """;

        public string Case(string any) => $"""
            CASE
                WHEN {IsWithoutRepeat} OR {IsWithRepeat}
                THEN {any}
              END
            """;

        /// <summary>1 ÷ (share + odds · ((α+T) ÷ (α+t_x))^power), the odds given by their logarithm.</summary>
        public string Share(string share, string logOdds, string power, double alpha)
        {
            string tx = InUnit(_recency), t = InUnit(_age);
            string span = Dialect.LogOnePlus($"({t} - {tx}) / ({Value(alpha)} + {tx})");
            return $"1 / ({share} + {Dialect.Exp(Dialect.Bounded($"{logOdds} + ({power}) * ({span})", "-700.0", "700.0"))})";
        }

        private string InUnit(string days) => unit is null or TimeUnit.Day ? days : $"({days} / {Value(unit.Value.LengthInDays())})";
    }
}
