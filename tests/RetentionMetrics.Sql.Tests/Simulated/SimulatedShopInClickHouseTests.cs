using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Sql.Simulated;

public sealed class SimulatedShopInClickHouseTests(ITestOutputHelper output) : SimulatedShopTests(output)
{
    [Theory, OnClickHouse]
    public Task A_large_shop_has_the_same_answers(SqlEngine engine) => CheckAsync(engine);
}
