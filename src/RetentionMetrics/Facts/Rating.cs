namespace RetentionMetrics;

/// <summary>One answer, 0 to 10, to "How likely are you to recommend us to a friend or colleague?".</summary>
/// <remarks>9 and 10 are promoters, 7 and 8 passives, 0 to 6 detractors (Reichheld 2003). Immutable and valid by construction; <c>default</c> is no answer, not even of 0, and is refused.</remarks>
public readonly record struct Rating
{
    // One more than the answer, so that default is not an answer of 0.
    private readonly byte _valueAndOne;

    /// <summary>Makes a rating.</summary>
    /// <param name="value">The answer, 0 to 10.</param>
    /// <param name="customerId">Who answered, or <see langword="null"/> in an anonymous survey.</param>
    /// <param name="date">The day of the answer, or <see langword="null"/>.</param>
    /// <param name="segment">A label to count by, such as a country or a plan, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is outside 0…10.</exception>
    public Rating(int value, string? customerId = null, DateOnly? date = null, string? segment = null)
    {
        Throw.IfNegative(value);
        Throw.IfGreaterThan(value, 10);
        _valueAndOne = (byte)(value + 1);
        CustomerId = string.IsNullOrEmpty(customerId) ? null : customerId;
        Date = date;
        Segment = string.IsNullOrEmpty(segment) ? null : segment;
    }

    /// <summary>The answer, 0 to 10.</summary>
    public int Value => Math.Max(0, _valueAndOne - 1);

    /// <summary>Who answered, or <see langword="null"/>.</summary>
    public string? CustomerId { get; }

    /// <summary>The day of the answer, or <see langword="null"/>.</summary>
    public DateOnly? Date { get; }

    /// <summary>A label to count by, or <see langword="null"/>.</summary>
    public string? Segment { get; }

    /// <summary>The last answer of each customer up to a day: who stands where.</summary>
    /// <param name="ratings">The ratings, in any order; those without a customer are left out.</param>
    /// <param name="asOf">The day, inclusive; <see langword="null"/> for all ratings. With a day given, ratings without one are left out.</param>
    /// <returns>One rating a customer, in ordinal order of their ids; of several on its last day the lowest, and one with a day before one without.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ratings"/> is null.</exception>
    /// <exception cref="ArgumentException">A rating is <c>default</c>.</exception>
    public static IReadOnlyList<Rating> Latest(IEnumerable<Rating> ratings, DateOnly? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        var latest = new SortedDictionary<string, Rating>(StringComparer.Ordinal);
        long row = 0;
        foreach (Rating rating in ratings)
        {
            if (rating.IsDefault)
                throw Throw.DefaultFact(nameof(ratings), nameof(Rating), row);
            row++;
            if (rating.CustomerId is null || !(asOf is null || rating.Date <= asOf))
                continue;
            if (!latest.TryGetValue(rating.CustomerId, out Rating other) || IsAfter(rating, other))
                latest[rating.CustomerId] = rating;
        }

        return [.. latest.Values];
    }

    // The segment decides between answers that are equal else, so that the order of input does not.
    private static bool IsAfter(Rating rating, Rating other) =>
        Nullable.Compare(rating.Date, other.Date) is var byDate and not 0 ? byDate > 0
        : rating.Value != other.Value ? rating.Value < other.Value
        : string.CompareOrdinal(rating.Segment, other.Segment) < 0;

    internal bool IsDefault => _valueAndOne == 0;
}
