namespace RetentionMetrics;

/// <summary>What one channel cost in one period, and how many customers became customers through it in that same period.</summary>
/// <remarks>Nothing is matched here: the lag is applied by <see cref="AcquisitionTally.Overall"/> and <see cref="AcquisitionTally.Periods"/>. Immutable and valid by construction; <c>default</c> is a cell of nothing.</remarks>
public readonly record struct AcquisitionCell
{
    /// <summary>Makes a cell.</summary>
    /// <param name="channel">The channel; <see langword="null"/> or empty for shared spend and customers of unknown channel.</param>
    /// <param name="date">Any day of the period.</param>
    /// <param name="advertising">Spend to win customers: paid media; at least 0.</param>
    /// <param name="salaries">Spend to win customers: salaries; at least 0.</param>
    /// <param name="tools">Spend to win customers: tools; at least 0.</param>
    /// <param name="other">Spend to win customers: anything else; at least 0.</param>
    /// <param name="retention">Spend of any kind to keep customers; at least 0.</param>
    /// <param name="newCustomers">Customers won, or <see langword="null"/> when they were not all counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public AcquisitionCell(string? channel, DateOnly date, decimal advertising = 0, decimal salaries = 0, decimal tools = 0, decimal other = 0, decimal retention = 0, long? newCustomers = 0)
    {
        Throw.IfNegative(advertising);
        Throw.IfNegative(salaries);
        Throw.IfNegative(tools);
        Throw.IfNegative(other);
        Throw.IfNegative(retention);
        Throw.IfNegative(newCustomers ?? 0, nameof(newCustomers));
        Channel = string.IsNullOrEmpty(channel) ? null : channel;
        Date = date;
        Advertising = advertising;
        Salaries = salaries;
        Tools = tools;
        Other = other;
        Retention = retention;
        UncountedCustomers = newCustomers is null;
        CountedCustomers = newCustomers ?? 0;
    }

    /// <summary>The channel; <see langword="null"/> for shared spend and customers of unknown channel.</summary>
    public string? Channel { get; }

    /// <summary>A day of the period; in a tally, its first day.</summary>
    public DateOnly Date { get; }

    /// <summary>Spend to win customers: paid media.</summary>
    public decimal Advertising { get; }

    /// <summary>Spend to win customers: salaries.</summary>
    public decimal Salaries { get; }

    /// <summary>Spend to win customers: tools.</summary>
    public decimal Tools { get; }

    /// <summary>Spend to win customers: anything else.</summary>
    public decimal Other { get; }

    /// <summary>Spend of any kind to keep customers. It is in no CAC.</summary>
    public decimal Retention { get; }

    /// <summary>Customers won; <see langword="null"/> when nobody counted them, or counted them for only a part of the spend.</summary>
    public long? NewCustomers => UncountedCustomers ? null : CountedCustomers;

    /// <summary>All spend to win customers.</summary>
    /// <exception cref="OverflowException">It does not fit a decimal.</exception>
    public decimal Spend => Advertising + Salaries + Tools + Other;

    private bool UncountedCustomers { get; }

    private long CountedCustomers { get; }

    internal AcquisitionCell Add(AcquisitionCell more) => new(
        Channel,
        Date,
        Advertising + more.Advertising,
        Salaries + more.Salaries,
        Tools + more.Tools,
        Other + more.Other,
        Retention + more.Retention,
        checked(NewCustomers + more.NewCustomers));

    internal AcquisitionCell On(DateOnly start) => new(Channel, start, Advertising, Salaries, Tools, Other, Retention, NewCustomers);
}
