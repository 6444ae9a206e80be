namespace RetentionMetrics;

/// <summary>The rule of Gauss and Legendre on 0…1.</summary>
internal sealed class GaussLegendre
{
    private static readonly GaussLegendre?[] Rules = new GaussLegendre?[129];

    private GaussLegendre(int count)
    {
        Nodes = new double[count];
        Weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            // Newton's steps on the Legendre polynomial, from Tricomi's estimate of its root.
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5)), slope = 0;
            for (int step = 0; step < 8; step++)
            {
                double p = 1, before = 0;
                for (int k = 1; k <= count; k++)
                    (p, before) = ((((2 * k) - 1) * x * p / k) - ((k - 1) * before / k), p);
                slope = count * ((x * p) - before) / ((x * x) - 1);
                x -= p / slope;
            }

            Nodes[i] = (1 - x) / 2;
            Weights[i] = 1 / ((1 - (x * x)) * slope * slope);
        }
    }

    public double[] Nodes { get; }

    public double[] Weights { get; }

    /// <summary>The rule of so many nodes, from 1 to 128. Two threads may make the same rule: it is the same.</summary>
    public static GaussLegendre Of(int count) => Rules[count] ??= new GaussLegendre(count);
}
