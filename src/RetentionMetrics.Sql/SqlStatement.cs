using System.Collections.Immutable;
using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>A question to a database: its text, and the values that the text only names.</summary>
/// <remarks>Look at it, log it, or run it by any other means: there is nothing else to it. Immutable.</remarks>
public sealed class SqlStatement
{
    /// <summary>Makes a statement.</summary>
    /// <param name="text">The SQL, which names each value by its placeholder.</param>
    /// <param name="parameters">The values, in the order of their placeholders.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null or empty.</exception>
    public SqlStatement(string text, ImmutableArray<SqlParameter> parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Text = text;
        Parameters = parameters.IsDefault ? [] : parameters;
    }

    /// <summary>The SQL.</summary>
    public string Text { get; }

    /// <summary>The values.</summary>
    public ImmutableArray<SqlParameter> Parameters { get; }

    /// <summary>Makes a command of it.</summary>
    /// <param name="connection">The connection that will run it.</param>
    /// <returns>A command with text and parameters; the caller disposes it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> is null.</exception>
    public DbCommand CreateCommand(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // names are quoted and values are parameters: SqlText is the one place where text is put together
        command.CommandText = Text;
#pragma warning restore CA2100
        foreach (SqlParameter parameter in Parameters)
        {
            DbParameter value = command.CreateParameter();
            value.ParameterName = parameter.Name;
            value.Value = parameter.Value;
            command.Parameters.Add(value);
        }

        return command;
    }

    /// <summary>The text alone: values do not belong into a log.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
