namespace RetentionMetrics;

/// <summary>When a month or a year after 29 February is due where there is no such day. Contracts differ.</summary>
public enum LeapDay
{
    /// <summary>The default: on 28 February, the month's last day.</summary>
    February28 = 0,

    /// <summary>On 1 March.</summary>
    March1 = 1,
}
