using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>A purchase model against data that it has not seen: fitted to a calibration, compared with what the same customers bought in the holdout after it.</summary>
/// <remarks>
/// Over the customers born in the calibration (rows with count 0, who bought before the window's start, take no part). The prediction of a customer is E[Y(duration) | x, t_x, T].
/// Source of the tables: Fader, Hardie and Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005), figures 2 to 4. Immutable.
/// </remarks>
public sealed class HoldoutValidation
{
    // expected and actual: an element a customer, in order of the rows.
    private HoldoutValidation(Holdout holdout, double[] expected, double[] actual, ImmutableArray<FrequencyGroup> groups, ImmutableArray<TrackingPoint> tracking)
    {
        CompensatedSum sum = default, absolute = default, squared = default;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = expected[i] - actual[i];
            sum.Add(expected[i]);
            absolute.Add(Math.Abs(error));
            squared.Add(error * error);
        }

        CalibrationEnd = holdout.Calibration.Window.End;
        Duration = holdout.Duration;
        Customers = expected.Length;
        Expected = sum.Value;
        Actual = groups.Sum(g => g.Actual);
        MeanAbsoluteError = Quotient.Of(absolute.Value, Customers);
        RootMeanSquareError = Quotient.Of(squared.Value, Customers) is { } square ? Math.Sqrt(square) : null;
        Correlation = Correlations.Pearson(expected, actual, default);
        RankCorrelation = Correlations.Spearman(expected, actual, default);
        int top = (expected.Length + 9) / 10;
        double found = actual.Zip(expected).OrderByDescending(c => c.Second).Take(top).Sum(c => c.First); // a stable sort: ties by row
        TopDecileCapture = Quotient.Of(found, actual.OrderDescending().Take(top).Sum());
        ByFrequency = groups;
        Tracking = tracking;
    }

    /// <summary>The calibration's last day.</summary>
    public DateOnly CalibrationEnd { get; }

    /// <summary>Length of the holdout in the model's unit.</summary>
    public double Duration { get; }

    /// <summary>Customers compared: the n of every measure here.</summary>
    public long Customers { get; }

    /// <summary>Purchases that the model expects of them in the holdout: Σ E[Y(duration)].</summary>
    public double Expected { get; }

    /// <summary>Purchases (distinct purchase periods) that they made in it.</summary>
    public long Actual { get; }

    /// <summary>Expected − actual, in purchases: positive when the model expects too many.</summary>
    public double Bias => Expected - Actual;

    /// <summary>Bias ÷ customers; <see langword="null"/> without customers.</summary>
    public double? BiasPerCustomer => Quotient.Of(Expected, Customers) - Quotient.Of(Actual, Customers);

    /// <summary>Bias ÷ actual: −0.12 when 12 % of the purchases were not expected; <see langword="null"/> when none were made.</summary>
    public double? RelativeBias => Quotient.Of(Expected, Actual) - 1;

    /// <summary>Mean over customers of |expected − actual|; <see langword="null"/> without customers.</summary>
    public double? MeanAbsoluteError { get; }

    /// <summary>√ of the mean over customers of (expected − actual)²; <see langword="null"/> without customers.</summary>
    public double? RootMeanSquareError { get; }

    /// <summary>Pearson's correlation over customers of expected and actual; <see langword="null"/> when either does not vary.</summary>
    public double? Correlation { get; }

    /// <summary>Spearman's rank correlation over customers of expected and actual, equal values sharing the mean of their ranks; <see langword="null"/> when either does not vary.</summary>
    public double? RankCorrelation { get; }

    /// <summary>How well the model finds the best tenth: the purchases that the k customers with the highest expectation made in the holdout, ÷ those that the k best customers made; k = ⌈customers ÷ 10⌉.</summary>
    /// <value>A fraction 0…1: 1 when no other choice of k customers would have brought more. Of equal expectations the earlier row is taken. <see langword="null"/> when no purchases were made.</value>
    public double? TopDecileCapture { get; }

    /// <summary>The customers by their frequency in the calibration: x = 0, 1, … and the last group open.</summary>
    public ImmutableArray<FrequencyGroup> ByFrequency { get; }

    /// <summary>Cumulative repeat purchases over calibration and holdout, a point a week (or another step); the last point is the window's end.</summary>
    public ImmutableArray<TrackingPoint> Tracking { get; }

    /// <summary>Compares a model with a holdout.</summary>
    /// <param name="model">The model, fitted to <see cref="Holdout.Calibration"/>.</param>
    /// <param name="holdout">The calibration and what came after it.</param>
    /// <param name="openFrequency">The frequency from which on customers are one group in <see cref="ByFrequency"/>; from 0 to 1,000.</param>
    /// <param name="trackingDays">Days from point to point in <see cref="Tracking"/>; at least 1. The last step may be shorter.</param>
    /// <returns>The comparison.</returns>
    /// <remarks>
    /// Tracking: at the end of day D of the window (the first is day 1) expected = Σ over customers first seen on a day s ≤ D of E[X((D − s + 1) ÷ unit)], and actual = the repeat purchase periods begun up to then.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The holdout is in another unit than the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="openFrequency"/> or <paramref name="trackingDays"/> is out of range.</exception>
    public static HoldoutValidation Of(IPurchaseModel model, Holdout holdout, int openFrequency = 7, int trackingDays = 7)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(holdout);
        Throw.IfNegative(openFrequency);
        Throw.IfGreaterThan(openFrequency, 1_000);
        Throw.IfLessThan(trackingDays, 1);
        Throw.IfUnitDiffers(holdout.Window.Unit, model.Unit, nameof(holdout));
        HistoryColumns columns = holdout.Calibration.Histories;
        double[] ahead = new double[columns.Count];
        model.ExpectedPurchases(columns, holdout.Duration, ahead);
        int[] rows = [.. Enumerable.Range(0, columns.Count).Where(i => columns.Counts.IsEmpty || columns.Counts.Span[i] > 0)];
        double[] expected = Array.ConvertAll(rows, i => ahead[i]), actual = Array.ConvertAll(rows, i => (double)holdout.Frequency.Span[i]);
        return new HoldoutValidation(holdout, expected, actual, Group(model, columns, rows, expected, actual, openFrequency), Track(model, holdout, trackingDays));
    }

    private static ImmutableArray<FrequencyGroup> Group(IPurchaseModel model, HistoryColumns columns, int[] rows, double[] expected, double[] actual, int open)
    {
        long[] customers = new long[open + 1], purchases = new long[open + 1];
        var sums = new CompensatedSum[open + 1];
        var ages = new SortedDictionary<double, long>();
        for (int i = 0; i < rows.Length; i++)
        {
            int group = Math.Min(columns.Frequency.Span[rows[i]], open);
            double age = columns.Age.Span[rows[i]];
            customers[group]++;
            sums[group].Add(expected[i]);
            purchases[group] += (long)actual[i];
            ages[age] = ages.GetValueOrDefault(age) + 1;
        }

        var groups = ImmutableArray.CreateBuilder<FrequencyGroup>(open + 1);
        CompensatedSum rest = default;
        rest.Add(customers.Sum());
        for (int x = 0; x < open; x++)
        {
            CompensatedSum fit = default;
            foreach ((double age, long n) in ages)
                fit.Add(n * model.ProbabilityOfPurchases(x, age));
            rest.Add(-fit.Value);
            groups.Add(new FrequencyGroup(x, isOpen: false, customers[x], fit.Value, sums[x].Value, purchases[x]));
        }

        groups.Add(new FrequencyGroup(open, isOpen: true, customers[open], Math.Max(0, rest.Value), sums[open].Value, purchases[open]));
        return groups.MoveToImmutable();
    }

    private static ImmutableArray<TrackingPoint> Track(IPurchaseModel model, Holdout holdout, int step)
    {
        ReadOnlySpan<int> births = holdout.Births.Span, repeats = holdout.RepeatPurchases.Span;
        double[] byAge = new double[repeats.Length + 1]; // by the days since the first purchase; 0 where it is not yet known
        double unit = holdout.Window.Unit.LengthInDays();
        var points = ImmutableArray.CreateBuilder<TrackingPoint>();
        long actual = 0;
        for (int day = 0; day < repeats.Length;)
        {
            int end = (int)Math.Min((long)day + step, repeats.Length);
            for (; day < end; day++)
                actual += repeats[day];
            CompensatedSum expected = default;
            for (int s = 0; s < Math.Min(births.Length, end); s++)
            {
                if (births[s] == 0)
                    continue;
                ref double mean = ref byAge[end - s];
                if (mean == 0)
                    mean = model.ExpectedPurchases((end - s) / unit);
                expected.Add(births[s] * mean);
            }

            points.Add(new TrackingPoint(holdout.Window.Start.AddDays(end - 1), expected.Value, actual));
        }

        return points.DrainToImmutable();
    }
}
