using System.Globalization;
using System.Text.Json;
using RetentionMetrics;
using Samples.Tests.Report;

namespace Samples.Tests.Scripts;

/// <summary>The numbers in the committed outputs against plain computations over the shop's files, and where a model is behind them, against the report's.</summary>
public sealed class ScriptNumberTests
{
    private static readonly Lazy<JsonElement> Report = new(ReadReport);

    [Fact]
    public void Best_customers_are_counted_from_the_orders()
    {
        decimal[] spent = [.. PlainShop.ByCustomer.Select(c => c.Sum(o => o.Amount)).OrderDescending()];
        int half = Enumerable.Range(1, spent.Length).First(n => spent.Take(n).Sum() >= spent.Sum() / 2);
        Script.Output("01-rfm")[1].Should().Be(Text($"{spent.Length} customers from 2024-08-01 to 2026-06-30; the top 20 % bring {spent.Take(spent.Length / 5).Sum() / spent.Sum():P1} of revenue, half of it comes from {half}"));

        foreach ((string id, string[] words) in Script.CustomerRows("01-rfm"))
        {
            words[^3..].Should().Equal(PlainShop.ByCustomer[id].Max(o => o.Date).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text($"{PlainShop.ByCustomer[id].Count()}"), Text($"{PlainShop.ByCustomer[id].Sum(o => o.Amount):N2}"));
            words[1].Should().Be("555");
        }

        foreach (JsonElement s in Report.Value.GetProperty("customers").GetProperty("segments").EnumerateArray().Where(s => s.GetProperty("customers").GetInt32() > 0))
            Script.Output("01-rfm").Should().ContainSingle(l => l.StartsWith(Text($"{s.GetProperty("name").GetString(),-18} {s.GetProperty("customers").GetInt32(),10} "), StringComparison.Ordinal)).Which.Should().Contain(Text($" {s.GetProperty("revenue").GetDecimal():N2} "));
    }

    [Fact]
    public void P_alive_is_the_formula_of_the_paper()
    {
        ModifiedBgNbd m = ModifiedBgNbd.Fit(Sql.SampleFile.Customers.Histories).Model;
        double[] alive = [.. PlainShop.ByCustomer.Select(c => Alive(m, c.Key))];
        Script.Output("02-slipping-away")[1].Should().StartWith(Text($"400 customers on 2026-06-30; still customers, expected: {alive.Sum():F0} (95% interval "));

        Dictionary<string, string[]> rows = Script.CustomerRows("02-slipping-away");
        rows.Should().HaveCount(10);
        foreach ((string id, string[] words) in rows)
        {
            words[1].Should().Be(Text($"{PlainShop.ByCustomer[id].Where(o => o.Date > PlainShop.LastDay.AddYears(-1)).Sum(o => o.Amount):N2}"));
            words[3].Should().Be(Text($"{100 * Alive(m, id):F1}"));
            int[] days = Days(id);
            string.Join(' ', words).Should().Contain(Text($"silent {(PlainShop.LastDay.DayNumber - days[^1]) / 7.0:0.0} weeks, usually {(days[^1] - days[0]) / 7.0 / (days.Length - 1):0.0} between purchases"));
        }
    }

    [Fact]
    public void Lifetime_values_are_the_report_s_and_their_interval_follows_from_the_fits()
    {
        string[] output = Script.Output("03-lifetime-value");
        HistoryColumns histories = Sql.SampleFile.Customers.Histories;
        Fit<BgNbd> p = BgNbd.Fit(histories);
        Fit<GammaGamma> s = GammaGamma.Fit(histories);
        double[] purchases = [p.Model.R, p.Model.Alpha, p.Model.A, p.Model.B], spend = [s.Model.P, s.Model.Q, s.Model.Gamma];
        double Total(double[] x, double[] y) => new BgNbd(x[0], x[1], x[2], x[3], TimeUnit.Week)
            .WithSpend(new GammaGamma(y[0], y[1], y[2]), new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.10 }).Total(histories, 52);
        double total = Report.Value.GetProperty("customers").GetProperty("lifetimeValue").GetDouble();

