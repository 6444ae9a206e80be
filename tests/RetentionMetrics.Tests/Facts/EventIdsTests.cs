using System.Globalization;
using System.Text;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Facts;

public class EventIdsTests
{
    [Fact]
    public void Ids_are_new_exactly_when_a_plain_set_of_strings_says_so()
    {
        // Few letters and lengths around the limits, so that equal ids, prefixes and neighbours are common.
        FsCheck.Gen<string> id = Gen.OneOf(
            Gen.Choose(0, 40).Select(n => n.ToString(CultureInfo.InvariantCulture)),
            from n in Gen.Elements(0, 1, 7, 8, 9, 35, 36, 37, 253, 254, 255, 256, 300)
            from c in Gen.Elements('a', 'b', '0')
            from last in Gen.Elements("", "x", "y")
            select new string(c, n) + last,
            from n in Gen.Choose(0, 3)
            from form in Gen.Elements("D", "N", "B")
            from upper in Gen.Elements(true, false)
            select Form(new Guid(n, 10, 11, 12, 13, 14, 15, 0xAB, 0xCD, 0xEF, 1), form, upper));
        Property.Holds(id.ListOf(), ids =>
        {
            var set = new EventIds();
            var plain = new HashSet<string>(StringComparer.Ordinal);
            foreach (string one in ids)
                set.TryAdd(Encoding.UTF8.GetBytes(one)).Should().Be(plain.Add(one), "of '{0}'", one);
            set.Count.Should().Be(plain.Count);
        });
    }

    [Fact]
    public void A_packed_uuid_is_not_the_text_of_its_bytes()
    {
        var uuid = new Guid("41414141-4141-4141-4141-414141414141");
        var ids = new EventIds();
        ids.TryAdd(Encoding.ASCII.GetBytes(uuid.ToString("D"))).Should().BeTrue();
        ids.TryAdd(uuid.ToByteArray()).Should().BeTrue();
        ids.TryAdd("AAAAAAAAAAAAAAAA"u8).Should().BeFalse("these are the bytes just added");
        ids.TryAdd(Encoding.ASCII.GetBytes(uuid.ToString("D"))).Should().BeFalse();
        ids.Count.Should().Be(2);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_ids_like_others_at_any_length()
    {
        var ids = new EventIds();
        for (int b = 0; b < 256; b++)
        {
            ids.TryAdd([(byte)b]).Should().BeTrue();
            ids.TryAdd([.. new byte[300], (byte)b]).Should().BeTrue();
        }

        for (int b = 0; b < 256; b++)
        {
            ids.TryAdd([(byte)b]).Should().BeFalse();
            ids.TryAdd([.. new byte[300], (byte)b]).Should().BeFalse();
        }

        ids.Count.Should().Be(512);
    }

    [Fact]
    public void A_million_ids_cost_what_the_remarks_say()
    {
        const int n = 1_000_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        var ids = new EventIds();
        int wrong = 0;
        Span<byte> id = stackalloc byte[12];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < n; i++)
            {
                "evt-00000000"u8.CopyTo(id);
                i.TryFormat(id[4..], out _, "D8", CultureInfo.InvariantCulture);
                wrong += ids.TryAdd(id) == (pass == 0) ? 0 : 1;
            }
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        wrong.Should().Be(0);
        ids.Count.Should().Be(n);
        double each = ids.Bytes / (double)n;
        each.Should().BeInRange(16 + 10.6, 16 + 21.4 + 1.1, "12 + 1 bytes rounded up to 16, and the table; the last segment may be empty");
        allocated.Should().BeInRange(ids.Bytes, (ids.Bytes * 2) + 100_000, "the tables before the last one were there, too");
    }

    [Fact]
    public void A_uuid_costs_sixteen_bytes()
    {
        const int n = 100_000;
        var uuids = new EventIds();
        for (int i = 0; i < n; i++)
            uuids.TryAdd(Encoding.ASCII.GetBytes(new Guid(i * 7919, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString("D"))).Should().BeTrue();
        uuids.Bytes.Should().BeLessThan((n * (20 + 22L)) + (1 << 20));
    }

    private static string Form(Guid uuid, string form, bool upper)
    {
        string text = uuid.ToString(form);
        return upper ? text.ToUpperInvariant() : text;
    }
}
