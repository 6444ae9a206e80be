using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>What holds for every view of the chapters of customers, RFM, lifetime, estimation and outreach.</summary>
public sealed partial class CustomerViewsTests
{
    // What a label must not be able to do, and characters that no HTML may hold.
    private const string Hostile = "<script>alert(1)</script><b onload='x'>\"'`&amp; {0} {1} \u0001";

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "section", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "figure", "figcaption",
    };

    [Fact]
    public void No_label_of_the_data_becomes_markup()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in Views(Hostile))
        {
            IElement body = new HtmlParser().ParseDocument("<!doctype html><body>" + view(null).ToHtml()).Body!;
            body.QuerySelectorAll("script, b, style, link, iframe, [onload], [style]").Should().BeEmpty(what);
            foreach (IElement element in body.QuerySelectorAll("*").Where(e => e.Closest("svg") is null))
            {
                Elements.Should().Contain(element.LocalName, what);
                element.Attributes.Select(a => a.Name).Should().BeSubsetOf(["class", "align", "scope"], what);
            }
        }
    }

    [Theory]
    [InlineData("customers", "000")]
    [InlineData("cuts of groups", "0")]
    [InlineData("own segments", "")]
    [InlineData("own map", "")]
    [InlineData("migration", "")]
    [InlineData("BG/NBD with covariates", "")]
    [InlineData("plan", "")]
    [InlineData("economics", "")]
    [InlineData("health score DropOut", "")]
    [InlineData("warnings of customers", "116")]
    public void A_label_is_shown_as_it_is(string what, string suffix)
    {
        const string Label = "<i>ü&ä</i> 東京 \"{0}\"";
        Func<ViewOptions?, ResultView> view = Views(Label).First(sample => sample.What == what).View;
        IElement body = new HtmlParser().ParseDocument("<!doctype html><body>" + view(new ViewOptions { MaxRows = 500, Language = ViewLanguage.Japanese }).ToHtml()).Body!;
        body.QuerySelectorAll("th, td").Select(cell => cell.TextContent).Should().Contain(Label + suffix);
    }

    [Fact]
    public void Every_word_has_its_Japanese_one()
    {
        // In this language every known text is empty but for its places: letters that are left have no translation.
        var silent = new ViewLanguage("x-silent", JapaneseWords.All.Keys.ToDictionary(key => key, key => string.Concat(Places().Matches(key).Select(m => "·" + m.Value))));
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((string what, Func<ViewOptions?, ResultView> view) in Views("7").Concat(EmptyViews()))
        {
            foreach (string text in Texts(view(new ViewOptions { Language = silent })))
            {
                if (Letters().IsMatch(International().Replace(text, "")))
                    missing.Add($"{what}: {text}");
            }
        }

        missing.Should().BeEmpty();
    }

    [Fact]
    public void A_translation_keeps_the_places_of_its_text()
    {
        foreach ((string english, string japanese) in JapaneseWords.All)
            Places().Matches(japanese).Select(m => m.Value).Should().BeEquivalentTo(Places().Matches(english).Select(m => m.Value), english);
    }

    [Fact]
    public void Standard_segments_and_tiers_are_translated_and_those_of_ones_own_are_not()
    {
        var japanese = new ViewOptions { Language = ViewLanguage.Japanese };
        foreach (string name in SegmentMap.Standard.Names)
            ViewLanguage.Japanese.Knows(name).Should().BeTrue(name);
        string plan = CustomerSamples.Plan("customers").View(japanese).ToString();
        plan.Should().Contain("ハイタッチ").And.Contain("テックタッチ").And.Contain("customers");
    }

    [Fact]
    public void Numbers_follow_the_culture_that_is_given_and_not_the_current_one()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var german = new ViewOptions { Culture = CultureInfo.GetCultureInfo("de-DE") };
        try
        {
            foreach ((string what, Func<ViewOptions?, ResultView> view) in Views("7"))
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

        var value = new HistoricalValue(1_200, 1_234_567.5m);
        value.View(german with { Currency = "EUR" }).Cell("Revenue", "value").Should().Be("1.234.567,50\u00a0EUR");
        value.View(new ViewOptions { Culture = CultureInfo.GetCultureInfo("ja-JP"), Language = ViewLanguage.Japanese, Currency = "円" }).Cell("売上", "値").Should().Be("1,234,567.50\u00a0円");
    }

    [Fact]
    public void Yen_have_no_cents()
    {
        var yen = new ViewText(new ViewOptions { Currency = "円", MoneyDigits = 0 });
        yen.Money(1234.5m).Should().Be("1,235\u00a0円");
        yen.Money(1234.4).Should().Be("1,234\u00a0円");
        Action fine = () => _ = new ViewOptions { MoneyDigits = 7 };
        fine.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 6*");
    }

    [Fact]
    public void Results_of_nobody_have_a_view_too()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in EmptyViews())
        {
            ResultView shown = view(null);
            (shown + shown.ToHtml()).Should().NotContain("NaN", what).And.NotContain("∞", what).And.NotContain("Infinity", what);
            shown.Tables().Should().NotBeEmpty(what);
            shown.Notes().Should().NotBeEmpty(what);
        }
    }

    [Fact]
    public void Every_view_says_what_it_is_and_every_chart_says_what_it_shows()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in Views("7"))
        {
            ResultView shown = view(null);
            shown.Title.Should().NotBeEmpty(what);
            shown.Notes().SelectMany(n => n.Items).Should().NotBeEmpty(what).And.OnlyContain(item => item.Term.Length > 0 && item.Text.Length > 0, what);
            shown.Charts.Where(c => c.Title.Length == 0 || !c.Description.EndsWith('.') || c.Description.Contains('{')).Should().BeEmpty(what);
        }
    }

    [Fact]
    public void Japanese_views_hold_Japanese()
    {
        foreach ((string what, Func<ViewOptions?, ResultView> view) in Views("7"))
        {
            ResultView shown = view(new ViewOptions { Language = ViewLanguage.Japanese, Culture = CultureInfo.GetCultureInfo("ja-JP") });
            // The models are called by the letters of their papers in Japanese, too.
            (shown.Title + string.Concat(shown.Tables().SelectMany(t => t.Columns).Select(c => c.Title))).Should().MatchRegex(@"\p{IsHiragana}|\p{IsKatakana}|\p{IsCJKUnifiedIdeographs}", what);
            foreach (Chart chart in shown.Charts)
                chart.Description.Should().MatchRegex(@"\p{IsHiragana}|\p{IsKatakana}|\p{IsCJKUnifiedIdeographs}", what);
        }
    }

    /// <summary>The views of all results as a host that knows no types makes them, and of those that need more than the result.</summary>
    internal static IEnumerable<(string What, Func<ViewOptions?, ResultView> View)> Views(string name)
    {
        foreach ((string what, object result) in CustomerSamples.Results(name))
            yield return (what, options => ResultViews.Of(result, options));
        CustomerBase customers = CustomerSamples.Customers(name);
        var tiers = new int[customers.Count];
        CustomerSamples.Plan(name).Assign(CustomerSamples.Worth, tiers);
        tiers[5] = TouchPlan.NoTier;
        yield return ("scored customers", options => RfmCuts.Quintiles(customers.RfmColumns).View(customers.RfmColumns, options));
        yield return ("warnings of customers", options => CustomerSamples.Warnings.View(customers, options));
        yield return ("assigned plan", options => CustomerSamples.Plan(name).View(tiers, CustomerSamples.Worth, options));
        yield return ("values", options => ResultViews.OfValues(CustomerSamples.Worth, options));
        yield return ("model of an age", options => new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week).View(30, 4, 13, options));
    }

    internal static IEnumerable<(string What, Func<ViewOptions?, ResultView> View)> EmptyViews() =>
    [
        .. CustomerSamples.Empty().Select(sample => (sample.What, (Func<ViewOptions?, ResultView>)(options => ResultViews.Of(sample.Result, options)))),
        ("values", options => ResultViews.OfValues([], options)),
        ("scored customers", options => new RfmCuts([1], [1], [1]).View(default(RfmColumns), options)),
        ("assigned plan", options => CustomerSamples.Plan("7").View([], [], options)),
    ];

    private static IEnumerable<string> Texts(ViewPart part) => part switch
    {
        ResultView view => view.Parts.SelectMany(Texts).Prepend(view.Title),
        ViewTable table => [table.Caption, .. table.Columns.Select(c => c.Title), .. table.Rows.SelectMany(r => r)],
        ViewNotes notes => notes.Items.SelectMany(item => new[] { item.Term, item.Text }),
        LineChart chart => [chart.Title, chart.Description, chart.X.Title, chart.Y.Title, .. chart.Lines.Select(l => l.Name), .. chart.Labels, .. chart.Below.Select(b => b.Name)],
        BarChart chart => [chart.Title, chart.Description, chart.CategoryTitle, chart.Scale.Title, .. chart.Categories, .. chart.Groups.Select(g => g.Name)],
        HeatMap chart => [chart.Title, chart.Description, chart.ColumnTitle, chart.RowTitle, chart.Scale.Title, .. chart.Columns, .. chart.Rows],
        Treemap chart => [chart.Title, chart.Description, chart.Scale.Title, .. chart.Labels],
        _ => throw new InvalidOperationException(part.GetType().Name),
    };

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Letters();

    // Signs that are the same in every language, and the names of parameters in the papers.
    [GeneratedRegex(@"\b(AIC|BIC|p|q|gamma|alpha|beta|delta|r|a|b|c|s|k|t|z|(purchase|leave|stay)\[?\S*)\b|\b(purchase|leave|stay)\b\S*|(?<=\d)E[-+]\d+")]
    private static partial Regex International();
}
