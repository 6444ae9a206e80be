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
    public DateOnly Date { get; private init; }

    /// <summary>Spend to win customers: paid media.</summary>
    public decimal Advertising { get; private init; }

    /// <summary>Spend to win customers: salaries.</summary>
    public decimal Salaries { get; private init; }

    /// <summary>Spend to win customers: tools.</summary>
    public decimal Tools { get; private init; }

    /// <summary>Spend to win customers: anything else.</summary>
    public decimal Other { get; private init; }

    /// <summary>Spend of any kind to keep customers. It is in no CAC.</summary>
    public decimal Retention { get; private init; }

    /// <summary>Customers won; <see langword="null"/> when nobody counted them, or counted them for only a part of the spend.</summary>
    public long? NewCustomers => UncountedCustomers ? null : CountedCustomers;

    /// <summary>All spend to win customers.</summary>
    /// <exception cref="OverflowException">It does not fit a decimal.</exception>
    public decimal Spend => Advertising + Salaries + Tools + Other;

    private bool UncountedCustomers { get; init; }

    private long CountedCustomers { get; init; }

    // Sums of what was checked need no check.
    internal AcquisitionCell Add(AcquisitionCell more) => this with
    {
        Advertising = Advertising + more.Advertising,
        Salaries = Salaries + more.Salaries,
        Tools = Tools + more.Tools,
        Other = Other + more.Other,
        Retention = Retention + more.Retention,
        UncountedCustomers = UncountedCustomers || more.UncountedCustomers,
        CountedCustomers = UncountedCustomers || more.UncountedCustomers ? 0 : checked(CountedCustomers + more.CountedCustomers),
    };

    internal AcquisitionCell On(DateOnly start) => this with { Date = start };
}
