namespace RetentionMetrics;

/// <summary>The two doors of every purchase model over its kernel: one customer, and many into a span. The checks are here, the arithmetic is in the kernel.</summary>
internal readonly struct PurchaseDoors<TKernel>(TKernel kernel, TimeUnit unit)
    where TKernel : struct, IPurchaseKernel
{
    public double ProbabilityAlive(CustomerHistory history)
    {
        Throw.IfUnitDiffers(history.Unit, unit, nameof(history));
        return kernel.ProbabilityAlive(history.Frequency, history.Recency, history.Age);
    }

    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        columns.CheckDestination(destination);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = kernel.ProbabilityAlive(x[i], tx[i], t[i]);
    }

    public double ProbabilityAlive(CustomerHistory history, double ahead)
    {
        Throw.IfUnitDiffers(history.Unit, unit, nameof(history));
        Throw.IfNegativeOrNotFinite(ahead);
        return kernel.ProbabilityAlive(history.Frequency, history.Recency, history.Age, ahead);
    }

    public void ProbabilityAlive(HistoryColumns columns, double ahead, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        Throw.IfNegativeOrNotFinite(ahead);
        columns.CheckDestination(destination);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = kernel.ProbabilityAlive(x[i], tx[i], t[i], ahead);
    }

    public double ExpectedPurchases(CustomerHistory history, double horizon)
    {
        Throw.IfUnitDiffers(history.Unit, unit, nameof(history));
        Throw.IfNegativeOrNotFinite(horizon);
        return kernel.ExpectedPurchases(history.Frequency, history.Recency, history.Age, horizon);
    }

    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        Throw.IfNegativeOrNotFinite(horizon);
        columns.CheckDestination(destination);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = kernel.ExpectedPurchases(x[i], tx[i], t[i], horizon);
    }

    public double ExpectedPurchases(double horizon) => kernel.ExpectedPurchases(0, 0, 0, Throw.IfNegativeOrNotFinite(horizon));

    public double ProbabilityOfPurchases(CustomerHistory history, int count, double horizon)
    {
        Throw.IfUnitDiffers(history.Unit, unit, nameof(history));
        Throw.IfNegative(count);
        Throw.IfNegativeOrNotFinite(horizon);
        return kernel.ProbabilityOfPurchases(history.Frequency, history.Recency, history.Age, count, horizon);
    }

    public void ProbabilityOfPurchases(HistoryColumns columns, int count, double horizon, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        Throw.IfNegative(count);
        Throw.IfNegativeOrNotFinite(horizon);
        columns.CheckDestination(destination);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = kernel.ProbabilityOfPurchases(x[i], tx[i], t[i], count, horizon);
    }

    public double ProbabilityOfPurchases(int count, double horizon)
    {
        Throw.IfNegative(count);
        return kernel.ProbabilityOfPurchases(0, 0, 0, count, Throw.IfNegativeOrNotFinite(horizon));
    }

    public double DiscountedExpectedPurchases(CustomerHistory history, double discountRate)
    {
        Throw.IfUnitDiffers(history.Unit, unit, nameof(history));
        Throw.IfNotPositive(discountRate);
        return kernel.DiscountedExpectedPurchases(history.Frequency, history.Recency, history.Age, discountRate);
    }

    public void DiscountedExpectedPurchases(HistoryColumns columns, double discountRate, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        Throw.IfNotPositive(discountRate);
        columns.CheckDestination(destination);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = kernel.DiscountedExpectedPurchases(x[i], tx[i], t[i], discountRate);
    }

    public double LogLikelihood(CustomerHistory history)
    {
        Throw.IfUnitDiffers(history.Unit, unit, nameof(history));
        return kernel.LogLikelihood(history.Frequency, history.Recency, history.Age);
    }

    public double LogLikelihood(HistoryColumns columns)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        ReadOnlySpan<long> counts = columns.Counts.Span;
        CompensatedSum sum = default;
        for (int i = 0; i < x.Length; i++)
            sum.Add((counts.IsEmpty ? 1 : counts[i]) * kernel.LogLikelihood(x[i], tx[i], t[i]));
        return sum.Value;
    }
}
