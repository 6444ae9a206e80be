using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Who is slipping away: the customers whose silence is unusual for them, the most valuable first.</summary>
/// <remarks>
/// A customer who has bought x times again in t_x, at random times at a steady rate of which nothing else is known, stays silent for s or longer with chance (t_x ÷ (t_x + s))^x:
/// the predictive distribution of the next gap under the scale-free prior 1 ÷ rate (Pareto of the second kind). No model of the whole base is needed, so it works for a single customer.
/// Immutable.
/// </remarks>
public sealed class EarlyWarnings
{
    private EarlyWarnings(ImmutableArray<EarlyWarning> slipping, int watched, int gone)
    {
        Slipping = slipping;
        Watched = watched;
        Gone = gone;
    }

    /// <summary>The customers to call, by value, ties by row.</summary>
    public ImmutableArray<EarlyWarning> Slipping { get; }

    /// <summary>Customers with enough purchases to have a rhythm.</summary>
    public int Watched { get; }

    /// <summary>Watched customers whose silence is so long that they are taken as gone.</summary>
    public int Gone { get; }

    /// <summary>Finds the customers who are slipping away.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="value">What each customer is worth; finite.</param>
    /// <param name="options">Thresholds; <see langword="null"/> means <see cref="EarlyWarningOptions.Default"/>.</param>
    /// <returns>The list; empty without customers.</returns>
    /// <exception cref="ArgumentException"><paramref name="value"/> has not one element a row, or an element is not finite.</exception>
    public static EarlyWarnings Find(HistoryColumns columns, ReadOnlySpan<double> value, EarlyWarningOptions? options = null)
    {
        Throw.IfLengthDiffers(value.Length, columns.Count, nameof(value));
        options ??= EarlyWarningOptions.Default;
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, age = columns.Age.Span;
        var found = new List<EarlyWarning>();
        int watched = 0, gone = 0;
        for (int row = 0; row < value.Length; row++)
        {
            if (!double.IsFinite(value[row]))
                throw Throw.Row(nameof(value), row, "the value", value[row], "finite");
            if (x[row] < options.MinimumFrequency || tx[row] == 0)
                continue;
            watched++;
            double chance = Math.Exp(-x[row] * SpecialFunctions.LogOnePlus((age[row] - tx[row]) / tx[row]));
            if (chance < options.GoneBelow)
                gone++;
            else if (chance <= options.UnusualBelow)
                found.Add(new EarlyWarning(row, age[row] - tx[row], tx[row] / x[row], chance, value[row], columns.Unit));
        }

        return new EarlyWarnings([.. found.OrderByDescending(w => w.Value).ThenBy(w => w.Row)], watched, gone);
    }
}
