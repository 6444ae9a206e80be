using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>What each channel cost and whom it won: customer acquisition cost (CAC) by channel, paid and blended.</summary>
/// <remarks>
/// <para>
/// Paid CAC is the spend ÷ the new customers of the channels that cost something; blended CAC is all spend ÷ all new customers, whatever brought them.
/// For a fully loaded CAC add salaries and tools as spend of channels of their own.
/// </para>
/// <para>
/// Sums are decimal and exact while they fit 28 digits; a quotient is a decimal division, rounded to even at the 28th digit, so that CAC × customers is the spend
/// up to that digit. Unknown is not zero: a channel whose customers were counted for only a part of its spend has no CAC, and no total that needs them.
/// </para>
/// <para>Merge: exact for any split of the spend and of the customers. Immutable and valid by construction; two tallies are equal when their contents are.</para>
/// </remarks>
public sealed class AcquisitionTally : ITally<AcquisitionTally>, IEquatable<AcquisitionTally>
{
    /// <summary>Makes a tally from its lines, such as those that a database summed.</summary>
    /// <param name="channels">One line a channel, in any order.</param>
    /// <param name="unattributed">New customers whose channel is unknown; at least 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="channels"/> is null.</exception>
    /// <exception cref="ArgumentException">A line is <c>default</c>, or a channel has two.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unattributed"/> is negative.</exception>
    /// <exception cref="OverflowException">The totals do not fit a decimal or a long.</exception>
    public AcquisitionTally(IEnumerable<ChannelAcquisition> channels, long unattributed = 0)
    {
        ArgumentNullException.ThrowIfNull(channels);
        Throw.IfNegative(unattributed);
        var lines = new SortedDictionary<string, ChannelAcquisition>(StringComparer.Ordinal);
        long row = 0;
        foreach (ChannelAcquisition line in channels)
        {
            if (line.Channel is null)
                throw Throw.DefaultFact(nameof(channels), nameof(ChannelAcquisition), row);
            if (!lines.TryAdd(line.Channel, line))
                throw new ArgumentException(FormattableString.Invariant($"Element {row} is a second line of its channel; each channel has one."), nameof(channels));
            row++;
        }

        Channels = [.. lines.Values];
        Unattributed = unattributed;
        (TotalSpend, TotalNewCustomers) = Totals(Channels, unattributed);
        (PaidSpend, PaidNewCustomers) = Totals(Channels.Where(c => c.Spend > 0), 0);
    }

    /// <summary>The tally of nothing.</summary>
    public static AcquisitionTally Zero { get; } = new([]);

    /// <summary>One line a channel, in ordinal order of the channels.</summary>
    public ImmutableArray<ChannelAcquisition> Channels { get; }

    /// <summary>New customers whose channel is unknown: in the blended CAC, in no channel's.</summary>
    public long Unattributed { get; }

    /// <summary>All spend.</summary>
    public decimal TotalSpend { get; }

    /// <summary>All new customers, the unattributed included; <see langword="null"/> when those of a channel are unknown.</summary>
    public long? TotalNewCustomers { get; }

    /// <summary>Spend of the channels that have any: the same money as <see cref="TotalSpend"/>.</summary>
    public decimal PaidSpend { get; }

    /// <summary>New customers of the channels that have spend; <see langword="null"/> when those of such a channel are unknown.</summary>
    public long? PaidNewCustomers { get; }

    /// <summary>Blended CAC: <see cref="TotalSpend"/> ÷ <see cref="TotalNewCustomers"/>.</summary>
    /// <value><see langword="null"/> when the customers are unknown or 0; 0 when nothing was spent.</value>
    public decimal? BlendedCac => TotalNewCustomers is > 0 ? TotalSpend / TotalNewCustomers : null;

    /// <summary>Paid CAC: <see cref="PaidSpend"/> ÷ <see cref="PaidNewCustomers"/>.</summary>
    /// <value><see langword="null"/> when no channel has spend, or when their customers are unknown or 0.</value>
    public decimal? PaidCac => PaidNewCustomers is > 0 ? PaidSpend / PaidNewCustomers : null;

