using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetentionMetrics;

/// <summary>
/// What active customers do within given horizons, as polynomials of A = rate + T: a piece for each frequency and each half octave of A, made when the first customer needs it.
/// A piece depends on the model and the horizons alone, so that every slice of a batch gives the same bits.
/// </summary>
/// <remarks>
/// As a function of complex A the expectation is analytic but for −horizon ≤ A ≤ 0, and bounded to the right of 0. A half octave has its middle at least five times as far from 0 as it is wide to each side:
/// ρ = 5 + √24 = 9.9, and the sixteen coefficients of <see cref="ChebyshevFit"/> leave less than the rounding of a double.
/// </remarks>
internal readonly ref struct ActiveTable<TKernel>
    where TKernel : struct, ILaneKernel
{
    public const int Frequencies = 128;
    private const int PieceBits = 5;
    private const int Pieces = 1 << PieceBits; // of half an octave: A up to 2^16 times the rate
    private const byte Usable = 1;
    private const byte Unusable = 2;

    private readonly TKernel _kernel;
    private readonly Horizons _horizons;
    private readonly double[] _coefficients;
    private readonly Span<byte> _states;
    private readonly long _first; // the half octave of the rate
    private readonly long _frequencies; // all bits, or none where the frequency does not count
    private readonly double _rate;

    public ActiveTable(TKernel kernel, Horizons horizons, Span<byte> states)
    {
        _kernel = kernel;
        _horizons = horizons;
        _states = states;
        _states.Clear();
        _coefficients = ArrayPool<double>.Shared.Rent(StatesOf(kernel) * ChebyshevFit.Points);
        _rate = kernel.Rate;
        _frequencies = kernel.KnowsFrequency ? -1 : 0;
        // Where the rate is near the ends of a double's range, no piece serves anyone.
        _first = kernel.Rate is > 1e-290 and < 1e290 ? BitConverter.DoubleToInt64Bits(kernel.Rate) >> 51 : long.MinValue / 2;
    }

    /// <summary>How many pieces there are.</summary>
    public static int StatesOf(TKernel kernel) => kernel.KnowsFrequency ? Frequencies * Pieces : Pieces;

    public void Return() => ArrayPool<double>.Shared.Return(_coefficients);

    /// <summary>Multiplies each pace by Σ weight · what the customer does while active.</summary>
    public void Multiply(ReadOnlySpan<int> frequencies, ReadOnlySpan<double> ages, Span<double> paces)
    {
        for (int i = 0; i < paces.Length; i++)
            paces[i] *= Of(frequencies[i], ages[i]);
    }

    /// <summary>The same, and the same bits, eight customers at a time where the processor can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyMany(ReadOnlySpan<int> frequencies, ReadOnlySpan<double> ages, Span<double> paces)
    {
        int whole = Avx512F.IsSupported ? paces.Length - (paces.Length % Vector512<double>.Count) : 0;
        Span<long> slots = stackalloc long[Vector512<double>.Count];
        ref int x = ref MemoryMarshal.GetReference(frequencies);
        ref double t = ref MemoryMarshal.GetReference(ages), pace = ref MemoryMarshal.GetReference(paces);
        for (int i = 0; i < whole; i += Vector512<double>.Count)
        {
            Vector512<long> bits = (Vector512.Create(_rate) + Vector512.LoadUnsafe(ref t, (nuint)i)).AsInt64();
            Vector512<long> row = Avx512F.ConvertToVector512Int64(Vector256.LoadUnsafe(ref x, (nuint)i)) & Vector512.Create(_frequencies);
            Vector512<long> piece = Vector512.ShiftRightArithmetic(bits, 51) - Vector512.Create(_first);
            Vector512<long> outside = (row & Vector512.Create(-1L * Frequencies)) | (piece & Vector512.Create(-1L * Pieces));
            (Vector512.ShiftLeft(row, PieceBits) + piece).CopyTo(slots);
            if (Vector512.EqualsAll(outside, Vector512<long>.Zero) && AreUsable(slots))
            {
                Vector512<double> place = ((Vector512.ShiftLeft(bits, 1) & Vector512.Create(0x000F_FFFF_FFFF_FFFF)) | Vector512.Create(0x3FF0_0000_0000_0000)).AsDouble();
                place = place + place - Vector512.Create(3.0);
                (Vector512.LoadUnsafe(ref pace, (nuint)i) * ChebyshevFit.At(ref MemoryMarshal.GetArrayDataReference(_coefficients), slots, place)).StoreUnsafe(ref pace, (nuint)i);
            }
            else
            {
                for (int k = i; k < i + Vector512<double>.Count; k++)
                    paces[k] *= Of(frequencies[k], ages[k]);
            }
        }

        for (int k = whole; k < paces.Length; k++)
            paces[k] *= Of(frequencies[k], ages[k]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreUsable(ReadOnlySpan<long> slots)
    {
        int usable = Usable;
        foreach (long slot in slots)
            usable &= _states[(int)slot];
        return usable == Usable;
    }

    // One customer. Here pieces are made.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Of(int x, double t)
    {
        long bits = BitConverter.DoubleToInt64Bits(_rate + t), row = x & _frequencies;
        long piece = (bits >> 51) - _first;
        int slot = (int)((row << PieceBits) + piece);
        return row < Frequencies && piece is >= 0 and < Pieces && (_states[slot] == Usable || Make(x, slot, bits))
            ? ChebyshevFit.At(ref _coefficients[slot * ChebyshevFit.Points], Place(bits))
            : OneByOne(x, t);
    }

    // Where A lies in its half octave, −1…1, without rounding: the bits after the first of the significand, as those of a number from 1 to 2.
    private static double Place(long bits) => (2 * BitConverter.Int64BitsToDouble(((bits << 1) & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)) - 3;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Make(int x, int slot, long bits)
    {
        if (_states[slot] == Unusable)
            return false;
        double low = BitConverter.Int64BitsToDouble(bits >> 51 << 51), high = BitConverter.Int64BitsToDouble(((bits >> 51) + 1) << 51);
        Span<double> at = stackalloc double[ChebyshevFit.Points], values = stackalloc double[ChebyshevFit.Points];
        for (int j = 0; j < at.Length; j++)
            at[j] = low + ((high - low) / 2 * (1 + ChebyshevFit.Nodes[j]));
        values.Clear();
        _kernel.AddActive(x, at, _horizons, values);
        // Numbers so small that they have fewer digits are left to the formula.
        bool isUsable = true;
        foreach (double value in values)
            isUsable &= value is > 1e-280 and < 1e280;
        if (isUsable)
            ChebyshevFit.ToCoefficients(values, _coefficients.AsSpan(slot * ChebyshevFit.Points, ChebyshevFit.Points));
        _states[slot] = isUsable ? Usable : Unusable;
        return isUsable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double OneByOne(int x, double t)
    {
        double sum = 0;
        for (int k = 0; k < _horizons.Ends.Length; k++)
            sum += _horizons.Weights[k] * _kernel.Active(x, t, _horizons.Ends[k]);
        return sum;
    }
}
