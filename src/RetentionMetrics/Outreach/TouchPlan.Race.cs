using System.Buffers;

namespace RetentionMetrics;

public sealed partial class TouchPlan
{
    /// <summary>The competition for the slots of one tier when there is a last plan. Who has a place is found by radix selection, in three passes over the rows and some over the few keys near the edge.</summary>
    /// <remarks>Conditions are numbers, 0 or 1, that are multiplied or masked with: priorities are in no order, so branches on them would be mispredicted.</remarks>
    private readonly ref struct Race(ReadOnlySpan<double> priority, ReadOnlySpan<int> previous, TouchHysteresis hysteresis, int tier, double? minimum)
    {
        private const int DigitBits = 12;
        private const int Digits = 1 << DigitBits;
        private const int TopShift = 64 - DigitBits;

        private readonly ReadOnlySpan<double> _priority = priority;
        private readonly ReadOnlySpan<int> _previous = previous;
        private readonly TouchHysteresis _hysteresis = hysteresis;
        private readonly int _tier = tier;
        private readonly ulong _least = minimum is { } m ? RadixOrder.Key(m) : 0;

        public void Fill(long slots, Span<int> tier)
        {
            if (slots == 0)
                return;
            ulong threshold = _least;
            long ties = long.MaxValue; // of those who stand exactly at the threshold, so many have a place
            if (slots < tier.Length)
                (threshold, ties) = Threshold(slots, tier);
            bool allTies = ties == long.MaxValue;
            for (int row = 0; row < tier.Length; row++)
            {
                ulong key = Key(row);
                int placed = (tier[row] == Unplaced ? 1 : 0) & (key > threshold ? 1 : 0);
                tier[row] ^= (tier[row] ^ _tier) & -placed;
                if (key == threshold && allTies && tier[row] == Unplaced)
                    tier[row] = _tier;
            }

            if (allTies)
                return;
            ties = FillTies(threshold, incumbents: true, ties, tier);
            FillTies(threshold, incumbents: false, ties, tier);
        }

        private long FillTies(ulong threshold, bool incumbents, long ties, Span<int> tier)
        {
            for (int row = 0; row < tier.Length && ties > 0; row++)
            {
                if (tier[row] == Unplaced && IsIncumbent(row) == incumbents && Key(row) == threshold)
                {
                    tier[row] = _tier;
                    ties--;
                }
            }

            return ties;
        }

        private (ulong Threshold, long Ties) Threshold(long wanted, ReadOnlySpan<int> tier)
        {
            // Two tables by turns, as a count that is raised at once again would wait for itself; place 0 is for those who do not compete.
            Span<int> counts = stackalloc int[2 * (Digits + 1)];
            counts.Clear();
            Span<int> even = counts[..(Digits + 1)], odd = counts[(Digits + 1)..];
            int last = tier.Length - 1;
            for (int row = 0; row < last; row += 2)
            {
                even[TopDigit(row, tier)]++;
                odd[TopDigit(row + 1, tier)]++;
            }

            if ((tier.Length & 1) == 1)
                even[TopDigit(last, tier)]++;
            int found = 0;
            for (int digit = 1; digit <= Digits; digit++)
                found += even[digit] += odd[digit];
            if (found <= wanted)
                return (_least, long.MaxValue); // there is room for all
            int top = Digits;
            for (; even[top] < wanted; top--)
                wanted -= even[top];
            ulong[] near = ArrayPool<ulong>.Shared.Rent(even[top] + 1);
            int n = 0;
            for (int row = 0; row < tier.Length; row++)
            {
                near[n] = Key(row);
                n += TopDigit(row, tier) == top ? 1 : 0;
            }

            (ulong Threshold, long Ties) result = Select(near.AsSpan(0, n), wanted, (ulong)(top - 1) << TopShift, counts[..Digits]);
            ArrayPool<ulong>.Shared.Return(near);
            return result;
        }

        // The digits of the lowest key that has a place, from the second one down; the keys that agree with those found so far are moved to the front.
        private (ulong Threshold, long Ties) Select(Span<ulong> near, long wanted, ulong prefix, Span<int> counts)
        {
            for (int known = TopShift; near.Length > wanted;)
            {
                if (known == 0)
                    return (prefix, wanted);
                int shift = Math.Max(0, known - DigitBits);
                ulong mask = (1UL << (known - shift)) - 1;
                counts.Clear();
                foreach (ulong key in near)
                    counts[(int)((key >> shift) & mask)]++;
                int digit = (int)mask;
                for (; counts[digit] < wanted; digit--)
                    wanted -= counts[digit];
                int n = 0;
                foreach (ulong key in near)
                {
                    near[n] = key;
                    n += (int)((key >> shift) & mask) == digit ? 1 : 0;
                }

                near = near[..n];
                prefix |= (ulong)digit << shift;
                known = shift;
            }

            return (Math.Max(prefix, _least), long.MaxValue);
        }

        private bool IsIncumbent(int row) => (uint)_previous[row] <= (uint)_tier;

        private ulong Key(int row)
        {
            ulong key = RadixOrder.Key(_priority[row]);
            int incumbent = IsIncumbent(row) ? 1 : 0;
            return key ^ ((key ^ RadixOrder.Key(_hysteresis.Raise(_priority[row]))) & (ulong)-(long)incumbent);
        }

        /// <summary>1 + the highest digit of a competitor's key, or 0.</summary>
        private int TopDigit(int row, ReadOnlySpan<int> tier)
        {
            ulong key = Key(row);
            int competes = (tier[row] == Unplaced ? 1 : 0) & (key >= _least ? 1 : 0);
            return ((int)(key >> TopShift) + 1) * competes;
        }
    }
}
