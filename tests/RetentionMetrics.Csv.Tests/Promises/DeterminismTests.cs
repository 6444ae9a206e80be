using System.Globalization;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 12 for reading: eight cultures and three time zones, one result.</summary>
public class DeterminismTests(ITestOutputHelper output)
{
    private const int Files = 300;

    [Fact]
    public void Eight_cultures_read_the_same()
    {
        CultureInfo japanese = new("ja-JP") { DateTimeFormat = { Calendar = new JapaneseCalendar() } };
        CultureInfo[] cultures = [CultureInfo.InvariantCulture, japanese, new("de-DE"), new("tr-TR"), new("ar-SA"), new("th-TH"), new("fa-IR"), new("en-US")];
        cultures[3].NumberFormat.NumberDecimalSeparator.Should().Be(",", "cultures must be there, or this shows nothing");
        CultureInfo before = CultureInfo.CurrentCulture;
        var digests = new List<string>();
        try
        {
            foreach (CultureInfo culture in cultures)
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
                digests.Add(Child.Digest(42, Files));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }

        output.WriteLine($"{cultures.Length} cultures, {Files} files in {WaysToRead.All.Count} ways: {digests.Distinct().Count()} result, {digests[0][..16]}…");
        digests.Distinct().Should().ContainSingle();
        Child.Digest(43, Files).Should().NotBe(digests[0], "other files have another digest");
    }

    [Fact]
    public void Three_time_zones_read_the_same()
    {
        string[] zones = ["Asia/Tokyo", "America/New_York", "Asia/Kathmandu"];
        List<string[]> answers = [.. zones.Select(zone =>
        {
            (int code, string text, string error) = Child.Run(Child.Start(["digest", "42", "100"], ("TZ", zone)));
            code.Should().Be(0, error);
            return text.Split(' ');
        })];
        answers.Select(a => a[1]).Distinct().Should().HaveCount(3, "the zones must be there, or this shows nothing");
        output.WriteLine($"{string.Join(", ", zones.Zip(answers, (z, a) => $"{z} {a[1]}"))}: {answers.Select(a => a[0]).Distinct().Count()} result");
        answers.Select(a => a[0]).Append(Child.Digest(42, 100)).Distinct().Should().ContainSingle();
    }
}
