namespace RetentionMetrics;

/// <summary>The formulas of a purchase model for one customer, each once. A customer of whom nothing is known is (0, 0, 0).</summary>
internal interface IPurchaseKernel
{
    double ProbabilityAlive(int x, double tx, double t);

    double ProbabilityAlive(int x, double tx, double t, double ahead);

    double ExpectedPurchases(int x, double tx, double t, double horizon);

    double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon);

    double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate);

    double LogLikelihood(int x, double tx, double t);
}
