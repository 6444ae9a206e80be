using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>Money as engines count it, in whole minor units, made numbers by the arithmetic of the core.</summary>
internal static class MinorUnits
{
    private const long MostExact = 1L << 53;

    private static readonly long[] Scales = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>How many minor units are one, 10 to the digits; up to 8, those of a billed amount by the month.</summary>
    public static long Scale(int digits) => Scales[digits];

    /// <summary>The digits after the point that a table's amounts have, checked.</summary>
    public static int Digits(int value) => value is >= 0 and <= 6 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Amounts have 0 to 6 digits after the point.");

    public static decimal ToDecimal(long units, int digits)
    {
        ulong mantissa = (ulong)Math.Abs((decimal)units);
        return new decimal((int)mantissa, (int)(mantissa >> 32), 0, units < 0, (byte)digits);
    }

    /// <summary>The nearest double.</summary>
    public static double ToDouble(long units, int digits) =>
        Math.Abs((decimal)units) <= MostExact ? (double)units / Scales[digits] : double.Parse(ToDecimal(units, digits).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A sum divided by how many it is of: the nearest double; of a sum that no double holds exactly, the decimal nearest to the mean, and then the double nearest to that.</summary>
    public static double Mean(long units, int digits, long over)
    {
        if (over == 0)
            return 0;
        if (Math.Abs((decimal)units) <= MostExact && (decimal)Scales[digits] * over <= MostExact)
            return (double)units / ((double)Scales[digits] * over);
        return double.Parse((ToDecimal(units, digits) / over).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The most minor units whose double is not greater than a cut: more units are greater than the cut, as doubles are.</summary>
    public static long AtMost(double cut, int digits)
    {
        long low = long.MinValue, high = long.MaxValue; // low always qualifies, or nothing does
        while (low < high)
        {
            long middle = (long)(((Int128)low + high + 1) >> 1);
            if (ToDouble(middle, digits) <= cut)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
