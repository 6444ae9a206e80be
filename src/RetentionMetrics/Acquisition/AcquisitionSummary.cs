using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Spend and the customers it won, set against each other: CAC by channel, paid, blended and fully loaded.</summary>
/// <remarks>
/// <para>
/// Paid CAC = paid media ÷ new customers of the channels that have any. Blended CAC = paid media ÷ all new customers, whatever brought them.
/// Fully loaded CAC = all spend to win customers, with salaries, tools and shared costs ÷ all new customers.
/// </para>
/// <para>
/// Unknown is not zero: a channel whose customers were counted for only a part of its spend has no CAC, and no total that needs them.
/// A quotient is a decimal division, rounded to even at the 28th digit, so that CAC × customers is the spend up to that digit. Immutable; made by <see cref="AcquisitionTally"/>.
/// </para>
/// </remarks>
public sealed class AcquisitionSummary
{
    internal AcquisitionSummary(DateOnly? start, DateOnly? spendStart, IEnumerable<(AcquisitionCell Cell, bool IsSpend, bool IsCustomers)> cells)
    {
        Start = start;
        SpendStart = spendStart;
        var lines = new SortedDictionary<string, ChannelAcquisition>(StringComparer.Ordinal);
        long? unattributed = 0;
        foreach ((AcquisitionCell cell, bool isSpend, bool isCustomers) in cells)
        {
            decimal advertising = isSpend ? cell.Advertising : 0, spend = isSpend ? cell.Spend : 0;
            long? customers = isCustomers ? cell.NewCustomers : 0;
            Advertising += advertising;
            TotalSpend += spend;
            RetentionSpend += isSpend ? cell.Retention : 0;
            if (cell.Channel is null)
            {
                SharedAdvertising += advertising;
                SharedSpend += spend;
                unattributed = checked(unattributed + customers);
                continue;
            }

            bool isThere = lines.TryGetValue(cell.Channel, out ChannelAcquisition own);
            if (isThere || spend > 0 || customers != 0 || (isSpend && isCustomers && cell.Retention == 0))
                lines[cell.Channel] = new ChannelAcquisition(cell.Channel, own.Advertising + advertising, isThere ? checked(own.NewCustomers + customers) : customers, own.OtherSpend + (spend - advertising));
        }

        Channels = [.. lines.Values];
        Unattributed = unattributed;
        TotalNewCustomers = unattributed;
        PaidNewCustomers = 0;
        foreach (ChannelAcquisition line in Channels)
        {
            TotalNewCustomers = checked(TotalNewCustomers + line.NewCustomers);
            if (line.Advertising > 0)
            {
                PaidSpend += line.Advertising;
                PaidNewCustomers = checked(PaidNewCustomers + line.NewCustomers);
            }
        }
    }

    /// <summary>The first day of the customers' period; <see langword="null"/> for all periods together.</summary>
    public DateOnly? Start { get; }

    /// <summary>The first day of the period of the spend that they are set against; <see langword="null"/> for all periods together.</summary>
    public DateOnly? SpendStart { get; }

    /// <summary>One line a channel, in ordinal order of the channels, without shared costs.</summary>
    public ImmutableArray<ChannelAcquisition> Channels { get; }

    /// <summary>New customers whose channel is unknown: in the blended and the fully loaded CAC, in no channel's; <see langword="null"/> when not all were counted.</summary>
    public long? Unattributed { get; }

    /// <summary>Spend that no single channel caused: in the fully loaded CAC (its paid media in the blended one, too), in no channel's.</summary>
    public decimal SharedSpend { get; }

    /// <summary>The paid media in <see cref="SharedSpend"/>.</summary>
    public decimal SharedAdvertising { get; }

    /// <summary>All paid media, with that of no channel.</summary>
    public decimal Advertising { get; }

    /// <summary>All spend to win customers, of any kind, with that of no channel.</summary>
    public decimal TotalSpend { get; }

    /// <summary>Spend to keep customers in the periods of the spend to win them: in no CAC.</summary>
    public decimal RetentionSpend { get; }

    /// <summary>All new customers, the unattributed included; <see langword="null"/> when those of a channel are unknown.</summary>
    public long? TotalNewCustomers { get; }

    /// <summary>Paid media of the channels.</summary>
    public decimal PaidSpend { get; }

    /// <summary>New customers of the channels that have paid media; <see langword="null"/> when those of such a channel are unknown.</summary>
    public long? PaidNewCustomers { get; }

