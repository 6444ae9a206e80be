namespace RetentionMetrics.Tests.Conventions;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_accepted_one() => PublicApi.Verify("RetentionMetrics.Notebooks");
}
