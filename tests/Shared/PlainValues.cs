using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace RetentionMetrics.Tests;

/// <summary>Dates and numbers by their documented rules, told by regular expressions and whole numbers of any size; no code is shared with the packages.</summary>
internal static partial class PlainValues
{
    public static readonly ObservationWindow Window = new(new(2024, 1, 1), new(2024, 12, 31), TimeUnit.Week);

    public static bool TryDate(string text, out DateOnly date)
    {
        date = default;
        Match m = IsoDateAndTime().Match(text);
        if (!m.Success || !DateOnly.TryParseExact(m.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            return false;
        if (!m.Groups["hours"].Success)
            return true;
        int minutes = (Whole("hours") * 60) + Whole("minutes");
        if (minutes > 14 * 60 || Whole("minutes") > 59)
            return false;
        // The moment must be one that .NET can hold.
        BigInteger seconds = ((BigInteger)date.DayNumber * 86_400) + (Whole("hour") * 3_600) + (Whole("minute") * 60) - (minutes * 60 * (m.Groups["sign"].Value == "-" ? -1 : 1));
        return seconds >= 0 && seconds < ((BigInteger)DateOnly.MaxValue.DayNumber + 1) * 86_400;

        int Whole(string group) => int.Parse(m.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>A decimal is a whole number below 2^96 and a power of ten to divide it by, at most 10^28. Any number of digits, with a fraction and an exponent, when it is one exactly.</summary>
    public static bool TryExact(string number, out decimal value)
    {
        value = 0;
        string digits = number.TrimStart('+', '-');
        int e = digits.IndexOfAny(['e', 'E']);
        BigInteger exponent = e < 0 ? 0 : BigInteger.Parse(digits[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        digits = e < 0 ? digits : digits[..e];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        string fraction = point < 0 ? "" : digits[(point + 1)..];
        var mantissa = BigInteger.Parse("0" + (point < 0 ? digits : digits[..point]) + fraction, CultureInfo.InvariantCulture);
        exponent -= fraction.Length;
        if (mantissa.IsZero)
            return true;
        for (; exponent < 0 && (mantissa % 10).IsZero; exponent++)
            mantissa /= 10;
        if (exponent < -28 || exponent > 28)
            return false;
        mantissa *= exponent > 0 ? BigInteger.Pow(10, (int)exponent) : 1;
        if (mantissa.GetBitLength() > 96)
            return false;
        byte[] bytes = [.. mantissa.ToByteArray(isUnsigned: true), .. new byte[12]];
        value = new decimal(BitConverter.ToInt32(bytes, 0), BitConverter.ToInt32(bytes, 4), BitConverter.ToInt32(bytes, 8), number[0] == '-', (byte)-BigInteger.Min(exponent, 0));
        return true;
    }

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T](?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,7})?)?(?:Z|(?<sign>[+-])(?<hours>[0-9]{2}):?(?<minutes>[0-9]{2}))?)?\z")]
    private static partial Regex IsoDateAndTime();
}
