using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Names for RFM scores: an ordered list of rules, of which the first that matches wins; what matches none is <see cref="Others"/>.</summary>
/// <remarks>Immutable.</remarks>
public sealed partial class SegmentMap
{
    private readonly byte[] _segments; // rule number by score, looked up once for every possible score

    /// <summary>Makes a map.</summary>
    /// <param name="rules">The rules, in order; at least one. Several rules may share a name.</param>
    /// <exception cref="ArgumentException">There is no rule, more than 250, a rule is <c>default</c>, or a rule is named <see cref="Others"/>.</exception>
    public SegmentMap(ReadOnlySpan<SegmentRule> rules)
    {
        if (rules.Length is 0 or > 250)
            throw new ArgumentException($"Give 1 to 250 rules, not {rules.Length}.", nameof(rules));
        for (int i = 0; i < rules.Length; i++)
        {
            if (rules[i].Name is null)
                throw Throw.DefaultFact(nameof(rules), nameof(SegmentRule), i);
            if (string.Equals(rules[i].Name, Others, StringComparison.Ordinal))
                throw new ArgumentException($"Rule {i} is named '{Others}', the name of the scores that match no rule.", nameof(rules));
        }

        Rules = [.. rules];
        Names = [.. Rules.Select(r => r.Name).Distinct(StringComparer.Ordinal), Others];
        _segments = new byte[(RfmScore.MaxBins + 1) * (RfmScore.MaxBins + 1) * (RfmScore.MaxBins + 1)];
        for (int r = 1; r <= RfmScore.MaxBins; r++)
        {
            for (int f = 1; f <= RfmScore.MaxBins; f++)
            {
                for (int m = 1; m <= RfmScore.MaxBins; m++)
                {
                    var score = new RfmScore(r, f, m);
                    _segments[Cell(score)] = (byte)Names.IndexOf(Rules.FirstOrDefault(rule => rule.Matches(score)).Name ?? Others);
                }
            }
        }
    }

    /// <summary>The segment of scores that match no rule.</summary>
    public const string Others = "Others";

    /// <summary>The ten classical segments for scores of 1 to 5, from Champions to Lost, with the rule table published in the documentation of the <c>rfm</c> package (MIT licence).</summary>
    public static SegmentMap Standard { get; } = new(
    [
        new("Champions", r: (5, 5), f: (5, 5), m: (5, 5)),
        new("Potential Loyalist", r: (3, 5), f: (3, 5), m: (2, 5)),
        new("Loyal Customers", r: (2, 4), f: (2, 4), m: (2, 4)),
        new("Promising", r: (3, 4), f: (1, 3), m: (3, 5)),
        new("New Customers", r: (4, 5), f: (1, 3), m: (1, 5)),
        new("Can't Lose Them", r: (1, 2), f: (3, 4), m: (4, 5)),
        new("At Risk", r: (1, 2), f: (2, 5), m: (4, 5)),
        new("Need Attention", r: (1, 3), f: (3, 5), m: (3, 5)),
        new("About To Sleep", r: (2, 3), f: (1, 3), m: (1, 4)),
        new("Lost", r: (1, 1), f: (1, 5), m: (1, 5)),
    ]);

    /// <summary>The rules, in order.</summary>
    public ImmutableArray<SegmentRule> Rules { get; }

    /// <summary>The distinct names in order of their first rule, ended by <see cref="Others"/>.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The segment of a score.</summary>
    /// <param name="score">The score.</param>
    /// <returns>A name from <see cref="Names"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="score"/> is <c>default</c>.</exception>
    public string this[RfmScore score] => score.R == 0 ? throw new ArgumentException("default(RfmScore) is no score.", nameof(score)) : Names[_segments[Cell(score)]];

    /// <summary>Size and revenue of every segment.</summary>
    /// <param name="scores">One score a customer.</param>
    /// <param name="revenue">What each customer brought.</param>
    /// <returns>One row a name, in order of <see cref="Names"/>, also those without customers.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is <c>default</c>.</exception>
    public ImmutableArray<SegmentShare> Summarize(ReadOnlySpan<RfmScore> scores, ReadOnlySpan<decimal> revenue) => Summarize(scores, revenue, default);

    /// <summary>Size and revenue of every segment, from a histogram of scores.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="revenue">What the customers of each row brought together.</param>
    /// <param name="counts">How many customers each row stands for, at least 0; empty means 1 each.</param>
    /// <returns>One row a name, in order of <see cref="Names"/>, also those without customers.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a count is negative, or a score is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    public ImmutableArray<SegmentShare> Summarize(ReadOnlySpan<RfmScore> scores, ReadOnlySpan<decimal> revenue, ReadOnlySpan<long> counts)
    {
        Throw.IfLengthDiffers(revenue.Length, scores.Length, nameof(revenue));
        if (!counts.IsEmpty)
            Throw.IfLengthDiffers(counts.Length, scores.Length, nameof(counts));
        var customers = new long[Names.Length];
        var sums = new decimal[Names.Length];
        decimal total = 0;
        long n = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i].R == 0)
                throw Throw.DefaultFact(nameof(scores), nameof(RfmScore), i);
            int segment = _segments[Cell(scores[i])];
            long count = counts.IsEmpty ? 1 : counts[i];
            if (count < 0)
                throw Throw.Row(nameof(counts), i, "the count", count, "at least 0");
            n = checked(n + count);
            customers[segment] += count;
            sums[segment] += revenue[i];
            total += revenue[i];
        }

        return [.. Names.Select((name, s) => new SegmentShare(name, customers[s], n, sums[s], total))];
    }

    /// <summary>Place in <see cref="Names"/>; null for <c>default</c>.</summary>
    internal int? IndexOf(RfmScore score) => score.R == 0 ? null : _segments[Cell(score)];

    private static int Cell(RfmScore score) => (((score.R * (RfmScore.MaxBins + 1)) + score.F) * (RfmScore.MaxBins + 1)) + score.M;
}
