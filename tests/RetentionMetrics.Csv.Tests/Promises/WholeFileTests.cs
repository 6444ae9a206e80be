using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 15: whatever happens to the one who writes, a file is the old one or the new one, whole.</summary>
public sealed class WholeFileTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_writer_that_is_killed_at_random_leaves_whole_files_100_times()
    {
        var random = new Random(Environment.TickCount);
        int left = 0, longest = 0;
        var writings = new HashSet<int>();
        var clock = Stopwatch.StartNew();
        // A few at a time, each in its own folder: most of the time is the start of a process.
        Parallel.For(0, Kills, new ParallelOptions { MaxDegreeOfParallelism = 4 }, kill =>
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, kill.ToString(CultureInfo.InvariantCulture))).FullName;
            using Process writer = Child.Start(["write", folder]);
            writer.StandardOutput.ReadLine().Should().Be("begun");
            int wait;
            lock (random)
                wait = random.Next(0, 60);
            Thread.Sleep(wait);
            writer.Kill(); // SIGKILL: nothing of the process runs any more
            writer.WaitForExit();
            (int table, int document) = (Check(Path.Combine(folder, "table.csv")), CheckDocument(Path.Combine(folder, "document.json")));
            (table - document).Should().BeInRange(0, 1, "the table is written first");
            int temporary = Directory.GetFiles(folder, ".*.tmp").Length;
            Directory.GetFiles(folder).Should().HaveCount(2 + temporary);
            temporary.Should().BeInRange(0, 1, "only the file that was being written can be left over");
            lock (writings)
            {
                left += temporary;
                longest = Math.Max(longest, table);
                writings.Add(table);
            }
        });
        output.WriteLine($"{Kills} kills: {2 * Kills} files whole, 0 mixed or cut off; {left} times the temporary file (.*.tmp) of the writing that was killed was left; {writings.Count} different writings, at most {longest}; {clock.Elapsed.TotalSeconds:F0} s");
        left.Should().BeGreaterThan(0, "some kills must strike while a file is being written, or this shows nothing");
    }

    [Fact]
    public void A_disk_that_is_full_leaves_the_old_file()
    {
        string path = Path.Combine(_folder, "t.csv");
        File.WriteAllText(path, "old\n");
        int broken = 0;
        // Simulated: the stream gives up after so many bytes. Every such place must do.
        foreach (int room in (int[])[0, 1, 100, 4_095, 4_096, 65_536, 1_000_000])
        {
            FluentActions.Invoking(() => AtomicFile.Write(path, stream =>
            {
                using var writer = new CsvTableWriter(new FullDisk(stream, room), ["x"]);
                for (int i = 0; i < 1_000_000; i++)
                    writer.Number((long)i).EndRow();
            })).Should().Throw<IOException>();
            File.ReadAllText(path).Should().Be("old\n");
            Directory.GetFiles(_folder).Should().ContainSingle();
            broken++;
        }

        output.WriteLine($"{broken} disks that fill up: the old file each time, no temporary file left");
    }

    [Fact]
    public void A_file_that_the_system_refuses_to_grow_leaves_the_old_file()
    {
        if (OperatingSystem.IsWindows())
            return;
        string path = Path.Combine(_folder, "t.csv");
        File.WriteAllText(path, "old\n");
        // A limit of 1 MB on files, which the system enforces as it does a full disk. Such a process may not map its code twice.
        (int code, string text, string error) = Child.Run(Child.Start(
            "/bin/sh", ["-c", "trap '' XFSZ; ulimit -f 2048; exec dotnet \"$0\" fill \"$1\"", typeof(Child).Assembly.Location, path],
            ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_EnableDiagnostics", "0"), ("PATH", Path.GetDirectoryName(Environment.ProcessPath) + ":" + Environment.GetEnvironmentVariable("PATH"))));
        code.Should().Be(0, text + error);
        File.ReadAllText(path).Should().Be("old\n");
        Directory.GetFiles(_folder).Should().ContainSingle();
        output.WriteLine("a file of more than 1 MB where the system allows 1 MB: IOException, the old file, no temporary file left");
    }

    [Fact]
    public void A_folder_that_must_not_be_written_to_is_an_error_and_changes_nothing()
    {
        if (OperatingSystem.IsWindows())
            return;
        string folder = _folder;
        string path = Path.Combine(folder, "t.csv");
        File.WriteAllText(path, "old\n");
        bool isRoot = Environment.UserName == "root";
        if (isRoot)
            path = "/proc/version"; // root may write everywhere else
        else
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string before = File.ReadAllText(path);
        try
        {
            Action write = () => CsvFile.Write(path, ["x"], w => w.Text("new").EndRow());
            write.Should().Throw<Exception>().Which.Should().Match(e => e is UnauthorizedAccessException || e is IOException);
        }
        finally
        {
            if (!isRoot)
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.ReadAllText(path).Should().Be(before);
        Directory.GetFiles(folder).Should().ContainSingle();
        output.WriteLine($"a folder that is not to be written to ({(isRoot ? "/proc, as root" : "mode 0500")}): an error, nothing changed");
    }

    [Fact]
    public void Of_several_files_none_is_replaced_when_one_cannot_be_written()
    {
        string[] paths = [.. Enumerable.Range(0, 3).Select(i => Path.Combine(_folder, $"{i}.csv"))];
        foreach (string path in paths)
            File.WriteAllText(path, "old\n");
        FluentActions.Invoking(() => AtomicFile.WriteAll([.. paths.Select((p, i) => (p, (Action<Stream>)(s =>
        {
            if (i == 2)
                throw new IOException("No space left on device");
            s.Write("new"u8);
        })))])).Should().Throw<IOException>();
        paths.Should().OnlyContain(p => File.ReadAllText(p) == "old\n");
        Directory.GetFiles(_folder).Should().HaveCount(3);
    }

    /// <summary>The number of the writing that all of a table is from.</summary>
    private static int Check(string path)
    {
        string text = File.ReadAllText(path);
        string[] lines = text.Split('\n');
        lines[0].Should().Be("writing,row,rows");
        lines[^1].Should().BeEmpty("the last line must be ended");
        string[] first = lines[1].Split(',');
        int rows = int.Parse(first[2], CultureInfo.InvariantCulture);
        lines.Should().HaveCount(rows + 2);
        for (int i = 0; i < rows; i++)
        {
            if (lines[i + 1] != string.Create(CultureInfo.InvariantCulture, $"{first[0]},{i},{rows}"))
                throw new InvalidOperationException($"line {i + 2} is '{lines[i + 1]}' in a file of writing {first[0]}");
        }

        return int.Parse(first[0], CultureInfo.InvariantCulture);
    }

    private static int CheckDocument(string path)
    {
        // The first writing of the document may not have come.
        int[] numbers = JsonSerializer.Deserialize<int[]>(File.ReadAllText(path, Encoding.UTF8))!;
        numbers.Should().HaveCount(4_000 + (numbers[0] % 7 * 100)).And.AllBeEquivalentTo(numbers[0]);
        return numbers[0];
    }

    private sealed class FullDisk(Stream inner, long room) : Stream
    {
        private long _written;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _written;

        public override long Position
        {
            get => _written;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int n = (int)Math.Min(buffer.Length, room - _written);
            inner.Write(buffer[..n]);
            _written += n;
            if (n < buffer.Length)
                throw new IOException("No space left on device");
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
