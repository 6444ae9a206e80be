namespace RetentionMetrics;

/// <summary>The Japanese eras since the Gregorian calendar, from a table of their own: the platform's depends on its version, its data and its culture. Compiled into the packages that read files.</summary>
/// <remarks>
/// First days: Taisho and Showa by their rescripts (30 July 1912, 25 December 1926: that day itself is of the new era), Heisei by Cabinet Order 1 of 1989 (8 January), Reiwa by Cabinet Order 143 of 2019 (1 May).
/// Meiji began on 23 October 1868, but its days up to 2 December of year 5 are those of the lunisolar calendar, which the Dajokan's proclamation 337 of 1872 ended: 1 January of year 6 is 1 January 1873.
/// </remarks>
internal static class JapaneseEra
{
    private static readonly DateOnly FirstGregorianDay = new(1873, 1, 1);

    private static readonly DateOnly[] FirstDays = [new(1868, 10, 23), new(1912, 7, 30), new(1926, 12, 25), new(1989, 1, 8), new(2019, 5, 1)];

    /// <summary>Takes an era away from the beginning of a text: its name, its letter or its one character.</summary>
    /// <returns>Its place in the table, or −1.</returns>
    public static int Take(ref ReadOnlySpan<byte> text)
    {
        (int era, int length) = text switch
        {
            [(byte)'M', ..] => (0, 1),
            [(byte)'T', ..] => (1, 1),
            [(byte)'S', ..] => (2, 1),
            [(byte)'H', ..] => (3, 1),
            [(byte)'R', ..] => (4, 1),
            _ => TakeName(text),
        };
        text = text[length..];
        return era;
    }

    /// <summary>The day of an era, when it was or will be one of its days.</summary>
    public static bool TryDay(int era, int year, int month, int day, out DateOnly date)
    {
        date = default;
        year += FirstDays[era].Year - 1;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return date >= FirstDays[era] && date >= FirstGregorianDay && (era + 1 == FirstDays.Length || date < FirstDays[era + 1]);
    }

    private static (int Era, int Length) TakeName(ReadOnlySpan<byte> text) =>
        text.StartsWith("令和"u8) ? (4, 6)
        : text.StartsWith("平成"u8) ? (3, 6)
        : text.StartsWith("昭和"u8) ? (2, 6)
        : text.StartsWith("大正"u8) ? (1, 6)
        : text.StartsWith("明治"u8) ? (0, 6)
        : text.StartsWith("㋿"u8) ? (4, 3)
        : text.StartsWith("㍻"u8) ? (3, 3)
        : text.StartsWith("㍼"u8) ? (2, 3)
        : text.StartsWith("㍽"u8) ? (1, 3)
        : text.StartsWith("㍾"u8) ? (0, 3)
        : (-1, 0);
}
