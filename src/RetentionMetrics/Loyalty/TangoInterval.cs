namespace RetentionMetrics;

/// <summary>
/// Tango's score interval (Statistics in Medicine 17, 1998) for λ = p − d, the difference of two shares of the same n answers: all λ with
/// |b − c − nλ| ≤ z √(n (2q + λ(1 − λ))), where b and c are the counts and q is the maximum-likelihood estimate of d when p = d + λ is given,
/// the larger root of 2n q² + (λ(2n − b + c) − b − c) q − cλ(1 − λ) = 0.
/// </summary>
internal static class TangoInterval
{
    public static (double Lower, double Upper) Of(double b, double c, double n, double z) => (-Upper(c, b, n, z), Upper(b, c, n, z));

    // The end above the estimate; the lower end is that of the mirrored counts. Bisection to the last bit: the excess is ≥ 0 at the estimate and ≤ 0 at 1.
    private static double Upper(double b, double c, double n, double z)
    {
        double low = (b - c) / n, high = 1;
        while (true)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return high;
            if (b - c - (n * middle) + (z * Math.Sqrt(n * Variance(b, c, n, middle))) > 0)
                low = middle;
            else
                high = middle;
        }
    }

    private static double Variance(double b, double c, double n, double lambda)
    {
        double halfLinear = ((lambda * ((2 * n) - b + c)) - b - c) / 2, constant = c * lambda * (1 - lambda);
        double root = Math.Sqrt(Math.Max(0, (halfLinear * halfLinear) + (2 * n * constant)));
        // The larger root in whichever form adds rather than cancels.
        double q = halfLinear <= 0 ? (root - halfLinear) / (2 * n) : constant / (root + halfLinear);
        return Math.Max(0, (2 * q) + (lambda * (1 - lambda)));
    }
}
