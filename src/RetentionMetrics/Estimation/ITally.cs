using System.Numerics;

namespace RetentionMetrics;

/// <summary>Additive sufficient statistics: the sum of two tallies is the tally of both inputs, exactly, however customers were split between them.</summary>
/// <typeparam name="TSelf">The tally itself.</typeparam>
/// <remarks><c>+</c> is commutative and associative with <see cref="Zero"/> neutral; it throws <see cref="InvalidOperationException"/> when the two sides differ in definition, unit or window.</remarks>
public interface ITally<TSelf> : IAdditionOperators<TSelf, TSelf, TSelf>
    where TSelf : ITally<TSelf>
{
    /// <summary>The tally of nothing.</summary>
    static abstract TSelf Zero { get; }
}
