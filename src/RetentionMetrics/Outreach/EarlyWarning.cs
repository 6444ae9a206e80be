using System.Globalization;

namespace RetentionMetrics;

/// <summary>One warning: what changed in a customer, with the numbers that show it.</summary>
public readonly record struct EarlyWarning
{
    internal EarlyWarning(AlertKinds kind, double before, double now, double threshold, double risk, double? chance, double value, TimeUnit unit, int row)
    {
        Kind = kind;
        Before = before;
        Now = now;
        Threshold = threshold;
        Risk = risk;
        Chance = chance;
        Value = value;
        Unit = unit;
        Row = row;
    }

    /// <summary>The customer's row.</summary>
    public int Row { get; }

    /// <summary>What the warning is about; one kind.</summary>
    public AlertKinds Kind { get; }

    /// <summary>What was usual: the mean time between purchases t_x ÷ x, P(alive) at the last look, the mean spend of the earlier periods, or the earlier rating.</summary>
    public double Before { get; }

    /// <summary>What it is now: the silence T − t_x, P(alive), the spend of the recent period, or the rating.</summary>
    public double Now { get; }

    /// <summary>The silence from which, or the P(alive), spend or rating down to which, it is a warning.</summary>
    public double Threshold { get; }

    /// <summary>
    /// The fraction of the value that is at risk: for a silence, 1 − P(alive) where that is known and otherwise 1 − <see cref="Chance"/>, an upper figure; the fall of P(alive); the fall of spend ÷ what was usual, at most 1;
    /// the fall of the rating ÷ 10.
    /// </summary>
    public double Risk { get; }

    /// <summary>For a silence, the chance that a customer of this rhythm who has not left stays silent so long: (t_x ÷ T)^x; otherwise <see langword="null"/>.</summary>
    public double? Chance { get; }

    /// <summary>What the customer is worth, as given.</summary>
    public double Value { get; }

    /// <summary>Value × risk: what the list is ordered by.</summary>
    public double ValueAtRisk => Value * Risk;

    /// <summary>The unit of a silence.</summary>
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
        return Kind switch
        {
            AlertKinds.Silence => string.Create(CultureInfo.InvariantCulture, $"silent {Now:0.0} {unit}, usually {Before:0.0} between purchases"),
            AlertKinds.FallingProbabilityAlive => string.Create(CultureInfo.InvariantCulture, $"P(alive) {Now:0.00}, was {Before:0.00}"),
            AlertKinds.FallingSpend => string.Create(CultureInfo.InvariantCulture, $"spent {Now:0.00}, usually {Before:0.00}"),
            AlertKinds.FallingRating => string.Create(CultureInfo.InvariantCulture, $"rated {Now:0.#}, was {Before:0.#}"),
            _ => "",
        };
    }
}
