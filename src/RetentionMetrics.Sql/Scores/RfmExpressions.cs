namespace RetentionMetrics.Sql;

/// <summary>The three RFM scores as SQL expressions.</summary>
/// <param name="R">The recency score, 1 to the number of bins.</param>
/// <param name="F">The frequency score.</param>
/// <param name="M">The monetary score.</param>
public sealed record RfmExpressions(SqlExpression R, SqlExpression F, SqlExpression M);
