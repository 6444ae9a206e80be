using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Running;

public sealed class ClickHouseTextTests
{
    [Theory]
    [InlineData("SELECT {p0:Int64}", "SELECT toInt64(5)")]
    [InlineData("{p0:Int64}{p0:Int64}+{p1:String}", "toInt64(5)toInt64(5)+'a\\'{p0:Int64}'")]
    [InlineData("SELECT '{p0:Int64}', \"{p0:Int64}\", `{p0:Int64}`", "SELECT '{p0:Int64}', \"{p0:Int64}\", `{p0:Int64}`")]
    [InlineData("SELECT '\\'{p0:Int64}', '''{p0:Int64}', {p0:Int64}", "SELECT '\\'{p0:Int64}', '''{p0:Int64}', toInt64(5)")]
    [InlineData("/* ' {p0:Int64} */ {p0:Int64} -- ' {p0:Int64}\n{p0:Int64}", "/* ' {p0:Int64} */ toInt64(5) -- ' {p0:Int64}\ntoInt64(5)")]
    [InlineData("{p9:Int64} {p0:String} {p0:Int64", "{p9:Int64} {p0:String} {p0:Int64")]
    [InlineData("'open {p0:Int64}", "'open {p0:Int64}")]
    public void Placeholders_are_replaced_where_they_are_placeholders(string text, string filled) =>
        ClickHouseText.Fill(new SqlStatement(text, [new("p0", 5L), new("p1", "a'{p0:Int64}")])).Should().Be(filled);

    [Fact]
    public void What_the_engine_cannot_hold_is_refused()
    {
        Action early = () => ClickHouseText.Literal(new DateOnly(1969, 12, 31));
        early.Should().Throw<NotSupportedException>().WithMessage("*1969-12-31*");
        Action half = () => ClickHouseText.Literal("a\uD800b");
        half.Should().Throw<ArgumentException>();
        Action other = () => ClickHouseText.Literal(1m);
        other.Should().Throw<NotSupportedException>();
    }
}
