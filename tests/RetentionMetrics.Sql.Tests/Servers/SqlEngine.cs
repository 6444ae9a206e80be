using System.Reflection;
using Xunit.Sdk;

namespace RetentionMetrics.Tests.Sql;

public enum SqlEngine
{
    Sqlite,
    PostgreSql,

    /// <summary>Two servers, asked through a <c>Distributed</c> table.</summary>
    ClickHouse,
}

/// <summary>
/// One row of a theory for an engine; it is skipped, visibly, where the engine's server is not installed. A theory over all engines wears three of them:
/// <c>[Theory, OnSqlite, OnPostgreSql, OnClickHouse]</c>.
/// </summary>
public abstract class OnEngineAttribute : DataAttribute
{
    private readonly SqlEngine _engine;

    protected OnEngineAttribute(SqlEngine engine)
    {
        _engine = engine;
        Skip = TestDatabases.WhyNot(engine);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_engine]];
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute() : OnEngineAttribute(SqlEngine.Sqlite);

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgreSqlAttribute() : OnEngineAttribute(SqlEngine.PostgreSql);

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnClickHouseAttribute() : OnEngineAttribute(SqlEngine.ClickHouse);
