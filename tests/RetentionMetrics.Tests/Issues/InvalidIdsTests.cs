namespace RetentionMetrics.Tests.Issues;

public sealed class InvalidIdsTests
{
    private static readonly byte[] Broken = [0x61, 0xC3];

    [Fact]
    public void Bytes_that_are_not_Utf8_are_refused_and_nothing_is_added()
    {
        var builder = new CustomerBaseBuilder();
        var day = new DateOnly(2025, 1, 1);

        FluentActions.Invoking(() => builder.Add(Broken, day, 1)).Should().Throw<ArgumentException>().WithParameterName("utf8CustomerId");
        FluentActions.Invoking(() => builder.Add("a"u8, day, 1, Broken)).Should().Throw<ArgumentException>().WithParameterName("utf8OrderId");
        FluentActions.Invoking(() => builder.Add("a"u8, day, 1, default, Broken)).Should().Throw<ArgumentException>().WithParameterName("utf8Channel");

        builder.Count.Should().Be(0);
        builder.Build(new(day, day)).Count.Should().Be(0);
    }

    [Fact]
    public void A_lone_surrogate_finds_nobody()
    {
        CustomerBase customers = CustomerBase.Summarize([new("\uFFFD", new(2025, 1, 1), 1), new("é€😀", new(2025, 1, 1), 1)], new(new(2025, 1, 1), new(2025, 1, 2)));

        customers.TryGetRow("\uD800", out int row).Should().BeFalse();
        row.Should().Be(-1);
        customers.TryGetRow("\uFFFD", out _).Should().BeTrue();
        customers.TryGetRow("é€😀", out _).Should().BeTrue();
        customers.TryGetRow(new string('é', 10_000), out _).Should().BeFalse();
        customers.TryGetRow("", out _).Should().BeFalse();
    }
}
