using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <content>Ratings.</content>
public static partial class SqlRead
{
    private const int RatingValue = 0, RatingCustomer = 1, RatingDate = 2, RatingSegment = 3, RatingEvent = 4;

    /// <summary>Reads ratings. A row without an answer is counted as such and is no rating.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="rating">The answer, 0 to 10; blank when there is none.</param>
    /// <param name="customerId">Who answered. <see langword="null"/>: <c>customer_id</c>, when there; <c>""</c>: not read.</param>
    /// <param name="date">The day of the answer. <see langword="null"/>: <c>date</c>, when there; <c>""</c>: not read.</param>
    /// <param name="segment">A label to count by. <see langword="null"/>: <c>segment</c>, when there; <c>""</c>: not read.</param>
    /// <param name="eventId">The id of the event: of rows with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlFactReader<Rating> Ratings(
        DbDataReader rows,
        string rating = "rating",
        string? customerId = null,
        string? date = null,
        string? segment = null,
        string? eventId = null,
        SqlReadOptions? options = null)
    {
        ReadOnlySpan<ColumnSpec> columns =
        [
            ColumnSpec.Required(rating, nameof(rating)),
            ColumnSpec.Optional(customerId, "customer_id"),
            ColumnSpec.Optional(date, "date"),
            ColumnSpec.Optional(segment, "segment"),
            ColumnSpec.OnlyNamed(eventId),
        ];
        return new(new SqlRows(rows, options, columns, eventColumn: RatingEvent), TryReadRating);
    }

    private static bool TryReadRating(SqlRows rows, out Rating fact)
    {
        fact = default;
        if (!TryReadAnswer(rows, out int value)
            || !rows.TryDateOrNull(RatingDate, out DateOnly? date)
            || !rows.TryTextOrNull(RatingCustomer, out string? customer)
            || !rows.TryTextOrNull(RatingSegment, out string? segment)
            || !rows.TryDay(RatingDate, ref date)
            || !rows.TryEvent(RatingEvent))
        {
            return false;
        }

        fact = new Rating(value, customer, date, segment);
        return true;
    }

    private static bool TryReadAnswer(SqlRows rows, out int answer)
    {
        answer = 0;
        if (rows.IsBlank(RatingValue))
        {
            rows.SkipBlankAnswer();
            return false;
        }

        if (!rows.TryDecimal(RatingValue, out decimal value))
            return false;
        if (value is < 0 or > 10)
            return rows.Reject(RatingValue, ErrorCodes.RatingOutOfRange, "is outside 0 to 10");
        if (value != decimal.Truncate(value) && rows.RejectsFractions)
            return rows.Reject(RatingValue, ErrorCodes.FractionalRating, "is not a whole number");
        answer = (int)value;
        return true;
    }
}
