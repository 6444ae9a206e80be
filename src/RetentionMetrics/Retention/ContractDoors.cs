using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>What the models of contracts do alike with their formulas.</summary>
internal static class ContractDoors
{
    public delegate double Formula<TModel>(TModel model, int row);

    public static void ForEach<TModel>(TModel model, ReadOnlySpan<int> rows, int least, string name, Span<double> destination, Formula<TModel> formula)
    {
        Throw.IfLengthDiffers(destination.Length, rows.Length, nameof(destination));
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] < least)
                throw Throw.Row(name, i, "the number of periods", rows[i], least == 0 ? "at least 0" : "at least 1");
        }

        for (int i = 0; i < rows.Length; i++)
            destination[i] = formula(model, rows[i]);
    }

    public static ImmutableArray<double> Project<TModel>(TModel model, long survivors, int tenure, int periods)
        where TModel : IContractModel
    {
        Throw.IfNegative(survivors);
        Throw.IfNegative(tenure);
        Throw.IfNegative(periods);
        var expected = ImmutableArray.CreateBuilder<double>(periods);
        for (int t = 1; t <= periods; t++)
            expected.Add(survivors * model.ConditionalSurvival(tenure, t));
        return expected.MoveToImmutable();
    }

    public static ImmutableArray<CohortProjection> Project<TModel>(TModel model, CohortTable table, int periods)
        where TModel : IContractModel
    {
        ArgumentNullException.ThrowIfNull(table);
        Throw.IfNegative(periods);
        return [.. table.Cohorts.Select(c => new CohortProjection(c.Start, c.Active[^1], c.Active.Length - 1, Project(model, c.Active[^1], c.Active.Length - 1, periods)))];
    }

    // Each customer's own chance to leave is drawn first: nothing here is the closed form of survival.
    public static RenewalTally Simulate(double alpha, double beta, double c, int customers, int periods, int seed)
    {
        Throw.IfNegative(customers);
        Throw.IfNegative(periods);
        var draw = new Draw(seed);
        long[] lost = new long[periods + 1];
        for (int i = 0; i < customers; i++)
        {
            double rate = -SpecialFunctions.LogOnePlus(-draw.Beta(alpha, beta));
            double until = Math.Pow(draw.Exponential(rate), 1 / c); // S(t) = e^(−rate · t^c) falls below the draw
            if (until <= periods)
                lost[Math.Max(1, (int)Math.Ceiling(until))]++;
        }

        long[] survivors = new long[periods + 1];
        survivors[0] = customers;
        for (int t = 1; t <= periods; t++)
            survivors[t] = survivors[t - 1] - lost[t];
        return RenewalTally.FromSurvivors(survivors);
    }
}
