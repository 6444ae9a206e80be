using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private const int Pieces = 32; // of half an octave: A up to 2^16 times the rate
    private const byte Usable = 1;
    private const byte Unusable = 2;

    private readonly TKernel _kernel;
    private readonly Horizons _horizons;
    private readonly double[] _coefficients;
    private readonly Span<byte> _states;
    private readonly long _first; // the half octave of the rate
    private readonly ulong _pieces;

    public ActiveTable(TKernel kernel, Horizons horizons, Span<byte> states)
    {
        _kernel = kernel;
        _horizons = horizons;
        _states = states;
        _states.Clear();
        _coefficients = ArrayPool<double>.Shared.Rent(StatesOf(kernel) * ChebyshevFit.Points);
        _first = HalfOctave(kernel.Rate);
        _pieces = kernel.Rate is > 1e-290 and < 1e290 ? Pieces : 0ul;
    }

    /// <summary>How many pieces there are.</summary>
    public static int StatesOf(TKernel kernel) => kernel.KnowsFrequency ? Frequencies * Pieces : Pieces;

    public void Return() => ArrayPool<double>.Shared.Return(_coefficients);

    /// <summary>Multiplies each pace by Σ weight · what the customer does while active.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(ReadOnlySpan<int> frequencies, ReadOnlySpan<double> ages, Span<double> paces)
    {
        double rate = _kernel.Rate;
        bool knowsFrequency = _kernel.KnowsFrequency;
        ref double coefficients = ref MemoryMarshal.GetArrayDataReference(_coefficients);
        for (int i = 0; i < paces.Length; i++)
        {
            long bits = BitConverter.DoubleToInt64Bits(rate + ages[i]);
            ulong row = knowsFrequency ? (uint)frequencies[i] : 0u, piece = (ulong)((bits >> 51) - _first);
            int slot = (int)((row * Pieces) + piece);
            if (row < Frequencies && piece < _pieces && (_states[slot] == Usable || Make(frequencies[i], slot, bits)))
                paces[i] *= ChebyshevFit.At(ref Unsafe.Add(ref coefficients, slot * ChebyshevFit.Points), Place(bits));
            else
                paces[i] *= OneByOne(frequencies[i], ages[i]);
        }
    }

    private static long HalfOctave(double a) => BitConverter.DoubleToInt64Bits(a) >> 51;

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
