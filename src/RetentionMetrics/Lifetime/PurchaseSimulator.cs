namespace RetentionMetrics;

/// <summary>Draws histories customer by customer: checks the ages, and gathers what each customer showed.</summary>
internal static class PurchaseSimulator
{
    /// <summary>One customer up to its age: how many repeat purchases, and when the last was.</summary>
    public delegate (int Frequency, double Recency) Customer(Draw draw, double age);

    public static HistoryColumns Simulate(ReadOnlyMemory<double> ages, TimeUnit unit, int seed, Customer customer)
    {
        var frequency = new int[ages.Length];
        var recency = new double[ages.Length];
        double[] age = ages.ToArray();
        var draw = new Draw(seed);
        for (int i = 0; i < age.Length; i++)
        {
            if (!(age[i] >= 0 && double.IsFinite(age[i])))
                throw Throw.Row(nameof(ages), i, "the age", age[i], "finite and at least 0");
            (frequency[i], recency[i]) = customer(draw, age[i]);
        }

        return new HistoryColumns(frequency, recency, age, unit);
    }
}
