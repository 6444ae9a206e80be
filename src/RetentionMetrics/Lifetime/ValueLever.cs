namespace RetentionMetrics;

/// <summary>A lever of customer value. To improve one is to raise it, but to lower <see cref="CostToServe"/> and <see cref="Churn"/>.</summary>
public enum ValueLever
{
    /// <summary>What an order brings.</summary>
    OrderValue = 0,

    /// <summary>Orders a period.</summary>
    Frequency = 1,

    /// <summary>Periods that a customer stays.</summary>
    Lifespan = 2,

    /// <summary>Share of revenue that is kept.</summary>
    Margin = 3,

    /// <summary>Cost to serve a customer a period.</summary>
    CostToServe = 4,

    /// <summary>Share of customers lost a period: 1 ÷ lifespan. The same lever as <see cref="Lifespan"/>, measured the other way round.</summary>
    Churn = 5,
}
