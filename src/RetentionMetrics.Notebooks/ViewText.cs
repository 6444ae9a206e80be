using System.Globalization;
using System.Numerics;

namespace RetentionMetrics.Notebooks;

/// <summary>Numbers, dates and words as a view writes them: by its culture and in its language.</summary>
/// <remarks>An undefined number (<see langword="null"/>) is written as an en dash. Numbers that are not finite are undefined.</remarks>
public sealed class ViewText
{
    /// <summary>What stands for an undefined number: an en dash.</summary>
    public const string Undefined = "–";

    /// <summary>Makes the texts of some options.</summary>
    /// <param name="options">The options; <see langword="null"/> for the default ones.</param>
    public ViewText(ViewOptions? options = null) => Options = options ?? new ViewOptions();

    /// <summary>The options.</summary>
    public ViewOptions Options { get; }

    private CultureInfo Culture => Options.Culture;

    /// <summary>The format of amounts of money.</summary>
    internal string MoneyFormat => "N" + Options.MoneyDigits.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text in the language of the view.</summary>
    /// <param name="english">The English text.</param>
    /// <returns>The text.</returns>
    public string this[string english] => Options.Language[english];

    /// <summary>A sentence in the language of the view.</summary>
    /// <param name="english">The English text, with the places <c>{0}</c>, <c>{1}</c> and so on.</param>
    /// <param name="values">What stands there; numbers are written by the caller, with the methods of this class.</param>
    /// <returns>The sentence.</returns>
    public string Say(string english, params ReadOnlySpan<string> values)
    {
        string text = this[english];
        var filled = new System.Text.StringBuilder(text.Length + 32);
        // Places are filled here and not by string.Format, which would trip over a brace in somebody's translation.
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && i + 2 < text.Length && char.IsAsciiDigit(text[i + 1]) && text[i + 2] == '}' && text[i + 1] - '0' < values.Length)
            {
                filled.Append(values[text[i + 1] - '0']);
                i += 2;
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }

    /// <summary>A number of a kind.</summary>
    /// <param name="value">The number; <see langword="null"/>, NaN and infinities are undefined.</param>
    /// <param name="kind">What it counts.</param>
    /// <returns>The text.</returns>
    public string Number(double? value, NumberKind kind = NumberKind.Number) =>
        value is { } v && double.IsFinite(v) ? Finite(v, kind) : Undefined;

    /// <summary>A number without decimals when it is whole: times, thresholds, scores.</summary>
    internal string Plain(double? value) => Number(value, value is { } v && double.IsInteger(v) ? NumberKind.Count : NumberKind.Number);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The text, with separators of thousands.</returns>
    public string Count(long? value) => value is { } v ? v.ToString("N0", Culture) : Undefined;

    /// <summary>A share, in percent with one decimal.</summary>
    /// <param name="fraction">The fraction, 0 to 1.</param>
    /// <returns>The text.</returns>
    public string Percent(double? fraction) => Number(fraction, NumberKind.Percent);

    /// <summary>An amount of money, with the currency of the options.</summary>
    /// <param name="amount">The amount.</param>
    /// <returns>The text, with two decimals.</returns>
    public string Money(decimal? amount) => amount is { } a ? WithCurrency(Written(a, MoneyFormat)) : Undefined;

    /// <summary>A modelled amount of money.</summary>
    /// <param name="amount">The amount.</param>
    /// <returns>The text, with two decimals.</returns>
    public string Money(double? amount) => Number(amount, NumberKind.Money);

    /// <summary>A date, in the culture's short form; year-month-day in the invariant culture.</summary>
    /// <param name="date">The date.</param>
    /// <returns>The text.</returns>
    public string Date(DateOnly? date) => date is { } d ? d.ToString(Culture.Equals(CultureInfo.InvariantCulture) ? "yyyy-MM-dd" : "d", Culture) : Undefined;

    /// <summary>The interval of an estimate, such as <c>1.4 % to 11.1 %</c>.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="kind">What it counts.</param>
    /// <returns>The text; an open end is an en dash, and so is an estimate without an interval.</returns>
    public string Interval(Estimate? estimate, NumberKind kind = NumberKind.Number) =>
        estimate is not { } e || (e.Lower is null && e.Upper is null) ? Undefined : Say("{0} to {1}", Number(e.Lower, kind), Number(e.Upper, kind));

    /// <summary>The heading of a column of intervals, such as <c>95 % interval</c>.</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>The text.</returns>
    public string IntervalTitle(ConfidenceLevel level)
    {
        // All its digits: 99.999 % is not 100 %. A decimal keeps those that were typed.
        string digits = ((decimal)level.Level * 100).ToString("0.#############", CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        return Say("{0} interval", Written(level.Level, point < 0 ? "P0" : "P" + (digits.Length - point - 1).ToString(CultureInfo.InvariantCulture)));
    }

    private string Finite(double value, NumberKind kind) => kind switch
    {
        NumberKind.Count => Written(value, "N0"),
        NumberKind.Percent => Written(value, "P1"),
        NumberKind.Money => WithCurrency(Written(value, MoneyFormat)),
        NumberKind.Score => Written(value, "N1"),
        // Four significant digits, but never fewer than those before the point: 1,234 and 0.01234 and 12.34.
        // What has more than four zeros behind the point, or fifteen digits before it, is written by powers of ten.
        _ when value != 0 && Math.Abs(value) is < 1e-5 or >= 1e15 => value.ToString("0.###E+0", Culture),
        _ => Written(value, "N" + (value == 0 ? 0 : Math.Clamp(3 - Exponent(value), 0, 9)).ToString(CultureInfo.InvariantCulture)),
    };

    // The power of ten of the first digit, after rounding to four: 999.96 is 1,000.
    private static int Exponent(double value)
    {
        string rounded = value.ToString("E3", CultureInfo.InvariantCulture);
        return int.Parse(rounded.AsSpan(rounded.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    // What rounds to zero is written without a sign.
    private string Written<T>(T value, string format)
        where T : INumber<T>
    {
        string text = value.ToString(format, Culture);
        return T.IsNegative(value) && !text.AsSpan().ContainsAnyInRange('1', '9') ? T.Zero.ToString(format, Culture) : text;
    }

    private string WithCurrency(string number) => Options.Currency is { } currency ? number + "\u00a0" + currency : number;
}
