namespace RetentionMetrics;

/// <summary>A model that can weigh the purchases of many horizons at the cost of one.</summary>
internal interface IWeighsPurchases
{
    /// <summary>Σ weight · E[Y(end)] of each customer, within 1e-13 of the sum over the one-customer door.</summary>
    void WeighPurchases(HistoryColumns columns, Horizons horizons, Span<double> destination);
}
