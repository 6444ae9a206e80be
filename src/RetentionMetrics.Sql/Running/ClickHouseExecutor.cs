using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>Statements over ClickHouse's HTTP interface, to one server or, through its <c>Distributed</c> tables, to a cluster.</summary>
/// <remarks>
/// <para>
/// An answer is whole or an error: the server is told to hold it back until it is complete, and that a server of the cluster that cannot be reached is an error, and so is a limit that is reached.
/// A question is sent so that it cannot write (<c>readonly=2</c>), so the user's profile must not be <c>readonly=1</c>, which allows no settings at all. A cancelled statement is killed on the server, too.
/// </para>
/// <para>The values of parameters are put into the text here, escaped, because servers before 19.14 know no parameters. Immutable; safe for several threads at once.</para>
/// </remarks>
public sealed class ClickHouseExecutor : SqlExecutor
{
    private const int LongestMessage = 64 * 1024;
    private static readonly TimeSpan KillPatience = TimeSpan.FromMilliseconds(500);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly HashSet<string> Fixed = new(["skip_unavailable_shards", "wait_end_of_query", "extremes", "readonly", "default_format", "database", "query", "query_id", "user", "password"], StringComparer.OrdinalIgnoreCase);

    // A limit that is reached may end a question quietly, with what was found so far.
    private const string Overflow = "_overflow_mode";
    private static readonly string[] Limits = ["read", "group_by", "sort", "result", "timeout", "set", "join", "transfer", "distinct"];

    private readonly HttpClient _client;
    private readonly ClickHouseOptions _options;
    private readonly string _address;
    private readonly string _server;

    /// <summary>Makes an executor.</summary>
    /// <param name="client">What sends the requests; it stays the caller's. Its <see cref="HttpClient.Timeout"/> also ends questions: give it one that is long enough, or none.</param>
    /// <param name="address">The server's HTTP interface, such as <c>http://127.0.0.1:8123/</c>.</param>
    /// <param name="options">User, database and settings; <see langword="null"/> for <see cref="ClickHouseOptions.Default"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="address"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="address"/> is no absolute HTTP address, or holds a user or a query; or the options state a setting that is this class's own.</exception>
    public ClickHouseExecutor(HttpClient client, Uri address, ClickHouseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ArgumentException("The address must be that of an HTTP interface, such as http://127.0.0.1:8123/, without user and query: these are options.", nameof(address));
        _client = client;
        _options = options ?? ClickHouseOptions.Default;
        if (_options.Settings.Keys.FirstOrDefault(s => Fixed.Contains(s) || s.Contains(Overflow, StringComparison.OrdinalIgnoreCase)) is { } own)
            throw new ArgumentException($"The setting '{own}' is not for options to state.", nameof(options));
        _server = address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        var query = new StringBuilder(address.AbsoluteUri).Append("?wait_end_of_query=1&skip_unavailable_shards=0&extremes=0");
        foreach (string limit in Limits)
            query.Append('&').Append(limit).Append(Overflow).Append("=throw");
        if (!string.IsNullOrEmpty(_options.Database))
            query.Append("&database=").Append(Uri.EscapeDataString(_options.Database));
        foreach ((string name, string value) in _options.Settings)
            query.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        _address = query.ToString();
    }

    /// <inheritdoc/>
    /// <exception cref="ClickHouseException">The server refused the statement, could not be reached, or broke off its answer.</exception>
    /// <exception cref="NotSupportedException">A parameter is a date that the engine cannot hold.</exception>
    public override async Task<T> QueryAsync<T>(SqlStatement statement, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(read);
        using HttpResponseMessage answer = await SendAsync("&readonly=2&default_format=TabSeparatedWithNamesAndTypes", Content(statement), cancellationToken).ConfigureAwait(false);
        Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var rows = new ClickHouseRows(body, _server);
        await using (rows.ConfigureAwait(false))
        {
            await rows.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            return await read(rows, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ClickHouseException">The server refused the statement or could not be reached.</exception>
    /// <exception cref="NotSupportedException">A parameter is a date that the engine cannot hold.</exception>
    public override async Task<int> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        using HttpResponseMessage answer = await SendAsync("", Content(statement), cancellationToken).ConfigureAwait(false);
        return -1;
    }

    /// <summary>Sends rows to a table as a stream.</summary>
    /// <param name="insert">The statement without its rows, such as <c>INSERT INTO scores FORMAT TabSeparated</c>.</param>
    /// <param name="rows">The rows in that format.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    /// <returns>The sending.</returns>
    /// <remarks>Rows of one block (1,048,576 by default) are inserted together or not at all; a stream of more blocks that breaks off leaves those before. Insert into a new table and rename it where that matters.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="insert"/> or <paramref name="rows"/> is null.</exception>
    /// <exception cref="ClickHouseException">The server refused the statement or a row, or could not be reached.</exception>
    public async Task InsertAsync(SqlStatement insert, Stream rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(insert);
        ArgumentNullException.ThrowIfNull(rows);
        string query = "&query=" + Uri.EscapeDataString(ClickHouseText.Fill(insert));
        using HttpResponseMessage answer = await SendAsync(query, new StreamContent(rows), cancellationToken).ConfigureAwait(false);
    }

    private static ByteArrayContent Content(SqlStatement statement)
    {
        var content = new ByteArrayContent(Utf8.GetBytes(ClickHouseText.Fill(statement)));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        return content;
    }

    private async Task<HttpResponseMessage> SendAsync(string query, HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using HttpRequestMessage request = Request($"{query}&query_id={id}", content);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.OK)
                return answer;
            throw ClickHouseException.Said(_server, await MessageAsync(answer, cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException canceled)
        {
            answer?.Dispose();
            await KillAsync(id).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw new ClickHouseException(ErrorCodes.ServerTimeout, $"ClickHouse at {_server} did not answer within the time that the HttpClient allows (Timeout).", canceled);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            answer?.Dispose();
            throw new ClickHouseException(ErrorCodes.ServerUnreachable, $"ClickHouse at {_server} cannot be reached, or broke off: {e.Message}", e);
        }
        catch
        {
            answer?.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Request(string query, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address + query) { Content = content };
        if (_options.User is { } user)
            request.Headers.Add("X-ClickHouse-User", user);
        if (_options.Password is { } password)
            request.Headers.Add("X-ClickHouse-Key", password);
        return request;
    }

    private static async Task<string> MessageAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var message = new byte[LongestMessage];
        int length = await body.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        // The message is the last thing in the body when rows were on their way.
        string text = Encoding.UTF8.GetString(message, 0, length);
        return text.Length > 0 ? text : $"HTTP {(int)answer.StatusCode} {answer.ReasonPhrase}";
    }

    /// <summary>Tells the server to stop a statement. Closing the connection does not: the server notices that only when it has something to send.</summary>
    private async Task KillAsync(string id)
    {
        using var patience = new CancellationTokenSource(KillPatience);
        using HttpRequestMessage request = Request("", new StringContent($"KILL QUERY WHERE query_id = '{id}' ASYNC"));
        try
        {
            using HttpResponseMessage _ = await _client.SendAsync(request, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The statement was cancelled all the same; the server may go on until it notices.
        }
    }
}
