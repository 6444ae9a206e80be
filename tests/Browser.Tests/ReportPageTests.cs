using System.Text;
using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>The report page as a manager opens it.</summary>
public sealed class ReportPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumTheory]
    [InlineData("en", 1280, ColorScheme.Light)]
    [InlineData("en", 1280, ColorScheme.Dark)]
    [InlineData("en", 390, ColorScheme.Light)]
    [InlineData("en", 390, ColorScheme.Dark)]
    [InlineData("ja", 1280, ColorScheme.Light)]
    [InlineData("ja", 1280, ColorScheme.Dark)]
    [InlineData("ja", 390, ColorScheme.Light)]
    [InlineData("ja", 390, ColorScheme.Dark)]
    public async Task It_is_read_without_stumbling(string language, int width, ColorScheme scheme)
    {
        (IPage page, List<string> wrong) = await chromium.OpenAsync(language, width, scheme);
        (await FindingsAsync(page)).Should().BeEmpty();

        // And with all that is folded away unfolded.
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        (await FindingsAsync(page)).Should().BeEmpty();
        wrong.Should().BeEmpty("nothing is refused, nothing asked for and nothing fails");
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task A_click_sorts_and_a_second_one_turns_it_round()
    {
        (IPage page, List<string> wrong) = await chromium.OpenAsync("en", 1280, ColorScheme.Light);
        ILocator table = page.Locator("#slipping .sortable table");
        double[] before = await NumbersAsync(table, 3);
        before.Length.Should().BeGreaterThan(5);
        await table.Locator("th[scope=col]").Nth(3).ClickAsync();
        (await NumbersAsync(table, 3)).Should().Equal(before.OrderDescending(), "numbers begin with the largest");
        (await table.Locator("th[scope=col]").Nth(3).GetAttributeAsync("aria-sort")).Should().Be("descending");
        await table.Locator("th[scope=col] button").Nth(3).ClickAsync();
        (await NumbersAsync(table, 3)).Should().Equal(before.Order());

        // Another column takes over, and rows keep together.
        await table.Locator("th[scope=col] button").Nth(0).ClickAsync();
        string[] ids = [.. await table.Locator("tbody th").AllInnerTextsAsync()];
        ids.Should().BeInAscendingOrder(StringComparer.Ordinal);
        (await table.Locator("th[aria-sort]").CountAsync()).Should().Be(1);
        wrong.Should().BeEmpty();
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task The_keyboard_sorts_and_moves_wide_tables()
    {
        (IPage page, List<string> wrong) = await chromium.OpenAsync("ja", 390, ColorScheme.Light);
        ILocator table = page.Locator("#touch .sortable table"), button = table.Locator("th[scope=col] button").Nth(2);
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        double[] ranks = await NumbersAsync(table, 2);
        ranks.Should().BeInDescendingOrder().And.HaveCountGreaterThan(5);
        await page.Keyboard.PressAsync("Space");
        (await NumbersAsync(table, 2)).Should().BeInAscendingOrder();

        await page.Locator("#touch .sortable").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("() => document.querySelector('#touch .sortable').scrollLeft > 0");
        wrong.Should().BeEmpty();
        await page.CloseAsync();
    }

    [ChromiumTheory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task It_prints(string language)
    {
        (IPage page, List<string> wrong) = await chromium.OpenAsync(language, 680, ColorScheme.Dark);
        byte[] pdf = await page.PdfAsync(new() { Format = "A4" });
        Encoding.ASCII.GetString(pdf, 0, 5).Should().Be("%PDF-");
        pdf.Length.Should().BeGreaterThan(50_000, "there are pictures and tables in it");
        (await page.EvaluateAsync<bool>("[...document.querySelectorAll('#definitions details')].every(d => d.open)")).Should().BeTrue("paper cannot be unfolded");

        // On paper: dark on white, and no column beyond the edge (A4 less its margins is 680 pixels wide).
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).Should().Be("rgb(255, 255, 255)");
        (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('table, svg, .tiles')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.textContent.trim().slice(0, 60))")).Should().BeEmpty();
        wrong.Should().BeEmpty();
        await page.CloseAsync();
    }

    [ChromiumFact]
    public async Task Its_policy_refuses_what_is_not_its_own()
    {
        (IPage page, List<string> wrong) = await chromium.OpenAsync("en", 1280, ColorScheme.Light);
        await page.EvaluateAsync("document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = 1' }), Object.assign(document.createElement('img'), { src: 'https://localhost:9/x.png' }))");
        await page.WaitForFunctionAsync("() => document.images.length === 1 && document.images[0].complete");
        (await page.TitleAsync()).Should().Be("Retention report");
        wrong.Should().Contain(w => w.StartsWith("policy violated: script-src")).And.Contain(w => w.StartsWith("policy violated: img-src"));
        await page.CloseAsync();
    }

    private static async Task<string[]> FindingsAsync(IPage page)
    {
        using var reader = new StreamReader(typeof(ReportPageTests).Assembly.GetManifestResourceStream("audit.js")!);
        string script = await reader.ReadToEndAsync();
        return await page.EvaluateAsync<string[]>(script[script.IndexOf("() =>", StringComparison.Ordinal)..]);
    }

    private static async Task<double[]> NumbersAsync(ILocator table, int column) =>
        [.. (await table.Locator($"tbody tr > :nth-child({column + 1})").AllInnerTextsAsync()).Select(t => double.Parse(t.TrimEnd('%', ' ', '\u00a0'), System.Globalization.NumberStyles.Float | System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture))];
}
