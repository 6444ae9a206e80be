using System.Globalization;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>A row of a table of transactions; what is null there is NULL.</summary>
public sealed record ShopRow(string? Customer, DateOnly? Date, decimal? Amount, string? Order = null)
{
    public bool IsFact => !string.IsNullOrEmpty(Customer) && Date is not null && Amount is not null;

    public Transaction Fact => new(Customer!, Date!.Value, Amount!.Value, Order);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Customer} {Date:yyyy-MM-dd} {Amount} {Order})");
}
