using System.Collections.Immutable;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>Whether customers recommend us, and what they do afterwards.</summary>
internal sealed record LoyaltyPart
{
    public required NpsTally All { get; init; }

    public required ImmutableArray<NpsSegment> Segments { get; init; }

    /// <summary>By calendar quarter, those with answers; answers without a day are left out.</summary>
    public required ImmutableArray<NpsPeriod> Quarters { get; init; }

    /// <summary>The last quarter with answers against the calendar quarter before it; null when nobody answered then.</summary>
    public NpsComparison? Change { get; init; }

    /// <summary>Of those who bought in the quarter before last: the answers up to then, who bought nothing in the quarter since, and what each brought in it. Null without transactions that go so far back.</summary>
    public NpsOutcomes? Outcomes { get; init; }

    public static LoyaltyPart Make(List<Rating> ratings, Looks? looks, CustomersPart? customers)
    {
        ImmutableArray<NpsPeriod> quarters = [.. NpsTally.ByPeriod(ratings, CalendarPeriod.Quarter).Where(p => p.Start is not null && p.Tally.N > 0)];
        return new LoyaltyPart
        {
            All = NpsTally.Count(ratings),
            Segments = NpsTally.BySegment(ratings),
            Quarters = quarters,
            Change = quarters is [.., var before, var last] && before.Start == last.Start!.Value.AddMonths(-3) ? NpsComparison.Compare(last.Tally, before.Tally) : null,
            Outcomes = customers is null ? null : Link(ratings, looks!, customers.Base),
        };
    }

    // Answers first, outcomes afterwards: the other way round, whoever is still there to be asked would look loyal.
    private static NpsOutcomes? Link(List<Rating> ratings, Looks looks, CustomerBase now)
    {
        DateOnly asked = looks.AsOf.AddDays(-Looks.Quarter);
        if (looks.Upto(asked) is not { } then)
            return null;
        int?[] answers = then.Align(Rating.Latest(ratings, asked).Select(r => KeyValuePair.Create(r.CustomerId!, (int?)r.Value)), null, out _);
        int[] rows = Looks.RowsIn(now, then);
        var answer = new List<int?>();
        var lost = new List<bool>();
        var value = new List<decimal>();
        foreach (Customer c in then.Where(c => c.Rfm.DaysSinceLastPurchase < Looks.Quarter))
        {
            // Wholly refunded since, a customer can be none now.
            bool isKnown = rows[c.Row] >= 0;
            answer.Add(answers[c.Row]);
            lost.Add(!isKnown || now[rows[c.Row]].LastPurchase <= asked);
            value.Add(isKnown ? now.TotalSpend.Span[rows[c.Row]] - c.TotalSpend : 0);
        }

        return NpsOutcomes.Count([.. answer], [.. lost], [.. value]);
    }
}
