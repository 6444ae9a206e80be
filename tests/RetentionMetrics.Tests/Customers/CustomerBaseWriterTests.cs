namespace RetentionMetrics.Tests.Customers;

public class CustomerBaseWriterTests
{
    private static readonly ObservationWindow Window = new(new(2024, 1, 1), new(2024, 12, 31), TimeUnit.Week);

    [Fact]
    public void Threads_that_write_at_the_same_time_make_the_base_of_one()
    {
        Transaction[] all = [.. Draw(40_000)];
        var alone = new CustomerBaseBuilder();
        foreach (Transaction t in all)
            alone.Add(t);
        CustomerBase expected = alone.Build(Window);

        var together = new CustomerBaseBuilder();
        Parallel.ForEach(all.Chunk(all.Length / 8), part =>
        {
            using CustomerBaseWriter writer = together.OpenWriter();
            foreach (Transaction t in part)
                writer.Add(t);
            writer.Count.Should().Be(part.Length);
        });
        together.Count.Should().Be(all.Length);
        foreach (int threads in new[] { 1, 2, 7 })
        {
            CustomerBase customers = together.Build(Window, threads);
            customers.Select(Show).Should().Equal(expected.Select(Show));
            customers.Notes.Should().Be(expected.Notes);
        }
    }

    [Fact]
    public void A_writer_that_is_open_keeps_the_builder_from_telling_a_part_for_the_whole()
    {
        var builder = new CustomerBaseBuilder();
        CustomerBaseWriter writer = builder.OpenWriter();
        writer.Add("a", new(2024, 2, 1), 1m);
        builder.Invoking(b => b.Build(Window)).Should().Throw<InvalidOperationException>();
        builder.Invoking(b => b.Days).Should().Throw<InvalidOperationException>();
        writer.Dispose();
        writer.Dispose();
        builder.Build(Window).Should().ContainSingle();
        writer.Invoking(w => w.Add("a", new(2024, 2, 1), 1m)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Ids_as_text_bytes_numbers_and_guids_are_the_same_customers()
    {
        var guid = new Guid("0F8FAD5B-D9CB-469F-A165-70867728950E");
        var builder = new CustomerBaseBuilder();
        builder.Add("42", new(2024, 1, 1), 1m);
        builder.Add(42L, new(2024, 1, 2), 2m);
        builder.Add("42"u8, new(2024, 1, 3), 3m);
        builder.Add(-7L, new(2024, 1, 2), 2m);
        builder.Add(guid, new(2024, 1, 2), 4m);
        builder.Add("0f8fad5b-d9cb-469f-a165-70867728950e", new(2024, 1, 5), 5m, "o-1", "ads");
        CustomerBase customers = builder.Build(Window);
        customers.Select(c => (c.Id, c.TotalSpend)).Should().Equal(("-7", 2m), ("0f8fad5b-d9cb-469f-a165-70867728950e", 9m), ("42", 6m));
    }

    [Fact]
    public void Ids_are_ordered_by_their_bytes_whatever_they_begin_with()
    {
        string[] ids = ["", "a", "b", "ab", "customer-000000001", "customer-000000002", "customer-0000000010", "customer-00000000", "日本", "日", "é", "e\u0301", "customer-000000001\0", "zzzzzzzz", "zzzzzzzzz"];
        var builder = new CustomerBaseBuilder();
        foreach (string id in ids.Skip(1).Concat(Enumerable.Range(0, 5_000).Select(i => $"prefix-that-all-share-{i * 7919 % 5_000}")))
            builder.Add(id, new(2024, 1, 1), 1m);
        string[] made = [.. builder.Build(Window).Select(c => c.Id)];
        made.Should().HaveCount(ids.Length - 1 + 5_000);
        made.Should().Equal(made.OrderBy(id => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal));
    }

    private static string Show(Customer c) => $"{c.Id} {c.History} {c.Rfm} {c.TotalSpend} {c.Channel}";

    private static IEnumerable<Transaction> Draw(int count)
    {
        var random = new Random(11);
        for (int i = 0; i < count; i++)
        {
            string? order = random.Next(3) == 0 ? $"o{random.Next(2_000)}" : null;
            yield return new Transaction($"c{random.Next(900)}", new DateOnly(2024, 1, 1).AddDays(random.Next(366)), random.Next(-300, 5_000) / 100m, order, random.Next(4) == 0 ? $"channel {random.Next(5)}" : null);
        }
    }
}
