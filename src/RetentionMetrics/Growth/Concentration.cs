using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace RetentionMetrics;

/// <summary>How unevenly value is spread over customers: the share of the best 20 %, Lorenz curve, Gini, Herfindahl index, ABC classes.</summary>
/// <remarks>
/// Rows are ordered from the largest value to the smallest, equal values by row: with rows in ordinal order of the ids, ties are by id. Shares of decimals are cumulated as
/// decimals, exactly; those of doubles with compensated sums. Shares are <see langword="null"/> when there are no rows, or when all are 0. Immutable.
/// </remarks>
public sealed class Concentration
{
    private readonly int[] _rows;         // from the largest value to the smallest
    private readonly double[] _values;    // in that order
    private readonly double[] _shares;    // [k]: share of the first k; empty when the total is 0

    private Concentration(int[] rows, double[] values, double[] shares, double total)
    {
        _rows = rows;
        _values = values;
        _shares = shares;
        Total = total;
    }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Length;

    /// <summary>The sum of all values.</summary>
    public double Total { get; }

    /// <summary>The rows, from the largest value to the smallest, equal values by row.</summary>
    public ReadOnlyMemory<int> Ranking => _rows;

    /// <summary>The Gini coefficient (1912): Σ (2i − n − 1) xᵢ ÷ (n Σ xᵢ) over values in rising order, i from 1: 0 when all are equal, 1 − 1/n when one has all.</summary>
    /// <value>A fraction 0…1; <see langword="null"/> when the total is 0.</value>
    public double? Gini
    {
        get
        {
            if (_shares.Length == 0)
                return null;
            var sum = default(CompensatedSum);
            for (int i = 0; i < Count; i++)
                sum.Add((Count - 1 - (2.0 * i)) * (_values[i] / Total));
            return Math.Max(0, sum.Value / Count);
        }
    }

    /// <summary>The Herfindahl-Hirschman index: Σ share². 1/n when all are equal, 1 when one has all.</summary>
    /// <value>A fraction 0…1; <see langword="null"/> when the total is 0.</value>
    public double? Hhi
    {
        get
        {
            if (_shares.Length == 0)
                return null;
            var sum = default(CompensatedSum);
            foreach (double value in _values)
                sum.Add(value / Total * (value / Total));
            return sum.Value;
        }
    }

    /// <summary>The Lorenz curve at 0 %, 10 %, …, 100 % of the rows: eleven points, or none when the total is 0.</summary>
    public ImmutableArray<LorenzPoint> LorenzCurve =>
        _shares.Length == 0 ? [] : [.. Enumerable.Range(0, 11).Select(i => new LorenzPoint(i / 10.0, LorenzShare(i / 10.0)!.Value))];

    /// <summary>Sums of the values in ten groups of equal size, the largest values first.</summary>
    /// <value>Ten sums: when n is no multiple of ten the first n mod 10 groups have a row more.</value>
    public ImmutableArray<double> DecileSums
    {
        get
        {
            var sums = ImmutableArray.CreateBuilder<double>(10);
            for (int i = 0, from = 0; i < 10; i++)
            {
                int to = from + (Count / 10) + (i < Count % 10 ? 1 : 0);
                sums.Add(Sum(from, to));
                from = to;
            }

            return sums.MoveToImmutable();
        }
    }

