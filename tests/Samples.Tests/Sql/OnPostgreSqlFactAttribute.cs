using RetentionMetrics.Tests.Sql;

namespace Samples.Tests.Sql;

/// <summary>A test that starts a PostgreSQL server; it is skipped, visibly, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgreSqlFactAttribute : FactAttribute
{
    public OnPostgreSqlFactAttribute() => Skip = PostgreSqlServer.WhyNot;
}
