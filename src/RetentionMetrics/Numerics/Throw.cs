using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Argument checks whose messages say which value, where and what is allowed. Throwing is kept out of the callers' code paths.</summary>
internal static class Throw
{
    public static string IfEmpty([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        return value;
    }

    // The framework's own checks write the value in the current culture, and take −0 for negative; these do not.
    public static void IfNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, INumber<T>
    {
        if (value < T.Zero)
            throw OutOfRange(name, value, "at least 0");
    }

    public static void IfNegativeOrZero<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, INumber<T>
    {
        if (value <= T.Zero)
            throw OutOfRange(name, value, "greater than 0");
    }

    public static void IfLessThan<T>(T value, T least, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(least) < 0)
            throw OutOfRange(name, value, "at least " + Invariant(least));
    }

    public static void IfGreaterThan<T>(T value, T most, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(most) > 0)
            throw OutOfRange(name, value, "at most " + Invariant(most));
    }

    public static void IfLessThanOrEqual<T>(T value, T bound, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(bound) <= 0)
            throw OutOfRange(name, value, "greater than " + Invariant(bound));
    }

    public static void IfGreaterThanOrEqual<T>(T value, T bound, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, IComparable<T>
    {
        if (value.CompareTo(bound) >= 0)
            throw OutOfRange(name, value, "less than " + Invariant(bound));
    }

    public static double IfNegativeOrNotFinite(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "finite and at least 0");

    public static double IfNotPositive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "finite and greater than 0");

    /// <summary>Rates and shares: fractions from 0 to 1.</summary>
    public static double IfNotFraction(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw OutOfRange(name, value, "a fraction from 0 to 1");

    public static void IfLengthDiffers(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected {expected} elements, one a row, but got {actual}."), name);
    }

    /// <summary>A destination that shares memory with a column would overwrite rows that are still to be read.</summary>
    public static void IfOverlaps<TColumn, TResult>(ReadOnlySpan<TColumn> column, ReadOnlySpan<TResult> destination, string name)
        where TColumn : struct
        where TResult : struct
    {
        // Each begins in the other: as in MemoryExtensions.Overlaps, but the elements may differ, and their bytes may be more than an int counts.
        ref byte c = ref Unsafe.As<TColumn, byte>(ref MemoryMarshal.GetReference(column)), d = ref Unsafe.As<TResult, byte>(ref MemoryMarshal.GetReference(destination));
        nuint columnBytes = (nuint)column.Length * (nuint)Unsafe.SizeOf<TColumn>(), resultBytes = (nuint)destination.Length * (nuint)Unsafe.SizeOf<TResult>();
        if (columnBytes > 0 && resultBytes > 0 && ((nuint)Unsafe.ByteOffset(ref c, ref d) < columnBytes || (nuint)Unsafe.ByteOffset(ref d, ref c) < resultBytes))
            throw new ArgumentException("The destination overlaps a column: give it memory of its own.", name);
    }

    public static void IfDefault<T>(ImmutableArray<T> list, [CallerArgumentExpression(nameof(list))] string? name = null)
    {
        if (list.IsDefault)
            throw new ArgumentException("The list is default(ImmutableArray), which is not a list; an empty one is [].", name);
    }

    public static void IfNoSuchRow(int row, int count, [CallerArgumentExpression(nameof(row))] string? name = null)
    {
        if ((uint)row >= (uint)count)
            throw OutOfRange(name, row, string.Create(CultureInfo.InvariantCulture, $"at least 0 and less than the {count} rows"));
    }

    public static void IfUnitDiffers<TUnit>(TUnit actual, TUnit expected, string name)
        where TUnit : struct, Enum
    {
        if (!EqualityComparer<TUnit>.Default.Equals(actual, expected))
            throw new ArgumentException($"The model's unit is {expected}, but these times are in units of {actual}.", name);
    }

    public static ArgumentOutOfRangeException OutOfRange(string? name, object value, string allowed) =>
        new(name, Invariant(value), $"Must be {allowed}.");

    public static ArgumentOutOfRangeException Undefined<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, Enum => new(name, Invariant(Convert.ToInt64(value, CultureInfo.InvariantCulture)), $"Not a defined {typeof(T).Name}.");

    /// <summary>For a bad cell of a column: names the row.</summary>
    public static ArgumentException Row(string name, int row, string what, object value, string allowed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Row {row}: {what} is {value}, but must be {allowed}."), name);

    /// <summary>For a <c>default</c> fact in a sequence.</summary>
    public static ArgumentException DefaultFact(string name, string type, long index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Element {index} is default({type}), which is not a valid {type}."), name);

    /// <summary>For a caller's function of customers that gives null.</summary>
    public static InvalidOperationException NoSegment() => new("Every customer needs a segment, but the function gave null.");

    // Days are written as in ISO 8601.
    private static string? Invariant(object value) =>
        value is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
}