    /// <summary>The tally of both inputs: spends and customers add; unknown plus anything is unknown.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="OverflowException">The sum does not fit a decimal or a long.</exception>
    public static AcquisitionTally operator +(AcquisitionTally left, AcquisitionTally right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var lines = left.Channels.ToDictionary(c => c.Channel, StringComparer.Ordinal);
        foreach (ChannelAcquisition line in right.Channels)
            lines[line.Channel] = lines.TryGetValue(line.Channel, out ChannelAcquisition own) ? own.Add(line) : line;
        return new AcquisitionTally(lines.Values, checked(left.Unattributed + right.Unattributed));
    }

    /// <summary>Counts spends with the new customers that their sources count themselves.</summary>
    /// <param name="spend">The spends, in any order.</param>
    /// <returns>The tally; a channel's customers are <see langword="null"/> when any of its spends has none counted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="spend"/> is null.</exception>
    /// <exception cref="ArgumentException">A spend is <c>default</c>.</exception>
    /// <exception cref="OverflowException">A sum does not fit a decimal or a long.</exception>
    public static AcquisitionTally Count(IEnumerable<Spend> spend) =>
        new(SumByChannel(spend, s => s.NewCustomers).Values);

    /// <summary>Counts spends with new customers that were counted elsewhere: by their first purchase, say.</summary>
    /// <param name="spend">The spends, in any order; their own <see cref="Spend.NewCustomers"/> are not used.</param>
    /// <param name="channelOfEachNewCustomer">For each new customer once, the channel that won it, or <see langword="null"/> (or empty) when unknown.</param>
    /// <returns>The tally. A channel with customers and no spend is a free channel (spend 0, CAC 0); one with spend and no customers has 0 customers and no CAC.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A spend is <c>default</c>.</exception>
    /// <exception cref="OverflowException">A sum does not fit a decimal or a long.</exception>
    public static AcquisitionTally Count(IEnumerable<Spend> spend, IEnumerable<string?> channelOfEachNewCustomer)
    {
        ArgumentNullException.ThrowIfNull(channelOfEachNewCustomer);
        Dictionary<string, ChannelAcquisition> lines = SumByChannel(spend, static _ => 0);
        long unattributed = 0;
        foreach (string? channel in channelOfEachNewCustomer)
        {
            if (string.IsNullOrEmpty(channel))
                unattributed++;
            else
                Add(lines, new ChannelAcquisition(channel, 0, 1));
        }

        return new AcquisitionTally(lines.Values, unattributed);
    }

    /// <summary>Whether another tally has the same lines and the same unattributed customers.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(AcquisitionTally? other) =>
        other is not null && Unattributed == other.Unattributed && Channels.SequenceEqual(other.Channels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AcquisitionTally);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Channels.Length, TotalSpend, TotalNewCustomers, Unattributed);

    private static Dictionary<string, ChannelAcquisition> SumByChannel(IEnumerable<Spend> spend, Func<Spend, long?> newCustomers)
    {
        ArgumentNullException.ThrowIfNull(spend);
        var lines = new Dictionary<string, ChannelAcquisition>(StringComparer.Ordinal);
        long row = 0;
        foreach (Spend s in spend)
        {
            if (s.Channel is null)
                throw Throw.DefaultFact(nameof(spend), nameof(Spend), row);
            Add(lines, new ChannelAcquisition(s.Channel, s.Amount, newCustomers(s)));
            row++;
        }

        return lines;
    }

    private static void Add(Dictionary<string, ChannelAcquisition> lines, ChannelAcquisition line) =>
        lines[line.Channel] = lines.TryGetValue(line.Channel, out ChannelAcquisition own) ? own.Add(line) : line;

    private static (decimal Spend, long? NewCustomers) Totals(IEnumerable<ChannelAcquisition> channels, long unattributed)
    {
        decimal spend = 0;
        long? customers = unattributed;
        foreach (ChannelAcquisition line in channels)
        {
            spend += line.Spend;
            customers = checked(customers + line.NewCustomers);
        }

        return (spend, customers);
    }
}
