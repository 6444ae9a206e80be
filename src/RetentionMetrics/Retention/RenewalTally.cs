using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Contracts by tenure: how many came up for their first, second, … renewal, and how many of them were lost there. All that the models of contracts learn from.</summary>
/// <remarks>
/// Period 1 ends with the first renewal. A customer lost in period t is at risk in periods 1…t; one who is still there after n of them (censored) is at risk in 1…n and not lost.
/// So cohorts of different age pool by adding. Merge: exact for any split by customer. Immutable and valid by construction; two tallies are equal when their periods are.
/// </remarks>
public sealed class RenewalTally : ITally<RenewalTally>, IEquatable<RenewalTally>
{
    /// <summary>Makes a tally from its periods, such as those that a database counted.</summary>
    /// <param name="periods">By tenure, the first period first: the customers at risk and the lost ones. Nobody joins later: those at risk are at most those retained in the period before. Periods with nobody at risk at the end are dropped.</param>
    /// <exception cref="ArgumentNullException"><paramref name="periods"/> is null.</exception>
    /// <exception cref="ArgumentException">A period has more customers at risk than the one before it retained.</exception>
    public RenewalTally(IEnumerable<ChurnTally> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ChurnTally[] rows = [.. periods];
        for (int t = 1; t < rows.Length; t++)
        {
            if (rows[t].AtStart > rows[t - 1].Retained)
                throw Throw.Row(nameof(periods), t, "the number at risk", rows[t].AtStart, FormattableString.Invariant($"at most the {rows[t - 1].Retained} retained in the period before"));
        }

        Periods = [.. rows.TakeWhile(r => r.AtStart > 0)];
    }

    /// <summary>The tally of nobody.</summary>
    public static RenewalTally Zero { get; } = new([]);

    /// <summary>By tenure, the first period first: customers at risk in it, and those lost at its end. Empty without customers.</summary>
    public ImmutableArray<ChurnTally> Periods { get; }

    /// <summary>Customers: those at risk in the first period.</summary>
    public long Customers => Periods.IsEmpty ? 0 : Periods[0].AtStart;

    /// <summary>Customers lost in any period.</summary>
    public long Lost => Periods.Sum(p => p.Lost);

    /// <summary>Customers not seen to leave: <see cref="Customers"/> − <see cref="Lost"/>.</summary>
    public long Censored => Customers - Lost;

    /// <summary>The tally of both sides' customers.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">The tally of other customers.</param>
    /// <returns>Sums period by period; the shorter side adds nothing to the periods it does not reach.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static RenewalTally operator +(RenewalTally left, RenewalTally right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new RenewalTally(Enumerable.Range(0, Math.Max(left.Periods.Length, right.Periods.Length)).Select(t => At(left, t) + At(right, t)));

