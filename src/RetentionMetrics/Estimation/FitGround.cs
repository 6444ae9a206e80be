namespace RetentionMetrics;

/// <summary>What intervals are made from: where the search ended, in its own coordinates (logarithms of positive parameters), how sure it is, and the models around that point.</summary>
/// <param name="Point">The coordinates of the maximum.</param>
/// <param name="Covariance">Of the coordinates; null at a boundary.</param>
/// <param name="ModelAt">The model at other coordinates.</param>
internal sealed record FitGround<TModel>(double[] Point, double[,]? Covariance, Func<double[], TModel> ModelAt)
    where TModel : class;
