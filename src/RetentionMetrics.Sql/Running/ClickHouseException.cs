using System.Data.Common;
using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>ClickHouse refused a statement, could not be reached, or broke off its answer. There is no part of an answer then.</summary>
/// <remarks>The message names the server that was asked and says what it said: where one server of a cluster cannot be reached, its address is in there.</remarks>
public sealed class ClickHouseException : DbException
{
    /// <summary>Makes an exception without a message.</summary>
    public ClickHouseException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong.</param>
    public ClickHouseException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that another one caused.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ClickHouseException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal ClickHouseException(string message, int? code)
        : base(message) => Code = code;

    /// <summary>The engine's number of the error, such as 60 for an unknown table; <see langword="null"/> when it gave none.</summary>
    public int? Code { get; }

    /// <summary>The exception for what a server said, such as <c>Code: 60, e.displayText() = DB::Exception: …</c>.</summary>
    internal static ClickHouseException Said(string server, string text)
    {
        const string Mark = "Code: ";
        int? code = null;
        int begin = text.IndexOf(Mark, StringComparison.Ordinal);
        if (begin >= 0)
        {
            ReadOnlySpan<char> rest = text.AsSpan(begin + Mark.Length);
            int end = rest.IndexOfAnyExceptInRange('0', '9');
            if (int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                code = number;
        }

        return new ClickHouseException($"ClickHouse at {server} says: {text.Trim()}", code);
    }
}
