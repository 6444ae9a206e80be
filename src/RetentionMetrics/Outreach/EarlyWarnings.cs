using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Who is slipping away: customers whose silence is unusual for them, whose P(alive), spend or rating falls, by value at risk.</summary>
/// <remarks>
/// A customer who has bought x times again in t_x, at random times at a steady rate of which nothing else is known, stays silent for s or longer with chance (t_x ÷ (t_x + s))^x:
/// the predictive distribution of the next gap under the scale-free prior 1 ÷ rate (Pareto of the second kind). No model of the whole base is needed, so it works for a single customer.
/// The other warnings compare a number with the same customer's number before. Immutable.
/// </remarks>
public sealed partial class EarlyWarnings
{
    private EarlyWarnings(ImmutableArray<EarlyWarning> slipping, int watched, int gone)
    {
        Slipping = slipping;
        Watched = watched;
        Gone = gone;
    }

    /// <summary>The warnings by value at risk, ties by row and then by kind. A customer has one for each kind that applies.</summary>
    public ImmutableArray<EarlyWarning> Slipping { get; }

    /// <summary>Customers with enough purchases to have a rhythm.</summary>
    public int Watched { get; }

    /// <summary>Watched customers whose silence is so long that they are taken as gone. They are in no warning.</summary>
    public int Gone { get; }

    /// <summary>Finds the customers who are silent for unusually long.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="value">What each customer is worth; finite.</param>
    /// <param name="options">Thresholds; <see langword="null"/> means <see cref="EarlyWarningOptions.Default"/>.</param>
    /// <returns>The list; empty without customers.</returns>
    /// <exception cref="ArgumentException"><paramref name="value"/> has not one element a row, or an element is not finite.</exception>
    public static EarlyWarnings Find(HistoryColumns columns, ReadOnlySpan<double> value, EarlyWarningOptions? options = null)
    {
        Throw.IfLengthDiffers(value.Length, columns.Count, nameof(value));
        return Find(new SignColumns(value.ToArray(), columns), options);
    }

    /// <summary>Finds all warnings, with their evidence.</summary>
    /// <param name="columns">What is known of the customers.</param>
    /// <param name="options">Thresholds; <see langword="null"/> means <see cref="EarlyWarningOptions.Default"/>.</param>
    /// <returns>The list; empty without customers.</returns>
    public static EarlyWarnings Find(SignColumns columns, EarlyWarningOptions? options = null)
    {
        var kernel = new Kernel(options ?? EarlyWarningOptions.Default);
        var rows = new Rows(columns);
        var found = new List<EarlyWarning>();
        int watched = 0, gone = 0;
        for (int row = 0; row < columns.Count; row++)
        {
            CustomerWarning warning = kernel.Check(rows[row], new Evidence(found, row));
            watched += warning.IsWatched ? 1 : 0;
            gone += warning.IsGone ? 1 : 0;
        }

        return new EarlyWarnings([.. found.OrderByDescending(w => w.ValueAtRisk).ThenBy(w => w.Row).ThenBy(w => w.Kind)], watched, gone);
    }

    /// <summary>Checks one customer.</summary>
    /// <param name="signs">What is known of the customer.</param>
    /// <param name="options">Thresholds; <see langword="null"/> means <see cref="EarlyWarningOptions.Default"/>.</param>
    /// <returns>The kinds of warning and the value at risk.</returns>
    public static CustomerWarning Check(CustomerSigns signs, EarlyWarningOptions? options = null) =>
        new Kernel(options ?? EarlyWarningOptions.Default).Check(new Row(signs), default(NoEvidence));

    /// <summary>Checks many customers. Allocates nothing.</summary>
    /// <param name="columns">What is known of the customers.</param>
    /// <param name="options">Thresholds; <see langword="null"/> means <see cref="EarlyWarningOptions.Default"/>.</param>
    /// <param name="destination">Gets one result a row.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row, or shares memory with a column.</exception>
    public static void Check(SignColumns columns, EarlyWarningOptions? options, Span<CustomerWarning> destination)
    {
        columns.CheckDestination(destination);
        var kernel = new Kernel(options ?? EarlyWarningOptions.Default);
        var rows = new Rows(columns);
        for (int row = 0; row < destination.Length; row++)
            destination[row] = kernel.Check(rows[row], default(NoEvidence));
    }
}
