namespace RetentionMetrics;

/// <summary>A billing period as the word that a file has for it, in any case: day or daily, week or weekly, month or monthly, quarter or quarterly, year, yearly, annual or annually.</summary>
internal static class BillingWord
{
    public const string Reason = "is none of day, week, month, quarter, year";

    // 366 days of a daily amount and more fit beside it.
    private const decimal MostBilled = decimal.MaxValue / 1_000;

    public static bool TryParse(ReadOnlySpan<byte> word, out BillingPeriod period)
    {
        period = Is(word, "month"u8) || Is(word, "monthly"u8) ? BillingPeriod.Month
            : Is(word, "year"u8) || Is(word, "yearly"u8) || Is(word, "annual"u8) || Is(word, "annually"u8) ? BillingPeriod.Year
            : Is(word, "quarter"u8) || Is(word, "quarterly"u8) ? BillingPeriod.Quarter
            : Is(word, "week"u8) || Is(word, "weekly"u8) ? BillingPeriod.Week
            : Is(word, "day"u8) || Is(word, "daily"u8) ? BillingPeriod.Day
            : default;
        return period != default;
    }

    /// <summary>Whether an amount a month can be made of what is billed.</summary>
    public static bool FitsAMonth(decimal billed) => billed <= MostBilled;

    private static bool Is(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(cell, word);
}
