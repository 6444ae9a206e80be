using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

/// <summary>The parser of records against the framework's documents, and its fast way against its full way, on valid documents and what mutations make of them.</summary>
public class ParserTests
{
    private const int MaxDepth = 4;

    private static readonly string[] Documents =
    [
        """{"customerId":"a","date":"2025-01-02","amount":1.50}""",
        """{"customerId":"a","date":"2025-01-02","amount":-0.5e+3,"orderId":"o-1","channel":"web"}""",
        """{"date":"2025-01-02","customerId":17,"channel":null,"amount":0}""",
        """  { "customerId" : "a" , "x" : true ,"date":"2025-01-02", "amount" : 12 }  """,
        """{"customerId":"山田 太郎 with a name that is longer than a vector","date":"2025-01-02","amount":1}""",
        """{"customerId":"caf\u00e9 \"q\" \\ \ud83d\ude00","date":"2025-01-02","amount":1,"channel":"\u0000"}""",
        """{"customerId":"a","items":[{"sku":"x","n":1},{"sku":"y","n":2},[],{}],"amount":1,"o":{"a":{"a":1},"b":[1]}}""",
        """{"customerId":{"id":1},"date":[],"amount":false}""",
        """{"customer\u0049d":"a","date":"2025-01-02","amount":1}""",
        """{"a":[[[1]]],"customerId":"x"}""",
        """{"a":[[[[1]]]]}""",
        """{"x":1,"y":2,"x":3}""",
        """{"o":{"x":1,"x":2},"amount":1}""",
        """{}""",
        """{"":1,"customerId":"a"}""",
        """[1,{"a":1}]""",
        """null""",
        "{\"customerId\":\"a\",\r\n\t\"amount\":1}",
    ];

    private static readonly byte[] Bytes = [.. Encoding.ASCII.GetBytes("{}[]\",:\\ \t\n0123456789-+.eEtrufalsn/dD"), 0, 0x1F, 0x7F, 0x80, 0xC3, 0xA9, 0xED, 0xF0, 0xFF];

    private static readonly PropertySpec[] Properties =
    [
        PropertySpec.Required("customerId", "p"), PropertySpec.Required("date", "p"), PropertySpec.Required("amount", "p"), PropertySpec.Optional("orderId"), PropertySpec.Optional(""), PropertySpec.Optional("o"),
    ];

    private static Gen<byte[]> Mutated
    {
        get
        {
            Gen<(int Place, int Length, int What, int How)> edits = Gen.Choose(0, 10_000).Zip(Gen.Choose(1, 20)).Zip(Gen.Choose(0, Bytes.Length - 1)).Zip(Gen.Choose(0, 3))
                .Select(e => (e.Item1.Item1.Item1, e.Item1.Item1.Item2, e.Item1.Item2, e.Item2));
            return Gen.Elements(Documents).Zip(Gen.Choose(0, 3).SelectMany(n => edits.ListOf(n))).Select(p =>
            {
                List<byte> text = [.. Encoding.UTF8.GetBytes(p.Item1)];
                foreach ((int place, int length, int what, int how) in p.Item2)
                {
                    int at = place % (text.Count + 1), end = Math.Min(at + length, text.Count);
                    if (how == 0 && at < text.Count)
                        text[at] = Bytes[what];
                    else if (how == 1)
                        text.Insert(at, Bytes[what]);
                    else if (how == 2)
                        text.InsertRange(at, text.GetRange(at, end - at)); // a name or value twice
                    else
                        text.RemoveRange(at, Math.Min(end - at, what % 4));
                }

                return text.ToArray();
            });
        }
    }

