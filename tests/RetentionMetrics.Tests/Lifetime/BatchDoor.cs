namespace RetentionMetrics.Tests.Lifetime;

/// <summary>What the door of many customers gives to one.</summary>
internal static class BatchDoor
{
    public static double Of(CustomerHistory history, RowScore<HistoryColumns, double> door)
    {
        var destination = new double[1];
        door(new HistoryColumns(new[] { history.Frequency }, new[] { history.Recency }, new[] { history.Age }, history.Unit), destination);
        return destination[0];
    }
}
