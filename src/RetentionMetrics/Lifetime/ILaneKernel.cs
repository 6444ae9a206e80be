using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>Formulas of a purchase model for eight customers at once, lane by lane: what a lane gives depends on that lane alone.</summary>
internal interface ILaneKernel
{
    Vector512<double> ProbabilityAlive(Vector512<double> x, Vector512<double> tx, Vector512<double> t);

    /// <summary>What a table of the model's constants, made once for a batch of customers, changes is the time this takes. It may be empty.</summary>
    Vector512<double> ExpectedPurchases(Vector512<double> x, Vector512<double> tx, Vector512<double> t, double horizon, ReadOnlySpan<double> table);

    int TableLength { get; }

    void FillTable(Span<double> table);
}
