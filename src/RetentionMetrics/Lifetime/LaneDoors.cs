using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>
/// The doors of many customers for formulas that are evaluated eight customers at a time.
/// The last rows, fewer than eight, go through the same lanes: a row gives the same bits wherever it stands.
/// </summary>
internal readonly struct LaneDoors<TKernel>(TKernel kernel, TimeUnit unit)
    where TKernel : struct, ILaneKernel
{
    private const int Width = 8;

    // Rows of a block: what the lanes write is still in the cache when the table multiplies it.
    private const int BlockRows = 1024;

    // From so many rows on, what vectors save is more than what it takes to compile their code for the first time.
    private const int ManyRows = 4096;

    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        columns.CheckDestination(destination);
        if (destination.IsEmpty)
            return;
        Span<double> table = stackalloc double[kernel.AliveTableLength];
        kernel.FillAliveTable(table);
        Fill(new Alive(kernel, table), columns.Frequency.Span, columns.Recency.Span, columns.Age.Span, destination);
    }

    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination)
    {
        Throw.IfNegativeOrNotFinite(horizon);
        double one = 1;
        WeighPurchases(columns, new Horizons(new ReadOnlySpan<double>(in horizon), new ReadOnlySpan<double>(in one)), destination);
    }

    /// <summary>Σ weight · E[Y(end)].</summary>
    public void WeighPurchases(HistoryColumns columns, Horizons horizons, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        columns.CheckDestination(destination);
        if (horizons.Ends is [0])
        {
            destination.Clear();
            return;
        }

        if (destination.IsEmpty)
            return;
        Span<double> aliveTable = stackalloc double[kernel.AliveTableLength];
        kernel.FillAliveTable(aliveTable);
        var pace = new Pace(kernel, aliveTable);
        var active = new ActiveTable<TKernel>(kernel, horizons, stackalloc byte[ActiveTable<TKernel>.StatesOf(kernel)]);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int start = 0; start < x.Length; start += BlockRows)
        {
            int rows = Math.Min(BlockRows, x.Length - start);
            Fill(pace, x.Slice(start, rows), tx.Slice(start, rows), t.Slice(start, rows), destination.Slice(start, rows));
            if (x.Length < ManyRows)
                active.Multiply(x.Slice(start, rows), t.Slice(start, rows), destination.Slice(start, rows));
            else
                active.MultiplyMany(x.Slice(start, rows), t.Slice(start, rows), destination.Slice(start, rows));
        }

        active.Return();
    }

    // Optimised at once: vectors in code that is not optimised yet cost more than one customer after another does.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Fill<TFormula>(TFormula formula, ReadOnlySpan<int> x, ReadOnlySpan<double> tx, ReadOnlySpan<double> t, Span<double> destination)
        where TFormula : struct, IFormula, allows ref struct
    {
        if (x.Length < Width)
        {
            FillFew(formula, x, tx, t, destination);
            return;
        }

        Span<double> logs = stackalloc double[BlockRows];
        ref int firstX = ref MemoryMarshal.GetReference(x);
        ref double firstTx = ref MemoryMarshal.GetReference(tx), firstT = ref MemoryMarshal.GetReference(t), first = ref MemoryMarshal.GetReference(destination), log = ref MemoryMarshal.GetReference(logs);
        for (int start = 0; start < x.Length; start += BlockRows)
        {
            // Two short loops: in one, the processor sees too few customers at once to fill the time that divisions and series wait for themselves.
            int end = Math.Min(start + BlockRows, x.Length);
            for (int i = start; i < end; i += Width)
            {
                nuint at = Place(i, x.Length);
                formula.LogSpan(Vector512.LoadUnsafe(ref firstTx, at), Vector512.LoadUnsafe(ref firstT, at)).StoreUnsafe(ref log, (nuint)(i - start));
            }

            for (int i = start; i < end; i += Width)
            {
                nuint at = Place(i, x.Length);
                formula.Of(Vector512.LoadUnsafe(ref log, (nuint)(i - start)), Lanes.Load(ref firstX, at), Vector512.LoadUnsafe(ref firstTx, at), Vector512.LoadUnsafe(ref firstT, at)).StoreUnsafe(ref first, at);
            }
        }
    }

    // The last eight rows may overlap those before: what they get is the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Place(int i, int rows) => (nuint)Math.Min(i, rows - Width);

    private static void FillFew<TFormula>(TFormula formula, ReadOnlySpan<int> x, ReadOnlySpan<double> tx, ReadOnlySpan<double> t, Span<double> destination)
        where TFormula : struct, IFormula, allows ref struct
    {
        Span<int> someX = stackalloc int[Width];
        Span<double> some = stackalloc double[3 * Width];
        someX.Clear();
        some.Clear();
        x.CopyTo(someX);
        tx.CopyTo(some);
        t.CopyTo(some[Width..]);
        Fill(formula, someX, some[..Width], some[Width..(2 * Width)], some[(2 * Width)..]);
        some.Slice(2 * Width, x.Length).CopyTo(destination);
    }

    private interface IFormula
    {
        Vector512<double> LogSpan(Vector512<double> tx, Vector512<double> t);

        Vector512<double> Of(Vector512<double> logSpan, Vector512<double> x, Vector512<double> tx, Vector512<double> t);
    }

#pragma warning disable IDE0044 // A readonly field would be copied for each call of a kernel, which the compiler does not know to be readonly itself.
    private ref struct Alive(TKernel kernel, ReadOnlySpan<double> table) : IFormula
    {
        private readonly ReadOnlySpan<double> _table = table;
        private TKernel _kernel = kernel;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> LogSpan(Vector512<double> tx, Vector512<double> t) => _kernel.LogSpan(tx, t);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> logSpan, Vector512<double> x, Vector512<double> tx, Vector512<double> t) => _kernel.ProbabilityAlive(logSpan, x, tx, t, _table);
    }

    private ref struct Pace(TKernel kernel, ReadOnlySpan<double> table) : IFormula
    {
        private readonly ReadOnlySpan<double> _table = table;
        private TKernel _kernel = kernel;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> LogSpan(Vector512<double> tx, Vector512<double> t) => _kernel.LogSpan(tx, t);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> logSpan, Vector512<double> x, Vector512<double> tx, Vector512<double> t) => _kernel.Pace(_kernel.ProbabilityAlive(logSpan, x, tx, t, _table), x, t);
    }
#pragma warning restore IDE0044
}
