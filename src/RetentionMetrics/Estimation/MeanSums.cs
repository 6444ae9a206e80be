using System.Numerics;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>A <see cref="MeanTally"/> while amounts are added to it.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct MeanSums
{
    private long _n;
    private decimal _sum;
    private UInt128 _squares; // what has not been carried over yet
    private BigInteger _carried;

    public void Add(decimal amount)
    {
        amount = decimal.Round(amount, MeanTally.Decimals);
        var scaled = (UInt128)(Math.Abs(amount) * 100_000_000m);
        _n++;
        _sum += amount;
        if (scaled > ulong.MaxValue)
        {
            _carried += (BigInteger)scaled * scaled;
            return;
        }

        UInt128 square = scaled * scaled, squares = unchecked(_squares + square);
        if (squares < square)
        {
            _carried += _squares;
            squares = square;
        }

        _squares = squares;
    }

    public readonly MeanTally ToTally() => new(_n, _sum, _carried + _squares);
}
