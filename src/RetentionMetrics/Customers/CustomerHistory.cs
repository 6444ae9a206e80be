namespace RetentionMetrics;

/// <summary>What the buy-till-you-die models know of one customer: the frequency x, recency t_x and age T of Fader, Hardie and Lee (2005), and the mean spend.</summary>
/// <remarks>Immutable and valid by construction. <c>default</c> is a customer who bought once, today, measured in days.</remarks>
public readonly record struct CustomerHistory
{
    /// <summary>Makes a history.</summary>
    /// <param name="frequency">x: repeat purchase periods, the first purchase not counted; at least 0.</param>
    /// <param name="recency">t_x: age at the last purchase, in <paramref name="unit"/>; 0 when <paramref name="frequency"/> is 0, else at least 0.</param>
    /// <param name="age">T: age at the end of the observation window, in <paramref name="unit"/>; finite and at least <paramref name="recency"/>.</param>
    /// <param name="unit">The unit of recency and age.</param>
    /// <param name="meanSpend">m̄: mean spend of a repeat purchase, for the Gamma-Gamma model; finite. 0 when there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public CustomerHistory(int frequency, double recency, double age, TimeUnit unit = TimeUnit.Day, double meanSpend = 0)
    {
        Throw.IfNegative(frequency);
        if (!IsRecency(frequency, recency))
            throw Throw.OutOfRange(nameof(recency), recency, RecencyRange);
        if (!IsAge(recency, age))
            throw Throw.OutOfRange(nameof(age), age, AgeRange);
        if (!double.IsFinite(meanSpend))
            throw Throw.OutOfRange(nameof(meanSpend), meanSpend, "finite");
        _ = unit.LengthInDays();
        Frequency = frequency;
        Recency = recency;
        Age = age;
        Unit = unit;
        MeanSpend = meanSpend;
    }

    internal const string RecencyRange = "0 when the frequency is 0, and finite and at least 0 otherwise";
    internal const string AgeRange = "finite and at least the recency";

    /// <summary>x: repeat purchase periods.</summary>
    public int Frequency { get; }

    /// <summary>t_x: age at the last purchase.</summary>
    public double Recency { get; }

    /// <summary>T: age at the window's end.</summary>
    public double Age { get; }

    /// <summary>The unit of <see cref="Recency"/> and <see cref="Age"/>.</summary>
    public TimeUnit Unit { get; }

    /// <summary>m̄: mean spend of a repeat purchase; 0 when there is none.</summary>
    public double MeanSpend { get; }

    internal static bool IsRecency(int frequency, double recency) =>
        frequency == 0 ? recency.Equals(0) : recency >= 0 && double.IsFinite(recency);

    internal static bool IsAge(double recency, double age) => age >= recency && double.IsFinite(age);
}
