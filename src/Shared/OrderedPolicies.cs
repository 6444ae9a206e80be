using System.Diagnostics.CodeAnalysis;

namespace RetentionMetrics;

/// <summary>The policies whose answer depends on the records before: which currency a source is in, and which event ids it has had.</summary>
/// <remarks>
/// While <see cref="DependsOnOrder"/>, records must be asked about one at a time and in the order of the source, and <see cref="TryEvent"/> only about records that are kept unless it says no.
/// Once it is false (the currency is known and no event ids are read), nothing changes any more, and any thread may ask in any order. Not thread-safe before.
/// </remarks>
internal sealed class OrderedPolicies
{
    private const uint Unknown = 0;
    private const uint None = 1; // the first record names no currency

    private readonly CurrencyPolicy _policy;
    private readonly bool _readsCurrency;
    private readonly bool _mayLackCurrency;
    private readonly Dictionary<uint, decimal> _rates = [];
    private readonly EventIds? _events;
    private uint _currency; // three letters as a number

    /// <summary>Makes the policies of one source.</summary>
    /// <param name="policy">The policy on currencies.</param>
    /// <param name="readsCurrency">Whether the source has a currency to read.</param>
    /// <param name="mayLackCurrency">Whether a source may turn out to name no currency at all, having no header that would say so.</param>
    /// <param name="events">The ids seen so far, or <see langword="null"/> when no event ids are read.</param>
    public OrderedPolicies(CurrencyPolicy policy, bool readsCurrency, bool mayLackCurrency, EventIds? events)
    {
        _policy = policy;
        _readsCurrency = readsCurrency;
        _mayLackCurrency = mayLackCurrency;
        _events = events;
        if (policy.Currency is { } currency && readsCurrency)
        {
            Currency = currency;
            _currency = Pack(currency);
        }

        foreach ((string code, decimal rate) in policy.Rates)
            _rates.Add(Pack(code), rate);
    }

    /// <summary>Whether the next answer may depend on the answers before.</summary>
    public bool DependsOnOrder => _events is not null || (_readsCurrency && _currency == Unknown);

    /// <summary>The currency of all amounts taken; <see langword="null"/> while none is known.</summary>
    public string? Currency { get; private set; }

    /// <summary>Takes an amount in a currency, converted where the policy says so.</summary>
    /// <param name="code">The currency's code as it is written; empty where there is none.</param>
    /// <param name="amount">The amount; afterwards in <see cref="Currency"/>.</param>
    /// <param name="fault">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="reason">Why the amount is not taken.</param>
    /// <returns>Whether it is taken.</returns>
    public bool TryCurrency(ReadOnlySpan<byte> code, ref decimal amount, [NotNullWhen(false)] out string? fault, [NotNullWhen(false)] out string? reason)
    {
        uint currency = Pack(code);
        if (currency == _currency && currency != Unknown)
        {
            (fault, reason) = (null, null);
            return true;
        }

        return TryOther(code, currency, ref amount, out fault, out reason);
    }

    /// <summary>Takes an event id, and says whether it is new. To be asked last, so that a rejected record does not stand in the way of its repaired copy.</summary>
    public bool TryEvent(ReadOnlySpan<byte> id) => _events!.TryAdd(id);

    private static uint Pack(string code) => ((uint)code[0] << 16) | ((uint)code[1] << 8) | code[2];

    /// <summary>Three letters in capitals, <see cref="None"/> for an empty code, or <see cref="Unknown"/>.</summary>
    private static uint Pack(ReadOnlySpan<byte> code)
    {
        if (code.Length != 3)
            return code.IsEmpty ? None : Unknown;
        uint packed = 0;
        foreach (byte letter in code)
        {
            if (!char.IsAsciiLetter((char)letter))
                return Unknown;
            packed = (packed << 8) | (letter & 0xDFu);
        }

        return packed;
    }

    private bool TryOther(ReadOnlySpan<byte> code, uint currency, ref decimal amount, out string? fault, out string? reason)
    {
        (fault, reason) = (null, null);
        if (currency == Unknown)
            (fault, reason) = (ErrorCodes.UnknownCurrency, "is not a currency code: three letters A to Z");
        else if (_currency == Unknown && (currency != None || _mayLackCurrency))
            (_currency, Currency) = (currency, currency == None ? null : NameOf(code));
        else if (currency == None)
            (fault, reason) = (ErrorCodes.MissingCurrency, Currency is null ? "is blank; the currency of the amount is needed" : $"is blank; the amounts are in {Currency}");
        else if (_rates.TryGetValue(currency, out decimal rate))
            (fault, reason) = ExactProduct.TryMultiply(amount, rate, out amount) ? default((string?, string?)) : (ErrorCodes.NumberOutOfRange, $"has more digits in {Currency} than can be held exactly");
        else if (_policy.Rates.Count > 0)
            (fault, reason) = (ErrorCodes.UnknownCurrency, $"has no rate to {Currency}");
        else
            (fault, reason) = (ErrorCodes.OtherCurrency, Currency is null ? "names a currency, but the records before it do not" : $"is not {Currency}, the currency of the other amounts");
        return fault is null;
    }

    private static string NameOf(ReadOnlySpan<byte> code) => string.Create(3, code, static (name, c) =>
    {
        for (int i = 0; i < name.Length; i++)
            name[i] = (char)(c[i] & 0xDF);
    });
}