        static ChurnTally At(RenewalTally tally, int t) => t < tally.Periods.Length ? tally.Periods[t] : ChurnTally.Zero;
    }

    /// <summary>Counts one cohort from its survivors, as 1000, 869, 743, … at the start and after each renewal.</summary>
    /// <param name="survivors">Customers at the start, after the first renewal, and so on; none negative and none greater than the one before. Empty or one number: nobody has come up for renewal.</param>
    /// <returns>The tally.</returns>
    /// <exception cref="ArgumentException">A number is negative or greater than the one before.</exception>
    public static RenewalTally FromSurvivors(params ReadOnlySpan<long> survivors)
    {
        var periods = new List<ChurnTally>(survivors.Length);
        for (int t = 0; t < survivors.Length; t++)
        {
            if (survivors[t] < 0 || (t > 0 && survivors[t] > survivors[t - 1]))
                throw Throw.Row(nameof(survivors), t, "the number of survivors", survivors[t], t == 0 ? "at least 0" : FormattableString.Invariant($"from 0 to the {survivors[t - 1]} before"));
            if (t > 0)
                periods.Add(new ChurnTally(survivors[t - 1], survivors[t - 1] - survivors[t]));
        }

        return new RenewalTally(periods);
    }

    /// <summary>Counts the cohorts of a table, pooled: a customer is lost after the last period of activity.</summary>
    /// <param name="table">A table in which everyone under contract is active in every period, such as one of payments or of days under contract; its <see cref="Cohort.ActiveOrLater"/> are the survivors.</param>
    /// <param name="includeLastPeriod">Whether the table's last period counts: <see langword="false"/> when the data cut it short, for whoever was not seen yet would be taken for lost.</param>
    /// <returns>The tally; a cohort without a renewal adds nothing, and neither does a period that the table's as-of day cuts short.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">The table's ages are not those of the calendar: its cohorts are then not watched as a whole.</exception>
    public static RenewalTally Count(CohortTable table, bool includeLastPeriod = true)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Options.Age != CohortAge.Calendar)
            throw new ArgumentException("Renewals are counted from a table of calendar ages.", nameof(table));
        RenewalTally sum = Zero;
        foreach (Cohort cohort in table.Cohorts)
        {
            ReadOnlySpan<long> survivors = cohort.ActiveOrLater.AsSpan(), observed = cohort.Observed.AsSpan();
            int whole = observed.IndexOf(0);
            survivors = survivors[..(whole < 0 ? survivors.Length : whole)];
            sum += FromSurvivors(includeLastPeriod || survivors.Length < observed.Length ? survivors : survivors[..^1]);
        }

        return sum;
    }

    /// <summary>Counts stays of any length by their whole periods.</summary>
    /// <param name="tenures">Stays watched from their start, in the unit of the contract's period, in any order. Lost at 2.3, or at 3, is lost in period 3; still there at 2.3 is two periods survived.</param>
    /// <returns>The tally; a customer who is still in the first period adds nothing.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    /// <exception cref="ArgumentException">A tenure is longer than 1,000,000 periods, or begins before its customer came under observation; the message names its row.</exception>
    /// <exception cref="OverflowException">The customers do not fit a long.</exception>
    public static RenewalTally Count(IEnumerable<Tenure> tenures)
    {
        const int Longest = 1_000_000;
        ArgumentNullException.ThrowIfNull(tenures);
        var lost = new List<long>();
        var kept = new List<long>(); // by the number of periods survived
        int row = 0;
        foreach (Tenure tenure in tenures)
        {
            if (tenure.Duration > Longest)
                throw Throw.Row(nameof(tenures), row, "the duration", tenure.Duration, "at most 1,000,000 periods");
            if (tenure.Entry > 0)
                throw Throw.Row(nameof(tenures), row, "the entry", tenure.Entry, "0: renewals are those of stays watched from their start");
            int period = tenure.Lost ? Math.Max(1, (int)Math.Ceiling(tenure.Duration)) : (int)tenure.Duration;
            List<long> counts = tenure.Lost ? lost : kept;
            while (counts.Count <= period)
                counts.Add(0);
            counts[period] = checked(counts[period] + tenure.Count);
            row++;
        }

        var periods = new ChurnTally[Math.Max(lost.Count, kept.Count)];
        long atRisk = 0;
        for (int t = periods.Length - 1; t >= 1; t--)
        {
            long left = t < lost.Count ? lost[t] : 0;
            atRisk = checked(atRisk + left + (t < kept.Count ? kept[t] : 0));
            periods[t] = new ChurnTally(atRisk, left);
        }

        return new RenewalTally(periods.Skip(1));
    }

    /// <summary>What was known of the same customers after a number of periods: for fitting on the first ones and comparing with the others.</summary>
    /// <param name="count">How many periods to keep; at least 0.</param>
    /// <returns>The tally of the first periods.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public RenewalTally FirstPeriods(int count)
    {
        Throw.IfNegative(count);
        return new RenewalTally(Periods.Take(count));
    }

    /// <summary>The observed survival: the product of the retention rates up to a renewal (Kaplan and Meier 1958).</summary>
    /// <param name="periods">Renewals made; at least 0.</param>
    /// <returns>A fraction; 1 at 0; <see langword="null"/> beyond the last period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is negative.</exception>
    public double? Survival(int periods)
    {
        Throw.IfNegative(periods);
        if (periods > Periods.Length)
            return null;
        double survival = 1;
        foreach (ChurnTally p in Periods.AsSpan()[..periods])
            survival *= (double)p.Retained / p.AtStart;
        return survival;
    }

    /// <inheritdoc/>
    public bool Equals(RenewalTally? other) => other is not null && Periods.AsSpan().SequenceEqual(other.Periods.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RenewalTally);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (ChurnTally period in Periods)
            hash.Add(period);
        return hash.ToHashCode();
    }
}
