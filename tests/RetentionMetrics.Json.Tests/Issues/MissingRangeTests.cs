using System.Text.Json;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Issues;

/// <summary>Found by damaged documents: a rule of a segment map without one of its ranges was a null reference, not a document that is not valid.</summary>
public class MissingRangeTests
{
    [Theory]
    [InlineData("""{"kind":"segmentMap","version":1,"rules":[{"name":"a","r":[1,5],"m":[1,5]}]}""")]
    [InlineData("""{"kind":"segmentMap","version":1,"rules":[{"name":"a","r":[1,5],"f":null,"m":[1,5]}]}""")]
    [InlineData("""{"kind":"segmentMap","version":1,"rules":[{}]}""")]
    public void A_rule_without_a_range_is_not_valid(string document) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize(document, MetricsJson.Default.SegmentMap)).Should().Throw<JsonException>();
}
