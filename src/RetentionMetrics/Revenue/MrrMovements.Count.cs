using System.Runtime.CompilerServices;

namespace RetentionMetrics;

public readonly partial record struct MrrMovements
{
    /// <summary>Counts the movements between two balances that are given as columns: what <see cref="MrrTimeline"/> gives for customers with such balances. Exact; allocates nothing.</summary>
    /// <param name="columns">The customers, in any order.</param>
    /// <param name="start">First day of the period, or <see langword="null"/> when it is not said.</param>
    /// <param name="end">Last day of the period, or <see langword="null"/>; given together with <paramref name="start"/>, and not before it.</param>
    /// <param name="options">What a return is; <see langword="null"/> for the defaults. The pause limit is only noted: the columns say who is on a pause.</param>
    /// <returns>
    /// The movements. <see cref="Sources"/> tells pauses and returns from them; columns know no products, so what was upgraded, added, downgraded or dropped is 0 there.
    /// Amounts of 0 make nobody a customer, whereas a free subscription in a timeline does.
    /// </returns>
    /// <exception cref="ArgumentException">Only one of <paramref name="start"/> and <paramref name="end"/> is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is before <paramref name="start"/>, or an option is out of range.</exception>
    public static MrrMovements Count(MrrColumns columns, DateOnly? start = null, DateOnly? end = null, MrrOptions? options = null)
    {
        Span<(decimal Amount, long Customers)> kinds = stackalloc (decimal, long)[BalanceKinds.Count];
        kinds.Clear();
        decimal opening = BalanceKinds.Sum(columns, kinds);
        var unit = new decimal(1, 0, 0, false, (byte)columns.Decimals);
        Movement movement = default;
        long openingCustomers = 0;
        for (int kind = 0; kind < BalanceKinds.Count; kind++)
        {
            (decimal amount, long customers) = (kinds[kind].Amount * unit, kinds[kind].Customers);
            bool paid = (kind & BalanceKinds.Paid) != 0, pays = (kind & BalanceKinds.Pays) != 0, isKnown = (kind & BalanceKinds.Known) != 0, onPause = (kind & BalanceKinds.Paused) != 0;
            openingCustomers += paid ? customers : 0;
            if (paid && pays)
                movement.Stay((kind & BalanceKinds.Less) != 0 ? -amount : amount);
            else if (paid)
                movement.Leave(amount, onPause, customers);
            else if (pays)
                movement.Enter(amount, !isKnown || (options is { Return: ReturnRule.New } && !onPause), isKnown && onPause, customers);
        }

        return movement.From(opening * unit, openingCustomers, start, end, options);
    }

    /// <summary>Sums of balances by what happened: a bit for each question, so that a row needs no branch, which nobody could predict.</summary>
    private static class BalanceKinds
    {
        public const int Paid = 1; // before
        public const int Pays = 2; // now
        public const int Known = 4;
        public const int Paused = 8;
        public const int Less = 16; // than before
        public const int Count = 32;

        private const int Block = 4_096; // rows of the greatest amount fit a long

        /// <summary>Adds the change of each row to its kind, without its sign, and gives the sum of the opening balances.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called once, with many rows: there would be no time to tier up
        public static decimal Sum(MrrColumns columns, Span<(decimal Amount, long Customers)> kinds)
        {
            ReadOnlySpan<long> opening = columns.Opening.Span, closing = columns.Closing.Span;
            ReadOnlySpan<bool> known = columns.Known.Span, paused = columns.Paused.Span;
            Span<(long Amount, long Customers)> sums = stackalloc (long, long)[2 * Count];
            decimal all = 0;
            for (int start = 0; start < opening.Length; start += Block)
            {
                sums.Clear();
                long openingSum = 0;
                int end = Math.Min(opening.Length, start + Block);
                for (int row = start; row < end; row++)
                {
                    long before = opening[row], now = closing[row];
                    // A negative difference's sign, moved down; two tables by turns, as a sum that is added to at once again would wait for itself.
                    int kind = (int)((ulong)-before >> 63) * Paid | (int)((ulong)-now >> 63) * Pays | (int)((ulong)(now - before) >> 63) * Less;
                    kind |= !known.IsEmpty && known[row] ? Known : 0;
                    kind |= !paused.IsEmpty && paused[row] ? Paused : 0;
                    ref (long Amount, long Customers) sum = ref sums[kind + ((row & 1) * Count)];
                    sum.Amount += Math.Abs(now - before);
                    sum.Customers++;
                    openingSum += before;
                }

                all += openingSum;
                for (int kind = 0; kind < Count; kind++)
                {
                    kinds[kind].Amount += sums[kind].Amount + sums[kind + Count].Amount;
                    kinds[kind].Customers += sums[kind].Customers + sums[kind + Count].Customers;
                }
            }

            return all;
        }
    }
}
