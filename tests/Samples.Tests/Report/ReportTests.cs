using System.Globalization;
using System.Text.Json;
using RetentionMetrics.Tests;

namespace Samples.Tests.Report;

public sealed class ReportTests
{
    private static readonly string[] Titles =
    [
        "Data quality", "Who are our best customers? (RFM)", "What is each worth? (lifetime value)", "What did they cost? (CAC)", "Do they stay? (churn and retention of subscribers)",
        "How does each cohort hold?", "What do subscribers bring? (MRR)", "Do they recommend us? (NPS)", "Do recommendations bring customers? (referrals)", "How far do they come? (funnel)", "How healthy are they? (health score)", "Who gets which touch?", "Who is slipping away?",
    ];

    [Fact]
    public void The_built_in_shop_answers_every_question()
    {
        ReportProcess.Result result = ReportProcess.Run();
        result.ExitCode.Should().Be(0, result.Error);
        result.Error.Should().BeEmpty("progress is for terminals");
        foreach (string title in Titles)
            result.Output.Should().Contain("\n" + title);
        result.Output.Should().NotContain("not given").And.NotContain("NaN").And.NotContain("∞");
        // Hand counts of the committed files: rows of transactions.csv, and the answers of ratings.csv.
        result.Output.Should().Contain("transactions.csv   3,331").And.Contain("\n  all          721 ");
    }

    [Fact]
    public void Help_explains_itself()
    {
        ReportProcess.Result result = ReportProcess.Run("--help");
        result.ExitCode.Should().Be(0);
        foreach (string option in new[]
        {
            "--transactions", "--subscriptions", "--activities", "--ratings", "--spend", "--referrals", "--customer-id", "--date", "--amount", "--date-format", "--refunds", "--spend-amount",
            "--as-of", "--unit", "--calibration-end", "--high-touch-capacity", "--low-touch-capacity", "--json", "--csv",
            "--subscriptions-product", "--subscriptions-billing-period", "--subscriptions-end-reason", "--subscriptions-state", "--activities-kind", "--value-kind", "--spend-kind", "--spend-purpose", "--cac-lag",
            "--high-touch-cost", "--high-touch-uplift", "--low-touch-cost", "--low-touch-uplift", "--last-plan", "--touch-hysteresis",
        })
        {
            result.Output.Should().Contain(option + " ");
        }
    }

    [Theory]
    // One file each, small enough to count by hand; the section must come from it, and the others say that they were not given.
    [InlineData("--transactions", "customer_id,date,amount\na,2026-01-01,10\nb,2026-02-01,30\n", "Who are our best customers? (RFM)", "  2 customers; the top 20 % bring 75.0 % of revenue")]
    [InlineData("--subscriptions", "customer_id,start,end,monthly_amount\na,2026-01-15,,10\nb,2026-01-20,2026-02-10,20\nc,2026-03-31,,5\n", "What do subscribers bring? (MRR)", "  2026-02      30.00   0.00       0.00         0.00         0.00   -20.00    10.00   33.3 %   33.3 %")]
    [InlineData("--subscriptions", "customer_id,start,end,monthly_amount\na,2026-01-15,,10\nb,2026-01-20,2026-02-10,20\nc,2026-03-31,,5\n", "Do they stay? (churn and retention of subscribers)", "  2026-02                  2     1  50.0 %  9.5 to 90.5 %")]
    [InlineData("--activities", "customer_id,date\na,2026-01-01\nb,2026-01-02\nb,2026-02-03\n", "How does each cohort hold? (monthly, by activity)", "  2026-01     2  100%  50%")]
    [InlineData("--ratings", "rating,date\n10,2026-01-01\n9,2026-01-01\n3,2026-01-01\n,2026-01-01\n", "Do they recommend us? (NPS)", "  all            3          2         0           1  33.3")]
    [InlineData("--spend", "channel,date,amount,new_customers\nads,2026-01-01,100,4\nmail,2026-01-01,30,1\n", "What did they cost? (CAC)", "  ads            100.00          4  25.00")]
    [InlineData("--referrals", "referrer_id,date,referred_id\na,2026-01-01,b\na,2026-01-02,c\n", "Do recommendations bring customers? (referrals)", "  2 invitations by 1 people; who became a customer: not given (it needs --transactions or --subscriptions)")]
    public void Each_section_comes_from_its_file(string option, string content, string title, string line)
    {
        using var folder = new ReportProcess.Folder();
        ReportProcess.Result result = ReportProcess.Run(option, folder.File("input.csv", content));
        result.ExitCode.Should().Be(0, result.Error);
        Section(result.Output, title).Should().Contain(line);
        foreach (string other in Titles.Skip(1).Where(t => !title.StartsWith(t, StringComparison.Ordinal)))
        {
            if (option == "--subscriptions" && (other.Contains("MRR") || other.Contains("stay") || other.Contains("worth")))
                continue;
            if (option == "--transactions" && !other.Contains("CAC") && !other.Contains("stay") && !other.Contains("MRR") && !other.Contains("NPS") && !other.Contains("referrals"))
                continue;
            Section(result.Output, other).Should().Contain("not given", other);
        }
    }