    /// <summary>Paid CAC: <see cref="PaidSpend"/> ÷ <see cref="PaidNewCustomers"/>.</summary>
    /// <value><see langword="null"/> when no channel has paid media, or when their customers are unknown or 0.</value>
    public decimal? PaidCac => PaidNewCustomers is > 0 ? PaidSpend / PaidNewCustomers : null;

    /// <summary>Blended CAC: <see cref="Advertising"/> ÷ <see cref="TotalNewCustomers"/>.</summary>
    /// <value><see langword="null"/> when the customers are unknown or 0; 0 when nothing was spent.</value>
    public decimal? BlendedCac => TotalNewCustomers is > 0 ? Advertising / TotalNewCustomers : null;

    /// <summary>Fully loaded CAC: <see cref="TotalSpend"/> ÷ <see cref="TotalNewCustomers"/>.</summary>
    /// <value><see langword="null"/> when the customers are unknown or 0; 0 when nothing was spent.</value>
    public decimal? FullyLoadedCac => TotalNewCustomers is > 0 ? TotalSpend / TotalNewCustomers : null;

    /// <summary>Share of the marketing money that went into winning customers: <see cref="TotalSpend"/> ÷ (<see cref="TotalSpend"/> + <see cref="RetentionSpend"/>); <see langword="null"/> without spend.</summary>
    public double? AcquisitionShare => TotalSpend + RetentionSpend is var all and > 0 ? (double)(TotalSpend / all) : null;

    /// <summary>The 1:5 of the budget, as measured: <see cref="TotalSpend"/> ÷ <see cref="RetentionSpend"/>; <see langword="null"/> when nothing was spent to keep customers.</summary>
    public double? AcquisitionToRetention => Quotient.Of((double)TotalSpend, (double)RetentionSpend);

    /// <summary><see cref="PaidCac"/> with its interval: spend known, customers a Poisson count (Garwood 1936).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The CAC; <see langword="null"/> when it is undefined.</returns>
    public Estimate? PaidCacEstimate(ConfidenceLevel level = default) => PoissonInterval.CostPerUnit(PaidSpend, PaidNewCustomers, level);

    /// <summary><see cref="BlendedCac"/> with its interval: spend known, customers a Poisson count (Garwood 1936).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The CAC; <see langword="null"/> when it is undefined.</returns>
    public Estimate? BlendedCacEstimate(ConfidenceLevel level = default) => PoissonInterval.CostPerUnit(Advertising, TotalNewCustomers, level);

    /// <summary><see cref="FullyLoadedCac"/> with its interval: spend known, customers a Poisson count (Garwood 1936).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The CAC; <see langword="null"/> when it is undefined.</returns>
    public Estimate? FullyLoadedCacEstimate(ConfidenceLevel level = default) => PoissonInterval.CostPerUnit(TotalSpend, TotalNewCustomers, level);

    /// <summary>The channels with their part of <see cref="SharedSpend"/>, as <see cref="ChannelAcquisition.OtherSpend"/>.</summary>
    /// <param name="allocation">The convention by which they share it.</param>
    /// <returns>
    /// A line a channel, its part rounded to millionths; their spend adds up to <see cref="TotalSpend"/> exactly, for the last channel that bears a part bears the rounding. <see langword="null"/> when there is
    /// nothing to share by: all weights are 0, or the customers of a channel are unknown. Unattributed customers bear nothing.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="allocation"/> is not a defined value.</exception>
    public ImmutableArray<ChannelAcquisition>? ChannelsWith(SharedCostAllocation allocation)
    {
        if (!Enum.IsDefined(allocation))
            throw Throw.Undefined(allocation);
        if (allocation == SharedCostAllocation.None)
            return Channels;
        decimal total = 0;
        foreach (ChannelAcquisition line in Channels)
        {
            if (Weight(line) is not { } weight)
                return null;
            total += weight;
        }

        if (total == 0)
            return null;
        ChannelAcquisition[] lines = [.. Channels];
        int last = Array.FindLastIndex(lines, line => Weight(line) > 0);
        decimal rest = SharedSpend;
        for (int i = 0; i <= last; i++)
        {
            // The quotient first: a share is at most 1, so nothing overflows. In millionths, so that the sums stay exact.
            decimal part = i == last ? rest : Math.Min(rest, Math.Round(SharedSpend * (Weight(lines[i])!.Value / total), 6));
            rest -= part;
            lines[i] = new ChannelAcquisition(lines[i].Channel, lines[i].Advertising, lines[i].NewCustomers, lines[i].OtherSpend + part);
        }

        return [.. lines];

        decimal? Weight(ChannelAcquisition line) => allocation == SharedCostAllocation.BySpend ? line.Spend : line.NewCustomers;
    }
}
