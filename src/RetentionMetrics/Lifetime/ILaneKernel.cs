using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>Formulas of a purchase model for many customers. What a lane gives depends on that lane alone, and what a table gives on the model and the horizons.</summary>
internal interface ILaneKernel
{
    /// <summary>How many numbers <see cref="FillAliveTable"/> writes.</summary>
    int AliveTableLength { get; }

    /// <summary>A rate of the model, such as α: what an active customer buys in a given time depends on that rate plus its age, and perhaps on its frequency.</summary>
    double Rate { get; }

    /// <summary>Whether it depends on the frequency, too.</summary>
    bool KnowsFrequency { get; }

    /// <summary>Constants of the model for <see cref="ProbabilityAlive(Vector512{double}, Vector512{double}, Vector512{double}, Vector512{double}, ReadOnlySpan{double})"/>, made once for a batch.</summary>
    void FillAliveTable(Span<double> table);

    /// <summary>log₂ ((α+T) ÷ (α+t_x)) of eight customers.</summary>
    Vector512<double> LogSpan(Vector512<double> tx, Vector512<double> t);

    /// <summary>P(alive) of eight customers, from their <see cref="LogSpan"/>.</summary>
    Vector512<double> ProbabilityAlive(Vector512<double> logSpan, Vector512<double> x, Vector512<double> tx, Vector512<double> t, ReadOnlySpan<double> table);

    /// <summary>The part of E[Y] that is before <see cref="Active"/>: P(alive), or that times the expected rate.</summary>
    Vector512<double> Pace(Vector512<double> alive, Vector512<double> x, Vector512<double> t);

    /// <summary>E[Y] ÷ pace: what the customer does while it is active.</summary>
    double Active(int x, double t, double horizon);

    /// <summary>Adds to each sum Σ weight · <see cref="Active"/>, at values of <see cref="Rate"/> + t.</summary>
    void AddActive(int x, ReadOnlySpan<double> rates, Horizons horizons, Span<double> sums);
}
