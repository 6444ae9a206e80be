using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests;

/// <summary>
/// Promise 7: damaged input into a parser, over and over, for a time: no exception escapes but those that are documented, none takes 2 s or 256 MB.
/// FUZZ_MINUTES is the time of all fuzz tests together; without it 2 minutes where CI is set and 10 seconds elsewhere. FUZZ_SEED repeats a run.
/// </summary>
internal sealed class Fuzzing(ITestOutputHelper output)
{
    private const int Tests = 2; // that share the time: CSV, JSON
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(2);
    private const long TooMuch = 256L << 20;

    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable("FUZZ_MINUTES"), NumberStyles.Float, CultureInfo.InvariantCulture, out double minutes) ? minutes
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) ? 10 / 60.0 : 2) / Tests;

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : Environment.TickCount & 0xFFFFFF;

    /// <summary>Runs the targets in turn.</summary>
    /// <param name="targets">For each its name, a head that is damaged now and then only (without its header a file is not read at all), a sound rest, bytes that hurt it, and the parser: it returns what it saw (codes, or the name of a documented refusal).</param>
    public void Run(params IReadOnlyList<(string Name, byte[] Head, byte[] Body, byte[] Favourites, Func<byte[], Random, IEnumerable<string>> Parse)> targets)
    {
        output.WriteLine($"FUZZ_SEED={Seed}, {Time.TotalSeconds:F0} s, {targets.Count} parsers");
        var seen = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var clock = Stopwatch.StartNew();
        long runs = 0, bytes = 0, most = 0;
        TimeSpan slowest = TimeSpan.Zero;
        while (clock.Elapsed < Time)
        {
            foreach ((string name, byte[] head, byte[] rest, byte[] favourites, var parse) in targets)
            {
                var random = new Random(unchecked((Seed * 1_000_003) + (int)runs));
                int strikes = random.Next(4) == 0 ? 50 : 5;
                byte[] input = random.Next(20) switch
                {
                    0 => Noise(random),
                    1 => Mutation.Damage([.. head, .. rest], random, favourites, strikes),
                    _ => [.. head, .. Mutation.Damage(random.Next(2) == 0 ? rest : [.. rest, .. rest, .. rest], random, favourites, strikes)],
                };
                int inner = random.Next();
                (TimeSpan time, long allocated) = Measure(name, parse, input, inner, runs, seen);
                // A machine that was busy elsewhere is no fault of the parser: it has a second try.
                for (int again = 0; again < 2 && time > TooSlow; again++)
                    (time, allocated) = Measure(name, parse, input, inner, runs, seen);
                if (time > TooSlow || allocated > TooMuch)
                    throw new InvalidOperationException($"{name}, FUZZ_SEED={Seed}, run {runs}: {time.TotalSeconds:F2} s, {allocated >> 20} MB: {Mutation.Show(input)}");
                slowest = time > slowest ? time : slowest;
                most = Math.Max(most, allocated);
                bytes += input.Length;
                runs++;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs:N0} executions, {runs / clock.Elapsed.TotalSeconds:N0} a second, {bytes / 1e6:N1} MB; 0 unhandled exceptions; slowest {slowest.TotalMilliseconds:N0} ms, largest allocation {most / 1e6:N1} MB"));
        var line = new StringBuilder("seen:");
        foreach ((string what, long count) in seen)
            line.Append(CultureInfo.InvariantCulture, $" {what} {count:N0},");
        output.WriteLine(line.ToString().TrimEnd(','));
    }

    private static (TimeSpan Time, long Allocated) Measure(
        string name, Func<byte[], Random, IEnumerable<string>> parse, byte[] input, int seed, long run, SortedDictionary<string, long> seen)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long begun = Stopwatch.GetTimestamp();
        List<string> what;
        try
        {
            what = [.. parse(input, new Random(seed))];
        }
        catch (Exception e)
        {
            byte[] small = Mutation.Shrink(input, smaller => Fails(parse, smaller, seed, e.GetType()));
            throw new InvalidOperationException($"{name}, FUZZ_SEED={Seed}, run {run}: {e.GetType().Name} on \"{Mutation.Show(small)}\"", e);
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begun);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        foreach (string w in what)
            seen[w] = seen.GetValueOrDefault(w) + 1;
        return (time, allocated);
    }

    private static bool Fails(Func<byte[], Random, IEnumerable<string>> parse, byte[] input, int seed, Type exception)
    {
        try
        {
            _ = parse(input, new Random(seed)).Count();
            return false;
        }
        catch (Exception e)
        {
            return e.GetType() == exception;
        }
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(300)];
        random.NextBytes(noise);
        return noise;
    }
}
