using System.Globalization;

namespace RetentionMetrics;

/// <summary>A Net Promoter Score in which answers count by a weight: to make a survey look like the customers it was drawn from, or to let revenue speak.</summary>
/// <remarks>
/// <para>
/// NPS = 100 · (promoters' weight − detractors' weight) ÷ all weight. Standard error by linearisation of the ratio (Taylor series; Särndal, Swensson, Wretman 1992): √Σ w² (y − s)² ÷ Σ w, where y is
/// +1, 0 or −1 and s the score ÷ 100. Intervals are those of an unweighted survey of the effective size that has this standard error (Korn and Graubard 1998).
/// With equal weights every number is that of <see cref="NpsTally"/>.
/// </para>
/// <para>
/// Keeps n, Σ w and Σ w² of promoters, passives and detractors without rounding: weights have at most six decimals. Exact for any split.
/// <c>default</c> is <see cref="Zero"/>. Immutable and valid by construction.
/// </para>
/// </remarks>
public readonly record struct WeightedNpsTally : ITally<WeightedNpsTally>
{
    /// <summary>The greatest weight of an answer: a million.</summary>
    public const decimal MaxWeight = 1_000_000;

    /// <summary>Makes a tally from those of the three groups of answers.</summary>
    /// <param name="promoters">Number, Σ w and Σ w² of the answers of 9 and 10.</param>
    /// <param name="passives">Number, Σ w and Σ w² of the answers of 7 and 8.</param>
    /// <param name="detractors">Number, Σ w and Σ w² of the answers of 0 to 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">A sum of weights is negative.</exception>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public WeightedNpsTally(MeanTally promoters, MeanTally passives, MeanTally detractors)
    {
        Throw.IfNegative(promoters.Sum, nameof(promoters));
        Throw.IfNegative(passives.Sum, nameof(passives));
        Throw.IfNegative(detractors.Sum, nameof(detractors));
        (Promoters, Passives, Detractors) = (promoters, passives, detractors);
        All = promoters + passives + detractors;
    }

    /// <summary>The tally of nothing.</summary>
    public static WeightedNpsTally Zero => default;

    /// <summary>The weights of the answers of 9 and 10.</summary>
    public MeanTally Promoters { get; }

    /// <summary>The weights of the answers of 7 and 8.</summary>
    public MeanTally Passives { get; }

    /// <summary>The weights of the answers of 0 to 6.</summary>
    public MeanTally Detractors { get; }

    /// <summary>The weights of all answers.</summary>
    public MeanTally All { get; }

    /// <summary>Number of answers.</summary>
    public long N => All.N;

    /// <summary>How many equal answers would weigh as surely: (Σ w)² ÷ Σ w² (Kish 1965), at most n; <see langword="null"/> without weight.</summary>
    public double? EffectiveN => All.Sum == 0 ? null : (double)All.Sum / All.SumOfSquares * (double)All.Sum;

    /// <summary>Standard error of the score by linearisation, in points; <see langword="null"/> without weight.</summary>
    public double? StandardError
    {
        get
        {
            if (All.Sum == 0)
                return null;
            double all = (double)All.Sum, p = (double)Promoters.Sum / all, d = (double)Detractors.Sum / all, score = p - d;
            // 1 − s and 1 + s from the parts they are made of, so that they keep their digits near ±100.
            double above = (double)Passives.Sum / all, toPromoter = above + (2 * d), toDetractor = above + (2 * p);
            double squares = (Promoters.SumOfSquares * toPromoter * toPromoter) + (Passives.SumOfSquares * score * score) + (Detractors.SumOfSquares * toDetractor * toDetractor);
            return 100 * Math.Sqrt(squares) / all;
        }
    }

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another, with weights of the same meaning.</param>
    /// <returns>The sum of each part.</returns>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static WeightedNpsTally operator +(WeightedNpsTally left, WeightedNpsTally right) =>
        new(left.Promoters + right.Promoters, left.Passives + right.Passives, left.Detractors + right.Detractors);

    /// <summary>Counts ratings by weight.</summary>
    /// <param name="ratings">The ratings, in any order.</param>
    /// <param name="weight">The weight of a rating: from 0 to <see cref="MaxWeight"/>, with at most six decimals. An answer of weight 0 is in <see cref="N"/> only.</param>
    /// <returns>The tally; <see cref="Zero"/> when empty.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A rating is <c>default</c>, or a weight is out of range; the message names the element.</exception>
    public static WeightedNpsTally Count(IEnumerable<Rating> ratings, Func<Rating, decimal> weight)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(weight);
        (MeanSums promoters, MeanSums passives, MeanSums detractors) = (default, default, default);
        int row = 0;
        foreach (Rating rating in ratings)
        {
            if (rating.IsDefault)
                throw Throw.DefaultFact(nameof(ratings), nameof(Rating), row);
            decimal w = weight(rating);
            if (!(w is >= 0 and <= MaxWeight) || decimal.Round(w, 6) != w)
                throw Throw.Row(nameof(weight), row, "the weight", w, "from 0 to 1000000 with at most six decimals");
            if (rating.Value >= 9)
                promoters.Add(w);
            else if (rating.Value >= 7)
                passives.Add(w);
            else
                detractors.Add(w);
            row++;
        }

        return new WeightedNpsTally(promoters.ToTally(), passives.ToTally(), detractors.ToTally());
    }

    /// <summary>The weighted score 100 · (promoters' weight − detractors' weight) ÷ all weight, in points from −100 to 100, with its interval.</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <param name="method">How the interval is made, from the effective size n* = variance ÷ standard error² (Kish's where all answers agree).</param>
    /// <returns>The score, its n the number of answers; <see langword="null"/> without weight.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="method"/> is not a defined value.</exception>
    public Estimate? Score(ConfidenceLevel level = default, NpsInterval method = NpsInterval.AdjustedWald)
    {
        if (All.Sum == 0)
            return NpsIntervals.Undefined(method);
        double all = (double)All.Sum, p = (double)Promoters.Sum / all, d = (double)Detractors.Sum / all;
        double variance = NpsIntervals.Variance((double)Promoters.Sum, (double)Detractors.Sum, all), error = StandardError!.Value / 100;
        double n = variance > 0 && error > 0 ? variance / error / error : EffectiveN!.Value;
        Estimate effective = NpsIntervals.Score(p * n, d * n, n, N, level, method);
        return new Estimate(100 * ((double)(Promoters.Sum - Detractors.Sum) / all), effective.Lower, effective.Upper, N, level);
    }

    /// <summary>The score and its counts, such as <c>48.3 (n=120, effective 96.4)</c>, in the invariant culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Score() is { } s ? s.Value.ToString("0.##", CultureInfo.InvariantCulture) : "-")} (n={N}, effective {EffectiveN ?? 0:0.#})");
}
