namespace RetentionMetrics.Notebooks;

/// <summary>Where periods stand on an axis of time, those between them that are missing among them.</summary>
/// <remarks>The kind of period is the longest that all the starts are starts of; the axis has a label a period, or as many as a picture can tell apart.</remarks>
internal sealed class PeriodPlaces
{
    private static readonly CalendarPeriod[] LongestFirst = [CalendarPeriod.Year, CalendarPeriod.Quarter, CalendarPeriod.Month, CalendarPeriod.IsoWeek, CalendarPeriod.Day];

    private readonly int[] _indexes;
    private readonly double _width = 1;

    /// <summary>Places periods.</summary>
    /// <param name="starts">Their first days, in order.</param>
    public PeriodPlaces(DateOnly[] starts)
    {
        if (starts.Length == 0)
        {
            _indexes = [];
            Starts = [];
            return;
        }

        CalendarPeriod period = LongestFirst.First(longest => starts.All(start => longest.StartOf(longest.IndexOf(start)) == start));
        _indexes = [.. starts.Select(start => period.IndexOf(start))];
        int periods = _indexes[^1] - _indexes[0] + 1;
        int labels = Math.Min(periods, LongTables.MostPoints);
        _width = periods == labels ? 1 : (labels - 1) / (periods - 1.0);
        Starts = [.. Enumerable.Range(0, labels).Select(i => period.StartOf(_indexes[0] + (int)Math.Round(i / _width)))];
    }

    /// <summary>The first days along the axis, one a label.</summary>
    public IReadOnlyList<DateOnly> Starts { get; }

    /// <summary>The place of a given period, 0 that of the first label.</summary>
    public double Place(int at) => (_indexes[at] - _indexes[0]) * _width;

    /// <summary>The place of a period that is missing between two given ones; that of the earlier one when none is.</summary>
    public double Between(int earlier, int later) =>
        _indexes[later] - _indexes[earlier] > later - earlier ? (Place(earlier) + Place(later)) / 2 : Place(earlier);
}
