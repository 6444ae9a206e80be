namespace RetentionMetrics;

/// <summary>Where expansion, contraction and reactivated revenue came from: a part of <see cref="MrrMovements"/>.</summary>
/// <remarks>
/// <para>
/// Of a customer who pays before and after, what it no longer holds is compared with what it holds since, product by product. A product on both sides is a change of its price, plan or seats.
/// Products on one side only are added or dropped; when some are added and others dropped it is a change of plan. What goes against the customer's net movement is taken off the rest of it,
/// so that the sources add up to expansion and to contraction, exactly.
/// </para>
/// <para><c>default</c> is no movement. Immutable and valid by construction.</para>
/// </remarks>
public readonly record struct MrrSources
{
    /// <summary>Makes the parts.</summary>
    /// <param name="upgraded">Expansion by price, plan or seats; at least 0.</param>
    /// <param name="added">Expansion by products added; at least 0.</param>
    /// <param name="downgraded">Contraction by price, plan or seats; at least 0.</param>
    /// <param name="dropped">Contraction by products dropped; at least 0.</param>
    /// <param name="paused">Contraction by customers on a pause; at least 0.</param>
    /// <param name="resumed">Reactivated revenue of customers back from a pause; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative.</exception>
    public MrrSources(decimal upgraded, decimal added, decimal downgraded, decimal dropped, decimal paused = 0, decimal resumed = 0)
    {
        Throw.IfNegative(upgraded);
        Throw.IfNegative(added);
        Throw.IfNegative(downgraded);
        Throw.IfNegative(dropped);
        Throw.IfNegative(paused);
        Throw.IfNegative(resumed);
        Upgraded = upgraded;
        Added = added;
        Downgraded = downgraded;
        Dropped = dropped;
        Paused = paused;
        Resumed = resumed;
    }

    /// <summary>Expansion by price, plan or seats of what the customers had.</summary>
    public decimal Upgraded { get; }

    /// <summary>Expansion by products added (cross-sell).</summary>
    public decimal Added { get; }

    /// <summary>Contraction by price, plan or seats of what the customers keep.</summary>
    public decimal Downgraded { get; }

    /// <summary>Contraction by products dropped, such as one of several subscriptions.</summary>
    public decimal Dropped { get; }

    /// <summary>Contraction by customers on a pause: they pay nothing, and are not lost.</summary>
    public decimal Paused { get; }

    /// <summary>Reactivated revenue of customers back from a pause.</summary>
    public decimal Resumed { get; }

    /// <summary>The parts of both sides.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    /// <returns>Sums of every part.</returns>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static MrrSources operator +(MrrSources left, MrrSources right) => new(
        left.Upgraded + right.Upgraded,
        left.Added + right.Added,
        left.Downgraded + right.Downgraded,
        left.Dropped + right.Dropped,
        left.Paused + right.Paused,
        left.Resumed + right.Resumed);
}
