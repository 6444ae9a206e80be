using System.Text;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 7 for CSV: damaged files into each of the seven readers, with options at random.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private static readonly byte[] Favourites = "\"\"\n\r\0,;\t=-+.:TZ09\xFF\xE3\xC3 "u8.ToArray();
    private static readonly string[] Formats = ["yyyyMMdd", "dd.MM.yyyy", "M/d/yyyy", "yyyy-MM-dd HH:mm:ss", "yyyy'年'M'月'd'日'", "dd MMM yyyy"];

    private delegate (IEnumerable<object> Facts, Func<(IReadOnlyList<RejectedRecord> Rejected, DataQuality Quality)> Outcome, IDisposable Reader) Opener(Stream stream, CsvOptions options);

    static FuzzTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void No_damaged_file_brings_a_reader_down() => new Fuzzing(output).Run(
        Target("transactions", "customer_id,date,amount,order_id,channel\na,2024-01-01,1.5,o1,ads\r\n\"b,\"\"x\"\"\n\",2024-02-29T10:00:00+09:00,-2,,\n\n日本,20240331,\"0.10\",o3,メール\nd,31.12.2024,+7,o4,\n", (s, o) =>
        {
            var r = TransactionReader.Open(s, "t", options: o);
            return (r.Select(f => (object)f), () => (r.Rejected, r.Quality), r);
        }),
        Target("summary", "customer_id,date,amount,order_id,channel\na,2024-01-01,1.5,o1,ads\r\nb,2024-02-29T10:00:00+09:00,-2,,\n\n日本,20240331,\"0.10\",o3,\nd,31.12.2024,+7,o4,\n", (s, o) =>
        {
            var r = TransactionReader.Open(s, "t", options: o);
            return (Customers(r), () => (r.Rejected, r.Quality), r);
        }),
        Target("activities", "customer_id,date,kind\na,2024-01-01,login\nb,2024-02-29T10:00:00.123Z,\"buy\"\r\nc,2024-03-31 02:30:00-05:30,x\n", (s, o) =>
        {
            var r = ActivityReader.Open(s, "t", options: o);
            return (r.Select(f => (object)f), () => (r.Rejected, r.Quality), r);
        }),
        Target("ratings", "rating,customer_id,date,segment\n10,a,2024-01-01,web\n,b,,\n9.0,c,2024-02-29,\"shop, Tokyo\"\n0,,,\n", (s, o) =>
        {
            var r = RatingReader.Open(s, "t", options: o);
            return (r.Select(f => (object)f), () => (r.Rejected, r.Quality), r);
        }),
        Target("referrals", "referrer_id,date,referred_id\na,2024-01-01,b\nb,2024-02-01,\n\"c\",2024-02-29,d\n", (s, o) =>
        {
            var r = ReferralReader.Open(s, "t", options: o);
            return (r.Select(f => (object)f), () => (r.Rejected, r.Quality), r);
        }),
        Target("spend", "channel,date,amount,new_customers,kind,purpose\nads,2024-01-01,100.50,3,Media,Acquisition\n,2024-02-01,5,,,\n\"mail\",2024-02-29,0,0,tools,retention\n", (s, o) =>
        {
            var r = SpendReader.Open(s, "t", options: o);
            return (r.Select(f => (object)f), () => (r.Rejected, r.Quality), r);
        }),
        Target("subscriptions", "customer_id,start,end,monthly_amount,billed_amount,billing_period,product,end_reason,state,is_trial,subscription_id\na,2024-01-01,,10,,,basic,,,no,s1\nb,2024-01-01,2024-06-30,,120,year,pro,voluntary,active,0,s2\nc,2024-02-29,2024-03-31,5.5,,,,involuntary,paused,true,\n", (s, o) =>
        {
            var r = SubscriptionReader.Open(s, "t", options: o);
            return (r.Select(f => (object)f), () => (r.Rejected, r.Quality), r);
        }),
        Target("tenures", "duration,lost,entry,count\n12,yes,0,1\n0.5,no,,\n1000.25,1,3,7\n", (s, o) =>
        {
            var r = TenureReader.Open(s, "t", options: o);
            return (r.Select(f => (object)f), () => (r.Rejected, r.Quality), r);
        }));

    private static (string, byte[], byte[], byte[], Func<byte[], Random, IEnumerable<string>>) Target(string name, string sound, Opener open)
    {
        int head = sound.IndexOf('\n', StringComparison.Ordinal) + 1;
        return (name, Encoding.UTF8.GetBytes(sound[..head]), Encoding.UTF8.GetBytes(sound[head..]), Favourites, (input, random) => Parse(open, input, random));
    }

    private static IEnumerable<string> Parse(Opener open, byte[] input, Random random)
    {
        var options = new CsvOptions
        {
            Delimiter = random.Next(3) == 0 ? ",,,,,,,;\t|"[random.Next(10)] : null,
            Encoding = random.Next(20) switch { < 3 => Encoding.GetEncoding(932), < 6 => Encoding.GetEncoding(51932), 6 => Encoding.Unicode, _ => null },
            DateFormat = random.Next(3) == 0 ? Formats[random.Next(Formats.Length)] : null,
            TrimCells = random.Next(3) == 0,
            UndoInjectionGuard = random.Next(3) == 0,
            IncludeValues = random.Next(3) == 0,
            MaxRecordBytes = random.Next(3) == 0 ? random.Next(16, 300) : 1 << 20,
            MaxRejectsKept = random.Next(3),
            MaxRejects = random.Next(6) == 0 ? random.Next(5) : null,
            MaxRejectRatio = random.Next(6) == 0 ? random.NextDouble() : null,
        };
        try
        {
            (IEnumerable<object> facts, var outcome, IDisposable reader) = open(new DripStream(input, () => random.Next(1, 100)), options);
            using (reader)
            {
                int kept = facts.Count();
                (IReadOnlyList<RejectedRecord> rejected, DataQuality q) = outcome();
                if (q.RecordsRead != kept + q.RecordsRejected + q.RecordsBlank || q.RecordsKept != kept || rejected.Count != Math.Min(q.RecordsRejected, options.MaxRejectsKept))
                    throw new InvalidOperationException("not conserved: " + q);
                foreach (RejectedRecord r in rejected)
                    _ = r.ToString();
                return [.. q.RejectedByCode.Keys, kept > 0 ? "kept" : "nothing kept"];
            }
        }
        catch (DataFileException e)
        {
            return [e.Code];
        }
        catch (DataQualityException e)
        {
            return [e.Quality.RecordsRejected > 0 ? "quality" : throw new InvalidOperationException("refused without a reject", e)];
        }
    }

    /// <summary>As many things as records were kept, once the customers have been made.</summary>
    private static IEnumerable<object> Customers(TransactionReader reader)
    {
        CustomerBase customers = reader.Summarize(PlainValues.Window);
        for (long i = 0; i < reader.Quality.RecordsKept; i++)
            yield return customers;
    }
}
