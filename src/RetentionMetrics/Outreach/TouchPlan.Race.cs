using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RetentionMetrics;

public sealed partial class TouchPlan
{
    /// <summary>The competition for the slots of one tier when there is a last plan: priorities as they count for this tier are written down, one selection finds the lowest that has a place, one pass compares with it.</summary>
    private readonly ref struct Race(ReadOnlySpan<double> priority, ReadOnlySpan<int> previous, TouchHysteresis hysteresis, int tier, double? minimum)
    {
        private readonly ReadOnlySpan<double> _priority = priority;
        private readonly ReadOnlySpan<int> _previous = previous;
        private readonly double _margin = hysteresis.Margin;
        private readonly double _share = hysteresis.Share;
        private readonly int _tier = tier;
        private readonly double _least = minimum ?? double.MinValue;

        public void Fill(long slots, Span<int> tier, TouchRows? parallel)
        {
            if (slots == 0)
                return;
            int n = tier.Length;
            double[] rented = ArrayPool<double>.Shared.Rent(n);
            try
            {
                Memory<double> counted = rented.AsMemory(0, n);
                int found = parallel?.Write(_tier, _least, counted) ?? Write(tier, counted.Span);
                if (found <= slots)
                {
                    TakeAbove(Math.BitDecrement(_least), counted, tier, parallel); // all who compete
                    return;
                }

                // Those who do not compete stand at the bottom, below the rank that is asked for.
                Span<OrderStatistic<double>> last = stackalloc OrderStatistic<double>[1];
                OrderStatistics.Select(counted.Span, [n - (int)slots], last, ParallelEdgePass<double>.For(counted, parallel?.Options));
                TakeAbove(last[0].Value, counted, tier, parallel);
                long ties = slots - last[0].Above(n);
                ties = TakeEqual(last[0].Value, incumbents: true, ties, counted.Span, tier);
                TakeEqual(last[0].Value, incumbents: false, ties, counted.Span, tier);
            }
            finally
            {
                ArrayPool<double>.Shared.Return(rented); // a cancelled pass throws
            }
        }

        private void TakeAbove(double edge, ReadOnlyMemory<double> counted, Span<int> tier, TouchRows? parallel)
        {
            if (parallel is null)
                TakeAbove(_tier, edge, counted.Span, tier);
            else
                parallel.TakeAbove(_tier, edge, counted);
        }

        /// <summary>The priority of each competitor, raised for incumbents; the lowest of all numbers for the others. Returns how many compete.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called seldom, with many rows: there would be no time to tier up
        public int Write(ReadOnlySpan<int> tier, Span<double> counted)
        {
            int row = 0, found = 0;
            Vector<long> founds = Vector<long>.Zero;
            Vector<uint> rank = new((uint)_tier);
            Vector<int> unplaced = new(Unplaced);
            for (; Vector.IsHardwareAccelerated && row <= tier.Length - Vector<int>.Count; row += Vector<int>.Count)
            {
                Vector<int> isIncumbent = Vector.LessThanOrEqual(new Vector<int>(_previous[row..]).As<int, uint>(), rank).As<uint, int>(); // NoTier is the highest
                Vector<int> isOpen = Vector.Equals(new Vector<int>(tier[row..]), unplaced);
                Vector.Widen(isIncumbent, out Vector<long> incumbentLow, out Vector<long> incumbentHigh);
                Vector.Widen(isOpen, out Vector<long> openLow, out Vector<long> openHigh);
                int second = row + Vector<double>.Count;
                founds -= Write(new Vector<double>(_priority[row..]), incumbentLow, openLow, counted[row..]);
                founds -= Write(new Vector<double>(_priority[second..]), incumbentHigh, openHigh, counted[second..]);
            }

            for (; row < tier.Length; row++)
            {
                double p = _priority[row], raised = Math.Min(p + _margin + (_share * Math.Abs(p)), double.MaxValue);
                double counts = IsIncumbent(row) ? raised : p;
                bool competes = tier[row] == Unplaced && counts >= _least;
                counted[row] = competes ? counts : double.MinValue;
                found += competes ? 1 : 0;
            }

            return found + (int)Vector.Sum(founds);
        }

        // As the lines for one row; returns −1 for each competitor.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<long> Write(Vector<double> p, Vector<long> isIncumbent, Vector<long> isOpen, Span<double> counted)
        {
            Vector<double> raised = Vector.Min(p + new Vector<double>(_margin) + (new Vector<double>(_share) * Vector.Abs(p)), new Vector<double>(double.MaxValue));
            Vector<double> counts = Vector.ConditionalSelect(isIncumbent, raised, p);
            Vector<long> competes = isOpen & Vector.GreaterThanOrEqual(counts, new Vector<double>(_least));
            Vector.ConditionalSelect(competes, counts, new Vector<double>(double.MinValue)).CopyTo(counted);
            return competes;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void TakeAbove(int takes, double edge, ReadOnlySpan<double> counted, Span<int> tier)
        {
            int row = 0;
            Vector<double> edges = new(edge);
            Vector<int> unplaced = new(Unplaced), mine = new(takes);
            for (; Vector.IsHardwareAccelerated && row <= tier.Length - Vector<int>.Count; row += Vector<int>.Count)
            {
                Vector<int> held = new(tier[row..]);
                Vector<int> isAbove = Vector.Narrow(Vector.GreaterThan(new Vector<double>(counted[row..]), edges), Vector.GreaterThan(new Vector<double>(counted[(row + Vector<double>.Count)..]), edges));
                Vector.ConditionalSelect(isAbove & Vector.Equals(held, unplaced), mine, held).CopyTo(tier[row..]);
            }

            for (; row < tier.Length; row++)
            {
                if (tier[row] == Unplaced && counted[row] > edge)
                    tier[row] = takes;
            }
        }

        /// <summary>Gives the places that are left to those who stand exactly at the edge, by row.</summary>
        private long TakeEqual(double edge, bool incumbents, long places, ReadOnlySpan<double> counted, Span<int> tier)
        {
            for (int row = 0; row < tier.Length && places > 0; row++)
            {
                if (counted[row] == edge && tier[row] == Unplaced && IsIncumbent(row) == incumbents)
                {
                    tier[row] = _tier;
                    places--;
                }
            }

            return places;
        }

        private bool IsIncumbent(int row) => (uint)_previous[row] <= (uint)_tier;
    }
}
