namespace RetentionMetrics.Benchmarks.Revenue;

/// <summary>Subscriptions of three years: customers start on any day, change their plan, leave, and some return.</summary>
internal static class Contracts
{
    public static DateOnly Start { get; } = new(2023, 1, 1);

    public static DateOnly End { get; } = new(2025, 12, 31);

    public static Subscription[] Draw(int rows)
    {
        var random = new Random(12);
        var all = new List<Subscription>(rows + 4);
        int last = End.DayNumber - Start.DayNumber;
        for (int c = 0; all.Count < rows; c++)
        {
            string id = FormattableString.Invariant($"c-{c:000000}");
            int day = random.Next(last);
            do
            {
                int end = day + 1 + (int)(-300 * Math.Log(1 - random.NextDouble()));
                all.Add(new Subscription(id, Start.AddDays(day), end > last ? null : Start.AddDays(end), 10 * random.Next(1, 10)));
                day = end + (random.Next(2) == 0 ? 0 : random.Next(1, 200)); // another plan at once, or a return
            }
            while (day < last && random.Next(3) != 0);
        }

        return [.. all.Take(rows)];
    }
}
