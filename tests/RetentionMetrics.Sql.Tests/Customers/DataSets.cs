using System.Globalization;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>Transactions of public data sets.</summary>
internal static class DataSets
{
    public static ShopRow[] Cdnow => [.. Of("data/cdnow_transactions.csv", "customer_id", "date", "amount")];

    public static ShopRow[] RfmOrders => [.. Of("data/rfm_orders.csv", "customer_id", "order_date", "revenue")];

    // A cancellation is numbered as the invoice that it cancels only by chance; its number without the C serves as an order that some refunds match.
    public static ShopRow[] OnlineRetail =>
        [.. Of("data/online_retail_invoices.csv", "CustomerID", "InvoiceDate", "Amount", "InvoiceNo").Select(r => r with { Order = r.Order!.TrimStart('C')[..^1] })];

    private static IEnumerable<ShopRow> Of(string file, string customer, string date, string amount, string? order = null) =>
        ReferenceData.Rows(file).Select(r => new ShopRow(r[customer], DateOnly.ParseExact(r[date][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r[amount], CultureInfo.InvariantCulture), order is null ? null : r[order]));
}
