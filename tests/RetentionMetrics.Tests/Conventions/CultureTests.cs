using System.Globalization;
using System.Text;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>The same facts give the same text in every culture: decimal commas, dotless i, era, Buddhist, Persian and Umm al-Qura calendars.</summary>
public sealed class CultureTests
{
    private static readonly string[] Names = ["ja-JP", "de-DE", "tr-TR", "ar-SA", "th-TH", "fa-IR", "en-US"];

    public static TheoryData<string> Cultures => [.. Names];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void A_report_is_the_same_in(string culture) => In(Of(culture), Report).Should().Be(In(CultureInfo.InvariantCulture, Report));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Refusals_are_the_same_in(string culture) => In(Of(culture), Refusals).Should().Be(In(CultureInfo.InvariantCulture, Refusals));

    [Fact]
    public void The_cultures_do_differ_on_this_machine() =>
        Names.Select(name => In(Of(name), () => FormattableString.CurrentCulture($"{-1234.5:N} {new DateOnly(2026, 6, 30)}"))).Distinct(StringComparer.Ordinal)
            .Should().HaveCountGreaterThan(4, "otherwise the tests above show nothing");

    private static CultureInfo Of(string name)
    {
        var culture = new CultureInfo(name);
        if (name == "ja-JP")
            culture.DateTimeFormat.Calendar = new JapaneseCalendar();
        return culture;
    }

    private static string In(CultureInfo culture, Func<string> text)
    {
        (CultureInfo before, CultureInfo beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return text();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    private static string Report()
    {
        var random = new Random(1);
        Transaction[] shop = [.. Enumerable.Range(0, 4_000).Select(_ => new Transaction(
            "Iı" + (int)Math.Pow(random.Next(1, 30), 2), new DateOnly(2025, 1, 1).AddDays(random.Next(365)), random.Next(100, 9_000) / 100m, channel: random.Next(2) == 0 ? "ınternet" : "INTERNET"))];
        var window = new ObservationWindow(new(2025, 1, 1), new(2025, 12, 31), TimeUnit.Week);
        CustomerBase customers = CustomerBase.Summarize(shop.Concat(Enumerable.Range(0, 200).Select(i => new Transaction("once" + i, new DateOnly(2025, 1, 1).AddDays(i), 12.5m))), window);
        RfmCuts cuts = RfmCuts.Quintiles(customers.RfmColumns);
        Fit<BgNbd> fit = BgNbd.Fit(customers.Histories);
        LifetimeValue<BgNbd> worth = fit.Model.WithSpend(GammaGamma.Fit(customers.Histories).Model, new LifetimeValueOptions { AnnualDiscountRate = 0.1 });

        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
        foreach (Customer c in customers)
            Line($"{c.Id} {c.Channel} {c.FirstPurchase:O} {c.LastPurchase:O} {c.TotalSpend} {cuts.Score(c.Rfm).ToString()} {SegmentMap.Standard[cuts.Score(c.Rfm)]} {worth.Predict(c.History, 26):R}");
        Line($"{fit.Status} {fit.LogLikelihood:R} {fit.Model.R:R} {fit.Model.Alpha:R} {fit.Model.A:R} {fit.Model.B:R} {fit.Reason}");
        Line($"{new Estimate(-0.0225, -1234.5, null, 12).ToString()} {new NpsTally(4_264, 2_095, 629).ToString()} {ConfidenceLevel.P95.ToString()}");
        Line($"{new RejectedRecord("shop.csv", 1_234, 1_234, 1_233, 99_999, 3, "amount", ErrorCodes.NotANumber, "is not a plain number").ToString()}");
        foreach (EarlyWarning warning in EarlyWarnings.Find(customers.Histories, new double[customers.Count]).Slipping)
            Line($"{warning.ToString()}");
        foreach (Cohort cohort in CohortTable.Build(shop.Select(t => new Activity(t.CustomerId, t.Date)), CalendarPeriod.IsoWeek).Cohorts)
            Line($"{cohort.Start:O} {cohort.Size}");
        return text.ToString();
    }

    private static string Refusals()
    {
        Action[] bugs =
        [
            () => _ = new CustomerHistory(0, -1.5, 2.5),
            () => _ = new CustomerHistory(-1, 0, 2.5),
            () => _ = new HistoryColumns(new[] { 1 }, new[] { -1234.5 }, new[] { 9.0 }, TimeUnit.Day),
            () => _ = new RfmColumns(new[] { -1 }, new[] { 1 }, new[] { 9.0 }),
            () => _ = new BgNbd(1, -2.5, 1, 1, TimeUnit.Day),
            () => _ = new Estimate(1, -0.5, -1.5, 1),
            () => _ = new ObservationWindow(new(2026, 1, 2), new(2026, 1, 1)),
            () => _ = (TimeUnit)(-1) is var unit ? unit.LengthInDays() : 0,
        ];
        return string.Join('\n', bugs.Select(bug => bug.Should().Throw<ArgumentException>().Which.Message));
    }
}