    /// <summary>Measures values.</summary>
    /// <param name="values">One value a row: revenue of a customer, say; each finite and at least 0. Copied.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">A value is negative, NaN or infinite (the message names its row), or the sum is not finite.</exception>
    [OverloadResolutionPriority(1)] // so that Of([]) and Of([1, 2]) have one meaning
    public static Concentration Of(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && double.IsFinite(values[i])))
                throw Throw.Row(nameof(values), i, "the value", values[i], "finite and at least 0");
        }

        (int[] rows, double[] sorted) = Rank(values);
        double[] shares = new double[sorted.Length + 1];
        var sum = default(CompensatedSum);
        for (int i = 0; i < sorted.Length; i++)
        {
            sum.Add(sorted[i]);
            shares[i + 1] = sum.Value;
        }

        double total = sum.Value;
        if (!double.IsFinite(total))
            throw new ArgumentException("The sum of the values is too large for a double.", nameof(values));
        for (int i = 0; i < shares.Length; i++)
            shares[i] = Math.Min(1, shares[i] / total);
        return new Concentration(rows, sorted, total > 0 ? shares : [], total);
    }

    /// <summary>Measures values that are money: their order, shares and classes are exact.</summary>
    /// <param name="values">One value a row; each at least 0. Copied.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">A value is negative; the message names its row.</exception>
    /// <exception cref="OverflowException">The sum does not fit a decimal.</exception>
    public static Concentration Of(ReadOnlySpan<decimal> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
                throw Throw.Row(nameof(values), i, "the value", values[i], "at least 0");
        }

        (int[] rows, decimal[] sorted) = Rank(values);
        decimal total = 0, before = 0;
        foreach (decimal value in sorted)
            total += value;
        double[] shares = new double[total > 0 ? sorted.Length + 1 : 0];
        for (int k = 1; k < shares.Length; k++)
        {
            before += sorted[k - 1];
            shares[k] = (double)(before / total);
        }

        return new Concentration(rows, Array.ConvertAll(sorted, v => (double)v), shares, (double)total);
    }

    /// <summary>The share of the total that the largest values hold: the 2:8 rule asks for <c>TopShare(0.2)</c>.</summary>
    /// <param name="fraction">The fraction of rows, 0…1; ⌈fraction · n⌉ rows are taken.</param>
    /// <returns>A fraction 0…1; <see langword="null"/> when the total is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is outside 0…1.</exception>
    public double? TopShare(double fraction)
    {
        // As a decimal, so that 0.07 of 100 rows is 7 and not, by binary rounding, a little more and then 8.
        int rows = (int)Math.Ceiling((decimal)Throw.IfNotFraction(fraction) * Count);
        return _shares.Length == 0 ? null : _shares[rows];
    }

    /// <summary>The 2:8 rule the other way round: how many of the largest values it takes to hold a share of the total.</summary>
    /// <param name="share">The share, 0…1.</param>
    /// <returns>The least number of rows whose values together reach it, 0 for a share of 0; <see langword="null"/> when the total is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is outside 0…1.</exception>
    public int? CountHolding(double share)
    {
        Throw.IfNotFraction(share);
        if (_shares.Length == 0)
            return null;
        int rows = 0;
        while (rows < Count && _shares[rows] < share)
            rows++;
        return rows;
    }

    /// <summary>The share of the total that the smallest values hold: the Lorenz curve (1905), linear between rows.</summary>
    /// <param name="populationShare">The fraction of rows, 0…1.</param>
    /// <returns>A fraction 0…1, at most <paramref name="populationShare"/>; <see langword="null"/> when the total is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="populationShare"/> is outside 0…1.</exception>
    public double? LorenzShare(double populationShare)
    {
        double top = (1 - Throw.IfNotFraction(populationShare)) * Count;
        if (_shares.Length == 0)
            return null;
        int whole = (int)Math.Floor(top);
        double share = whole == Count ? 1 : _shares[whole] + ((top - whole) * (_shares[whole + 1] - _shares[whole]));
        return Math.Clamp(1 - share, 0, populationShare);
    }

    /// <summary>Classes by cumulative share, from the largest value down: a row is A while the share before it is below the first cut, B while below the second, else C.</summary>
    /// <param name="a">The first cut, 0…1.</param>
    /// <param name="b">The second cut, from <paramref name="a"/> to 1.</param>
    /// <returns>The classes; when the total is 0 every row is C.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cut is outside its range.</exception>
    /// <remarks>The row that crosses a cut belongs to the better class, so that A holds at least its share. Equal values on both sides of a cut fall apart, by row.</remarks>
    public AbcResult Abc(double a = 0.80, double b = 0.95)
    {
        Throw.IfNotFraction(a);
        if (!(b >= a && b <= 1))
            throw Throw.OutOfRange(nameof(b), b, "a fraction from the first cut to 1");
        var classes = new AbcClass[Count];
        int endA = 0, endB = 0;
        for (int i = 0; i < Count; i++)
        {
            AbcClass c = _shares.Length == 0 || _shares[i] >= b ? AbcClass.C : _shares[i] >= a ? AbcClass.B : AbcClass.A;
            classes[_rows[i]] = c;
            endA += c == AbcClass.A ? 1 : 0;
            endB += c == AbcClass.C ? 0 : 1;
        }

        return new AbcResult(a, b, classes, Group(AbcClass.A, 0, endA), Group(AbcClass.B, endA, endB), Group(AbcClass.C, endB, Count));
    }

    private AbcGroup Group(AbcClass @class, int from, int to) => new(
        @class,
        to - from,
        Sum(from, to),
        _shares.Length == 0 ? null : _shares[to] - _shares[from],
        Count == 0 ? null : (double)(to - from) / Count);

    private double Sum(int from, int to)
    {
        var sum = default(CompensatedSum);
        for (int i = from; i < to; i++)
            sum.Add(_values[i]);
        return sum.Value;
    }

    private static (int[] Rows, T[] Sorted) Rank<T>(ReadOnlySpan<T> values)
        where T : struct, IComparable<T>
    {
        T[] sorted = values.ToArray();
        int[] rows = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, rows);
        Array.Reverse(sorted);
        Array.Reverse(rows);
        // The sort is not stable: put equal values into the order of their rows.
        for (int from = 0, to; from < rows.Length; from = to)
        {
            for (to = from + 1; to < rows.Length && sorted[to].CompareTo(sorted[from]) == 0; to++)
            {
            }

            rows.AsSpan(from, to - from).Sort();
        }

        return (rows, sorted);
    }
}
