using System.Globalization;
using ShopSimulator;

namespace Samples.Tests.Simulation;

/// <summary>A shop written to a folder of its own, which is gone with it.</summary>
internal sealed class SimulatedShop : IDisposable
{
    public static readonly string[] Files =
        ["transactions.csv", "subscriptions.csv", "activities.csv", "ratings.csv", "spend.csv", "referrals.csv"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shop-");

    public SimulatedShop(params string[] options)
    {
        using var error = new StringWriter();
        Simulator.Run(["--out", _folder.FullName, .. options], TextWriter.Null, error).Should().Be(0, error.ToString());
    }

    public string[] Names => [.. _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    public byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(_folder.FullName, name));

    public List<string> Lines(string name) => [.. File.ReadLines(Path.Combine(_folder.FullName, name))];

    /// <summary>The rows of a file, as cells by header name.</summary>
    public List<Dictionary<string, string>> Rows(string name)
    {
        List<string> lines = Lines(name);
        string[] header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line =>
        {
            string[] cells = line.Split(',');
            if (cells.Length != header.Length)
                throw new FormatException(name + ": " + line);
            return header.Zip(cells).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        })];
    }

    public static DateOnly Date(string cell) => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static decimal Amount(string cell) => decimal.Parse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Delete(recursive: true);
}
