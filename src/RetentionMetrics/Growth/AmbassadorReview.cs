namespace RetentionMetrics;

/// <summary>Which criteria of an ambassador one customer meets, and for which there is no data.</summary>
/// <remarks>Immutable. Made by <see cref="Ambassadors.Choose"/>.</remarks>
public readonly record struct AmbassadorReview
{
    internal AmbassadorReview(int row, double value, AmbassadorCriterion met, AmbassadorCriterion missed, AmbassadorCriterion unknown)
    {
        Row = row;
        Value = value;
        Met = met;
        Missed = missed;
        Unknown = unknown;
    }

    /// <summary>The customer's row, from 0.</summary>
    public int Row { get; }

    /// <summary>The customer's value.</summary>
    public double Value { get; }

    /// <summary>Criteria that are asked for and met.</summary>
    public AmbassadorCriterion Met { get; }

    /// <summary>Criteria that are asked for and not met.</summary>
    public AmbassadorCriterion Missed { get; }

    /// <summary>Criteria that are asked for and cannot be judged: unknown is not met, but not a reason to strike somebody off, either.</summary>
    public AmbassadorCriterion Unknown { get; }

    /// <summary>Whether all criteria that are asked for are met.</summary>
    public bool IsChosen => Missed == AmbassadorCriterion.None && Unknown == AmbassadorCriterion.None;

    /// <summary>Why, in words, such as <c>meets Rating, Value; misses Recency; no data for Referrals</c>.</summary>
    public string Reason
    {
        get
        {
            var parts = new List<string>(3);
            Add("meets", Met);
            Add("misses", Missed);
            Add("no data for", Unknown);
            return parts.Count == 0 ? "nothing is asked for" : string.Join("; ", parts);

            void Add(string verb, AmbassadorCriterion criteria)
            {
                if (criteria != AmbassadorCriterion.None)
                    parts.Add(verb + " " + criteria.ToString());
            }
        }
    }
}
