using System.Text.Json;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Writing;

/// <summary>Documents in files: replaced in one step or not at all.</summary>
public sealed class JsonFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_document_is_replaced_whole()
    {
        string path = Path.Combine(_folder, "model.json");
        JsonFile.Write(path, new NpsTally(1, 2, 3), MetricsJson.Default.NpsTally);
        JsonFile.Write(path, new NpsTally(4, 5, 6), MetricsJson.Default.NpsTally);
        File.ReadAllText(path).Should().Be("""{"kind":"npsTally","version":1,"promoters":4,"passives":5,"detractors":6}""");
        JsonFile.Read(path, MetricsJson.Default.NpsTally).Should().Be(new NpsTally(4, 5, 6));
        FluentActions.Invoking(() => JsonFile.Write(path, new Broken(), Form())).Should().Throw<TimeoutException>();
        FluentActions.Invoking(() => JsonFile.Read(path, MetricsJson.Default.Estimate)).Should().Throw<JsonException>().WithMessage("*'npsTally'*");
        JsonFile.Read(path, MetricsJson.Default.NpsTally).Should().Be(new NpsTally(4, 5, 6));
        Directory.GetFiles(_folder).Should().ContainSingle();
    }

    [Fact]
    public void An_older_version_is_read_from_a_file()
    {
        string recorded = Path.Combine(ReferenceData.RepositoryRoot, "tests", "RetentionMetrics.Json.Tests", "Documents", "v1", "funnelTally-1.json");
        string path = Path.Combine(_folder, "now.json");
        FunnelTally tally = JsonFile.Read(recorded, MetricsJson.Default.FunnelTally)!;
        JsonFile.Write(path, tally, MetricsJson.Default.FunnelTally);
        JsonFile.Read(path, MetricsJson.Default.FunnelTally).Should().Be(tally);
    }

    [Fact]
    public void Rejects_are_a_document_a_line_and_come_back()
    {
        RejectedRecord[] rejects =
        [
            new("orders.csv", 17, 18, 15, 640, 3, "amount", "RM2003", "'\"\r\n\u2028' is not a plain number"),
            new("日本.csv", 1, 1, 1, long.MaxValue, null, null, "RM1001", "r"),
        ];
        string path = Path.Combine(_folder, "rejects.jsonl");
        JsonFile.WriteLines(path, rejects, MetricsJson.Default.RejectedRecord);
        File.ReadAllLines(path).Should().HaveCount(2).And.OnlyContain(l => l.StartsWith("""{"kind":"rejectedRecord","version":1,"source":""", StringComparison.Ordinal));
        JsonFile.ReadLines(path, MetricsJson.Default.RejectedRecord).Should().Equal(rejects);
        JsonFile.WriteLines(path, [rejects[0] with { Reason = "half \uD83D of it" }], MetricsJson.Default.RejectedRecord);
        JsonFile.ReadLines(path, MetricsJson.Default.RejectedRecord).Single().Reason.Should().Be("half \uFFFD of it", "a reject is not lost for its message");
        FluentActions.Invoking(() => JsonFile.WriteLines(path, [default(RejectedRecord)], MetricsJson.Default.RejectedRecord)).Should().Throw<ArgumentException>();
        JsonFile.ReadLines(path, MetricsJson.Default.RejectedRecord).Should().ContainSingle("the old file stays");
    }

    [Fact]
    public void What_became_of_the_records_comes_back()
    {
        using TransactionJsonReader reader = JsonText.Transactions("{\"customerId\":\"a\",\"date\":\"2024-01-01\",\"amount\":1}\n\n{\"customerId\":\"a\",\"date\":\"x\",\"amount\":1}\n{]\n");
        reader.Should().HaveCount(1);
        DataQuality quality = reader.Quality;
        string path = Path.Combine(_folder, "quality.json");
        JsonFile.Write(path, quality, MetricsJson.Default.DataQuality);
        DataQuality back = JsonFile.Read(path, MetricsJson.Default.DataQuality)!;
        (back.Source, back.RecordsRead, back.RecordsKept, back.RecordsRejected, back.BlankLines, back.BlankAnswers, back.DatesClipped)
            .Should().Be((quality.Source, 4, 1, 2, 1, 0, 0));
        back.RejectedByCode.Should().Equal(quality.RejectedByCode);
        back.FirstRejects.Should().Equal(quality.FirstRejects);
        back.ToString().Should().Be(quality.ToString());
    }

    [Theory]
    [InlineData("\"recordsKept\":1", "\"recordsKept\":-1")]
    [InlineData("\"records\":1", "\"records\":0")]
    [InlineData("\"datesClipped\":0", "\"datesClipped\":2")]
    [InlineData("\"code\":\"RM2002\",\"records\"", "\"code\":\"RM2003\",\"records\"")]
    [InlineData("\"source\":\"t.json\",\"recordsKept\"", "\"source\":\"\",\"recordsKept\"")]
    public void Counts_that_cannot_be_are_no_document(string good, string bad)
    {
        using TransactionJsonReader reader = JsonText.Transactions("{\"customerId\":\"a\",\"date\":\"2024-01-01\",\"amount\":1}\n{\"customerId\":\"a\",\"date\":\"x\",\"amount\":1}\n");
        reader.Should().HaveCount(1);
        string text = JsonSerializer.Serialize(reader.Quality, MetricsJson.Default.DataQuality);
        text.Should().Contain(good);
        FluentActions.Invoking(() => JsonSerializer.Deserialize(text.Replace(good, bad, StringComparison.Ordinal), MetricsJson.Default.DataQuality)).Should().Throw<JsonException>();
    }

    private static System.Text.Json.Serialization.Metadata.JsonTypeInfo<Broken> Form() =>
        (System.Text.Json.Serialization.Metadata.JsonTypeInfo<Broken>)new JsonSerializerOptions { TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(Broken));

    private sealed class Broken
    {
        public string Long { get; } = new('x', 100_000);

        public int Value => throw new TimeoutException();
    }
}
