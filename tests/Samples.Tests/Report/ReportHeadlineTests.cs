using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using RetentionMetrics.Tests;

namespace Samples.Tests.Report;

/// <summary>Figures of the page where months, quarters or words are missing, counted by hand.</summary>
public sealed partial class ReportHeadlineTests(ReportPages pages) : IClassFixture<ReportPages>
{
    private const string Cac = "Cost to win a customer (fully loaded CAC)", Nps = "Net promoter score (NPS)";

    [Theory]
    // Nobody answered in the quarter before: nothing to compare, however many answers there were years ago.
    [InlineData("3,2024-01-10", null)]
    // One detractor then, one promoter now.
    [InlineData("3,2026-03-31", -100.0)]
    public void NPS_is_set_against_the_calendar_quarter_before(string earlier, double? before)
    {
        using var folder = new ReportProcess.Folder();
        JsonElement nps = Headline(folder, Nps, "--ratings", folder.File("ratings.csv", $"rating,date\n{earlier}\n10,2026-04-02\n"), "--as-of", "2026-05-16");
        Number(nps, "value").Should().Be(100);
        Number(nps, "before").Should().Be(before);
        Number(nps, "change").Should().Be(100 - before);
        Period(nps).Should().Be("2026-04-01 to 2026-05-16", "no period ends after the last day");
    }

