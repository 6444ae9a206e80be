namespace RetentionMetrics.Tests;

/// <summary>Damage to files as it happens, and the smallest file that still shows a fault.</summary>
internal static class Mutation
{
    /// <summary>Does some damage: bits and bytes changed, put in and taken out, pieces repeated, moved and cut off.</summary>
    public static byte[] Damage(byte[] file, Random random, ReadOnlySpan<byte> favourites, int most = 5)
    {
        List<byte> bytes = [.. file];
        for (int strikes = random.Next(1, most + 1); strikes > 0; strikes--)
        {
            if (bytes.Count == 0)
                bytes.Add(favourites[random.Next(favourites.Length)]);
            int at = random.Next(bytes.Count);
            int length = random.Next(1, Math.Min(40, bytes.Count - at) + 1);
            byte b = random.Next(3) == 0 ? (byte)random.Next(256) : favourites[random.Next(favourites.Length)];
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = b;
                    break;
                case 2:
                case 3:
                    bytes.Insert(at, b);
                    break;
                case 4:
                    bytes.RemoveAt(at);
                    break;
                case 5:
                    bytes.RemoveRange(at, length);
                    break;
                case 6:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    if (random.Next(4) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Takes out pieces for as long as the fault stays.</summary>
    public static byte[] Shrink(byte[] file, Func<byte[], bool> fails)
    {
        for (int piece = Math.Max(1, file.Length / 2); piece > 0; piece = piece == 1 ? 0 : piece / 2)
        {
            for (int at = 0; at < file.Length;)
            {
                byte[] smaller = [.. file[..at], .. file[Math.Min(file.Length, at + piece)..]];
                if (fails(smaller))
                    file = smaller;
                else
                    at += piece;
            }
        }

        return file;
    }

    /// <summary>Bytes as the text of a C# string of Latin-1.</summary>
    public static string Show(byte[] file) => string.Concat(file.Take(4_000).Select(b => b switch
    {
        (byte)'\n' => "\\n",
        (byte)'\r' => "\\r",
        (byte)'\t' => "\\t",
        (byte)'"' => "\\\"",
        (byte)'\\' => "\\\\",
        >= 32 and < 127 => ((char)b).ToString(),
        _ => $"\\u{b:X4}",
    }));
}
