using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>How many customers would recommend: promoters (9 and 10), passives (7 and 8), detractors (0 to 6), and the Net Promoter Score.</summary>
/// <remarks>
/// NPS = 100 · (promoters − detractors) ÷ n, from −100 to 100 (Reichheld 2003). Blank answers are no answers: leave them out, they are in no count.
/// Merge: exact for any split. Immutable and valid by construction; <c>default</c> is <see cref="Zero"/>.
/// </remarks>
public readonly record struct NpsTally : ITally<NpsTally>
{
    /// <summary>Makes a tally from counts.</summary>
    /// <param name="promoters">Answers of 9 and 10; at least 0.</param>
    /// <param name="passives">Answers of 7 and 8; at least 0.</param>
    /// <param name="detractors">Answers of 0 to 6; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    /// <exception cref="OverflowException">The sum of the counts does not fit a long.</exception>
    public NpsTally(long promoters, long passives, long detractors)
    {
        Throw.IfNegative(promoters);
        Throw.IfNegative(passives);
        Throw.IfNegative(detractors);
        Promoters = promoters;
        Passives = passives;
        Detractors = detractors;
        N = checked(promoters + passives + detractors);
    }

    /// <summary>The tally of nothing.</summary>
    public static NpsTally Zero => default;

    /// <summary>Answers of 9 and 10.</summary>
    public long Promoters { get; }

    /// <summary>Answers of 7 and 8.</summary>
    public long Passives { get; }

    /// <summary>Answers of 0 to 6.</summary>
    public long Detractors { get; }

    /// <summary>All answers.</summary>
    public long N { get; }

    /// <summary>Promoters ÷ n; <see langword="null"/> without answers.</summary>
    public double? PromoterShare => Share(Promoters);

    /// <summary>Passives ÷ n; <see langword="null"/> without answers.</summary>
    public double? PassiveShare => Share(Passives);

    /// <summary>Detractors ÷ n; <see langword="null"/> without answers.</summary>
    public double? DetractorShare => Share(Detractors);

    /// <summary>The score as it is reported, rounded to a whole number with halves up (52.5 → 53, −2.5 → −2), exactly; <see langword="null"/> without answers.</summary>
    public int? RoundedScore => N == 0 ? null : (int)(((200 * ((Int128)Promoters - Detractors)) + (201 * (Int128)N)) / (2 * (Int128)N)) - 100;

    /// <summary>Variance of one answer scored +1, 0 or −1: p + d − (p − d)², p and d the shares of promoters and detractors; <see langword="null"/> without answers.</summary>
    public double? Variance => N == 0 ? null : NpsIntervals.Variance(Promoters, Detractors, N);

    /// <summary>The unbiased variance of one answer, variance · n ÷ (n − 1); <see langword="null"/> with fewer than two answers.</summary>
    public double? SampleVariance => N < 2 ? null : Variance * N / (N - 1);

    /// <summary>Standard error of the score, in points: 100 √(variance ÷ n); <see langword="null"/> without answers.</summary>
    public double? StandardError => Variance is { } variance ? 100 * Math.Sqrt(variance / N) : null;

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another.</param>
    /// <returns>The sum of each count.</returns>
    /// <exception cref="OverflowException">The sum does not fit a long.</exception>
    public static NpsTally operator +(NpsTally left, NpsTally right) => checked(
        new(left.Promoters + right.Promoters, left.Passives + right.Passives, left.Detractors + right.Detractors));

    /// <summary>Counts plain answers.</summary>
    /// <param name="ratings">Answers, 0 to 10.</param>
    /// <returns>The tally; <see cref="Zero"/> when empty.</returns>
    /// <exception cref="ArgumentException">An answer is outside 0…10; the message names its row.</exception>
    [OverloadResolutionPriority(1)] // so that Count([]) has one meaning
    public static NpsTally Count(ReadOnlySpan<int> ratings)
    {
        if (RatingCounter.TryCount(MemoryMarshal.Cast<int, uint>(ratings), out NpsTally tally))
            return tally;
        int bad = ratings.IndexOfAnyExceptInRange(0, 10);
        throw Throw.Row(nameof(ratings), bad, "the rating", ratings[bad], "from 0 to 10");
    }

    /// <summary>Counts plain answers, a byte each.</summary>
    /// <param name="ratings">Answers, 0 to 10.</param>
    /// <returns>The tally; <see cref="Zero"/> when empty.</returns>
    /// <exception cref="ArgumentException">An answer is outside 0…10; the message names its row.</exception>
    public static NpsTally Count(ReadOnlySpan<byte> ratings)
    {
        if (RatingCounter.TryCount(ratings, out NpsTally tally))
            return tally;
        int bad = ratings.IndexOfAnyExceptInRange((byte)0, (byte)10);
        throw Throw.Row(nameof(ratings), bad, "the rating", ratings[bad], "from 0 to 10");
    }

    /// <summary>Counts ratings.</summary>
    /// <param name="ratings">The ratings, in any order.</param>
    /// <returns>The tally; <see cref="Zero"/> when empty.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ratings"/> is null.</exception>
    /// <exception cref="ArgumentException">A rating is <c>default</c>.</exception>
    public static NpsTally Count(IEnumerable<Rating> ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        long promoters = 0, passives = 0, n = 0;
        foreach (Rating rating in ratings)
        {
            if (rating.IsDefault)
                throw Throw.DefaultFact(nameof(ratings), nameof(Rating), n);
            promoters += rating.Value >= 9 ? 1 : 0;
            passives += rating.Value is 7 or 8 ? 1 : 0;
            n++;
        }

        return new NpsTally(promoters, passives, n - promoters - passives);
    }

    /// <summary>Counts ratings by their segment.</summary>
    /// <param name="ratings">The ratings, in any order.</param>
    /// <returns>One tally a segment, in ordinal order; ratings without a segment come first, under <see langword="null"/>. The tallies add up to <see cref="Count(IEnumerable{Rating})"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ratings"/> is null.</exception>
    /// <exception cref="ArgumentException">A rating is <c>default</c>.</exception>
    public static ImmutableArray<NpsSegment> BySegment(IEnumerable<Rating> ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return [.. ratings.Select((r, i) => r.IsDefault ? throw Throw.DefaultFact(nameof(ratings), nameof(Rating), i) : r)
            .GroupBy(r => r.Segment, StringComparer.Ordinal)
            .Select(g => new NpsSegment(g.Key, Count(g)))
            .OrderBy(s => s.Segment, StringComparer.Ordinal)];
    }

    /// <summary>Counts ratings by the calendar period of their day: the score over time.</summary>
    /// <param name="ratings">The ratings, in any order.</param>
    /// <param name="period">The kind of period.</param>
    /// <returns>One tally a period with answers, in order of time; ratings without a day come first, under <see langword="null"/>. The tallies add up to <see cref="Count(IEnumerable{Rating})"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ratings"/> is null.</exception>
    /// <exception cref="ArgumentException">A rating is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value.</exception>
    public static ImmutableArray<NpsPeriod> ByPeriod(IEnumerable<Rating> ratings, CalendarPeriod period)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        _ = period.IndexOf(default); // refuses an undefined period also when there is nothing to count
        return [.. ratings.Select((r, i) => r.IsDefault ? throw Throw.DefaultFact(nameof(ratings), nameof(Rating), i) : r)
            .GroupBy(r => r.Date is { } day ? period.StartOf(period.IndexOf(day)) : (DateOnly?)null)
            .Select(g => new NpsPeriod(g.Key, Count(g)))
            .OrderBy(p => p.Start)];
    }

    /// <summary>The Net Promoter Score 100 · (promoters − detractors) ÷ n, in points from −100 to 100, with its interval.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <param name="method">How the interval is made. Its ends are as the formula gives them: those of the two Wald methods may pass ±100.</param>
    /// <returns>The score; <see langword="null"/> without answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="method"/> is not a defined value.</exception>
    /// <remarks>With few answers look at <see cref="Estimate.SmallSample"/>: even one answer has an interval, a very wide one.</remarks>
    public Estimate? Score(ConfidenceLevel level = default, NpsInterval method = NpsInterval.AdjustedWald)
    {
        return N == 0 ? NpsIntervals.Undefined(method) : NpsIntervals.Score(Promoters, Detractors, N, N, level, method);
    }

    /// <summary>The Net Promoter Score with a bootstrap interval (Efron 1979): surveys of as many answers are drawn from these, with replacement, and the interval runs between the percentiles of their scores.</summary>
    /// <param name="replicates">How many surveys are drawn; from 100 to a million. A thousand are enough for 95 %.</param>
    /// <param name="seed">Seed of the draws: the same seed gives the same interval on any machine.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The score; <see langword="null"/> without answers. The ends are on the scale, and equal when all answers agree, where the default interval is the better one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="replicates"/> is out of range.</exception>
    public Estimate? Bootstrap(int replicates, int seed, ConfidenceLevel level = default)
    {
        Throw.IfLessThan(replicates, 100);
        Throw.IfGreaterThan(replicates, 1_000_000);
        if (N == 0)
            return null;
        var draw = new Draw(seed);
        var scores = new double[replicates];
        for (int i = 0; i < replicates; i++)
        {
            long promoters = draw.Binomial(N, (double)Promoters / N);
            long detractors = Promoters == N ? 0 : draw.Binomial(N - promoters, (double)Detractors / (N - Promoters));
            scores[i] = Points(promoters, detractors, N);
        }

        Array.Sort(scores);
        return new Estimate(Points(Promoters, Detractors, N), Quantiles.Linear(scores, (1 - level.Level) / 2), Quantiles.Linear(scores, (1 + level.Level) / 2), N, level);
    }

    /// <summary>How many answers a survey needs for a wanted margin, when answers vary like these: ⌈(100 z ÷ margin)² · variance⌉.</summary>
    /// <param name="margin">Half the width of the wanted Wald interval, in points; greater than 0.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The number of answers, at least 1; <see langword="null"/> without answers, or when it does not fit a long.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="margin"/> is not finite and greater than 0.</exception>
    public long? SampleSizeFor(double margin, ConfidenceLevel level = default)
    {
        double z = 100 * level.Z / Throw.IfNotPositive(margin);
        return Math.Ceiling(z * z * Variance ?? double.NaN) is var n and < long.MaxValue ? (long)Math.Max(1, n) : null;
    }

    /// <summary>The score and its counts, such as <c>52.02 (4264 promoters, 2095 passives, 629 detractors)</c>, in the invariant culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(N == 0 ? "-" : Points(Promoters, Detractors, N).ToString("0.##", CultureInfo.InvariantCulture))} ({Promoters} promoters, {Passives} passives, {Detractors} detractors)");

    internal static double Points(long promoters, long detractors, long n) => 100 * ((double)(promoters - detractors) / n);

    private double? Share(long count) => N == 0 ? null : (double)count / N;
}