    [Fact]
    public void The_fast_way_takes_nothing_that_the_full_way_refuses_and_finds_the_same()
    {
        // One parser for all documents, so that it knows names of other ones; now and then a new one.
        var fast = new RecordParser(Properties, MaxDepth);
        var full = new RecordParser(Properties, MaxDepth, fast: false);
        (long good, long bad) = (0, 0);
        Property.Holds(Mutated.ListOf(5).Select(l => l.ToArray()), documents =>
        {
            foreach (byte[] document in documents)
            {
                bool isGood = full.Parse(document);
                fast.Parse(document).Should().Be(isGood, Show(document));
                (fast.Fault, fast.FaultAt, fast.FaultName).Should().Be((full.Fault, full.FaultAt, full.FaultName), Show(document));
                if (isGood)
                    good++;
                else
                    bad++;
                for (int p = 0; isGood && p < Properties.Length; p++)
                {
                    fast[p].Should().Be(full[p], Show(document));
                    if (fast[p].IsThere && !fast.Text(document, p).SequenceEqual(full.Text(document, p)))
                        Assert.Fail(Show(document));
                }
            }
        });
        good.Should().BeGreaterThan(500);
        bad.Should().BeGreaterThan(500);
    }

    [Fact]
    public void A_document_is_taken_when_the_framework_takes_it_and_its_values_are_the_same()
    {
        var parser = new RecordParser(Properties, MaxDepth);
        Property.Holds(Mutated, document =>
        {
            JsonElement? expected = Oracle(document);
            parser.Parse(document).Should().Be(expected is not null, Show(document));
            for (int p = 0; expected is not null && p < Properties.Length; p++)
            {
                if (Properties[p].Name.Length == 0 || !expected.Value.TryGetProperty(Properties[p].Name, out JsonElement value))
                {
                    parser[p].IsThere.Should().BeFalse(Show(document));
                    continue;
                }

                string text = Encoding.UTF8.GetString(parser.Text(document, p));
                if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    text.Should().Be(value.GetRawText()[..1]);
                else
                    text.Should().Be(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), Show(document));
            }
        });
    }

    [Theory]
    [InlineData(1, 127, true)]
    [InlineData(1, 128, true)]
    [InlineData(1, 129, true)]
    [InlineData(3, 1_000, true)]
    [InlineData(1, 129, false)]
    [InlineData(3, 1_000, false)]
    public void Any_number_of_names_is_read_and_one_that_comes_twice_is_found(int times, int names, bool unique)
    {
        var parser = new RecordParser(Properties, MaxDepth);
        for (int i = 0; i < times; i++)
        {
            string text = "{" + string.Concat(Enumerable.Range(0, names).Select(n => $"\"name{n}\":{n},")) + (unique ? "" : $"\"name{names / 2}\":0,") + "\"customerId\":\"a\"}";
            parser.Parse(Encoding.UTF8.GetBytes(text)).Should().Be(unique);
            parser.Fault.Should().Be(unique ? null : ErrorCodes.DuplicateProperty);
        }
    }

    [Fact]
    public void Names_in_other_orders_and_of_other_records_do_not_hide_one_that_comes_twice()
    {
        string[] names = ["a", "b", "c", "ab", "customerId"];
        var parser = new RecordParser(Properties, MaxDepth);
        Property.Holds(Gen.Elements(names).NonEmptyListOf(), list =>
        {
            string text = "{" + string.Join(',', list.Select((n, i) => $"\"{n}\":\"{i}\"")) + "}";
            return parser.Parse(Encoding.UTF8.GetBytes(text)) == (list.Distinct(StringComparer.Ordinal).Count() == list.Count);
        });
    }

    /// <summary>The document, when it is good.</summary>
    private static JsonElement? Oracle(byte[] document)
    {
        if (!Utf8.IsValid(document))
            return null;
        try
        {
            JsonElement root = JsonDocument.Parse(document, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth }).RootElement;
            ReadAllText(root);
            return root.ValueKind == JsonValueKind.Object ? root : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void ReadAllText(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                ReadAllText(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                _ = property.Name;
                ReadAllText(property.Value);
            }
        }
    }

    private static string Show(byte[] document) => Encoding.Latin1.GetString(document).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
