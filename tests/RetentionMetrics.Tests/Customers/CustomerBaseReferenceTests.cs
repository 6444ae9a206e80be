using System.Globalization;

namespace RetentionMetrics.Tests.Customers;

/// <summary>Customer summaries against independent ones (made with pandas and lifetimes), customer by customer.</summary>
public sealed class CustomerBaseReferenceTests
{
    [ReferenceFact("data/cdnow_transactions.csv", "golden/rfm_summary_cdnow_sample.csv")]
    public void Cdnow_equals_the_reference_for_every_customer() => Compare(
        "data/cdnow_transactions.csv", "customer_id", "date", "amount",
        "golden/rfm_summary_cdnow_sample.csv",
        new ObservationWindow(new(1997, 1, 1), new(1998, 6, 30), TimeUnit.Week), new(1997, 9, 30), expectedCustomers: 2357);

    [ReferenceFact("data/example_transactions.csv", "golden/rfm_summary_example_transactions.csv")]
    public void Example_transactions_equal_the_reference_for_every_customer() => Compare(
        "data/example_transactions.csv", "id", "date", null,
        "golden/rfm_summary_example_transactions.csv",
        new ObservationWindow(new(2014, 1, 1), new(2014, 12, 31), TimeUnit.Day), new(2014, 9, 1), expectedCustomers: 5000);

    [ReferenceFact("data/online_retail_invoices.csv", "golden/rfm_summary_online_retail.csv")]
    public void Online_retail_equals_the_reference_for_every_customer() => Compare(
        "data/online_retail_invoices.csv", "CustomerID", "InvoiceDate", "Amount",
        "golden/rfm_summary_online_retail.csv",
        new ObservationWindow(new(2010, 12, 1), new(2011, 12, 9), TimeUnit.Day), new(2011, 9, 9), expectedCustomers: 3370,
        new SummaryOptions { Refunds = RefundPolicy.Ignore, ZeroAmounts = ZeroAmounts.Ignore }); // the reference drops non-positive amounts

    private static void Compare(string data, string id, string date, string? amount, string golden, ObservationWindow window, DateOnly calibrationEnd, int expectedCustomers, SummaryOptions? options = null)
    {
        var transactions = ReferenceData.Rows(data).Select(r => new Transaction(
            r[id],
            DateOnly.ParseExact(r[date][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            amount is null ? 1 : decimal.Parse(r[amount], CultureInfo.InvariantCulture)));
        Holdout holdout = Holdout.Split(transactions, window, calibrationEnd, options);

        holdout.Calibration.Count.Should().Be(expectedCustomers);
        int compared = 0;
        foreach (var expected in ReferenceData.Rows(golden))
        {
            holdout.Calibration.TryGetRow(expected["id"], out int row).Should().BeTrue();
            CustomerHistory h = holdout.Calibration.Histories[row];
            h.Frequency.Should().Be((int)Number("frequency_cal"));
            h.Recency.Should().BeApproximately(Number("recency_cal"), 1e-9);
            h.Age.Should().BeApproximately(Number("T_cal"), 1e-9);
            holdout.Frequency.Span[row].Should().Be((int)Number("frequency_holdout"));
            holdout.Duration.Should().BeApproximately(Number("duration_holdout"), 1e-9);
            if (amount is not null)
            {
                h.MeanSpend.Should().BeApproximately(Number("monetary_cal"), 1e-9);
                holdout.MeanSpend.Span[row].Should().BeApproximately(Number("monetary_holdout_day_mean"), 1e-9);
                ((double)holdout.Revenue.Span[row]).Should().BeApproximately(Number("revenue_holdout"), 1e-9);
            }

            compared++;

            double Number(string column) => double.Parse(expected[column], CultureInfo.InvariantCulture);
        }

        compared.Should().Be(expectedCustomers);
    }
}
