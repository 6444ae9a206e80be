using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Which currencies a reader takes, and what it makes of them. Amounts of different currencies are never added up.</summary>
/// <remarks>
/// A currency is its ISO 4217 code: three letters A to Z, in any case, as many exports write <c>usd</c>. Codes are compared as they are otherwise; whether ISO knows a code is not asked.
/// Signs (<c>€</c>) and names (<c>Euro</c>) are no codes. A policy is asked where a source has a column or property for the currency. Immutable.
/// </remarks>
public sealed class CurrencyPolicy
{
    private CurrencyPolicy(string? currency, ImmutableSortedDictionary<string, decimal> rates) => (Currency, Rates) = (currency, rates);

    /// <summary>One currency a source: the first that it names. Records in another currency are rejected, and so are records that name none beside others that do.</summary>
    public static CurrencyPolicy One { get; } = new(null, NoRates);

    /// <summary>The currency of all amounts that are kept, in capitals; <see langword="null"/> for the first that a source names.</summary>
    public string? Currency { get; }

    /// <summary>What one unit of each other currency is worth in <see cref="Currency"/>; empty when nothing is converted.</summary>
    public ImmutableSortedDictionary<string, decimal> Rates { get; }

    private static ImmutableSortedDictionary<string, decimal> NoRates => ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal);

    /// <summary>Amounts in one stated currency; records in another, or in none, are rejected.</summary>
    /// <param name="currency">The code, three letters.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is null or not three letters A to Z.</exception>
    public static CurrencyPolicy Only(string currency) => new(Code(currency, nameof(currency)), NoRates);

    /// <summary>Amounts of several currencies, converted exactly to one; records in a currency without a rate, or in none, are rejected.</summary>
    /// <param name="currency">The code of the currency to convert to, three letters. Its own rate is 1 and need not be in the table.</param>
    /// <param name="rates">What one unit of each other currency is worth in <paramref name="currency"/>, greater than 0. One rate for the whole source.</param>
    /// <returns>The policy.</returns>
    /// <remarks>
    /// An amount becomes amount × rate, with all its digits: nothing is rounded, and a product that a decimal cannot hold exactly is rejected (RM2004).
    /// For rates that change by day, read each period with its own table into one <see cref="CustomerBaseBuilder"/>.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="rates"/> is null.</exception>
    /// <exception cref="ArgumentException">A code is null or not three letters A to Z, is there twice, or is <paramref name="currency"/> with a rate other than 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not greater than 0.</exception>
    public static CurrencyPolicy Convert(string currency, IEnumerable<KeyValuePair<string, decimal>> rates)
    {
        string target = Code(currency, nameof(currency));
        ArgumentNullException.ThrowIfNull(rates);
        ImmutableSortedDictionary<string, decimal>.Builder table = NoRates.ToBuilder();
        foreach ((string name, decimal rate) in rates)
        {
            string code = Code(name, nameof(rates));
            Throw.IfNegativeOrZero(rate, nameof(rates));
            if (code == target && rate != 1)
                throw new ArgumentException($"The rate of {target} to itself is 1.", nameof(rates));
            if (!table.TryAdd(code, rate))
                throw new ArgumentException($"{code} is there twice.", nameof(rates));
        }

        table.Remove(target);
        return new CurrencyPolicy(target, table.ToImmutable());
    }

    /// <summary>The policy in words, such as <c>EUR, converted from GBP, USD</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => (Currency, Rates.Count) switch
    {
        (null, _) => "the first currency named",
        (_, 0) => Currency + " only",
        _ => $"{Currency}, converted from {string.Join(", ", Rates.Keys)}",
    };

    internal static string Code(string? code, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(code, name);
        return code.Length == 3 && code.All(char.IsAsciiLetter)
            ? code.ToUpperInvariant()
            : throw new ArgumentException($"'{code}' is not a currency code: three letters A to Z.", name);
    }
}
