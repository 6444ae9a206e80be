using RetentionMetrics;

namespace RetentionReport;

/// <summary>What shows how a customer is doing, on a day and a quarter before, a column each; NaN where nothing is known.</summary>
internal sealed class Signs
{
    // Three quarters make a habit to which the last one is compared.
    private const int Habit = 3;

    private Signs(CustomerBase customers) => Customers = customers;

    public CustomerBase Customers { get; }

    public double[] Alive { get; private init; } = [];

    public double[] EarlierAlive { get; private init; } = [];

    /// <summary>Purchases that the model expects in the next quarter: unlike P(alive), it also tells one-time buyers of long ago from new ones.</summary>
    public double[] Expected { get; private init; } = [];

    public required double[] Spend { get; init; }

    public required double[] EarlierSpend { get; init; }

    public required double[] Rating { get; init; }

    public required double[] EarlierRating { get; init; }

    /// <summary>Days since the last activity.</summary>
    public required double[] Unseen { get; init; }

    public static Signs Of(Looks looks, CustomerBase customers, Inputs inputs, BgNbd? model)
    {
        DateOnly day = customers.Window.End, before = day.AddDays(-Looks.Quarter);
        CustomerBase?[] past = [.. Enumerable.Range(1, Habit + 1).Select(quarters => looks.Upto(day.AddDays(-quarters * Looks.Quarter)))];
        int[][] rows = [.. past.Select(p => Looks.RowsIn(p, customers))];
        double[] Upto(int quarters) => [.. rows[quarters - 1].Select(row => row < 0 ? double.NaN : past[quarters - 1]!.RfmColumns.TotalSpend.Span[row])];
        double[][] totals = [customers.RfmColumns.TotalSpend.ToArray(), .. Enumerable.Range(1, Habit + 1).Select(Upto)];
        ReadOnlyMemory<double>[] quarters = [.. Enumerable.Range(0, Habit + 1).Select(q => (ReadOnlyMemory<double>)totals[q].Zip(totals[q + 1], (end, start) => end - start).ToArray())];
        var usual = new double[customers.Count];
        SignColumns.MeanOfPeriods(quarters.AsSpan(1), Habit, usual);

        double[] alive = [], earlier = [], expected = [];
        if (model is not null)
        {
            customers.Histories.Score(alive = new double[customers.Count], model.ProbabilityAlive);
            customers.Histories.Score(expected = new double[customers.Count], (slice, to) => model.ExpectedPurchases(slice, Looks.Quarter / customers.Window.Unit.LengthInDays(), to));
            var then = new double[past[0]?.Count ?? 0];
            past[0]?.Histories.Score(then, model.ProbabilityAlive);
            earlier = [.. rows[0].Select(row => row < 0 ? double.NaN : then[row])];
        }

        return new Signs(customers)
        {
            Alive = alive,
            EarlierAlive = earlier,
            Expected = expected,
            Spend = quarters[0].ToArray(),
            EarlierSpend = usual,
            Rating = Ratings(day),
            EarlierRating = Ratings(before),
            Unseen = customers.Align(
                (inputs.Activities ?? []).Where(a => a.Date <= day).GroupBy(a => a.CustomerId, StringComparer.Ordinal)
                    .Select(a => KeyValuePair.Create(a.Key, (double)(day.DayNumber - a.Max(x => x.Date).DayNumber))),
                double.NaN,
                out _),
        };

        double[] Ratings(DateOnly upto) => customers.Align(
            RetentionMetrics.Rating.Latest((inputs.Ratings ?? []).Where(r => r.CustomerId is not null), upto).Select(r => KeyValuePair.Create(r.CustomerId!, (double)r.Value)), double.NaN, out _);
    }

    /// <summary>What early warnings look at.</summary>
    public SignColumns Columns(double[] value) => new(value, Customers.Histories, EarlierAlive, Alive, EarlierSpend, Spend, EarlierRating, Rating);

    /// <summary>The health score: weights and ends are choices, to be judged by the calibration.</summary>
    public static HealthScore Health(Inputs inputs)
    {
        List<HealthMeasure> measures =
        [
            new("purchases expected in a quarter", 3, worst: 0, best: 2),
            new("silence against own rhythm", 2, worst: 4, best: 1),
            new("spend against own quarters", 2, worst: 0, best: 1),
            new("days since last seen", inputs.Activities is null ? 0 : 1, worst: 90, best: 7),
            new("latest rating", inputs.Ratings is null ? 0 : 1, worst: 0, best: 10),
        ];
        return new HealthScore([.. measures]);
    }

    /// <summary>The columns of <see cref="Health"/>.</summary>
    public HealthColumns Measures()
    {
        HistoryColumns h = Customers.Histories;
        var silence = new double[Customers.Count];
        for (int row = 0; row < silence.Length; row++)
        {
            // How many of the usual gaps the silence is long; two repeat purchases make a rhythm.
            double gap = h.Recency.Span[row] / h.Frequency.Span[row];
            silence[row] = h.Frequency.Span[row] >= 2 && gap > 0 ? (h.Age.Span[row] - h.Recency.Span[row]) / gap : double.NaN;
        }

        double[] trend = [.. Spend.Zip(EarlierSpend, (now, usual) => usual > 0 ? now / usual : double.NaN)];
        double[] expected = Expected.Length > 0 ? Expected : [.. Enumerable.Repeat(double.NaN, Customers.Count)];
        return new HealthColumns(expected, silence, trend, Unseen, Rating);
    }
}
