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
/// <c>[Theory, OnSqlite, OnPostgreSql, OnClickHouse]</c>. A test of reference data names its files in each, and is skipped where they are missing.
/// </summary>
public abstract class OnEngineAttribute : DataAttribute
{
    private readonly SqlEngine _engine;

    protected OnEngineAttribute(SqlEngine engine, string[] files)
    {
        _engine = engine;
#pragma warning disable MA0056 // the attributes below do not override it
        Skip = TestDatabases.WhyNot(engine) ?? (ReferenceData.Has(files) ? null : "Reference data is not on this machine: " + string.Join(", ", files));
#pragma warning restore MA0056
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_engine]];
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute(params string[] files) : OnEngineAttribute(SqlEngine.Sqlite, files);

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgreSqlAttribute(params string[] files) : OnEngineAttribute(SqlEngine.PostgreSql, files);

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnClickHouseAttribute(params string[] files) : OnEngineAttribute(SqlEngine.ClickHouse, files);
