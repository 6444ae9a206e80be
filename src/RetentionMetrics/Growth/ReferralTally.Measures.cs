using System.Collections.Immutable;

namespace RetentionMetrics;

public sealed partial class ReferralTally
{
    /// <summary>Days from the invitation that counts to becoming a customer, of the converted whose day is known: the cycle time.</summary>
    /// <remarks>Only who has converted has a time: as long as invitations are open, it is too short.</remarks>
    public DayHistogram CycleDays => new(
        Invitees.Where(i => i.CustomerSince is not null).Select(i => KeyValuePair.Create(i.CustomerSince!.Value.DayNumber - i.Date.DayNumber, 1L)));

    /// <summary>Share of the invitations that won a customer: converted ÷ invitations, with Wilson's interval (1927).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The share; <see langword="null"/> without invitations. Invitations to unknown persons count as not converted.</returns>
    public Estimate? Conversion(ConfidenceLevel level = default) => ProportionInterval.Wilson(Converted, Invitations, level);

    /// <summary>
    /// How many customers there are after a time for each one now, when invitations alone bring them, each new customer invites once like those counted here and nobody leaves:
    /// Σ_{j=0…m} K^j = (K^(m+1) − 1) ÷ (K − 1) after m = time ÷ cycle rounds of invitations; between whole rounds the closed form is used.
    /// </summary>
    /// <param name="time">How long, in any unit; finite and at least 0.</param>
    /// <param name="cycle">The time from becoming a customer to one's invitations being accepted, in the same unit; finite and greater than 0.</param>
    /// <returns>A multiple of today's customers, 1 at time 0; <see langword="null"/> without customers, or when it is too large for a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is outside its range.</exception>
    public double? Growth(double time, double cycle)
    {
        double rounds = Throw.IfNegativeOrNotFinite(time) / Throw.IfNotPositive(cycle);
        if (Customers == 0)
            return null;
        // 1 − K from the counts, and 1 − K^m by expm1: neither loses digits where K is near 1.
        double rest = (double)(Customers - Converted) / Customers;
        double growth = Converted == 0 || rounds == 0 ? 1 : rest > 0 ? -SpecialFunctions.ExpMinusOne((rounds + 1) * SpecialFunctions.LogOnePlus(-rest)) / rest : rounds + 1;
        return double.IsFinite(growth) ? growth : null;
    }

    /// <summary>The same with the mean of <see cref="CycleDays"/> as the cycle.</summary>
    /// <param name="days">How long, in days; finite and at least 0.</param>
    /// <returns>A multiple of today's customers; <see langword="null"/> without customers, when no cycle is known or its mean is 0 days, or when it is too large for a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside its range.</exception>
    public double? Growth(double days)
    {
        Throw.IfNegativeOrNotFinite(days);
        return CycleDays.Mean() is { Value: > 0 } mean ? Growth(days, mean.Value) : null;
    }

    /// <summary>The curve of viral growth: <see cref="Growth(double, double)"/> after 0, 1, 2, … rounds of invitations, Σ_{j=0…m} K^j.</summary>
    /// <param name="cycles">How many rounds; at least 0 and at most 100,000.</param>
    /// <returns>Multiples of today's customers, 1 first; none without customers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cycles"/> is outside its range.</exception>
    public ImmutableArray<double> GrowthCurve(int cycles)
    {
        Throw.IfNegative(cycles);
        Throw.IfGreaterThan(cycles, 100_000);
        // K is at most 1: the largest value is cycles + 1, which a double holds.
        return Customers == 0 ? [] : [.. Enumerable.Range(0, cycles + 1).Select(m => Growth(m, 1)!.Value)];
    }

    /// <summary><see cref="KFactor"/> with Wilson's interval (1927): the share of the customers who were won by an invitation.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>K for one round of invitations; <see langword="null"/> without customers.</returns>
    public Estimate? KFactorEstimate(ConfidenceLevel level = default) => ProportionInterval.Wilson(Converted, Customers, level);

    /// <summary>The customers whose invitations won most, by converted, then by invitations, then by id.</summary>
    /// <param name="count">How many at most; at least 0.</param>
    /// <returns>The referrers, best first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public ImmutableArray<Referrer> TopReferrers(int count)
    {
        Throw.IfNegative(count);
        return [.. InvitationsByReferrer
            .Select(p => new Referrer(p.Key, p.Value, _converted.GetValueOrDefault(p.Key)))
            .OrderByDescending(r => r.Converted).ThenByDescending(r => r.Invitations).ThenBy(r => r.Id, StringComparer.Ordinal)
            .Take(count)];
    }
}
