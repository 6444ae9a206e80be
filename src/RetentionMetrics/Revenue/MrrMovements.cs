namespace RetentionMetrics;

/// <summary>How monthly recurring revenue went from one balance to the next, and how many paying customers moved it.</summary>
/// <remarks>
/// opening + new + expansion + reactivated − contraction − churned = closing, exactly. Amounts are a month's, in one currency, whatever the period's length.
/// Each customer moves in one way: its amount a month at the end of the period is compared with that before the period's first day. Tallies of different customers over the same
/// period, told apart with the same options, add up; <c>default</c> is the tally of nobody. Immutable and valid by construction.
/// </remarks>
public readonly partial record struct MrrMovements : ITally<MrrMovements>
{
    private readonly MrrOptions? _options;

    /// <summary>Makes movements from sums.</summary>
    /// <param name="opening">Revenue before the period; at least 0.</param>
    /// <param name="new">Closing revenue of customers who were in no earlier balance; at least 0.</param>
    /// <param name="expansion">Increases of customers who paid before and after; at least 0.</param>
    /// <param name="reactivated">Closing revenue of customers who were in an earlier balance, but not in the opening; at least 0.</param>
    /// <param name="contraction">Decreases of customers who paid before and after; at least 0.</param>
    /// <param name="churned">Opening revenue of customers who pay no more; at least 0, and with <paramref name="contraction"/> at most <paramref name="opening"/>.</param>
    /// <param name="openingCustomers">Paying customers before the period; at least 0.</param>
    /// <param name="newCustomers">Customers behind <paramref name="new"/>; at least 0.</param>
    /// <param name="reactivatedCustomers">Customers behind <paramref name="reactivated"/>; at least 0.</param>
    /// <param name="lostCustomers">Customers behind <paramref name="churned"/>; from 0 to <paramref name="openingCustomers"/>.</param>
    /// <param name="start">First day of the period, or <see langword="null"/> when it is not said.</param>
    /// <param name="end">Last day of the period, or <see langword="null"/>; given together with <paramref name="start"/>, and not before it.</param>
    /// <param name="sources">Where expansion, contraction and reactivated revenue came from, as far as it is known: no part of them may be more than the whole.</param>
    /// <param name="pausedCustomers">Customers behind <see cref="MrrSources.Paused"/>: opening customers who pay no more, but are not lost; with <paramref name="lostCustomers"/> at most <paramref name="openingCustomers"/>.</param>
    /// <param name="options">How the movements were told apart; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or more is lost than there was, a part is more than its whole, or <paramref name="end"/> is before <paramref name="start"/>.</exception>
    /// <exception cref="ArgumentException">Only one of <paramref name="start"/> and <paramref name="end"/> is given.</exception>
    /// <exception cref="OverflowException">The closing customers do not fit a long.</exception>
    public MrrMovements(
        decimal opening,
        decimal @new,
        decimal expansion,
        decimal reactivated,
        decimal contraction,
        decimal churned,
        long openingCustomers,
        long newCustomers,
        long reactivatedCustomers,
        long lostCustomers,
        DateOnly? start = null,
        DateOnly? end = null,
        MrrSources sources = default,
        long pausedCustomers = 0,
        MrrOptions? options = null)
    {
        Throw.IfNegative(opening);
        Throw.IfNegative(@new, nameof(@new));
        Throw.IfNegative(expansion);
        Throw.IfNegative(reactivated);
        Throw.IfNegative(contraction);
        Throw.IfNegative(churned);
        if (contraction + churned > opening)
            throw Throw.OutOfRange(nameof(churned), churned, "at most opening − contraction");
        Throw.IfNegative(openingCustomers);
        Throw.IfNegative(newCustomers);
        Throw.IfNegative(reactivatedCustomers);
        Throw.IfNegative(lostCustomers);
        Throw.IfGreaterThan(lostCustomers, openingCustomers);
        Throw.IfNegative(pausedCustomers);
        Throw.IfGreaterThan(pausedCustomers, openingCustomers - lostCustomers);
        if (sources.Upgraded > expansion || sources.Added > expansion - sources.Upgraded)
            throw Throw.OutOfRange(nameof(sources), sources.Upgraded, "with what was added at most expansion");
        if (sources.Downgraded > contraction || sources.Dropped > contraction - sources.Downgraded || sources.Paused > contraction - sources.Downgraded - sources.Dropped)
            throw Throw.OutOfRange(nameof(sources), sources.Downgraded, "with what was dropped and paused at most contraction");
        if (sources.Resumed > reactivated)
            throw Throw.OutOfRange(nameof(sources), sources.Resumed, "at most reactivated");
        options?.Check(nameof(options));
        if (start.HasValue != end.HasValue)
            throw new ArgumentException("A period has both a first and a last day.", start.HasValue ? nameof(end) : nameof(start));
        if (end < start)
            throw Throw.OutOfRange(nameof(end), end!.Value, "not before the period's first day");
        Opening = opening;
        New = @new;
        Expansion = expansion;
        Reactivated = reactivated;
        Contraction = contraction;
        Churned = churned;
        OpeningCustomers = openingCustomers;
        NewCustomers = newCustomers;
        ReactivatedCustomers = reactivatedCustomers;
        LostCustomers = lostCustomers;
        PausedCustomers = pausedCustomers;
        Sources = sources;
        _options = options == MrrOptions.Default ? null : options; // so that equal movements are equal
        ClosingCustomers = checked(openingCustomers - lostCustomers - pausedCustomers + newCustomers + reactivatedCustomers); // in this order nothing overflows but the result
        Start = start;
        End = end;
    }

    /// <summary>The tally of nobody, in no period.</summary>
    public static MrrMovements Zero => default;

    /// <summary>How the movements were told apart.</summary>
    public MrrOptions Options => _options ?? MrrOptions.Default;

    /// <summary>First day of the period; <see langword="null"/> when it was not said.</summary>
    public DateOnly? Start { get; }

    /// <summary>Last day of the period, inclusive; <see langword="null"/> when it was not said.</summary>
    public DateOnly? End { get; }

    /// <summary>Revenue a month before the period's first day.</summary>
    public decimal Opening { get; }

    /// <summary>Closing revenue of customers who were in no earlier balance.</summary>
    public decimal New { get; }

    /// <summary>Increases of customers who paid before and after.</summary>
    public decimal Expansion { get; }

    /// <summary>Closing revenue of customers who were in an earlier balance, but not in the opening; those back from a pause are among them.</summary>
    public decimal Reactivated { get; }

    /// <summary>Decreases of customers who paid before and after, such as the loss of one of several subscriptions, and the opening revenue of those on a pause.</summary>
    public decimal Contraction { get; }

    /// <summary>Opening revenue of customers who pay no more at the period's end.</summary>
    public decimal Churned { get; }

    /// <summary>Where expansion, contraction and reactivated revenue came from. The parts of movements made by <see cref="MrrTimeline"/> add up to the whole; others may say less.</summary>
    public MrrSources Sources { get; }

    /// <summary>Revenue a month at the end of the period's last day: opening + new + expansion + reactivated − contraction − churned.</summary>
    public decimal Closing => Opening + New + Expansion + Reactivated - Contraction - Churned;

    /// <summary>Paying customers before the period's first day.</summary>
    public long OpeningCustomers { get; }

    /// <summary>Customers who pay at the end and were in no earlier balance.</summary>
    public long NewCustomers { get; }

    /// <summary>Customers who pay at the end and were in an earlier balance, but not in the opening.</summary>
    public long ReactivatedCustomers { get; }

    /// <summary>Customers who paid at the opening and pay no more at the end.</summary>
    public long LostCustomers { get; }

    /// <summary>Customers who paid at the opening and are on a pause at the end: outside the paying base, but not lost.</summary>
    public long PausedCustomers { get; }

    /// <summary>Paying customers at the end: opening + new + reactivated − lost − paused.</summary>
    public long ClosingCustomers { get; }

    /// <summary>NRR = (opening + expansion − contraction − churned) ÷ opening, of the opening customers: above 1 when they grow. <see langword="null"/> when nothing was there at the opening.</summary>
    public double? NetRevenueRetention => OfOpening(Opening + Expansion - Contraction - Churned);

    /// <summary>
    /// GRR = (opening − contraction − churned) ÷ opening, a fraction, at most <see cref="NetRevenueRetention"/>. The same as Σ min(closing, opening) ÷ Σ opening over the opening customers.
    /// <see langword="null"/> when nothing was there at the opening.
    /// </summary>
    public double? GrossRevenueRetention => OfOpening(Opening - Contraction - Churned);

    /// <summary>Gross revenue churn = (churned + contraction) ÷ opening = 1 − GRR, a fraction; <see langword="null"/> when nothing was there at the opening.</summary>
    public double? RevenueChurn => OfOpening(Churned + Contraction);

    /// <summary>Net revenue churn = (churned + contraction − expansion) ÷ opening = 1 − NRR: negative when the opening customers grow; <see langword="null"/> when nothing was there at the opening.</summary>
    public double? NetRevenueChurn => OfOpening(Churned + Contraction - Expansion);

    /// <summary>Churned ÷ opening, a fraction: the revenue of lost customers only, without contraction; <see langword="null"/> when nothing was there at the opening.</summary>
    public double? LostCustomerRevenueChurn => OfOpening(Churned);

    /// <summary>(new + expansion + reactivated) ÷ (churned + contraction): revenue won for each unit lost; <see langword="null"/> when nothing was lost.</summary>
    public double? QuickRatio => Churned + Contraction == 0 ? null : (double)(New + Expansion + Reactivated) / (double)(Churned + Contraction);

    /// <summary>Closing revenue ÷ closing customers, money a month (ARPA); <see langword="null"/> without customers at the end.</summary>
    public decimal? RevenuePerCustomer => ClosingCustomers == 0 ? null : Closing / ClosingCustomers;

    /// <summary>Closing revenue × 12, money a year (ARR).</summary>
    public decimal AnnualRunRate => Closing * 12;

    /// <summary>Logo churn: lost ÷ opening customers, with Wilson's score interval (1927).</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction, or <see langword="null"/> when there were no opening customers.</returns>
    public Estimate? LogoChurn(ConfidenceLevel level = default) => ProportionInterval.Wilson(LostCustomers, OpeningCustomers, level);

    /// <summary>The tally of both sides' customers.</summary>
    /// <param name="left">One tally.</param>
    /// <param name="right">The tally of other customers over the same period; a side without a period takes the other's.</param>
    /// <returns>Sums of every amount and count.</returns>
    /// <exception cref="InvalidOperationException">The periods or options differ.</exception>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static MrrMovements operator +(MrrMovements left, MrrMovements right)
    {
        if (left == default)
            return right;
        if (right == default)
            return left;
        if (left.Options != right.Options)
            throw new InvalidOperationException("Movements told apart with the same options only add up.");
        if (left.Start is not null && right.Start is not null && (left.Start, left.End) != (right.Start, right.End))
            throw new InvalidOperationException($"Movements of the same period only add up: one side is {left.Start:o} to {left.End:o}, the other {right.Start:o} to {right.End:o}.");
        return new MrrMovements(
            left.Opening + right.Opening,
            left.New + right.New,
            left.Expansion + right.Expansion,
            left.Reactivated + right.Reactivated,
            left.Contraction + right.Contraction,
            left.Churned + right.Churned,
            checked(left.OpeningCustomers + right.OpeningCustomers),
            checked(left.NewCustomers + right.NewCustomers),
            checked(left.ReactivatedCustomers + right.ReactivatedCustomers),
            checked(left.LostCustomers + right.LostCustomers),
            left.Start ?? right.Start,
            left.End ?? right.End,
            left.Sources + right.Sources,
            checked(left.PausedCustomers + right.PausedCustomers),
            left._options);
    }

    // A quotient of doubles cannot overflow as one of decimals can.
    private double? OfOpening(decimal part) => Opening == 0 ? null : (double)part / (double)Opening;
}
