using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Simulated;

public sealed class SimulatedShopInSqliteTests(ITestOutputHelper output) : SimulatedShopTests(output)
{
    [Theory, OnSqlite]
    public Task A_large_shop_has_the_same_answers(SqlEngine engine) => CheckAsync(engine);
}
