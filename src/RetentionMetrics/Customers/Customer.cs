namespace RetentionMetrics;

/// <summary>One row of a <see cref="CustomerBase"/>.</summary>
/// <remarks>A view: it holds the base and a row number. <c>default</c> is no customer, and its members throw <see cref="InvalidOperationException"/>.</remarks>
public readonly record struct Customer
{
    private readonly CustomerBase? _base;

    internal Customer(CustomerBase customers, int row)
    {
        _base = customers;
        Row = row;
    }

    private CustomerBase Base => _base ?? throw new InvalidOperationException("default(Customer) is no customer.");

    /// <summary>The row in the base, from 0.</summary>
    public int Row { get; }

    /// <summary>The customer's id.</summary>
    public string Id => Base.IdOf(Row);

    /// <summary>Frequency, recency, age and mean spend.</summary>
    public CustomerHistory History => Base.Histories[Row];

    /// <summary>The RFM values on the window's last day.</summary>
    public RfmValue Rfm => Base.RfmColumns[Row];

    /// <summary>The day of the first known purchase.</summary>
    public DateOnly FirstPurchase => DateOnly.FromDayNumber(Base.FirstDays.Span[Row]);

    /// <summary>The day of the last purchase in the window.</summary>
    public DateOnly LastPurchase => DateOnly.FromDayNumber(Base.LastDays.Span[Row]);

    /// <summary>What the purchases in the window brought, after refunds.</summary>
    public decimal TotalSpend => Base.TotalSpend.Span[Row];

    /// <summary>The channel of the first purchase, or <see langword="null"/> when that purchase named none.</summary>
    public string? Channel => Base.ChannelOf(Row);
}
