using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Samples.Tests.Report;

/// <summary>What the page is made of; how it looks and behaves is tested in a browser.</summary>
public sealed partial class ReportPageTests(ReportPages pages) : IClassFixture<ReportPages>
{
    private static readonly string[] Chapters = ["glance", "best", "slipping", "worth", "cost", "stay", "recurring", "recommend", "funnel", "touch", "definitions", "quality"];

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Headings_are_in_order_and_links_lead_to_chapters(string language)
    {
        IHtmlDocument page = pages.Page(language);
        page.DocumentElement.GetAttribute("lang").Should().Be(language);
        int[] levels = [.. page.QuerySelectorAll("h1,h2,h3,h4,h5,h6").Select(h => h.LocalName[1] - '0')];
        levels[0].Should().Be(1);
        levels.Count(l => l == 1).Should().Be(1);
        levels.Zip(levels.Skip(1), (a, b) => b - a).Should().OnlyContain(step => step <= 1, "no level is skipped");
        page.QuerySelectorAll("main > section").Select(s => s.Id).Should().Equal(Chapters);
        page.QuerySelectorAll("nav a").Select(a => a.GetAttribute("href")).Should().Equal(Chapters.Skip(1).Select(c => "#" + c));
        page.QuerySelectorAll("[id]").Select(e => e.Id).Should().OnlyHaveUniqueItems();
        page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")![1..]).Should().OnlyContain(id => page.GetElementById(id) != null);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Every_table_has_headings_and_every_picture_a_label(string language)
    {
        IHtmlDocument page = pages.Page(language);
        IHtmlCollection<IElement> tables = page.QuerySelectorAll("table");
        tables.Length.Should().BeGreaterThan(15);
        foreach (IHtmlTableElement table in tables.Cast<IHtmlTableElement>())
        {
            int columns = table.Head!.Rows[0].Cells.Length;
            table.Head.QuerySelectorAll("th[scope=col]").Should().HaveCount(columns).And.OnlyContain(h => h.TextContent.Length > 0);
            table.Bodies[0].Rows.Should().OnlyContain(row => row.Cells.Length == columns).And.OnlyContain(row => row.Cells[0].GetAttribute("scope") == "row");
            table.ParentElement!.ClassList.Should().Contain("scroll");
        }

        foreach (string chapter in Chapters[1..10])
            page.QuerySelectorAll($"#{chapter} svg").Should().NotBeEmpty(chapter);
        page.QuerySelectorAll("svg").Should().OnlyContain(svg => svg.GetAttribute("role") == "img" && svg.GetAttribute("aria-label")!.Length > 10);
        page.QuerySelectorAll(".sortable table").Should().HaveCount(2);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Nothing_runs_or_is_styled_but_what_the_policy_names_by_its_hash(string language)
    {
        IHtmlDocument page = pages.Page(language);
        string style = page.QuerySelectorAll("style").Single().TextContent, script = page.QuerySelectorAll("script").Single().TextContent;
        page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content").Should().StartWith($"default-src 'none'; style-src 'sha256-{Hash(style)}'; script-src 'sha256-{Hash(script)}'");
        script.Split('\n').Length.Should().BeLessThan(30, "a few lines of script at most");
        page.All.Should().OnlyContain(e => e.Attributes.All(a => a.Name != "style" && !a.Name.StartsWith("on", StringComparison.Ordinal)));
        page.QuerySelectorAll("[src],object,iframe,form,base,image,use").Should().BeEmpty();
        page.QuerySelectorAll("[href]").Select(e => e.GetAttribute("href")).Should().OnlyContain(href => href!.StartsWith('#') || href == "data:,");
        pages.Text(language).Should().NotMatchRegex(@"url\(|@import|https?://(?!www\.w3\.org/)", "nothing is fetched");

        static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Headline_figures_are_those_of_the_json()
    {
        JsonElement root = pages.Json.RootElement;
        Dictionary<string, (string Value, string Change)> tiles = pages.Page("en").QuerySelectorAll(".tiles li").ToDictionary(t => t.QuerySelector("h3")!.TextContent, t => (t.QuerySelector(".value")!.TextContent, t.QuerySelector(".change strong")!.TextContent));
        tiles.Should().HaveCount(8);

        JsonElement customers = root.GetProperty("customers"), churn = root.GetProperty("churn"), quarters = root.GetProperty("nps").GetProperty("quarters");
        int n = customers.GetProperty("count").GetInt32();
        tiles["Customers"].Value.Should().Be(n.ToString("N0", CultureInfo.InvariantCulture));
        tiles["Lifetime value"].Value.Should().Be((customers.GetProperty("lifetimeValue").GetDouble() / n).ToString("N2", CultureInfo.InvariantCulture));
        tiles["Churn a month"].Value.Should().Be(Percent(churn.GetProperty("pooledRate").GetProperty("value").GetDouble()));
        tiles["Net revenue retention (NRR)"].Value.Should().Be(Percent(root.GetProperty("mrr").GetProperty("netRevenueRetention").GetDouble()));
        tiles["Net promoter score (NPS)"].Value.Should().Be(Score(quarters[quarters.GetArrayLength() - 1]).ToString("N1", CultureInfo.InvariantCulture));
        double change = Score(quarters[quarters.GetArrayLength() - 1]) - Score(quarters[quarters.GetArrayLength() - 2]);
        tiles["Net promoter score (NPS)"].Change.Should().Be((change > 0 ? "+" : "−") + Math.Abs(change).ToString("N1", CultureInfo.InvariantCulture) + " points");

        // The rest, from the table of customers and plain arithmetic.
        string[][] rows = [.. pages.Customers.Skip(1).Select(r => r.Split(','))];
        double active = rows.Count(r => int.Parse(r[3], CultureInfo.InvariantCulture) < 91) / (double)n;
        tiles["Active customers (share)"].Value.Should().Be(Percent(active));
        double earlier = root.GetProperty("headlines").EnumerateArray().Single(h => h.GetProperty("name").GetString() == "Active customers (share)").GetProperty("before").GetDouble();
        tiles["Active customers (share)"].Change.Should().Be((active > earlier ? "+" : "−") + (100 * Math.Abs(active - earlier)).ToString("N1", CultureInfo.InvariantCulture) + " points");

        static double Score(JsonElement quarter) => quarter.GetProperty("score").GetProperty("value").GetDouble();
        static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_period_before_is_counted_by_hand()
    {
        using var folder = new ReportProcess.Folder();
        // The last quarter (91 days) begins on 1 April. Before: a buys for 100, b for 50. In it: b for 30, c for 40. Further back: a for 5.
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2025-06-01,5\na,2026-02-01,100\nb,2026-02-10,50\nb,2026-04-01,30\nc,2026-06-30,40\n");
        // NPS: 1 of 2 promoters and 1 detractor in the first quarter of the year, 2 promoters in the second.
        string ratings = folder.File("ratings.csv", "rating,date\n10,2026-01-01\n3,2026-03-31\n9,2026-04-01\n10,2026-06-30\n");
        // Three months for 300 win c alone; three before for 100 win b alone (a came earlier).
        string spend = folder.File("spend.csv", "channel,date,amount\nads,2026-01-01,20\nads,2026-02-01,30\nads,2026-03-01,50\nads,2026-04-01,100\nads,2026-05-01,100\nads,2026-06-01,100\n");
        ReportProcess.Result result = ReportProcess.Run("--transactions", orders, "--ratings", ratings, "--spend", spend, "--json", folder["out.json"], "--html", folder["out.html"]);
        result.ExitCode.Should().Be(0, result.Error);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder["out.json"]));
        Dictionary<string, JsonElement> headlines = json.RootElement.GetProperty("headlines").EnumerateArray().ToDictionary(h => h.GetProperty("name").GetString()!);

        Of("Customers").Should().Be((3.0, 2.0));
        Of("Revenue of the quarter").Should().Be((70.0, 150.0));
        Of("Active customers (share)").Should().Be((2.0 / 3, 1.0));
        Of("Net promoter score (NPS)").Should().Be((100.0, 0.0));
        Of("Cost to win a customer (fully loaded CAC)").Should().Be((300.0, 100.0));
        Of("Churn a month").Should().Be((null, null));
        headlines["Revenue of the quarter"].GetProperty("change").GetDouble().Should().BeApproximately((70.0 / 150) - 1, 1e-12);
        headlines["Revenue of the quarter"].GetProperty("isBeyondChance").ValueKind.Should().Be(JsonValueKind.Null, "money is counted, not sampled");
        ReportPages.Parse(File.ReadAllText(folder["out.html"])).QuerySelectorAll(".tiles li").Select(t => t.QuerySelector(".value")!.TextContent).Should().Contain("70.00").And.Contain("–");

        (double?, double?) Of(string name) => (Number(headlines[name].GetProperty("value")), Number(headlines[name].GetProperty("before")));
        static double? Number(JsonElement e) => e.ValueKind == JsonValueKind.Null ? null : Math.Round(e.GetDouble(), 12) is var v && Math.Abs(v - (2.0 / 3)) < 1e-9 ? 2.0 / 3 : e.GetDouble();
    }

    [Fact]
    public void Who_is_slipping_away_and_who_gets_which_touch_are_those_of_the_files()
    {
        IHtmlDocument page = pages.Page("en");
        JsonElement[] warnings = [.. pages.Json.RootElement.GetProperty("outreach").GetProperty("slippingAway").EnumerateArray()];
        string[] ids = [.. warnings.Select(w => w.GetProperty("customerId").GetString()!).Distinct()];
        string[] shown = [.. page.QuerySelectorAll("#slipping .sortable tbody th").Select(c => c.TextContent)];
        shown.Should().BeSubsetOf(ids).And.OnlyHaveUniqueItems().And.HaveCount(Math.Min(100, ids.Length));
        shown[0].Should().Be(warnings.MaxBy(w => w.GetProperty("valueAtRisk").GetDouble()).GetProperty("customerId").GetString());

        Dictionary<string, string> tiers = pages.Customers.Skip(1).Select(r => r.Split(',')).ToDictionary(r => r[0], r => r[13]);
        (string Id, string Tier)[] touched = [.. page.QuerySelectorAll("#touch .sortable tbody tr").Select(r => (r.Children[0].TextContent, r.Children[1].TextContent))];
        touched.Should().HaveCount(100).And.OnlyContain(t => tiers[t.Id] == t.Tier);
        touched.Take(20).Should().OnlyContain(t => t.Tier == "High touch");
        page.QuerySelector("#touch p.quiet")!.TextContent.Should().Be("300 more are in customers.csv.");
    }

    [Fact]
    public void In_Japanese_every_word_is_but_names()
    {
        IHtmlDocument page = pages.Page("ja");
        IElement[] spoken = [.. page.QuerySelectorAll("body, body *").Where(e => e.Closest("script,style") is null)];
        IEnumerable<string> texts = spoken.SelectMany(e => e.ChildNodes.OfType<IText>().Select(t => t.Data)).Concat(spoken.Select(e => e.GetAttribute("aria-label") ?? "")).Append(page.Title!);
        string[] foreign = [.. texts.SelectMany(t => Word().Matches(Data().Replace(t, "")).Select(m => m.Value)).Distinct().Except(Names, StringComparer.Ordinal)];
        foreign.Should().BeEmpty();

        string text = page.Body!.TextContent;
        foreach (string term in new[] { "ハイタッチ", "ロータッチ", "テックタッチ", "解約率", "顧客生涯価値", "顧客推奨度", "顧客獲得単価", "継続率", "2026/06/30" })
            text.Should().Contain(term);
    }

    // Names of measures, models and people, options, and what comes with the built-in shop.
    private static readonly string[] Names =
    [
        "RFM", "NPS", "MRR", "ARR", "ARPA", "CAC", "LTV", "CLV", "NRR", "GRR", "ABC", "AARRR", "ROI", "BG", "NBD", "MBG", "Gamma", "Kaplan", "Meier", "Wilson", "Wald", "Cox", "Poisson", "Gini", "Lorenz", "Brier", "Fader", "Hardie", "Lee", "Lee's", "and", "alive", "csv", "calibration", "end",
        "RetentionMetrics", "RetentionReport", "JP", "US", "DE", "EU", "search", "social", "partner", "organic", "referral", "login", "alpha", "gamma", "log", "AIC", "BIC", "ID", "Garwood", "Rocks",
    ];

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"\"><img src=x onerror=alert(1)>")]
    [InlineData("</table></section><style>*{display:none}</style>")]
    [InlineData("&lt;b&gt; ' ` \u202e x")]
    public void What_stands_in_a_file_adds_no_element(string naughty)
    {
        using var folder = new ReportProcess.Folder();
        string[] plain = Kinds("plain"), made = Kinds(naughty);
        made.Should().BeEquivalentTo(plain);

        string[] Kinds(string id)
        {
            // Ids, channels, segments and referrers, each of which is shown.
            string orders = folder.File("orders.csv", "customer_id,date,amount,channel\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"\"{id}{i % 10}\",2026-0{1 + (i % 6)}-{1 + (i % 28):00},{10 + i},\"{id}\"\n")));
            string ratings = folder.File("ratings.csv", $"rating,date,segment,customer_id\n9,2026-01-01,\"{id}\",\"{id}1\"\n3,2026-05-01,b,\"{id}2\"\n");
            string spend = folder.File("spend.csv", $"channel,date,amount\n\"{id}\",2026-01-01,100\n");
            string referrals = folder.File("referrals.csv", $"referrer_id,date,referred_id\n\"{id}1\",2026-01-01,\"{id}2\"\n");
            ReportProcess.Result result = ReportProcess.Run("--transactions", orders, "--ratings", ratings, "--spend", spend, "--referrals", referrals, "--html", folder["out.html"], "--currency", id.Replace("\"\"", "\"", StringComparison.Ordinal));
            result.ExitCode.Should().Be(0, result.Error);
            IHtmlDocument page = ReportPages.Parse(File.ReadAllText(folder["out.html"]));
            page.QuerySelector("#touch .sortable tbody th")!.TextContent.Should().StartWith(id.Replace("\"\"", "\"", StringComparison.Ordinal));
            return [.. page.QuerySelectorAll("body *").Where(e => e.Closest("svg") is null).Select(Bone), .. page.QuerySelectorAll("svg, svg *").Select(Bone).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    // An element without its text and values: what a label could add to.
    private static string Bone(IElement e) => $"{e.LocalName} {string.Join(' ', e.Attributes.Select(a => a.Name))}";

    [Theory]
    [InlineData("\u0001")]
    [InlineData("\u0080")]
    [InlineData("\u0085")]
    public void A_character_that_HTML_cannot_hold_is_replaced(string character)
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2026-01-01,10\nb,2026-02-01,30\n");
        ReportProcess.Run("--transactions", orders, "--html", folder["out.html"], "--currency", "x" + character).ExitCode.Should().Be(0);
        string text = File.ReadAllText(folder["out.html"]);
        ReportPages.Parse(text).QuerySelector(".tiles li:nth-child(2) .value")!.TextContent.Should().Be("40.00\u00a0x\ufffd");
        text.Should().NotContain($"&#x{(int)character[0]:X};").And.NotContain(character);
    }

