using System.Globalization;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>Transactions of public data sets.</summary>
internal static class DataSets
{
    public const string CdnowFile = "data/cdnow_transactions.csv";
    public const string OnlineRetailFile = "data/online_retail_invoices.csv";
    public const string RfmOrdersFile = "data/rfm_orders.csv";

    public static ShopRow[] Cdnow => [.. Of(CdnowFile, "customer_id", "date", "amount")];

    public static ShopRow[] RfmOrders => [.. Of(RfmOrdersFile, "customer_id", "order_date", "revenue")];

    // A cancellation has a number of its own. Without its C and the last digit it is an order of ten invoices that some refunds match.
    public static ShopRow[] OnlineRetail =>
        [.. Of(OnlineRetailFile, "CustomerID", "InvoiceDate", "Amount", "InvoiceNo").Select(r => r with { Order = r.Order!.TrimStart('C')[..^1] })];

    private static IEnumerable<ShopRow> Of(string file, string customer, string date, string amount, string? order = null) =>
        ReferenceData.Rows(file).Select(r => new ShopRow(r[customer], DateOnly.ParseExact(r[date][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r[amount], CultureInfo.InvariantCulture), order is null ? null : r[order]));
}