    [Theory]
    // March to May: 80 + 100 for c, d, e and f. Before, December to February: 50 + 100 for a and b.
    [InlineData("2026-05-31", 45.0, 4, 75.0, "2026-03-01 to 2026-05-31")]
    // May still runs, and of April nothing was spent: December to March are whole. January to March: 100 + 80 for a, b and c; three months before it there are not.
    [InlineData("2026-05-30", 60.0, 3, null, "2026-01-01 to 2026-03-31")]
    public void CAC_is_of_months_without_a_gap(string asOf, double cac, int won, double? before, string period)
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2026-01-05,1\nb,2026-02-05,1\nc,2026-03-05,1\nd,2026-04-05,1\ne,2026-05-05,1\nf,2026-05-30,1\n");
        string spend = folder.File("spend.csv", "channel,date,amount\nads,2025-12-01,50\nads,2026-01-01,100\nads,2026-03-01,80\nads,2026-05-01,100\n");
        JsonElement cost = Headline(folder, Cac, "--transactions", orders, "--spend", spend, "--as-of", asOf);
        Number(cost, "value").Should().Be(cac);
        Number(cost, "n").Should().Be(won);
        Number(cost, "before").Should().Be(before);
        Period(cost).Should().Be(period);
    }

    [Fact]
    public void CAC_of_spend_that_platforms_count_themselves_ends_with_the_last_day()
    {
        using var folder = new ReportProcess.Folder();
        JsonElement cost = Headline(folder, Cac, "--spend", folder.File("spend.csv", "channel,date,amount,new_customers\nads,2026-01-01,100,4\nads,2026-02-10,60,1\n"));
        Number(cost, "value").Should().Be(32);
        Period(cost).Should().Be("2026-01-01 to 2026-02-10");
    }

    [Fact]
    public void A_year_back_from_the_end_of_February_is_the_end_of_February()
    {
        using var folder = new ReportProcess.Folder();
        string subscriptions = folder.File("subscriptions.csv", "customer_id,start,end,monthly_amount\na,2024-02-29,,30\nb,2024-02-29,2024-06-01,10\n");
        JsonElement kept = Headline(folder, "Net revenue retention (NRR)", "--subscriptions", subscriptions, "--as-of", "2025-02-28");
        Number(kept, "n").Should().Be(2);
        Number(kept, "value").Should().Be(0.75);
    }

    [Fact]
    public void The_interval_of_lifetime_value_is_that_of_the_models()
    {
        // Another program, with the same purchases, margin and horizon, prints the total and its interval.
        string printed = File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "samples", "output", "03-lifetime-value.txt"));
        double[] total = [.. Total().Match(printed).Groups.Values.Skip(1).Select(g => double.Parse(g.Value, CultureInfo.InvariantCulture) / 400)];
        using var folder = new ReportProcess.Folder();
        JsonElement value = Headline(folder, "Lifetime value", "--transactions", Path.Combine(ReferenceData.RepositoryRoot, "samples", "RetentionReport", "shop", "transactions.csv"), "--gross-margin", "0.35");
        new[] { "value", "lower", "upper" }.Select(name => Math.Round(Number(value, name)!.Value, 2)).Should().Equal(total.Select(v => Math.Round(v, 2)));
        Number(value, "before").Should().NotBeNull();
        value.GetProperty("isBeyondChance").ValueKind.Should().Be(JsonValueKind.Null, "the customers of a quarter ago are among those of now");
    }

    [Fact]
    public void Text_and_page_round_alike()
    {
        ReportProcess.Result result = ReportProcess.Run();
        IElement table = pages.Page("en").QuerySelectorAll("#best table").First(t => t.QuerySelectorAll("tbody th").Any(h => h.TextContent == "Promising"));
        int share = table.QuerySelectorAll("thead th").Select(h => h.TextContent).ToList().IndexOf("share of customers");
        share.Should().BePositive();
        string[] shown = [.. table.QuerySelectorAll("tbody tr").Select(r => $"{r.Children[0].TextContent} {r.Children[share].TextContent.Replace('\u00a0', ' ')}").Where(r => result.Output.Contains("\n  " + r.Split(' ')[0], StringComparison.Ordinal))];
        shown.Should().HaveCountGreaterThan(5).And.Contain("Promising 0.7 %");
        foreach (string row in shown)
            result.Output.Should().MatchRegex($@"\n  {Regex.Replace(row, @" (?=[\d.]+ %)", @" +\d+ +")} ");
    }

    [Fact]
    public void Every_cost_of_a_customer_says_whose_it_is()
    {
        JsonElement acquisition = pages.Json.RootElement.GetProperty("acquisition");
        string all = Money(acquisition.GetProperty("fullyLoadedCac").GetProperty("value")), watched = Money(acquisition.GetProperty("payback").GetProperty("cac"));
        all.Should().NotBe(watched);
        IHtmlDocument page = pages.Page("en");
        page.QuerySelector("#cost .lead")!.TextContent.Should().Contain($"a customer cost {all} in all (fully loaded CAC, ").And.Contain($"watched for a year cost {watched} each and paid it back in month {acquisition.GetProperty("payback").GetProperty("paybackMonth").GetInt32()}.");
        page.QuerySelectorAll("#definitions summary").Select(s => s.TextContent).Should().Contain(["Payback", "Revenue of the quarter", "Funnel", "Referrals", "Concentration", "Segment moves", "Winning against keeping"]);

        static string Money(JsonElement amount) => amount.GetDouble().ToString("N2", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_lead_has_no_gap_where_a_figure_is_missing()
    {
        using var folder = new ReportProcess.Folder();
        string spend = folder.File("spend.csv", "channel,date,amount\nads,2026-01-01,100\n"), orders = folder.File("orders.csv", "customer_id,date,amount\na,2025-01-01,0\n");
        string subscriptions = folder.File("subscriptions.csv", "customer_id,start,end,monthly_amount\na,2026-01-03,2026-01-10,10\n");
        foreach (string language in new[] { "en", "ja" })
        {
            ReportProcess.Result result = ReportProcess.Run("--transactions", orders, "--spend", spend, "--subscriptions", subscriptions, "--as-of", "2026-02-28", "--html", folder["out.html"], "--language", language);
            result.ExitCode.Should().Be(0, result.Error);
            ReportPages.Parse(File.ReadAllText(folder["out.html"])).QuerySelectorAll(".lead").Select(l => l.TextContent).Should().HaveCount(11).And.OnlyContain(l => !l.Contains('–'));
        }
    }

    private static JsonElement Headline(ReportProcess.Folder folder, string name, params string[] args)
    {
        ReportProcess.Result result = ReportProcess.Run([.. args, "--json", folder["out.json"]]);
        result.ExitCode.Should().Be(0, result.Error);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder["out.json"]));
        return json.RootElement.GetProperty("headlines").EnumerateArray().Single(h => h.GetProperty("name").GetString() == name).Clone();
    }

    private static double? Number(JsonElement headline, string name) => headline.GetProperty(name) is { ValueKind: JsonValueKind.Number } n ? n.GetDouble() : null;

    private static string Period(JsonElement headline) => $"{headline.GetProperty("from").GetString()} to {headline.GetProperty("to").GetString()}";

    [GeneratedRegex(@"to come: ([\d,.]+) gross.* interval ([\d,.]+) to ([\d,.]+)\)")]
    private static partial Regex Total();
}
