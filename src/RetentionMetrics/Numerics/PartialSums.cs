using System.Buffers;

namespace RetentionMetrics;

/// <summary>Sums over rows that can be made a part at a time.</summary>
internal interface IRowSums
{
    /// <summary>How many sums there are.</summary>
    int Width { get; }

    /// <summary>Adds the terms of the rows from <paramref name="start"/> up to and without <paramref name="end"/> to <paramref name="sums"/>.</summary>
    void Add(int start, int end, Span<double> sums);
}

/// <summary>
/// Sums over many rows on all processors. Rows are cut into parts of a fixed size, and the parts' sums are added in their order:
/// the result does not depend on how many threads there are, nor on which one took which part.
/// </summary>
internal static class PartialSums
{
    /// <summary>Rows of a part: long enough to be worth a thread's while, short enough that its own sum rounds little.</summary>
    public const int Part = 2048;

    /// <summary>Sets <paramref name="totals"/> to the sums over rows 0…<paramref name="rows"/> − 1.</summary>
    public static void Total<TSums>(TSums sums, int rows, Span<double> totals)
        where TSums : IRowSums
    {
        int width = sums.Width, parts = (rows + Part - 1) / Part;
        double[] all = ArrayPool<double>.Shared.Rent(Math.Max(1, parts * width));
        all.AsSpan(0, parts * width).Clear();
        if (parts < 4)
        {
            for (int p = 0; p < parts; p++)
                AddPart(p);
        }
        else
        {
            Parallel.For(0, parts, AddPart);
        }

        for (int k = 0; k < width; k++)
        {
            CompensatedSum total = default;
            for (int p = 0; p < parts; p++)
                total.Add(all[(p * width) + k]);
            totals[k] = total.Value;
        }

        ArrayPool<double>.Shared.Return(all);

        void AddPart(int p) => sums.Add(p * Part, Math.Min(rows, (p + 1) * Part), all.AsSpan(p * width, width));
    }
}
