using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>What holds for every view of the chapters from retention to growth and of the facts.</summary>
public sealed partial class ChapterViewsTests
{
    // What a label must not be able to do, and characters that no HTML may hold.
    private const string Hostile = "<script>alert(1)</script><b onload='x'>\"'`&amp; {0} {1} \u0001";

    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "section", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "figure", "figcaption",
    };

    [Fact]
    public void No_label_of_the_data_becomes_markup()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in ChapterSamples.All(Hostile))
        {
            string html = view(null).ToHtml();
            IElement body = new HtmlParser().ParseDocument("<!doctype html><body>" + html).Body!;
            body.QuerySelectorAll("script, b, style, link, iframe, [onload], [style]").Should().BeEmpty(what);
            foreach (IElement element in body.QuerySelectorAll("*").Where(e => e.Closest("svg") is null))
            {
                Allowed.Should().Contain(element.LocalName, what);
                element.Attributes.Select(a => a.Name).Should().BeSubsetOf(["class", "align", "scope"], what);
            }
        }
    }

    [Fact]
    public void A_label_is_shown_as_it_is()
    {
        string label = "<i>ü&ä</i> 東京 \"{0}\"";
        foreach ((string what, Func<ViewOptions?, ResultView> view) in ChapterSamples.All(label).Where(s => s.What is "churn by segment" or "curves" or "Cox" or "acquisition" or "channel" or "NPS by segment" or "own funnel" or "ambassadors by name" or "quality" or "rejects"))
        {
            IElement body = new HtmlParser().ParseDocument("<!doctype html><body>" + view(null).ToHtml()).Body!;
            body.QuerySelectorAll("th, td").Select(cell => cell.TextContent).Should().Contain(label, what);
        }
    }

    [Fact]
    public void Every_word_has_its_Japanese_one()
    {
        // In this language every known text is empty but for its places: letters that are left have no translation.
        var silent = new ViewLanguage("x-silent", JapaneseWords.All.Keys.ToDictionary(key => key, key => string.Concat(Places().Matches(key).Select(m => "·" + m.Value))));
        foreach ((string what, Func<ViewOptions?, ResultView> view) in ChapterSamples.All("7").Concat(ChapterSamples.Empty()))
        {
            foreach (string text in Texts(view(new ViewOptions { Language = silent })))
                Letters().Matches(International().Replace(text, "")).Should().BeEmpty("'{0}' of {1} is shown as it is", text, what);
        }
    }

    [Fact]
    public void A_translation_keeps_the_places_of_its_text()
    {
        foreach ((string english, string japanese) in JapaneseWords.All)
            Places().Matches(japanese).Select(m => m.Value).Should().BeEquivalentTo(Places().Matches(english).Select(m => m.Value), english);
    }

    [Fact]
    public void Japanese_views_hold_Japanese()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in ChapterSamples.All("7"))
        {
            ResultView shown = view(new ViewOptions { Language = ViewLanguage.Japanese, Culture = CultureInfo.GetCultureInfo("ja-JP") });
            shown.Title.Should().MatchRegex(@"\p{IsHiragana}|\p{IsKatakana}|\p{IsCJKUnifiedIdeographs}", what);
            foreach (Chart chart in shown.Charts)
                chart.Description.Should().MatchRegex(@"\p{IsHiragana}|\p{IsKatakana}|\p{IsCJKUnifiedIdeographs}", what);
        }
    }

    [Fact]
    public void Numbers_follow_the_culture_that_is_given_and_not_the_current_one()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = new ViewOptions { Culture = CultureInfo.GetCultureInfo("de-DE") };
        try
        {
            foreach ((string what, Func<ViewOptions?, ResultView> view) in ChapterSamples.All("7"))
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                string plain = view(null).ToHtml(), inGerman = view(german).ToHtml();
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
                view(null).ToHtml().Should().Be(plain, what);
                view(german).ToHtml().Should().Be(inGerman, what);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        var churn = new ChurnTally(1_200_000, 24_000);
        churn.View(german).Cell("Churn rate", "value").Should().StartWith("2,0");
        churn.View(german).Note("Customers at risk").Should().Be("1.200.000");
    }

    [Fact]
    public void Results_of_nobody_have_a_view_too()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in ChapterSamples.Empty())
        {
            string text = view(null).ToString() + view(null).ToHtml();
            text.Should().NotContain("NaN", what).And.NotContain("∞", what).And.NotContain("Infinity", what);
            view(null).Tables().Should().NotBeEmpty(what);
            foreach (Chart chart in view(null).Charts)
                chart.Description.Should().EndWith(".", what);
            Texts(view(null)).Should().NotContain(cell => cell == "-0" || cell.StartsWith("-0.", StringComparison.Ordinal), what);
        }
    }

    [Fact]
    public void Every_view_says_its_definition_or_what_was_counted()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in ChapterSamples.All("7"))
        {
            view(null).Notes().SelectMany(n => n.Items).Should().NotBeEmpty(what).And.OnlyContain(item => item.Term.Length > 0 && item.Text.Length > 0, what);
            foreach (Chart chart in view(null).Charts)
            {
                chart.Title.Should().NotBeEmpty(what);
                chart.Description.Should().EndWith(".", what);
            }
        }
    }

    [Fact]
    public void A_host_that_knows_no_type_gets_the_same_view()
    {
        object[] results =
        [
            new ChurnTally(100, 3), RenewalTally.FromSurvivors(9, 5), RetentionCurve.KaplanMeier(ChapterSamples.Tenures), CohortTable.Zero, new ShiftedBetaGeometric(1, 2), new BetaDiscreteWeibull(1, 2, 1.5),
            ChapterSamples.Cox("7"), Concordance.Of([], []), new HazardTally(1, 2, TimeUnit.Day), TimeToFirstValue.Zero, MrrMovements.Zero, MrrTimeline.Build([], CalendarPeriod.Day),
            ChapterSamples.Acquisition("7"), ChapterSamples.Acquisition("7").Overall, default(ChannelEconomics), PaybackCurve.Realised(0, 0, [], 0), new UnitEconomics(1, 1, 1, 1, 1), default(MagicNumber),
            MagicNumber.Series([1, 2], [1, 1]), new NpsTally(1, 1, 1), WeightedNpsTally.Zero, NpsTally.BySegment([]), NpsTally.ByPeriod([], CalendarPeriod.Day),
            NpsComparison.Compare(new NpsTally(1, 1, 1), new NpsTally(2, 1, 1))!, NpsOutcomes.Zero, ReferralTally.Zero, FunnelTally.Zero, Concentration.Of([1.0]), Concentration.Of([1.0]).Abc(),
            Ambassadors.Choose(null, []), new RetentionLeverage(1, 1, 1, 1, 1), DayHistogram.Zero, ChapterSamples.Quality("7"), ChapterSamples.Quality("7").FirstRejects,
        ];
        foreach (object result in results)
        {
            ResultViews.Types.Should().Contain(result.GetType());
            ResultViews.Of(result).Parts.Should().NotBeEmpty(result.GetType().Name);
        }

        ResultViews.Of(new NpsTally(6, 2, 2)).ToHtml().Should().Be(new NpsTally(6, 2, 2).View().ToHtml());
    }

    private static IEnumerable<string> Texts(ViewPart part) => part switch
    {
        ResultView view => view.Parts.SelectMany(Texts).Prepend(view.Title),
        ViewTable table => [table.Caption, .. table.Columns.Select(c => c.Title), .. table.Rows.SelectMany(r => r)],
        ViewNotes notes => notes.Items.SelectMany(item => new[] { item.Term, item.Text }),
        LineChart chart => [chart.Title, chart.Description, chart.X.Title, chart.Y.Title, .. chart.Lines.Select(l => l.Name), .. chart.Labels, .. chart.Below.Select(b => b.Name)],
        BarChart chart => [chart.Title, chart.Description, chart.CategoryTitle, chart.Scale.Title, .. chart.Categories, .. chart.Groups.Select(g => g.Name)],
        HeatMap chart => [chart.Title, chart.Description, chart.ColumnTitle, chart.RowTitle, chart.Scale.Title, .. chart.Columns, .. chart.Rows],
        Gauge chart => [chart.Title, chart.Description, chart.Scale.Title],
        _ => throw new InvalidOperationException(part.GetType().Name),
    };

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Letters();

    // Signs of the field that are the same in every language, names of parameters in the papers, codes, the letters of ABC classes and of the ids in the samples.
    [GeneratedRegex(@"\b(NPS|NRR|GRR|p|alpha|beta|c|RM\d{4}|A|B|C|a7|b7|c7)\b")]
    private static partial Regex International();
}