    [Fact]
    public void Columns_formats_and_refunds_follow_the_options()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "kunde;tag;betrag\na;05/01/2026;10.00\na;07/01/2026;-4.00\nb;06/01/2026;1.00\nb;31/02/2026;1.00\n");
        string csv = folder["out.csv"];
        ReportProcess.Result result = ReportProcess.Run("--transactions", orders, "--customer-id", "kunde", "--date", "tag", "--amount", "betrag", "--date-format", "dd/MM/yyyy", "--refunds", "customer", "--as-of", "2026-01-10", "--unit", "day", "--csv", csv);

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("orders.csv     4     3         1      0").And.Contain("orders.csv:5:2 tag RM2002").And.Contain("refunds: 1, taken off the customer's latest purchases");
        string[] rows = File.ReadAllLines(csv);
        rows.Should().HaveCount(3);
        rows[1].Should().StartWith("a,2026-01-05,2026-01-05,5,1,6");
        rows[2].Should().StartWith("b,2026-01-06,2026-01-06,4,1,1");
    }

    [Fact]
    public void Facts_after_the_as_of_date_have_not_happened()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2026-01-05,10\na,2026-03-05,10\nc,2026-04-01,5\n");
        ReportProcess.Result result = ReportProcess.Run("--transactions", orders, "--as-of", "2026-02-01");
        Section(result.Output, Titles[1]).Should().Contain("  1 customers;");
        Section(result.Output, Titles[5]).Should().Contain("all").And.NotContain("2026-04");
        result.Output.Should().Contain("transactions: 2 rows after the as-of date are left out");
    }

    [Fact]
    public void Answers_without_a_day_are_reported_on()
    {
        using var folder = new ReportProcess.Folder();
        ReportProcess.Result result = ReportProcess.Run("--ratings", folder.File("ratings.csv", "nps\n10\n0\n"), "--ratings-rating", "nps");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().StartWith("Retention report\n");
        Section(result.Output, Titles[7]).Should().Contain("  all            2          1         0           1  0.0");
    }

    [Fact]
    public void Who_was_a_customer_before_the_invitation_is_no_conversion()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2026-01-01,10\nb,2026-02-01,14\nc,2026-03-01,5\n");
        string referrals = folder.File("referrals.csv", "referrer_id,date,referred_id\na,2026-02-20,b\na,2026-02-20,c\n");
        string section = Section(ReportProcess.Run("--transactions", orders, "--referrals", referrals).Output, Titles[8]);
        section.Should().Contain("1 invitations by 1 of 3 customers; 1 became customers").And.Contain("1 invitations of people who were customers already are left out");
    }

    [Fact]
    public void Control_characters_of_a_file_do_not_reach_the_terminal()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", "customer_id,date,amount\n\"a\u001b[31mX\nY\",2026-01-01,10\nb,2026-02-01,3\n");
        string referrals = folder.File("referrals.csv", "referrer_id,date\n\"a\u001b[31mX\nY\",2026-02-20\n");
        ReportProcess.Run("--transactions", orders, "--referrals", referrals).Output.Should().Contain("  a [31mX Y").And.NotContain("\u001b");
    }

    [Fact]
    public void The_json_holds_models_that_can_be_used_again()
    {
        using var folder = new ReportProcess.Folder();
        ReportProcess.Run("--json", folder["out.json"], "--csv", folder["out.csv"]).ExitCode.Should().Be(0);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder["out.json"]));
        JsonElement model = json.RootElement.GetProperty("customers").GetProperty("model");
        RetentionMetrics.LifetimeValue<RetentionMetrics.BgNbd> value = JsonSerializer.Deserialize(model, RetentionMetrics.Json.MetricsJson.Default.LifetimeValueBgNbd)!;
        value.Purchases.Unit.Should().Be(RetentionMetrics.TimeUnit.Week);

        // The rows are scored by that model: P(alive) of one-time buyers is 1, and the sum of the values is the one in the JSON.
        string[][] rows = [.. File.ReadAllLines(folder["out.csv"]).Skip(1).Select(r => r.Split(','))];
        rows.Should().HaveCount(400);
        double sum = rows.Sum(r => double.Parse(r[12], CultureInfo.InvariantCulture));
        json.RootElement.GetProperty("customers").GetProperty("lifetimeValue").GetDouble().Should().BeApproximately(sum, 1e-6);
        rows.Count(r => r[13] == "High touch").Should().Be(20);
        rows.Select(r => r[0]).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    [ReferenceFact("data/cdnow_transactions.csv")]
    public void Cdnow_is_reported_on_with_options_alone()
    {
        ReportProcess.Result result = ReportProcess.Run("--transactions", ReferenceData.PathOf("data/cdnow_transactions.csv"), "--calibration-end", "1997-09-30", "--as-of", "1998-06-30", "--unit", "week");
        result.ExitCode.Should().Be(0, result.Error);
        // The parameters of the paper, in exact weeks, to four significant digits.
        result.Output.Should().Contain("r 0.24259 ").And.Contain("alpha 4.4136 ").And.Contain("a 0.79292 ").And.Contain("b 2.42591 ").And.Contain("log-likelihood -9582.4292; Converged");
        result.Output.Should().Contain("p 6.24957 ").And.Contain("q 3.74422 ").And.Contain("gamma 15.44352 ").And.Contain("log-likelihood -4055.9177; Converged, 946 customers");
        // Σ over customers of E[Y(39)] is 1653.41; 1,882 purchase days were made.
        result.Output.Should().Contain("holdout of 39 weeks: 1,653.4 purchases expected, 1,882 made by 2,357 customers (12.1 % too few)");
        // 885 of 1,288 purchases, and 0.114 (0.051 to 0.176): plain arithmetic in 40 digits from the same file.
        result.Output.Should().Contain("the best tenth by the model made 68.7 % of what the best tenth made").And.Contain("spend against frequency: Correlation 0.114 (95% interval 0.051 to 0.176)");
    }

    [ReferenceFact("data/online_retail_invoices.csv")]
    public void Online_retail_is_reported_on_with_options_alone()
    {
        ReportProcess.Result result = ReportProcess.Run(
            "--transactions", ReferenceData.PathOf("data/online_retail_invoices.csv"), "--customer-id", "CustomerID", "--date", "InvoiceDate", "--amount", "Amount",
            "--refunds", "ignore", "--unit", "day", "--calibration-end", "2011-09-09", "--as-of", "2011-12-09");
        result.ExitCode.Should().Be(0, result.Error);
        // 4,338 customers, 8,911,407.90 in all, 74.6 % from the top fifth (computed with pandas from the same file).
        result.Output.Should().Contain("  4,338 customers; the top 20 % bring 74.6 % of revenue, Gini 0.715").And.Contain("historic: 8,911,407.90 in all");
        result.Output.Should().Contain("4,482 made").And.Contain("Boundary");
    }

    [Fact]
    public void The_last_plan_decides_ties_and_more_with_hysteresis()
    {
        using var folder = new ReportProcess.Folder();
        // No model can be fitted to two customers, so that priorities are what they brought: b is worth a tenth more.
        string orders = folder.File("orders.csv", "customer_id,date,amount\na,2026-01-01,100\nb,2026-01-01,110\n");
        string plan = folder.File("plan.csv", "touch_tier,customer_id\nHigh touch,a\nTech touch,b\nTech touch,gone\n");
        string[] HighTouch(params string[] options)
        {
            ReportProcess.Run(["--transactions", orders, "--high-touch-capacity", "1", "--low-touch-capacity", "0", "--csv", folder["out.csv"], .. options]).ExitCode.Should().Be(0);
            return [.. File.ReadAllLines(folder["out.csv"]).Skip(1).Select(r => r.Split(',')).Where(r => r[13] == "High touch").Select(r => r[0])];
        }

        HighTouch().Should().Equal("b");
        HighTouch("--last-plan", plan).Should().Equal("b");
        HighTouch("--last-plan", plan, "--touch-hysteresis", "0.2").Should().Equal("a");
        ReportProcess.Result result = ReportProcess.Run("--transactions", orders, "--high-touch-capacity", "1", "--last-plan", plan, "--touch-hysteresis", "0.2");
        Section(result.Output, "Who gets which touch?").Should().Contain("1 of the last plan are no customers now");
    }

    [Fact]
    public void Shared_costs_are_in_the_fully_loaded_cost_and_money_to_keep_customers_in_none()
    {
        using var folder = new ReportProcess.Folder();
        // 100 for ads and 60 for salaries win 4 customers: 25 blended, 40 fully loaded.
        string spend = folder.File("spend.csv", "channel,date,amount,new_customers,kind,purpose\nads,2026-01-01,100,4,advertising,acquisition\n,2026-01-01,60,,salaries,\nmail,2026-01-01,30,,tools,retention\n");
        string section = Section(ReportProcess.Run("--spend", spend).Output, "What did they cost? (CAC)");
        section.Should().MatchRegex(@"all \(blended\) +100\.00 +4 +25\.00 ").And.MatchRegex(@"fully loaded +160\.00 +4 +40\.00 ").And.NotContain("mail");
    }

    [Fact]
    public void Customers_of_a_month_stand_against_the_spend_of_the_month_before_with_a_lag()
    {
        using var folder = new ReportProcess.Folder();
        string spend = folder.File("spend.csv", "channel,date,amount,new_customers\nads,2026-01-01,100,7\nads,2026-02-01,300,4\n");
        string section = Section(ReportProcess.Run("--spend", spend, "--cac-lag", "1").Output, "What did they cost? (CAC)");
        section.Should().Contain("against the spend of 1 month before").And.MatchRegex(@"ads +100\.00 +4 +25\.00 ").And.Contain("left out: 300.00 whose customers are still to come, and 7 customers of before");
    }

    [Fact]
    public void Leaves_have_reasons_and_churn_four_denominators()
    {
        using var folder = new ReportProcess.Folder();
        // Three pay at the end of January, c joins on the 10th of February; a leaves by choice and b by a failed payment: 2 of 3, 2 of 4.
        string file = folder.File("s.csv", "customer_id,start,end,monthly_amount,end_reason,product\na,2026-01-05,2026-02-05,10,voluntary,x\nb,2026-01-06,2026-02-06,10,involuntary,y\nd,2026-01-07,,10,,x\nc,2026-02-10,,10,,y\n");
        string section = Section(ReportProcess.Run("--subscriptions", file, "--as-of", "2026-02-28").Output, "Do they stay?");
        section.Should().Contain("of the 2 lost, 1 left of their own will, 1 by a payment that failed (50.0 %").And.MatchRegex(@"at the opening +3\.0 +2 +66\.7 %").And.MatchRegex(@"these and the new +4\.0 +2 +50\.0 %");
        section.Should().Contain("leaving by product");
    }

    [Fact]
    public void What_is_billed_a_year_is_a_twelfth_a_month()
    {
        using var folder = new ReportProcess.Folder();
        string file = folder.File("s.csv", "customer_id,start,end,price,billing_period\na,2026-01-01,,1200,year\nb,2026-01-01,,50,month\n");
        string section = Section(ReportProcess.Run("--subscriptions", file, "--subscriptions-billed-amount", "price", "--as-of", "2026-02-28").Output, "What do subscribers bring? (MRR)");
        section.Should().Contain("bringing 75.00 a month each (ARPA); a year at this pace (ARR): 1,800.00");
    }

    [Fact]
    public void Thin_data_are_pointed_out()
    {
        using var folder = new ReportProcess.Folder();
        string file = folder.File("t.csv", "customer_id,date,amount\na,2026-01-01,10\nb,01/02/2026,10\n");
        string quality = Section(ReportProcess.Run("--transactions", file, "--as-of", "2027-01-01").Output, "Data quality");
        quality.Should().Contain("ATTENTION: 50.0 % of t.csv is rejected").And.Contain("ATTENTION: the files end on 2026-01-01, 365 days before the as-of date");
    }

    [Fact]
    public void The_health_score_is_judged_by_what_came_after()
    {
        ReportProcess.Result result = ReportProcess.Run("--calibration-end", "2026-03-31", "--high-touch-cost", "50", "--high-touch-uplift", "0.3");
        result.ExitCode.Should().Be(0, result.Error);
        Section(result.Output, "How healthy are they?").Should().Contain("the score points the right way");
        Section(result.Output, "Who gets which touch?").Should().Contain("one more place").And.MatchRegex(@"High touch +[\d,.]+ +[\d,.]+ +1,000\.00 ");
    }

    private static string Section(string output, string title)
    {
        int start = output.IndexOf("\n" + title, StringComparison.Ordinal);
        start.Should().BeGreaterThan(0, title);
        int end = output.IndexOf("\n\n", start, StringComparison.Ordinal);
        return end < 0 ? output[start..] : output[start..end];
    }
}
