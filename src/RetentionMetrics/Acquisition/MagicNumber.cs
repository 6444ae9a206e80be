using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The magic number of a subscription business: what a coin of last quarter's sales and marketing added to the yearly run rate of revenue this quarter.</summary>
/// <remarks>
/// 4 · (revenue of quarter q − revenue of q − 1) ÷ sales and marketing spend of q − 1 (Leckie, "Magic Number for SaaS Companies", 2008; his rule of thumb: below 0.75 look
/// at the business first, above it spend more). It mixes new revenue with expansion and churn: look at NRR beside it. Immutable and valid by construction.
/// </remarks>
public readonly record struct MagicNumber
{
    /// <summary>Makes the magic number of one quarter.</summary>
    /// <param name="previousRevenue">Recurring revenue recognised in the quarter before; at least 0.</param>
    /// <param name="revenue">Recurring revenue recognised in the quarter; at least 0.</param>
    /// <param name="previousSpend">All sales and marketing spend of the quarter before; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="OverflowException">The growth over a year does not fit a decimal.</exception>
    public MagicNumber(decimal previousRevenue, decimal revenue, decimal previousSpend)
    {
        Throw.IfNegative(previousRevenue);
        Throw.IfNegative(revenue);
        Throw.IfNegative(previousSpend);
        PreviousRevenue = previousRevenue;
        Revenue = revenue;
        PreviousSpend = previousSpend;
        AnnualisedGrowth = 4 * (revenue - previousRevenue);
    }

    /// <summary>Revenue of the quarter before.</summary>
    public decimal PreviousRevenue { get; }

    /// <summary>Revenue of the quarter.</summary>
    public decimal Revenue { get; }

    /// <summary>The denominator: sales and marketing spend of the quarter before.</summary>
    public decimal PreviousSpend { get; }

    /// <summary>The numerator: 4 · (revenue − revenue of the quarter before); negative when revenue fell.</summary>
    public decimal AnnualisedGrowth { get; }

    /// <summary>Annualised growth ÷ spend; <see langword="null"/> when nothing was spent.</summary>
    public double? Value => Quotient.Of((double)AnnualisedGrowth, (double)PreviousSpend);

    /// <summary>The magic numbers of a series of quarters.</summary>
    /// <param name="revenue">By quarter, recurring revenue; each at least 0.</param>
    /// <param name="spend">By quarter, sales and marketing spend; as many, each at least 0.</param>
    /// <returns>One for each quarter from the second; none for fewer than two.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is negative (the message names its row).</exception>
    /// <exception cref="OverflowException">A growth over a year does not fit a decimal.</exception>
    public static ImmutableArray<MagicNumber> Series(ReadOnlySpan<decimal> revenue, ReadOnlySpan<decimal> spend)
    {
        Throw.IfLengthDiffers(spend.Length, revenue.Length, nameof(spend));
        var series = ImmutableArray.CreateBuilder<MagicNumber>();
        for (int q = 0; q < revenue.Length; q++)
        {
            if (revenue[q] < 0)
                throw Throw.Row(nameof(revenue), q, "the revenue", revenue[q], "at least 0");
            if (spend[q] < 0)
                throw Throw.Row(nameof(spend), q, "the spend", spend[q], "at least 0");
            if (q > 0)
                series.Add(new MagicNumber(revenue[q - 1], revenue[q], spend[q - 1]));
        }

        return series.ToImmutable();
    }
}
