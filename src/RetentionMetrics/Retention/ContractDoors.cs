using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

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

    // A customer leaves at each renewal with a probability that is Beta(alpha, beta): −ln of the chance to stay is then ln(1 + G ÷ H) with gamma-distributed G and H.
    public static RenewalTally Simulate(double alpha, double beta, double c, int customers, int periods, int seed)
    {
        Throw.IfNegative(customers);
        Throw.IfNegative(periods);
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        long[] lost = new long[periods + 1];
        for (int i = 0; i < customers; i++)
        {
            double rate = SpecialFunctions.LogOnePlus(Gamma.Sample(random, alpha, 1) / Gamma.Sample(random, beta, 1));
            double until = Math.Pow(-Math.Log(1 - random.NextDouble()) / rate, 1 / c); // S(t) = e^(−rate · t^c) falls below the draw
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
