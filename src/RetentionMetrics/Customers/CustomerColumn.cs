using System.Text;

namespace RetentionMetrics;

/// <summary>One named column of a <see cref="CustomerTable"/>; without rows, the announcement of such a column to a reader.</summary>
/// <remarks>Immutable; it refers to the caller's memory and does not copy it. Thread-safe.</remarks>
public sealed class CustomerColumn
{
    private readonly object _values; // a ReadOnlyMemory of the type's values

    private CustomerColumn(string name, CustomerColumnType type, object values, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == CustomerTable.IdColumn)
            throw new ArgumentException($"'{name}' is the column of the ids.", nameof(name));
        if (!IsUnicode(name))
            throw new ArgumentException("The name has half of a surrogate pair, which cannot be written.", nameof(name));
        (Name, Type, _values, Count) = (name, type, values, count);
    }

    /// <summary>The name: the header of a CSV file, the property of a JSON document.</summary>
    public string Name { get; }

    /// <summary>What the column holds.</summary>
    public CustomerColumnType Type { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Announces a column of finite numbers.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <returns>A column without rows.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty, the name of the ids or not valid Unicode.</exception>
    public static CustomerColumn Number(string name) => Of(name, ReadOnlyMemory<double>.Empty);

    /// <summary>Announces a column of numbers that may be undefined.</summary>
    /// <inheritdoc cref="Number"/>
    public static CustomerColumn OptionalNumber(string name) => Of(name, ReadOnlyMemory<double?>.Empty);

    /// <summary>Announces a column of whole numbers.</summary>
    /// <inheritdoc cref="Number"/>
    public static CustomerColumn WholeNumber(string name) => Of(name, ReadOnlyMemory<int>.Empty);

    /// <summary>Announces a column of exact decimal numbers.</summary>
    /// <inheritdoc cref="Number"/>
    public static CustomerColumn Amount(string name) => Of(name, ReadOnlyMemory<decimal>.Empty);

    /// <summary>Announces a column of text.</summary>
    /// <inheritdoc cref="Number"/>
    public static CustomerColumn Text(string name) => Of(name, ReadOnlyMemory<string?>.Empty);

    /// <summary>Announces a column of calendar days.</summary>
    /// <inheritdoc cref="Number"/>
    public static CustomerColumn Date(string name) => Of(name, ReadOnlyMemory<DateOnly>.Empty);

    /// <summary>The values, in row order.</summary>
    /// <typeparam name="T">The type that <see cref="Type"/> says.</typeparam>
    /// <returns>The memory itself, not a copy.</returns>
    /// <exception cref="InvalidOperationException">The column holds another type.</exception>
    public ReadOnlyMemory<T> Values<T>() => _values is ReadOnlyMemory<T> values
        ? values
        : throw new InvalidOperationException($"The column '{Name}' is of type {Type} and holds no {typeof(T).Name}.");

    internal static CustomerColumn Of(string name, ReadOnlyMemory<double> values)
    {
        ReadOnlySpan<double> all = values.Span;
        for (int i = 0; i < all.Length; i++)
        {
            if (!double.IsFinite(all[i]))
                throw Throw.Row(nameof(values), i, name, all[i], "finite; a column of double? has null for what is undefined");
        }

        return new(name, CustomerColumnType.Number, values, values.Length);
    }

    internal static CustomerColumn Of(string name, ReadOnlyMemory<double?> values)
    {
        ReadOnlySpan<double?> all = values.Span;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] is { } value && !double.IsFinite(value))
                throw Throw.Row(nameof(values), i, name, value, "finite or null");
        }

        return new(name, CustomerColumnType.OptionalNumber, values, values.Length);
    }

    internal static CustomerColumn Of(string name, ReadOnlyMemory<int> values) => new(name, CustomerColumnType.WholeNumber, values, values.Length);

    internal static CustomerColumn Of(string name, ReadOnlyMemory<decimal> values) => new(name, CustomerColumnType.Amount, values, values.Length);

    internal static CustomerColumn Of(string name, ReadOnlyMemory<DateOnly> values) => new(name, CustomerColumnType.Date, values, values.Length);

    internal static CustomerColumn Of(string name, ReadOnlyMemory<string?> values)
    {
        ReadOnlySpan<string?> all = values.Span;
        string? known = null;
        for (int i = 0; i < all.Length; i++)
        {
            // Names of segments and tiers come in runs of the same string.
            if (all[i] is { } value && !ReferenceEquals(value, known))
            {
                if (!IsUnicode(value))
                    throw new ArgumentException(FormattableString.Invariant($"Row {i} of {name} has half of a surrogate pair, which cannot be written."), nameof(values));
                known = value;
            }
        }

        return new(name, CustomerColumnType.Text, values, values.Length);
    }

    private static bool IsUnicode(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i < text.Length && i >= 0; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!Rune.TryGetRuneAt(text, i, out _))
                return false;
            i++;
        }

        return true;
    }
}
