using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Who could speak for us: customers chosen by stated criteria (promoter, valuable, active), each with the reason.</summary>
/// <remarks>Immutable. The choice depends on nothing but the criteria and the customer's own row, and on the ranking by value for a top share.</remarks>
public sealed class Ambassadors
{
    private Ambassadors(AmbassadorCriteria criteria, ImmutableArray<AmbassadorReview> reviews, ImmutableArray<AmbassadorReview> chosen)
    {
        Criteria = criteria;
        Reviews = reviews;
        Chosen = chosen;
    }

    /// <summary>The criteria.</summary>
    public AmbassadorCriteria Criteria { get; }

    /// <summary>Every customer's review, by row.</summary>
    public ImmutableArray<AmbassadorReview> Reviews { get; }

    /// <summary>Those who meet all criteria, from the largest value to the smallest, equal values by row.</summary>
    public ImmutableArray<AmbassadorReview> Chosen { get; }

    /// <summary>Reviews customers. All columns are aligned by row; one that is empty is not known of anybody.</summary>
    /// <param name="criteria">What is asked for; <see langword="null"/> for <see cref="AmbassadorCriteria.Default"/>.</param>
    /// <param name="value">Value of each customer: spend so far or lifetime value; finite. It says how many customers there are.</param>
    /// <param name="rating">The last rating of each, 0…10, or <see langword="null"/> for who has not answered.</param>
    /// <param name="daysSinceActive">Days since each one's last activity, at least 0, or <see langword="null"/> for unknown.</param>
    /// <param name="activity">Number of activities of each, at least 0, or <see langword="null"/>.</param>
    /// <param name="referrals">Customers won by the invitations of each, at least 0, or <see langword="null"/>.</param>
    /// <returns>The reviews.</returns>
    /// <exception cref="ArgumentException">A column has another length, or a cell is out of range; the message names its row.</exception>
    public static Ambassadors Choose(
        AmbassadorCriteria? criteria, ReadOnlySpan<double> value, ReadOnlySpan<int?> rating = default, ReadOnlySpan<int?> daysSinceActive = default, ReadOnlySpan<long?> activity = default, ReadOnlySpan<long?> referrals = default)
    {
        criteria ??= AmbassadorCriteria.Default;
        CheckLength(rating.Length, value.Length, nameof(rating));
        CheckLength(daysSinceActive.Length, value.Length, nameof(daysSinceActive));
        CheckLength(activity.Length, value.Length, nameof(activity));
        CheckLength(referrals.Length, value.Length, nameof(referrals));
        for (int i = 0; i < value.Length; i++)
        {
            if (!double.IsFinite(value[i]))
                throw Throw.Row(nameof(value), i, "the value", value[i], "finite");
        }

        int[] ranking = Ranking(value);
        bool[] isTop = new bool[value.Length];
        // As a decimal, so that 0.07 of 100 rows is 7 and not, by binary rounding, a little more and then 8.
        int top = (int)Math.Ceiling((decimal)(criteria.TopValueShare ?? 1) * value.Length);
        foreach (int row in ranking.AsSpan(0, top))
            isTop[row] = true;

        var reviews = ImmutableArray.CreateBuilder<AmbassadorReview>(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            AmbassadorCriterion met = AmbassadorCriterion.None, missed = AmbassadorCriterion.None;
            Judge(AmbassadorCriterion.Rating, Cell(rating, i, nameof(rating), 10) >= criteria.MinimumRating, !rating.IsEmpty && rating[i] is not null);
            Judge(AmbassadorCriterion.Value, isTop[i] && value[i] >= (criteria.MinimumValue ?? double.MinValue), true);
            Judge(AmbassadorCriterion.Recency, Cell(daysSinceActive, i, nameof(daysSinceActive), int.MaxValue) <= criteria.MaximumDaysSinceActive, !daysSinceActive.IsEmpty && daysSinceActive[i] is not null);
            Judge(AmbassadorCriterion.Activity, Cell(activity, i, nameof(activity)) >= criteria.MinimumActivity, !activity.IsEmpty && activity[i] is not null);
            Judge(AmbassadorCriterion.Referrals, Cell(referrals, i, nameof(referrals)) >= criteria.MinimumReferrals, !referrals.IsEmpty && referrals[i] is not null);
            reviews.Add(new AmbassadorReview(i, value[i], met, missed, criteria.Asked & ~met & ~missed));

            void Judge(AmbassadorCriterion criterion, bool isMet, bool isKnown)
            {
                if (!isKnown || !criteria.Asked.HasFlag(criterion))
                    return;
                if (isMet)
                    met |= criterion;
                else
                    missed |= criterion;
            }
        }

        ImmutableArray<AmbassadorReview> all = reviews.MoveToImmutable();
        return new Ambassadors(criteria, all, [.. ranking.Select(row => all[row]).Where(r => r.IsChosen)]);
    }

    private static void CheckLength(int length, int expected, string name)
    {
        if (length != 0)
            Throw.IfLengthDiffers(length, expected, name);
    }

    private static int? Cell(ReadOnlySpan<int?> column, int row, string name, int most)
    {
        if (column.IsEmpty || column[row] is not { } cell)
            return null;
        return cell >= 0 && cell <= most ? cell : throw Throw.Row(name, row, "the value", cell, most == int.MaxValue ? "at least 0" : FormattableString.Invariant($"from 0 to {most}"));
    }

    private static long? Cell(ReadOnlySpan<long?> column, int row, string name)
    {
        if (column.IsEmpty || column[row] is not { } cell)
            return null;
        return cell >= 0 ? cell : throw Throw.Row(name, row, "the value", cell, "at least 0");
    }

    // Rows from the largest value to the smallest, equal values by row.
    private static int[] Ranking(ReadOnlySpan<double> value)
    {
        double[] values = value.ToArray();
        int[] rows = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(rows, (a, b) => values[b].CompareTo(values[a]) is var order and not 0 ? order : a.CompareTo(b));
        return rows;
    }
}
