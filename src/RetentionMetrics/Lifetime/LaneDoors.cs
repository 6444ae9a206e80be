using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>
/// The doors of many customers for formulas that are evaluated eight customers at a time.
/// The last rows, fewer than eight, go through the same lanes: together with a one-customer door that fills all lanes alike, every door gives the same bits.
/// </summary>
internal readonly struct LaneDoors<TKernel>(TKernel kernel, TimeUnit unit)
    where TKernel : struct, ILaneKernel
{
    private const int Lanes = 8;
    private const int EnoughForTable = 256;

    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        Throw.IfLengthDiffers(destination.Length, columns.Count, nameof(destination));
        Fill(columns, new Alive(kernel), destination);
    }

    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination)
    {
        Throw.IfUnitDiffers(columns.Unit, unit, nameof(columns));
        Throw.IfNegativeOrNotFinite(horizon);
        Throw.IfLengthDiffers(destination.Length, columns.Count, nameof(destination));
        Span<double> table = columns.Count < EnoughForTable || horizon == 0 || kernel.TableLength == 0 ? [] : stackalloc double[kernel.TableLength];
        if (!table.IsEmpty)
            kernel.FillTable(table);
        Fill(columns, new Expected(kernel, horizon, table), destination);
    }

    private static void Fill<TFormula>(HistoryColumns columns, TFormula formula, Span<double> destination)
        where TFormula : struct, IFormula, allows ref struct
    {
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        int whole = destination.Length - (destination.Length % Lanes);
        for (int i = 0; i < whole; i += Lanes)
            formula.Of(Counts(x.Slice(i, Lanes)), Vector512.Create(tx.Slice(i, Lanes)), Vector512.Create(t.Slice(i, Lanes))).CopyTo(destination[i..]);
        if (whole == destination.Length)
            return;

        Span<int> lastX = stackalloc int[Lanes];
        Span<double> lastTx = stackalloc double[Lanes], lastT = stackalloc double[Lanes], last = stackalloc double[Lanes];
        lastX.Clear();
        lastTx.Clear();
        lastT.Clear();
        x[whole..].CopyTo(lastX);
        tx[whole..].CopyTo(lastTx);
        t[whole..].CopyTo(lastT);
        formula.Of(Counts(lastX), Vector512.Create<double>(lastTx), Vector512.Create<double>(lastT)).CopyTo(last);
        last[..(destination.Length - whole)].CopyTo(destination[whole..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Counts(ReadOnlySpan<int> x)
    {
        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(Vector256.Create(x));
        return Vector512.ConvertToDouble(Vector512.Create(lower, upper));
    }

    private interface IFormula
    {
        Vector512<double> Of(Vector512<double> x, Vector512<double> tx, Vector512<double> t);
    }

    private readonly struct Alive(TKernel kernel) : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> tx, Vector512<double> t) => kernel.ProbabilityAlive(x, tx, t);
    }

    private readonly ref struct Expected(TKernel kernel, double horizon, ReadOnlySpan<double> table) : IFormula
    {
        private readonly ReadOnlySpan<double> _table = table;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> tx, Vector512<double> t) => kernel.ExpectedPurchases(x, tx, t, horizon, _table);
    }
}
