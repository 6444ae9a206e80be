using System.Globalization;

namespace RetentionMetrics;

/// <summary>One customer whose silence is unusual for its own rhythm.</summary>
public readonly record struct EarlyWarning
{
    internal EarlyWarning(int row, double silence, double usualGap, double chance, double value, TimeUnit unit)
    {
        Row = row;
        Silence = silence;
        UsualGap = usualGap;
        Chance = chance;
        Value = value;
        Unit = unit;
    }

    /// <summary>The customer's row.</summary>
    public int Row { get; }

    /// <summary>Time since the last purchase: T − t_x.</summary>
    public double Silence { get; }

    /// <summary>Mean time between the customer's purchases so far: t_x ÷ x.</summary>
    public double UsualGap { get; }

    /// <summary>The chance that a customer of this rhythm who has not left stays silent so long: (t_x ÷ T)^x.</summary>
    public double Chance { get; }

    /// <summary>What the customer is worth, as given.</summary>
    public double Value { get; }

    /// <summary>The unit of <see cref="Silence"/> and <see cref="UsualGap"/>.</summary>
    public TimeUnit Unit { get; }

    /// <summary>One phrase, such as <c>silent 61.0 days, usually 12.3 between purchases</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string unit = Unit switch
        {
            TimeUnit.Day => "days",
            TimeUnit.Week => "weeks",
            TimeUnit.Month => "months",
            _ => "years",
        };
        return string.Create(CultureInfo.InvariantCulture, $"silent {Silence:0.0} {unit}, usually {UsualGap:0.0} between purchases");
    }
}
