using System.IO.Compression;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Issues;

/// <summary>A compressed export was profiled as the bytes of the archive, while the readers unpack it.</summary>
public sealed class CompressedProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData(".gz")]
    [InlineData(".br")]
    [InlineData(".zip")]
    public void A_profile_is_of_what_is_in_the_archive(string suffix)
    {
        string path = Path.Combine(_folder, "orders.csv" + suffix);
        byte[] text = [.. "customer_id;date;amount\n"u8, .. Enumerable.Repeat("a;2024-01-01;1.50\nb;2024-01-02;2.50\n"u8.ToArray(), 100).SelectMany(b => b)];
        using (FileStream file = File.Create(path))
        {
            if (suffix == ".zip")
            {
                using var zip = new ZipArchive(file, ZipArchiveMode.Create);
                using Stream entry = zip.CreateEntry("orders.csv").Open();
                entry.Write(text);
            }
            else
            {
                using Stream packed = suffix == ".gz" ? new GZipStream(file, CompressionMode.Compress) : new BrotliStream(file, CompressionMode.Compress);
                packed.Write(text);
            }
        }

        var profile = CsvProfile.Of(path);
        profile.Delimiter.Value.Should().Be(';');
        using var reader = TransactionReader.Open(path, profile.Transactions, profile.Options);
        reader.Should().HaveCount(200);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
