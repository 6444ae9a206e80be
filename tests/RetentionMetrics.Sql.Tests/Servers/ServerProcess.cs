using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RetentionMetrics.Tests.Sql;

/// <summary>
/// A server that cannot outlive the test run: a small shell beside it holds a pipe to this process, and when the pipe closes, however this process ends, it ends the server by its id and removes its folder.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Watch =
        """
        signal=$1 folder=$2
        shift 2
        "$@" < /dev/null > "$folder.log" 2>&1 &
        server=$!
        (while kill -0 $server 2> /dev/null; do sleep 0.2; done; kill $$ 2> /dev/null) &
        trap 'exit 1' TERM
        trap 'kill -$signal $server 2> /dev/null; wait $server; rm -rf "$folder" "$folder.log"' EXIT
        cat > /dev/null
        """;

    private readonly Process _watch;
    private readonly string _folder;

    private ServerProcess(Process watch, string folder) => (_watch, _folder) = (watch, folder);

    public static bool IsRoot { get; } = string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    public bool HasEnded => _watch.HasExited;

    public string Log => File.Exists(_folder + ".log") ? File.ReadAllText(_folder + ".log") : "";

    /// <summary>Starts a server.</summary>
    /// <param name="folder">Where its data is; it is removed in the end, and so is the log beside it.</param>
    /// <param name="signal">What ends it at once.</param>
    /// <param name="command">The server and its arguments; it must not go into the background.</param>
    public static ServerProcess Start(string folder, string signal, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Watch, "watch", signal, folder, .. command]) { RedirectStandardInput = true, WorkingDirectory = folder };
        return new ServerProcess(Process.Start(start)!, folder);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {await output}{errors}");
    }

    /// <summary>Ports that nobody listens on at the moment.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = new TcpListener[count];
        for (int i = 0; i < count; i++)
        {
            listeners[i] = new TcpListener(IPAddress.Loopback, 0);
            listeners[i].Start();
        }

        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Dispose();
        return ports;
    }

    /// <summary>Waits until the server answers.</summary>
    public async Task<bool> IsReadyAsync(Func<Task<bool>> answers)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < TimeSpan.FromSeconds(60) && !HasEnded)
        {
            if (await answers())
                return true;
            await Task.Delay(50);
        }

        return false;
    }

    /// <summary>Ends the server and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _watch.StandardInput.Close();
        await _watch.WaitForExitAsync();
        _watch.Dispose();
    }
}
