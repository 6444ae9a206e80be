namespace RetentionMetrics;

/// <summary>Amounts in eight bytes instead of sixteen, exactly: 58 bits of mantissa with its sign, five of scale; an amount of more digits is numbered in a list.</summary>
internal sealed class AmountCodes
{
    private const int MantissaShift = 6;
    private const long MostMantissa = (1L << 57) - 1;

    private readonly List<decimal> _long = [];

    public long Encode(decimal amount)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(amount, bits);
        ulong mantissa = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        if (bits[2] != 0 || mantissa > MostMantissa)
        {
            _long.Add(amount);
            return ((_long.Count - 1L) << 1) | 1;
        }

        int scale = (bits[3] >> 16) & 31;
        long signed = bits[3] < 0 ? -(long)mantissa : (long)mantissa;
        return (signed << MantissaShift) | ((long)scale << 1);
    }

    /// <summary>Forgets the amounts of the list: no code given before is valid any more.</summary>
    public void Clear() => _long.Clear();

    public decimal Decode(long code)
    {
        if ((code & 1) != 0)
            return _long[(int)(code >> 1)];
        long signed = code >> MantissaShift;
        ulong mantissa = (ulong)Math.Abs(signed);
        return new decimal((int)mantissa, (int)(mantissa >> 32), 0, signed < 0, (byte)((code >> 1) & 31));
    }
}
