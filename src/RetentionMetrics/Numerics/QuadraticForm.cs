namespace RetentionMetrics;

/// <summary>u'V⁻u for a covariance V that may be singular.</summary>
internal static class QuadraticForm
{
    /// <summary>A Cholesky decomposition that takes the largest remaining pivot, relative to a scale, and stops when none is above 1e-9 of it: what is left says nothing new.</summary>
    /// <param name="vector">u, in the range of V.</param>
    /// <param name="covariance">V, symmetric.</param>
    /// <param name="scale">The size of each diagonal element of V before anything was taken from it; an element of 0 is left out.</param>
    /// <returns>The form, and the rank of V.</returns>
    public static (double Value, int Rank) Of(double[] vector, double[,] covariance, double[] scale)
    {
        int width = vector.Length;
        double[] u = [.. vector];
        double[,] v = (double[,])covariance.Clone();
        bool[] taken = new bool[width];
        (double value, int rank) = (0, 0);
        while (true)
        {
            int pivot = -1;
            double best = 1e-9;
            for (int g = 0; g < width; g++)
            {
                if (!taken[g] && scale[g] > 0 && v[g, g] / scale[g] > best)
                    (pivot, best) = (g, v[g, g] / scale[g]);
            }

            if (pivot < 0)
                return (value, rank);
            taken[pivot] = true;
            rank++;
            value += u[pivot] / v[pivot, pivot] * u[pivot];
            for (int g = 0; g < width; g++)
            {
                if (taken[g])
                    continue;
                double factor = v[g, pivot] / v[pivot, pivot];
                u[g] -= factor * u[pivot];
                for (int h = 0; h < width; h++)
                {
                    if (!taken[h])
                        v[g, h] -= factor * v[pivot, h];
                }
            }
        }
    }

    public static double[] DiagonalOf(double[,] matrix) => [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => matrix[i, i])];
}
