using RetentionMetrics;

namespace RetentionReport;

/// <summary>How cohorts hold, who comes back and how fast new customers get to what they came for.</summary>
internal sealed record ActivityPart
{
    /// <summary>Months of a customer's life in which one activity is enough.</summary>
    public static readonly CohortOptions Options = new() { Brackets = [new(1, 4), new(4, 7), new(7, 13)] };

    /// <summary>Monthly cohorts by activity, or by purchase when no activities were given.</summary>
    public required CohortTable Cohorts { get; init; }

    /// <summary>Monthly cohorts with what they brought; null without transactions.</summary>
    public CohortTable? Revenue { get; init; }

    /// <summary>Time to the first activity that brings value; null without activities.</summary>
    public TimeToFirstValue? FirstValue { get; init; }

    public static ActivityPart? Make(Inputs inputs, DateOnly? asOf, ReportOptions options)
    {
        CohortTable? cohorts = inputs.Activities is { } activities ? CohortTable.Build(activities, CalendarPeriod.Month, Options) : inputs.PurchaseCohorts;
        if (cohorts is null or { Cohorts.Length: 0 })
            return null;
        TimeToFirstValue? first = inputs.Activities is null ? null : TimeToFirstValue.Count(inputs.Activities, options.ValueKind, asOf!.Value);
        return new ActivityPart { Cohorts = cohorts, Revenue = inputs.PurchaseCohorts, FirstValue = first };
    }
}
