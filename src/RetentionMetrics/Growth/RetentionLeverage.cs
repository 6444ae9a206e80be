namespace RetentionMetrics;

/// <summary>What it costs to keep a customer against what it costs to win one: the 1:5 rule, as measured.</summary>
/// <remarks>
/// <para>
/// Cost to win = acquisition spend ÷ new customers. Cost to keep = retention spend ÷ customers kept. Most of those would have stayed anyway, so the cost to keep is always flattering;
/// what a retention programme does shows only against a control group that it left alone: cost to save = retention spend ÷ customers saved, with saved = customers at the start ·
/// (retention − retention of the control group).
/// </para>
/// <para>"Five times" is folklore without a source that could be checked: measure your own. Immutable and valid by construction.</para>
/// </remarks>
public sealed record RetentionLeverage
{
    /// <summary>Makes the comparison, of one period and one currency.</summary>
    /// <param name="acquisitionSpend">What was spent to win customers; at least 0.</param>
    /// <param name="newCustomers">How many were won; at least 0.</param>
    /// <param name="retentionSpend">What was spent to keep customers; at least 0.</param>
    /// <param name="customersAtStart">Customers at the period's start on whom it was spent; at least 0.</param>
    /// <param name="customersKept">Those of them still there at its end, 0…<paramref name="customersAtStart"/>.</param>
    /// <param name="controlAtStart">Customers at the start on whom nothing was spent, chosen by lot; 0 without a control group.</param>
    /// <param name="controlKept">Those of them still there at the end, 0…<paramref name="controlAtStart"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RetentionLeverage(
        decimal acquisitionSpend, long newCustomers, decimal retentionSpend, long customersAtStart, long customersKept, long controlAtStart = 0, long controlKept = 0)
    {
        Throw.IfNegative(acquisitionSpend);
        Throw.IfNegative(newCustomers);
        Throw.IfNegative(retentionSpend);
        Throw.IfNegative(customersAtStart);
        Throw.IfNegative(customersKept);
        Throw.IfGreaterThan(customersKept, customersAtStart);
        Throw.IfNegative(controlAtStart);
        Throw.IfNegative(controlKept);
        Throw.IfGreaterThan(controlKept, controlAtStart);
        AcquisitionSpend = acquisitionSpend;
        NewCustomers = newCustomers;
        RetentionSpend = retentionSpend;
        CustomersAtStart = customersAtStart;
        CustomersKept = customersKept;
        ControlAtStart = controlAtStart;
        ControlKept = controlKept;
    }

    /// <summary>What was spent to win customers.</summary>
    public decimal AcquisitionSpend { get; }

    /// <summary>Customers won.</summary>
    public long NewCustomers { get; }

    /// <summary>What was spent to keep customers.</summary>
    public decimal RetentionSpend { get; }

    /// <summary>Customers at the start on whom it was spent.</summary>
    public long CustomersAtStart { get; }

    /// <summary>Those of them still there at the end.</summary>
    public long CustomersKept { get; }

    /// <summary>Customers at the start on whom nothing was spent; 0 without a control group.</summary>
    public long ControlAtStart { get; }

    /// <summary>Those of them still there at the end.</summary>
    public long ControlKept { get; }

    /// <summary>Customers at the start · (retention − retention of the control group): who would have left otherwise. Negative when the control group stayed rather.</summary>
    /// <value>A number with fractions; <see langword="null"/> when either group is empty.</value>
    public double? Saved => CustomersAtStart == 0 || ControlAtStart == 0 ? null : CustomersKept - ((double)CustomersAtStart * ControlKept / ControlAtStart);

    /// <summary>Cost to win one customer, acquisition spend ÷ new customers, with Garwood's interval (1936) of the count.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The cost; <see langword="null"/> without new customers.</returns>
    public Estimate? CostToWin(ConfidenceLevel level = default) => PoissonInterval.CostPerUnit(AcquisitionSpend, NewCustomers, level);

    /// <summary>Cost to keep one customer, retention spend ÷ customers kept, with the interval that Wilson's (1927) of the retention gives it.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The cost; <see langword="null"/> when nobody was kept.</returns>
    public Estimate? CostToKeep(ConfidenceLevel level = default) =>
        CustomersKept == 0 ? null : CostPer(ProportionInterval.Wilson(CustomersKept, CustomersAtStart, level)!.Value);

    /// <summary>How much the programme raised retention: the difference to the control group, with Newcombe's interval (1998, method 10).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>A difference of fractions, −1…1; <see langword="null"/> when either group is empty.</returns>
    public Estimate? RetentionGain(ConfidenceLevel level = default) =>
        ProportionInterval.Wilson(CustomersKept, CustomersAtStart, level) is { } kept && ProportionInterval.Wilson(ControlKept, ControlAtStart, level) is { } control
            ? CombinedInterval.Difference(kept, control, Math.Min(kept.N, control.N))
            : null;

    /// <summary>Cost to save one customer who would have left, retention spend ÷ <see cref="Saved"/>, with the interval of <see cref="RetentionGain"/>.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The cost; <see langword="null"/> without a control group or when nobody was saved. Its upper end is <see langword="null"/> when the data do not exclude that.</returns>
    public Estimate? CostToSave(ConfidenceLevel level = default) => RetentionGain(level) is { Value: > 0 } gain ? CostPer(gain) : null;

    /// <summary>How many times as much it costs to win a customer as to keep one: 5 in the 1:5 rule.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>Cost to win ÷ cost to keep, their intervals combined on the log scale (MOVER; Zou and Donner 2008); <see langword="null"/> when either is undefined or the cost to keep is 0.</returns>
    public Estimate? WinToKeep(ConfidenceLevel level = default) => Ratio(CostToWin(level), CostToKeep(level));

    /// <summary>How many times as much it costs to win a customer as to save one who would have left: what the 1:5 rule should mean.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>Cost to win ÷ cost to save, likewise; its lower end is <see langword="null"/> when the data do not exclude that nobody was saved.</returns>
    public Estimate? WinToSave(ConfidenceLevel level = default) => Ratio(CostToWin(level), CostToSave(level));

    // Spend ÷ (customers at the start · share): the share's upper end is the cost's lower one.
    private Estimate? CostPer(Estimate share)
    {
        double each = (double)(RetentionSpend / CustomersAtStart);
        return Quotient.Of(each, share.Value) is { } value ? new Estimate(value, each / share.Upper, share.Lower > 0 ? Quotient.Of(each, share.Lower.Value) : null, share.N, share.Level) : null;
    }

    private static Estimate? Ratio(Estimate? win, Estimate? keep) => win is { } a && keep is { } b ? CombinedInterval.Ratio(a, b) : null;
}
