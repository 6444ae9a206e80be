namespace RetentionMetrics.Tests.Sql.Customers;

public sealed class SqliteShopTests : ShopTests<SqliteShop>;
