using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The flow of a <see cref="CohortTable"/> while customers are counted into it, by calendar period.</summary>
internal sealed class CohortFlow(int periods)
{
    private readonly long[] _new = new long[periods];
    private readonly long[] _retained = new long[periods];
    private readonly long[] _reactivated = new long[periods];

    /// <summary>Adds a period with activity of a customer whose last one before it is given, −1 for none.</summary>
    public void Add(int period, int previous) => (previous < 0 ? _new : period == previous + 1 ? _retained : _reactivated)[period]++;

    public ImmutableArray<ActivityFlow> ToRows(CalendarPeriod period, int first)
    {
        var rows = ImmutableArray.CreateBuilder<ActivityFlow>(periods);
        (long active, long seen) = (0, 0); // in the period before; ever
        for (int p = 0; p < periods; p++)
        {
            rows.Add(new ActivityFlow(period.StartOf(first + p), _new[p], _retained[p], _reactivated[p], active - _retained[p], seen - active));
            (active, seen) = (rows[p].Active, seen + _new[p]);
        }

        return rows.MoveToImmutable();
    }
}
