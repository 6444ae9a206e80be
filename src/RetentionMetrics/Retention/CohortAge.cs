namespace RetentionMetrics;

/// <summary>From where the age of a customer is counted.</summary>
public enum CohortAge
{
    /// <summary>Whole calendar periods: a customer of the January cohort is of age 1 throughout February, whether it came on the 1st or on the 31st.</summary>
    Calendar = 0,

    /// <summary>Each customer's own first day: a customer is of age 7 in days on the 7th day after it, and only customers watched for that long count. Day-1, day-7 and day-30 retention are these.</summary>
    OwnDay = 1,
}
