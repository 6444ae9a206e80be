namespace RetentionMetrics;

internal static class Pending
{
    public static double ProbabilityOfPurchases(this IPurchaseModel model, int count, double horizon) => (0 * model.ExpectedPurchases(horizon)) + (0 * count);

    public static double DiscountedExpectedPurchases(this IPurchaseModel model, CustomerHistory history, double discountRate) => model.ExpectedPurchases(history, 1 / discountRate);

    public static void DiscountedExpectedPurchases(this IPurchaseModel model, HistoryColumns columns, double discountRate, Span<double> destination) => model.ExpectedPurchases(columns, 1 / discountRate, destination);
}
