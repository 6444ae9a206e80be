using System.IO.Compression;
using System.Text;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Packing;

/// <summary>Compressed files: what was packed comes out, and an archive that is not whole is an error, wherever it is cut.</summary>
public sealed class CompressedFileTests : IDisposable
{
    private const string Text = "customer_id,date,amount\na,2024-01-01,1\nb,2024-01-02,2.50\nc,2024-01-03,3\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("packed").FullName;

    public static TheoryData<string> Kinds => new() { "gz", "br", "zip" };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_compressed_file_is_read_like_the_file_in_it(string kind)
    {
        using TransactionReader reader = TransactionReader.Open(Write("orders.csv." + kind, Pack(kind, Encoding.UTF8.GetBytes(Text + "d,2024-02-30,1\n"))));
        reader.Select(t => t.CustomerId).Should().Equal("a", "b", "c");
        reader.Rejected.Should().ContainSingle().Which.ToString().Should().StartWith($"orders.csv.{kind}:5:2 date RM2002");
    }

    [Theory]
    [InlineData("gz", 0)] // fully packed, with a dynamic table
    [InlineData("gz", 1)] // stored as it is
    [InlineData("gz", 2)] // two members
    [InlineData("br", 0)]
    [InlineData("br", 1)]
    [InlineData("zip", 0)]
    [InlineData("zip", 1)]
    public void An_archive_cut_off_anywhere_is_an_error_and_never_a_short_file(string kind, int form)
    {
        var random = new Random(7);
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"c{random.Next(1_000)},2024-01-{1 + (i % 28):00},{random.Next(10_000)}\n"))));
        var level = form == 1 ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
        byte[] packed = form == 2 ? [.. Pack(kind, text[..500]), .. Pack(kind, text[500..])] : Pack(kind, text, level);
        Unpack("a." + kind, packed).Should().Equal(text);
        int border = form == 2 ? Pack(kind, text[..500]).Length : -1;
        for (int length = 0; length < packed.Length; length++)
        {
            if (length == border)
                Unpack("a." + kind, packed[..length]).Should().Equal(text[..500], "a file cut off between two members is a whole file");
            else
                Fails(kind, packed[..length], ErrorCodes.DamagedArchive, $"cut off after {length} of {packed.Length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_follows_an_archive_is_an_error(string kind)
    {
        byte[] packed = Pack(kind, Encoding.UTF8.GetBytes(Text));
        if (kind != "zip") // a zip archive may have a comment at its end, whose length it states
            Fails(kind, [.. packed, .. new byte[100_000]], ErrorCodes.DamagedArchive, "zeros follow");
        Fails(kind, [.. packed, (byte)'x'], ErrorCodes.DamagedArchive, "a byte follows", orWhole: kind == "zip");
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("zip")]
    public void A_changed_bit_is_an_error_or_changes_nothing(string kind)
    {
        byte[] text = Encoding.UTF8.GetBytes(Text);
        byte[] packed = Pack(kind, text);
        for (int bit = 0; bit < packed.Length * 8; bit++)
        {
            byte[] changed = [.. packed];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                // The name in the archive, its date and the like may change.
                Unpack("a." + kind, changed).Should().Equal(text, "bit {0}", bit);
            }
            catch (DataFileException e)
            {
                e.Code.Should().BeOneOf(ErrorCodes.DamagedArchive, ErrorCodes.EncryptedArchive, ErrorCodes.ArchiveEntries);
            }
        }
    }

    [Fact]
    public void Any_bytes_in_any_number_of_gzip_members_come_out_however_they_arrive()
    {
        var parts = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().Zip(Gen.Choose(0, 3)).ListOf(4);
        Property.Holds(parts, list =>
        {
            byte[] packed = [.. list.SelectMany(p => Pack("gz", p.Item1, (CompressionLevel)p.Item2))];
            byte[] all = [.. list.SelectMany(p => p.Item1)];
            return new[] { 1, 2, 7, 1_000 }.All(chunk =>
            {
                using var unpacking = new GzipUnpacking(new Chunks(packed, chunk), "a.gz");
                using var copy = new MemoryStream();
                unpacking.CopyTo(copy, bufferSize: chunk);
                return copy.ToArray().AsSpan().SequenceEqual(all);
            });
        });
    }

    [Fact]
    public async Task Unpacking_asynchronously_gives_the_same()
    {
        foreach (string kind in new[] { "gz", "br", "zip" })
        {
            await using Stream stream = DataFile.Open(Write("a." + kind, Pack(kind, Encoding.UTF8.GetBytes(Text))), out bool isPlain);
            isPlain.Should().BeFalse();
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            copy.ToArray().Should().Equal(Encoding.UTF8.GetBytes(Text));
            await using Stream cut = DataFile.Open(Write("b." + kind, [.. Pack(kind, Encoding.UTF8.GetBytes(Text)).SkipLast(kind == "zip" ? 0 : 1)]), out _);
            if (kind != "zip")
                (await FluentActions.Awaiting(() => cut.CopyToAsync(Stream.Null)).Should().ThrowAsync<DataFileException>()).Which.Code.Should().Be(ErrorCodes.DamagedArchive);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_archive_of_an_empty_file_is_an_empty_file_and_an_empty_archive_is_damaged(string kind)
    {
        Unpack("a.csv." + kind, Pack(kind, [])).Should().BeEmpty();
        FluentActions.Invoking(() => TransactionReader.Open(Write("a.csv." + kind, Pack(kind, [])))).Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.NoHeader);
        Fails(kind, [], ErrorCodes.DamagedArchive, "no byte");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(17)]
    public void A_zip_archive_of_more_or_fewer_files_than_one_says_how_many(int files)
    {
        byte[] packed = Zip([.. Enumerable.Range(0, files).Select(i => ($"{i}.csv", Encoding.UTF8.GetBytes(Text)))]);
        FluentActions.Invoking(() => Unpack("a.zip", packed)).Should().Throw<DataFileException>().WithMessage($"a.zip: RM1121*{files} files*").Which.Code.Should().Be(ErrorCodes.ArchiveEntries);
    }

    [Fact]
    public void Folders_and_the_shadows_that_a_system_adds_are_not_counted()
    {
        byte[] packed = Zip([("exports/", []), ("exports/a.csv", Encoding.UTF8.GetBytes(Text)), ("__MACOSX/exports/._a.csv", [1])]);
        Unpack("a.zip", packed).Should().Equal(Encoding.UTF8.GetBytes(Text));
    }

    [Fact]
    public void An_encrypted_zip_archive_says_that_it_is_one()
    {
        byte[] packed = Pack("zip", Encoding.UTF8.GetBytes(Text));
        packed[6] |= 1; // the flag at the file, and that in the directory
        packed[packed.AsSpan().IndexOf("PK\x01\x02"u8) + 8] |= 1;
        Fails("zip", packed, ErrorCodes.EncryptedArchive, "encrypted");
    }

    [Fact]
    public void Content_decides_where_the_name_says_nothing_and_a_wrong_name_is_an_error()
    {
        byte[] text = Encoding.UTF8.GetBytes(Text);
        Unpack("orders.csv", Pack("gz", text)).Should().Equal(text);
        Unpack("orders.csv", Pack("zip", text)).Should().Equal(text);
        Unpack("orders.zip", Pack("gz", text)).Should().Equal(text);
        Unpack("ORDERS.CSV.BR", Pack("br", text)).Should().Equal(text);
        Fails("gz", text, ErrorCodes.DamagedArchive, "plain text");
        Fails("zip", text, ErrorCodes.DamagedArchive, "plain text");
    }

    [Theory]
    [InlineData("orders.csv", "orders.csv")]
    [InlineData("orders.jsonl.gz", "orders.jsonl")]
    [InlineData("orders.jsonl.BR", "orders.jsonl")]
    [InlineData("orders.zip", "orders")]
    [InlineData(".gz", "")]
    public void The_name_of_the_data_is_without_the_suffix_of_its_compression(string name, string data) => DataFile.NameOfData(name).Should().Be(data);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_large_archive_takes_little_memory(string kind)
    {
        var line = Encoding.UTF8.GetBytes("c-12345,2024-01-01,12.34\n");
        byte[] text = new byte[40_000_000];
        for (int i = 0; i < text.Length; i++)
            text[i] = line[i % line.Length];
        string path = Write("large." + kind, Pack(kind, text, CompressionLevel.Fastest));
        var buffer = new byte[1 << 16];
        long before = GC.GetAllocatedBytesForCurrentThread(), length = 0;
        using (Stream stream = DataFile.Open(path, out _))
        {
            for (int n; (n = stream.Read(buffer)) > 0;)
                length += n;
        }

        length.Should().Be(text.Length);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
    }

    [Fact]
    public void The_checksum_is_the_published_one()
    {
        Crc32 check = Crc32.Empty;
        check.Value.Should().Be(0);
        check.Add("123456789"u8);
        check.Value.Should().Be(0xCBF43926, "the check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms");
        Crc32 parts = Crc32.Empty;
        foreach (byte[] part in new byte[][] { "1"u8.ToArray(), "23456"u8.ToArray(), "789"u8.ToArray() })
            parts.Add(part);
        parts.Value.Should().Be(check.Value);
    }

    private static byte[] Pack(string kind, byte[] text, CompressionLevel level = CompressionLevel.Optimal)
    {
        if (kind == "zip")
            return Zip([("orders.csv", text)], level);
        using var packed = new MemoryStream();
        using (Stream stream = kind == "gz" ? new GZipStream(packed, level, leaveOpen: true) : new BrotliStream(packed, level, leaveOpen: true))
        {
            stream.Write(text);
            if (text.Length == 0)
                stream.Flush(); // else nothing at all is written
        }

        if (kind == "gz" && packed.Length == 0)
            return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]; // as the gzip tool has it

        return packed.ToArray();
    }

    private static byte[] Zip((string Name, byte[] Text)[] files, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] text) in files)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(text);
            }
        }

        return packed.ToArray();
    }

    private void Fails(string kind, byte[] packed, string code, string because, bool orWhole = false)
    {
        try
        {
            byte[] text = Unpack("a." + kind, packed);
            orWhole.Should().BeTrue("{0}, but {1} bytes came out", because, text.Length);
        }
        catch (DataFileException e)
        {
            (e.Code, e.SourceName).Should().Be((code, "a." + kind), because);
        }
    }

    private byte[] Unpack(string name, byte[] packed)
    {
        using Stream stream = DataFile.Open(Write(name, packed), out _);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>A stream that gives at most so many bytes at a time.</summary>
    private sealed class Chunks(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