        // The delta method, written out: the variance of log total is gᵀ·Σ·g, with the gradient by differences.
        double se = Math.Sqrt(
            Variance(purchases, x => Math.Log(Total(x, spend)), (i, j) => p.Covariance(p.Parameters[i].Name, p.Parameters[j].Name)!.Value)
            + Variance(spend, y => Math.Log(Total(purchases, y)), (i, j) => s.Covariance(s.Parameters[i].Name, s.Parameters[j].Name)!.Value));
        decimal revenue = PlainShop.Orders.Sum(o => o.Amount);
        output[2].Should().Be(Text($"so far:  {revenue:N2} revenue of 400 customers, {revenue / 400:N2} each"));
        output[3].Should().StartWith(Text($"to come: {total:N2} gross profit in 52 weeks (95% interval ")).And.EndWith(Text($", {total / 400:N2} each"));
        string[] ends = output[3].Split("interval ")[1].Split(')')[0].Split(" to ");
        double.Parse(ends[0], CultureInfo.InvariantCulture).Should().BeApproximately(total * Math.Exp(-1.959964 * se), 1);
        double.Parse(ends[1], CultureInfo.InvariantCulture).Should().BeApproximately(total * Math.Exp(1.959964 * se), 1);
    }

    [Fact]
    public void Costs_are_counted_from_the_spend_and_agree_with_the_report()
    {
        string[] output = Script.Output("04-cac");
        List<Dictionary<string, string>> spend = [.. PlainShop.Rows("spend.csv").Where(r => r["purpose"] == "acquisition")];
        // A day has no hours: of two orders on a customer's first day, the channel that is first by its letters counts.
        Dictionary<string, string> channelOf = PlainShop.Rows("transactions.csv").Where(r => PlainShop.ByCustomer.Contains(r["customer_id"])).GroupBy(r => r["customer_id"], StringComparer.Ordinal)
            .ToDictionary(c => c.Key, c => c.Where(r => PlainShop.Day(r["date"]) == PlainShop.ByCustomer[c.Key].Min(o => o.Date)).Select(r => r["channel"]).Min(StringComparer.Ordinal)!, StringComparer.Ordinal);
        List<string> won = [.. PlainShop.ByCustomer.Where(c => c.Min(o => o.Date) <= new DateOnly(2025, 12, 31)).Select(c => c.Key)];
        output[2].Should().StartWith($"{won.Count} customers won from 2024-07-01 to 2025-12-31.").And.Contain(Text($" {spend.Sum(r => PlainShop.Money(r["amount"])) / won.Count:N2} with salaries"));

        foreach (JsonElement channel in Report.Value.GetProperty("acquisition").GetProperty("channels").EnumerateArray())
        {
            string name = channel.GetProperty("acquisition").GetProperty("channel").GetString()!;
            decimal cost = spend.Where(r => r["channel"] == name).Sum(r => PlainShop.Money(r["amount"]));
            if (cost == 0)
                continue;
            int customers = won.Count(id => channelOf[id] == name);
            string[] words = output.Single(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            words[1..4].Should().Equal(Text($"{cost:N2}"), Text($"{customers}"), Text($"{cost / customers:N2}"));
            words[7..9].Should().Equal(Text($"{channel.GetProperty("paybackMonths").GetDouble():F1}"), Text($"{channel.GetProperty("ltvToCac").GetDouble():F1}"));
        }
    }

    [Fact]
    public void Churn_agrees_with_the_report()
    {
        JsonElement churn = Report.Value.GetProperty("churn");
        string[] output = Script.Output("05-churn");
        foreach (JsonElement month in churn.GetProperty("months").EnumerateArray().TakeLast(6))
        {
            JsonElement t = month.GetProperty("churn"), rate = month.GetProperty("rate");
            output.Should().Contain(Text($"{month.GetProperty("month").GetString()![..7]}  {t.GetProperty("base").GetInt64(),8}  {t.GetProperty("lost").GetInt64(),4}  {rate.GetProperty("value").GetDouble(),6:P1}  {rate.GetProperty("lower").GetDouble(),6:P1} to {rate.GetProperty("upper").GetDouble():P1}"));
        }

        output.Should().Contain(l => l.EndsWith(Text($", which is {churn.GetProperty("annualised").GetProperty("value").GetDouble():P1} a year"), StringComparison.Ordinal));
        JsonElement curve = churn.GetProperty("curve");
        foreach (int months in new[] { 1, 3, 6, 12, 18 })
        {
            // The product of the shares that stayed, of all times up to then.
            double stayed = 1;
            foreach (JsonElement p in curve.GetProperty("points").EnumerateArray().Where(p => p.GetProperty("time").GetDouble() <= months))
                stayed *= 1 - (p.GetProperty("lost").GetDouble() / p.GetProperty("atRisk").GetDouble());
            output.Should().Contain(l => l.StartsWith(Text($"{months,12}  {stayed,11:P1}  "), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Cohorts_are_counted_from_the_days_of_purchase()
    {
        // Cohorts count a purchase as activity also when it was refunded later.
        List<(int First, HashSet<int> Months)> customers = [.. PlainShop.Rows("transactions.csv").Where(r => PlainShop.Money(r["amount"]) >= 0).GroupBy(r => r["customer_id"], StringComparer.Ordinal)
            .Select(c => c.Select(r => PlainShop.Month(PlainShop.Day(r["date"]))).ToHashSet()).Select(months => (months.Min(), months))];
        int last = PlainShop.Month(PlainShop.LastDay);
        string Row(string name, List<(int First, HashSet<int> Months)> of, Func<int, HashSet<int>, int, bool> holds) => (Text($"{name,-8}  {of.Count,5}") + string.Concat(Enumerable.Range(0, 12).Select(age =>
        {
            List<(int First, HashSet<int> Months)> seen = [.. of.Where(c => c.First + age <= last)];
            return seen.Count == 0 ? "      " : Text($"{(double)seen.Count(c => holds(c.First, c.Months, age)) / seen.Count,6:P0}");
        }))).TrimEnd();
        static bool Active(int first, HashSet<int> months, int age) => months.Contains(first + age);

        string[] output = Script.Output("06-cohorts");
        output.Should().Contain(Row("all", customers, Active));
        output.Should().Contain(Row("rolling", customers, (first, months, age) => months.Any(m => m >= first + age)));
        foreach (IGrouping<int, (int First, HashSet<int> Months)> cohort in customers.GroupBy(c => c.First).OrderBy(c => c.Key).TakeLast(18))
            output.Should().Contain(Row(Text($"{(cohort.Key - 1) / 12:0000}-{((cohort.Key - 1) % 12) + 1:00}"), [.. cohort], Active));
    }

    [Fact]
    public void Recurring_revenue_is_counted_from_the_balances_at_month_ends()
    {
        List<(string Id, DateOnly Start, DateOnly? End, decimal Amount)> paid = [.. PlainShop.Rows("subscriptions.csv").Where(r => r["state"] == "paid")
            .Select(r => (r["customer_id"], PlainShop.Day(r["start"]), r["end"].Length == 0 ? (DateOnly?)null : PlainShop.Day(r["end"]), PlainShop.Money(r["monthly_amount"])))];
        Dictionary<string, decimal> Balance(DateOnly day) => paid.Where(s => s.Start <= day && !(s.End <= day)).GroupBy(s => s.Id, StringComparer.Ordinal).ToDictionary(s => s.Key, s => s.Sum(x => x.Amount), StringComparer.Ordinal);

        string[] output = Script.Output("07-mrr");
        for (DateOnly end = new(2025, 7, 31); end <= PlainShop.LastDay; end = end.AddDays(1).AddMonths(1).AddDays(-1))
        {
            DateOnly start = new(end.Year, end.Month, 1);
            Dictionary<string, decimal> before = Balance(start.AddDays(-1)), now = Balance(end);
            decimal opening = before.Values.Sum(), closing = now.Values.Sum();
            decimal kept = before.Sum(b => Math.Min(b.Value, now.GetValueOrDefault(b.Key))), expanded = before.Where(b => now.ContainsKey(b.Key)).Sum(b => Math.Max(0, now[b.Key] - b.Value));
            HashSet<string> pausing = [.. PlainShop.Rows("subscriptions.csv").Where(r => r["state"] == "paused" && PlainShop.Day(r["start"]) <= end && (r["end"].Length == 0 || PlainShop.Day(r["end"]) > end)).Select(r => r["customer_id"])];
            decimal churned = before.Where(b => !now.ContainsKey(b.Key) && !pausing.Contains(b.Key)).Sum(b => b.Value);
            string line = output.Single(l => l.StartsWith(Text($"{start:yyyy-MM} "), StringComparison.Ordinal));
            line.Should().StartWith(Text($"{start:yyyy-MM} {opening,10:N2} ")).And.Contain(Text($" {-churned:N2} ")).And.EndWith(Text($" {closing,9:N2} {(kept + expanded) / opening,7:P1} {kept / opening,7:P1} {now.Count,12}"));
        }
    }

    [Fact]
    public void Promoters_are_counted_from_the_answers()
    {
        List<Dictionary<string, string>> answers = [.. PlainShop.Rows("ratings.csv").Where(r => r["rating"].Length > 0)];
        string[] output = Script.Output("08-nps");
        Check("all", answers);
        foreach (IGrouping<string, Dictionary<string, string>> segment in answers.GroupBy(r => r["segment"], StringComparer.Ordinal))
            Check(segment.Key, [.. segment]);
        Check("2026-04-01", [.. answers.Where(r => PlainShop.Day(r["date"]) >= new DateOnly(2026, 4, 1))]);

        void Check(string name, List<Dictionary<string, string>> of)
        {
            int n = of.Count, promoters = of.Count(r => int.Parse(r["rating"], CultureInfo.InvariantCulture) >= 9), detractors = of.Count(r => int.Parse(r["rating"], CultureInfo.InvariantCulture) <= 6);
            output.Should().Contain(l => l.StartsWith(Text($"{name,-10}  {n,7}  {promoters,9}  {n - promoters - detractors,8}  {detractors,10}  {100.0 * (promoters - detractors) / n,5:F1}  "), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Converted_invitations_are_counted_from_first_orders()
    {
        List<Dictionary<string, string>> sent = [.. PlainShop.Rows("referrals.csv")];
        List<Dictionary<string, string>> converted = [.. sent.Where(r => PlainShop.ByCustomer[r["referred_id"]].Any()).GroupBy(r => r["referred_id"], StringComparer.Ordinal)
            .Select(r => r.OrderBy(x => x["date"], StringComparer.Ordinal).First()).Where(r => PlainShop.ByCustomer[r["referred_id"]].Min(o => o.Date) >= PlainShop.Day(r["date"]))];
        string[] output = Script.Output("09-referrals");
        output.Should().Contain(Text($"{sent.Select(r => r["referrer_id"]).Distinct().Count()} of 400 customers sent {sent.Count} invitations; {converted.Count} became customers"));
        output.Should().Contain(l => l.StartsWith(Text($"K-factor    {converted.Count / 400.0,6:F3}  "), StringComparison.Ordinal));
        double[] days = [.. converted.Select(r => (double)(PlainShop.ByCustomer[r["referred_id"]].Min(o => o.Date).DayNumber - PlainShop.Day(r["date"]).DayNumber))];
        output.Should().Contain(l => l.StartsWith("days until the first order: half within ", StringComparison.Ordinal) && l.EndsWith(Text($", mean {days.Average():F1}"), StringComparison.Ordinal));
        foreach ((string id, string[] words) in Script.CustomerRows("09-referrals"))
            words[1..].Should().Equal(Text($"{sent.Count(r => r["referrer_id"] == id)}"), Text($"{converted.Count(r => r["referrer_id"] == id)}"));
    }

    [Fact]
    public void Touches_go_by_value_at_risk()
    {
        HistoryColumns histories = Sql.SampleFile.Customers.Histories;
        ModifiedBgNbd m = ModifiedBgNbd.Fit(histories).Model;
        LifetimeValue<ModifiedBgNbd> value = m.WithSpend(GammaGamma.Fit(histories).Model, new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.10 });
        List<(string Id, double AtRisk)> ranked = [.. Sql.SampleFile.Customers.Select(c => (c.Id, AtRisk: value.Predict(c.History, 52) * (1 - Alive(m, c.Id)))).OrderByDescending(c => c.AtRisk)];

        string[] output = Script.Output("10-touch-plan");
        foreach ((string tier, int skip, int take, double uplift, double cost) in new[] { ("High touch", 0, 20, 0.30, 6), ("Low touch", 20, 80, 0.10, 1), ("Tech touch", 100, 300, 0.01, 0.02) })
        {
            double risk = ranked.Skip(skip).Take(take).Sum(c => c.AtRisk);
            output.Should().Contain(Text($"{tier,-10}  {take,9}  {risk,13:N2}  {risk * uplift,10:N2} {take * cost,8:N2} {(risk * uplift) - (take * cost),9:N2}"));
            foreach ((string id, double atRisk) in ranked.Skip(skip).Take(3))
                output.Should().Contain(l => l.StartsWith(Text($"{id}  {tier,-10}  {atRisk,7:N2}  "), StringComparison.Ordinal));
        }
    }

    // Batislam, Denizel and Filiztekin 2007: 1 ÷ (1 + a ÷ (b + x) · ((α + T) ÷ (α + t_x))^(r + x)).
    private static double Alive(ModifiedBgNbd m, string id)
    {
        int[] days = Days(id);
        int x = days.Length - 1;
        double recency = (days[^1] - days[0]) / 7.0, age = (PlainShop.LastDay.DayNumber - days[0]) / 7.0;
        return 1 / (1 + (m.A / (m.B + x) * Math.Pow((m.Alpha + age) / (m.Alpha + recency), m.R + x)));
    }

    private static int[] Days(string id) => [.. PlainShop.ByCustomer[id].Select(o => o.Date.DayNumber).Distinct().Order()];

    private static double Variance(double[] at, Func<double[], double> measure, Func<int, int, double> covariance)
    {
        double[] g = [.. at.Select((_, i) =>
        {
            // The covariances are those of the parameters' logarithms.
            const double Step = 1e-5;
            return (measure([.. at.Select((y, j) => j == i ? y * Math.Exp(Step) : y)]) - measure([.. at.Select((y, j) => j == i ? y * Math.Exp(-Step) : y)])) / (2 * Step);
        })];
        return Enumerable.Range(0, g.Length).Sum(i => Enumerable.Range(0, g.Length).Sum(j => g[i] * covariance(i, j) * g[j]));
    }

    private static JsonElement ReadReport()
    {
        using var folder = new ReportProcess.Folder();
        string path = folder["report.json"];
        ReportProcess.Result result = ReportProcess.Run("--gross-margin", "0.35", "--discount-rate", "0.1", "--json", path);
        result.ExitCode.Should().Be(0, result.Error);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