    [Theory]
    [InlineData("--ratings", "rating,date\n10,2026-01-01\n9,2026-05-01\n3,2026-05-02\n", "recommend")]
    [InlineData("--subscriptions", "customer_id,start,end,monthly_amount\na,2026-01-15,,10\nb,2026-01-20,2026-02-10,20\nc,2026-03-31,,5\n", "recurring")]
    [InlineData("--spend", "channel,date,amount,new_customers\nads,2026-01-01,100,4\nmail,2026-01-01,30,1\n", "cost")]
    [InlineData("--activities", "customer_id,date\na,2026-01-01\nb,2026-01-02\nb,2026-02-03\n", "stay")]
    [InlineData("--transactions", "customer_id,date,amount\na,2026-01-01,10\nb,2026-02-01,30\n", "best")]
    [InlineData("--referrals", "referrer_id,date,referred_id\na,2026-01-01,b\na,2026-01-02,c\n", "recommend")]
    public void A_chapter_whose_file_is_missing_says_so(string option, string content, string chapter)
    {
        using var folder = new ReportProcess.Folder();
        foreach (string language in new[] { "en", "ja" })
        {
            ReportProcess.Result result = ReportProcess.Run(option, folder.File("input.csv", content), "--html", folder["out.html"], "--language", language);
            result.ExitCode.Should().Be(0, result.Error);
            IHtmlDocument page = ReportPages.Parse(File.ReadAllText(folder["out.html"]));
            string missing = language == "en" ? "Not given" : "指定されていません";
            page.GetElementById(chapter)!.QuerySelectorAll("svg, table").Should().NotBeEmpty();
            string[] silent = [.. Chapters[1..10].Where(c => page.GetElementById(c)!.QuerySelector("svg, table") is null)];
            silent.Should().HaveCountGreaterThan(2).And.OnlyContain(c => page.GetElementById(c)!.TextContent.Contains(missing));
        }
    }

