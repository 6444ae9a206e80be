using RetentionMetrics.Sql;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Scores;

/// <summary>A model in SQL gives what the model gives: over wide ranges of parameters and histories, in every engine, and without an error of the engine anywhere.</summary>
public sealed class ModelExpressionTests(ITestOutputHelper output)
{
    private const int Models = 16;
    private const int Rows = 1_200;
    private const double Least = 1e-290; // what is less comes out as something that is about as little

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task BG_NBD(SqlEngine engine) => Alive(engine, (wide, unit) => new BgNbd(wide(), wide(), wide(), wide(), unit), (m, d) => m.ToSqlExpression(d, Histories.Frequency, Histories.Recency, Histories.Age));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task MBG_NBD(SqlEngine engine) => Alive(engine, (wide, unit) => new ModifiedBgNbd(wide(), wide(), wide(), wide(), unit), (m, d) => m.ToSqlExpression(d, Histories.Frequency, Histories.Recency, Histories.Age));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public Task Pareto_NBD_with_equal_rates(SqlEngine engine) => Alive(
        engine,
        (wide, unit) =>
        {
            double rate = wide();
            return new ParetoNbd(wide(), rate, wide(), rate, unit);
        },
        (m, d) => m.ToSqlExpression(d, Histories.Frequency, Histories.Recency, Histories.Age));

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task Gamma_Gamma(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        var random = new Random(4);
        Histories.Row[] rows = Histories.Random(Rows, 4);
        await database.LoadAsync(rows);
        double worst = 0;
        for (int i = 0; i < Models; i++)
        {
            var model = new GammaGamma(Wide(random), 1 + Wide(random), Wide(random));
            object?[] values = await database.SelectAsync(model.ToSqlExpression(database.Dialect, Histories.Frequency, Histories.Spend));
            for (int row = 0; row < rows.Length; row++)
                worst = Math.Max(worst, Difference((double)values[row]!, model.ExpectedSpend(rows[row].In(TimeUnit.Day))));
        }

        output.WriteLine($"{engine} Gamma-Gamma: {Models * Rows} values, largest relative difference {worst:E1}");
        worst.Should().BeLessThan(1e-12);
    }

    [Theory, OnSqlite, OnPostgreSql, OnClickHouse]
    public async Task What_is_no_history_has_no_score(SqlEngine engine)
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        await database.LoadAsync(Histories.Invalid);
        foreach (SqlExpression alive in (SqlExpression[])
        [
            new BgNbd(1, 2, 3, 4, TimeUnit.Week).ToSqlExpression(database.Dialect, Histories.Frequency, Histories.Recency, Histories.Age),
            new ModifiedBgNbd(1, 2, 3, 4, TimeUnit.Day).ToSqlExpression(database.Dialect, Histories.Frequency, Histories.Recency, Histories.Age),
            new ParetoNbd(1, 2, 3, 2, TimeUnit.Day).ToSqlExpression(database.Dialect, Histories.Frequency, Histories.Recency, Histories.Age),
        ])
            (await database.SelectAsync(alive)).Should().OnlyContain(v => v == null).And.HaveCount(Histories.Invalid.Length);

        // Without a repeat purchase the mean spend does not matter.
        object?[] spends = await database.SelectAsync(new GammaGamma(6, 4, 15).ToSqlExpression(database.Dialect, Histories.Frequency, Histories.Spend));
        spends.Should().Equal([null, 6.0 * 16 / 9, 6.0 * 16 / 9, null, null, null, 30.0, 30.0]);
    }

    [Fact]
    public void A_model_without_a_closed_form_names_the_other_door()
    {
        Action pareto = () => new ParetoNbd(0.5, 10, 0.6, 11, TimeUnit.Week).ToSqlExpression(SqlDialect.Sqlite);
        pareto.Should().Throw<NotSupportedException>().WithMessage("*ScoreStream*");
    }

    [Fact]
    public void An_expression_is_text_and_values()
    {
        SqlExpression alive = new BgNbd(0.25, 4, 0.75, 2.5, TimeUnit.Week).ToSqlExpression(SqlDialect.PostgreSql);
        output.WriteLine(alive.Text);
        alive.Parameters.Select(p => p.Value).Should().BeEquivalentTo(new object[] { Math.Log(0.75), 2.5, 0.25, 4.0, 7.0 });
        alive.Text.Should().Contain("\"recency_days\"").And.NotContain("0.25").And.NotContain("2.5");
        SqlStatement both = SqlExpression.Select("t", ["id"], ("a", alive), ("b", new ModifiedBgNbd(0.25, 4, 0.75, 3.5, TimeUnit.Week).ToSqlExpression(SqlDialect.PostgreSql)));
        both.Parameters.Select(p => p.Name).Should().Equal("p0", "p1", "p2", "p3", "p4", "p5");
        Action mixed = () => SqlExpression.Select("t", [], ("a", alive), ("b", new GammaGamma(6, 4, 15).ToSqlExpression(SqlDialect.Sqlite)));
        mixed.Should().Throw<ArgumentException>().WithMessage("*PostgreSQL*SQLite*");
    }

    private static double Wide(Random random) => Math.Pow(10, (random.NextDouble() * 5) - 2);

    private static double Difference(double value, double expected) => Math.Abs(expected) < Least ? Math.Abs(value) < 1e-280 ? 0 : 1 : Math.Abs(value - expected) / Math.Abs(expected);

    private async Task Alive<T>(SqlEngine engine, Func<Func<double>, TimeUnit, T> draw, Func<T, SqlDialect, SqlExpression> write)
        where T : IPurchaseModel
    {
        await using ISqlTestDatabase database = await TestDatabases.OpenAsync(engine);
        var random = new Random(2026);
        double worst = 0;
        int tiny = 0;
        Histories.Row[] rows = Histories.Random(Rows, 7);
        await database.LoadAsync(rows);
        for (int i = 0; i < Models; i++)
        {
            TimeUnit unit = (TimeUnit)(i % 4);
            T model = draw(() => Wide(random), unit);
            object?[] values = await database.SelectAsync(write(model, database.Dialect));
            values.Should().HaveCount(rows.Length);
            for (int row = 0; row < rows.Length; row++)
            {
                double expected = model.ProbabilityAlive(rows[row].In(unit)), value = (double)values[row]!;
                value.Should().BeInRange(0, 1);
                tiny += expected < Least ? 1 : 0;
                worst = Math.Max(worst, Difference(value, expected));
            }
        }

        output.WriteLine($"{engine} {typeof(T).Name}: {Models * Rows} values ({tiny} below {Least:E0}), largest relative difference {worst:E1}");
        worst.Should().BeLessThan(1e-12);
        tiny.Should().BeGreaterThan(0, "the range must reach where numbers end");
    }
}
