using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Counts plain ratings, a vector of them at a time.</summary>
internal static class RatingCounter
{
    // As many ones as a lane of a byte can hold.
    private const int Block = byte.MaxValue;

    /// <summary>Counts ratings.</summary>
    /// <param name="ratings">The ratings; negative ones, read as unsigned, are high.</param>
    /// <param name="tally">Gets the counts.</param>
    /// <returns>Whether all ratings are at most 10.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called once, with many rows: there would be no time to tier up
    public static bool TryCount<T>(ReadOnlySpan<T> ratings, out NpsTally tally)
        where T : unmanaged, INumber<T>
    {
        T six = T.CreateChecked(6), eight = T.CreateChecked(8), highest = T.Zero;
        long fromSeven = 0, fromNine = 0;
        ReadOnlySpan<Vector<T>> vectors = Vector.IsHardwareAccelerated ? MemoryMarshal.Cast<T, Vector<T>>(ratings) : [];
        Vector<T> highestOf = Vector<T>.Zero, sixes = new(six), eights = new(eight);
        for (int start = 0; start < vectors.Length; start += Block)
        {
            Vector<T> sevens = Vector<T>.Zero, nines = Vector<T>.Zero;
            foreach (Vector<T> rating in vectors.Slice(start, Math.Min(Block, vectors.Length - start)))
            {
                // A comparison that holds is −1.
                sevens -= Vector.GreaterThan(rating, sixes);
                nines -= Vector.GreaterThan(rating, eights);
                highestOf = Vector.Max(highestOf, rating);
            }

            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                fromSeven += int.CreateTruncating(sevens[lane]);
                fromNine += int.CreateTruncating(nines[lane]);
            }
        }

        for (int lane = 0; lane < Vector<T>.Count; lane++)
            highest = T.Max(highest, highestOf[lane]);
        foreach (T rating in ratings[(vectors.Length * Vector<T>.Count)..])
        {
            fromSeven += rating > six ? 1 : 0;
            fromNine += rating > eight ? 1 : 0;
            highest = T.Max(highest, rating);
        }

        tally = new NpsTally(fromNine, fromSeven - fromNine, ratings.Length - fromSeven);
        return highest <= T.CreateChecked(10);
    }
}