    [Fact]
    public void Rejected_rows_are_summed_up_and_much_of_them_is_pointed_out()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2026-01-01,10\nb,01/02/2026,10\nc,02/02/2026,10\nd,2026-01-02,x\n");
        ReportProcess.Run("--transactions", orders, "--html", folder["out.html"], "--language", "ja").ExitCode.Should().Be(0);
        IHtmlDocument page = ReportPages.Parse(File.ReadAllText(folder["out.html"]));
        page.QuerySelector(".attention")!.TextContent.Should().Contain("75.0").And.Contain("orders.csv");
        page.QuerySelectorAll("#quality table").Last(t => t.TextContent.Contains("RM2002")).QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent)))
            .Should().Equal("orders.csv|RM2002|日付ではない|2|3|date", "orders.csv|RM2003|数値ではない|1|5|amount");
    }

    [Fact]
    public void A_currency_stands_after_amounts()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2026-01-01,1234.5\nb,2026-02-01,30\n");
        ReportProcess.Run("--transactions", orders, "--html", folder["out.html"], "--currency", "EUR").ExitCode.Should().Be(0);
        ReportPages.Parse(File.ReadAllText(folder["out.html"])).QuerySelector(".tiles li:nth-child(2) .value")!.TextContent.Should().Be("1,264.50\u00a0EUR");
    }

    [Theory]
    [InlineData("--html out.html --language fr", "*fr*en*ja*")]
    [InlineData("--language ja", "*--language needs --html*")]
    [InlineData("--currency EUR", "*--currency needs --html*")]
    [InlineData("--html same --json same", "*--json and --html name the same file*")]
    [InlineData("--html no/such/folder/out.html", "*--html*there is no such folder*")]
    [InlineData("--html .", "*--html . is a folder*")]
    [InlineData("--html -", "*--html - does not write to standard output*")]
    [InlineData("--json -", "*--json - does not write to standard output*")]
    public void A_wrong_option_is_named(string arguments, string message)
    {
        ReportProcess.Result result = ReportProcess.Run(arguments.Split(' '));
        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("error: ").And.Match(message);
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z']+")]
    private static partial Regex Word();

    // Ids, file names and options are what they are.
    [GeneratedRegex(@"[cp]-\d{6}|\w+\.csv|--[a-z-]+")]
    private static partial Regex Data();
}
