using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RetentionMetrics.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 7 for JSON: damaged sources into each of the seven readers, and damaged documents of every kind into what reads them back.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private static readonly byte[] Favourites = "\"\"{}[],::\\\n\r\0 u0e-.\xFF"u8.ToArray();

    private delegate (IEnumerable<object> Facts, Func<(IReadOnlyList<RejectedRecord> Rejected, DataQuality Quality)> Outcome, IDisposable Reader) Opener(Stream stream, JsonOptions options);

    [Fact]
    public void No_damaged_source_or_document_brings_anything_down()
    {
        List<(string, byte[], byte[], byte[], Func<byte[], Random, IEnumerable<string>>)> targets =
        [
            Target("transactions", """{"customerId":"a","date":"2024-01-01","amount":1.5,"orderId":"o\u0031","channel":null}""", (s, o) => Of(TransactionJsonReader.Open(s, "t.json", options: o))),
            Target("activities", """{"customerId":7,"date":"2024-02-29T10:00:00+09:00","kind":"login","x":{"y":[1,2]}}""", (s, o) => Of(ActivityJsonReader.Open(s, "t.json", options: o))),
            Target("ratings", """{"rating":10,"customerId":"a","date":"2024-01-01","segment":"日本"}""", (s, o) => Of(RatingJsonReader.Open(s, "t.json", options: o))),
            Target("referrals", """{"referrerId":"a","date":"2024-01-01","referredId":"b"}""", (s, o) => Of(ReferralJsonReader.Open(s, "t.json", options: o))),
            Target("spend", """{"channel":"ads","date":"2024-01-01","amount":1e2,"newCustomers":3,"kind":"media","purpose":"acquisition"}""", (s, o) => Of(SpendJsonReader.Open(s, "t.json", options: o))),
            Target("subscriptions", """{"customerId":"a","start":"2024-01-01","end":null,"monthlyAmount":10,"billingPeriod":"year","product":"p","endReason":"voluntary","state":"active","isTrial":false}""", (s, o) => Of(SubscriptionJsonReader.Open(s, "t.json", options: o))),
            Target("tenures", """{"duration":12.5,"lost":true,"entry":0,"count":3}""", (s, o) => Of(TenureJsonReader.Open(s, "t.json", options: o))),
        ];
        targets = [.. targets, .. targets, .. targets]; // a reader has more to go wrong than a document
        int kinds = 0;
        foreach ((JsonTypeInfo type, string text) in SampleDocuments.All)
        {
            byte[] document = Encoding.UTF8.GetBytes(text);
            JsonSerializer.Deserialize(text, type).Should().NotBeNull("a sample must be sound");
            targets.Add((type.Type.Name, [], document, Favourites, (input, _) => ReadBack(type, input)));
            kinds++;
        }

        kinds.Should().BeGreaterThan(30);
        output.WriteLine($"7 readers, {kinds} kinds of documents");
        new Fuzzing(output).Run(targets);
    }

    private static IEnumerable<string> ReadBack(JsonTypeInfo type, byte[] input)
    {
        try
        {
            object? value = JsonSerializer.Deserialize(input, type);
            // What is accepted is sound: it can be written, and that is read again.
            byte[] again = JsonSerializer.SerializeToUtf8Bytes(value, type);
            _ = JsonSerializer.Deserialize(again, type);
            return ["document accepted"];
        }
        catch (JsonException)
        {
            return ["document refused"];
        }
    }

    private static (IEnumerable<object>, Func<(IReadOnlyList<RejectedRecord>, DataQuality)>, IDisposable) Of<T>(JsonFactReader<T> reader)
        where T : struct => (reader.Select(f => (object)f), () => (reader.Rejected, reader.Quality), reader);

    private static (string, byte[], byte[], byte[], Func<byte[], Random, IEnumerable<string>>) Target(string name, string record, Opener open) =>
        (name, [], Encoding.UTF8.GetBytes(record + "\n" + record + "\r\n\n" + record), Favourites, (input, random) => Parse(open, random.Next(2) == 0 ? input : [(byte)'[', .. input.Select(b => b == (byte)'\n' ? (byte)',' : b), (byte)']'], random));

    private static IEnumerable<string> Parse(Opener open, byte[] input, Random random)
    {
        var options = new JsonOptions
        {
            Layout = (JsonLayout)random.Next(3),
            AllowNumbersInText = random.Next(2) == 0,
            IncludeValues = random.Next(3) == 0,
            MaxDepth = random.Next(3) == 0 ? random.Next(1, 5) : 64,
            MaxRecordBytes = random.Next(3) == 0 ? random.Next(16, 300) : 1 << 20,
            MaxRejectsKept = random.Next(3),
            MaxRejects = random.Next(6) == 0 ? random.Next(5) : null,
            MaxRejectRatio = random.Next(6) == 0 ? random.NextDouble() : null,
        };
        try
        {
            (IEnumerable<object> facts, var outcome, IDisposable reader) = open(new DripStream(input, () => random.Next(1, 100)), options);
            using (reader)
            {
                int kept = facts.Count();
                (IReadOnlyList<RejectedRecord> rejected, DataQuality q) = outcome();
                if (q.RecordsRead != kept + q.RecordsRejected + q.RecordsBlank || q.RecordsKept != kept || rejected.Count != Math.Min(q.RecordsRejected, options.MaxRejectsKept))
                    throw new InvalidOperationException("not conserved: " + q);
                foreach (RejectedRecord r in rejected)
                    _ = r.ToString();
                return [.. q.RejectedByCode.Keys, kept > 0 ? "kept" : "nothing kept"];
            }
        }
        catch (DataFileException e)
        {
            return [e.Code];
        }
        catch (DataQualityException)
        {
            return ["quality"];
        }
    }
}
