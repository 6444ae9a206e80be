using System.Text;
using System.Text.Json;
using RetentionMetrics.Tests;

namespace Samples.Tests.Report;

/// <summary>Files that are given without a word on what they hold.</summary>
public sealed class UnknownExportTests
{
    [ReferenceFact("data/online_retail_invoices.csv")]
    public void Online_retail_needs_no_options() =>
        // 4,338 customers as with the options that name the columns; refunds netted by invoice, because InvoiceNo is taken for the order.
        Reports("online_retail_invoices.csv", "transactions", "'InvoiceNo': OrderId (Certain", "'CustomerID': CustomerId (Certain", "'InvoiceDate': Date (Certain", "'Amount': Amount (Certain", "not read: 'Lines', 'Quantity', 'Country'", "22,190");

    [ReferenceFact("data/cdnow_transactions.csv")]
    public void Cdnow_needs_no_options() => Reports("cdnow_transactions.csv", "transactions", "'customer_id': CustomerId (Certain", "  2,357 customers;");

    [ReferenceFact("data/rfm_orders.csv")]
    public void Rfm_orders_need_no_options() => Reports("rfm_orders.csv", "transactions", "'order_date': Date (Certain", "'revenue': Amount (Certain", "  995 customers;");

    [ReferenceFact("data/ravenstack_subscriptions.csv")]
    public void Ravenstack_needs_no_options() => Reports("ravenstack_subscriptions.csv", "subscriptions", "'account_id': CustomerId", "'start_date': Start", "'end_date': End", "'mrr_amount': MonthlyAmount", "'is_trial': IsTrial", "'billing_frequency': BillingPeriod");

    [ReferenceFact("data/nps_retail.csv")]
    public void Nps_retail_needs_no_options() => Reports("nps_retail.csv", "ratings", "'nps': Rating (Certain", "6,988"); // 7,187 rows, 199 of them without an answer

    [Fact]
    public void A_german_export_in_windows_1252_is_read_as_it_is_meant()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var folder = new ReportProcess.Folder();
        string file = folder["verkauf.csv"], json = folder["out.json"];
        File.WriteAllText(file, "Kundennummer;Käufer;Bestelldatum;Betrag\n1;Müller;05.01.2026;1.234,50 €\n2;Schäfer;17.01.2026;12,00 €\n1;Müller;03.02.2026;100,00 €\n", Encoding.GetEncoding(1252));
        ReportProcess.Result result = ReportProcess.Run(file, "--json", json);

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("Assumed: verkauf.csv holds transactions").And.Contain("encoding: windows-1252 (Likely").And.Contain("dates: dd.MM.yyyy (Certain").And.Contain("numbers: 1.234,56, with € (Certain");
        result.Output.Should().Contain("verkauf.csv     3     3         0      0").And.Contain("historic: 1,346.50 in all");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(json));
        JsonElement assumed = document.RootElement.GetProperty("assumed")[0];
        assumed.GetProperty("kind").GetProperty("value").GetString().Should().Be("transactions");
        assumed.GetProperty("dateFormat").GetProperty("certainty").GetString().Should().Be("certain");
        assumed.GetProperty("columns")[3].GetProperty("role").GetProperty("value").GetString().Should().Be("amount");
    }

    [Fact]
    public void What_is_ambiguous_asks_for_attention_and_an_option_settles_it()
    {
        using var folder = new ReportProcess.Folder();
        string file = folder.File("orders.csv", "customer,date,total\na,03/04/2026,10\nb,05/06/2026,20\n");
        ReportProcess.Run(file).Output.Should().Contain("ATTENTION: dates: dd/MM/yyyy (Ambiguous").And.Contain("; set --date-format").And.StartWith("Retention report, as of 2026-06-05");
        ReportProcess.Result american = ReportProcess.Run(file, "--date-format", "MM/dd/yyyy");
        american.Output.Should().Contain("dates: MM/dd/yyyy (Certain: it was given)").And.NotContain("ATTENTION: dates").And.StartWith("Retention report, as of 2026-05-06");
    }

    [Fact]
    public void An_option_that_names_a_column_wins_over_the_guess()
    {
        using var folder = new ReportProcess.Folder();
        string file = folder.File("orders.csv", "customer,date,total,net\na,2026-01-01,12,10\nb,2026-01-02,24,20\n");
        ReportProcess.Run(file).Output.Should().Contain("historic: 36.00 in all").And.Contain("'net' could be meant, too");
        ReportProcess.Run(file, "--amount", "net").Output.Should().Contain("historic: 30.00 in all").And.Contain("'net': Amount (Certain: it was given)");
    }

    [Fact]
    public void Several_files_are_each_taken_for_what_they_are()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("o.csv", "client,date de commande,montant\na,2026-01-01,10\nb,2026-01-02,20\n"), answers = folder.File("a.csv", "推奨度,回答日\n10,2026-01-03\n3,2026-01-04\n");
        ReportProcess.Result result = ReportProcess.Run(orders, answers);
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("Assumed: o.csv holds transactions").And.Contain("Assumed: a.csv holds ratings");
    }

    [Theory]
    [InlineData("customer,date,text\na,2026-01-01,x\nb,2026-01-02,y\n", "--amount text", "*orders.csv*2 rejected*")]
    [InlineData("customer,date,total\na,2026-01-01,1\n", "--amount gross", "*orders.csv*no column 'gross'*'customer' (text), 'date' (dates), 'total' (whole numbers)*--amount*")]
    [InlineData("size,colour\n3,red\n5,blue\n", "", "*orders.csv*'size', 'colour'*--transactions*--customer-id*")]
    [InlineData("a,2026-01-01,1.50\nb,2026-01-02,2.50\na,2026-01-03,3.50\n", "", "*orders.csv*first record does not name the columns*customer_id,date,amount*")]
    [InlineData("customer,date,total\na,2026-01-01,1\n", "--spend-amount x", "*--spend-amount needs --spend*")]
    [InlineData("", "", "*orders.csv*empty*")]
    public void What_cannot_be_read_is_explained(string content, string arguments, string message)
    {
        using var folder = new ReportProcess.Folder();
        ReportProcess.Result result = ReportProcess.Run([folder.File("orders.csv", content), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        result.ExitCode.Should().Be(2, result.Output);
        result.Output.Should().BeEmpty();
        result.Error.TrimEnd('\n').Should().StartWith("error: ").And.NotContain("\n").And.Match(message);
    }

    [Fact]
    public void Two_files_of_one_kind_are_refused()
    {
        using var folder = new ReportProcess.Folder();
        const string Orders = "customer,date,total\na,2026-01-01,1\n";
        ReportProcess.Result result = ReportProcess.Run(folder.File("a.csv", Orders), folder.File("b.csv", Orders));
        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("a.csv and b.csv are both transactions");
    }

    private static void Reports(string file, string kind, params string[] lines)
    {
        ReportProcess.Result result = ReportProcess.Run(ReferenceData.PathOf("data/" + file));
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain($"Assumed: {file} holds {kind}").And.NotContain("is rejected").And.NotContain("NaN");
        foreach (string line in lines)
            result.Output.Should().Contain(line);
    }
}
