using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>Functions of eight numbers at once.</summary>
internal static class Lanes
{
    /// <summary>ln(1 + x), x > −1: <see cref="SpecialFunctions.LogOnePlus"/>.</summary>
    public static Vector512<double> LogOnePlus(Vector512<double> x)
    {
        Vector512<double> u = Vector512<double>.One + x, error = u - Vector512<double>.One;
        Vector512<double> small = Vector512.Equals(error, Vector512<double>.Zero);
        return Vector512.ConditionalSelect(small, x, Vector512.Log(u) * x / Vector512.ConditionalSelect(small, Vector512<double>.One, error));
    }

    /// <summary>eˣ − 1: <see cref="SpecialFunctions.ExpMinusOne"/>.</summary>
    public static Vector512<double> ExpMinusOne(Vector512<double> x)
    {
        Vector512<double> u = Vector512.Exp(x), less = u - Vector512<double>.One;
        Vector512<double> unit = Vector512.Equals(less, Vector512<double>.Zero), far = Vector512.GreaterThan(Vector512.Abs(x), Vector512.Create(0.5));
        Vector512<double> near = less * x / Vector512.ConditionalSelect(unit | far, Vector512<double>.One, Vector512.Log(u));
        return Vector512.ConditionalSelect(far, less, Vector512.ConditionalSelect(unit, x, near));
    }

    /// <summary>Eight numbers from a row on; where the rows end before, the last lanes are 0.</summary>
    public static Vector512<double> Load(ReadOnlySpan<double> values, int start)
    {
        if (start + Vector512<double>.Count <= values.Length)
            return Vector512.Create(values.Slice(start, Vector512<double>.Count));
        Span<double> some = stackalloc double[Vector512<double>.Count];
        some.Clear();
        values[start..].CopyTo(some);
        return Vector512.Create(some);
    }

    public static double Greatest(Vector512<double> values)
    {
        double greatest = values[0];
        for (int i = 1; i < Vector512<double>.Count; i++)
            greatest = Math.Max(greatest, values[i]);
        return greatest;
    }
}
