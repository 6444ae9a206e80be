using System.Data.Common;
using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>ClickHouse refused a statement, could not be reached, or broke off its answer. There is no part of an answer then.</summary>
/// <remarks>The message names the server that was asked and says what it said: where one server of a cluster cannot be reached, its address is in there.</remarks>
public sealed class ClickHouseException : DbException
{
    internal ClickHouseException(string code, string reason, Exception? innerException = null, int? serverCode = null)
        : base($"{code} {reason}", innerException) => (Code, ServerCode) = (code, serverCode);

    /// <summary>The code, one of <see cref="ErrorCodes"/>: <see cref="ErrorCodes.ServerRefused"/>, <see cref="ErrorCodes.ServerTimeout"/> or <see cref="ErrorCodes.ServerUnreachable"/>.</summary>
    public string Code { get; }

    /// <summary>The engine's own number of the error, such as 60 for an unknown table; <see langword="null"/> when it gave none.</summary>
    public int? ServerCode { get; }

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

        return new ClickHouseException(ErrorCodes.ServerRefused, $"ClickHouse at {server} says: {text.Trim()}", null, code);
    }
}
