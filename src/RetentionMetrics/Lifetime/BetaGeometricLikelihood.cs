using static RetentionMetrics.Polygamma;
using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// The log-likelihood of the BG/NBD and of the MBG/NBD with its first two derivatives, over distinct histories.
/// </summary>
/// <remarks>
/// BG/NBD: L = (r)_x · (b)_x ÷ (a+b)_x · α^r · [(α+T)^−(r+x) + 1{x>0} · a ÷ (b+x−1) · (α+t_x)^−(r+x)].
/// In the MBG/NBD a customer may also leave right after its first purchase, that is once more: L = b ÷ (a+b) times the same with b+1 for b and without 1{x>0}.
/// What depends on x alone is found once for each frequency; the rest is summed by <see cref="BetaGeometricRows"/>.
/// </remarks>
internal sealed class BetaGeometricLikelihood
{
    /// <summary>A wider gap between frequencies is crossed by the gamma functions, whose time does not grow with it; a narrower one by the product, which keeps more digits.</summary>
    private const int WideGap = 4096;

    private readonly int[] _x; // the distinct frequencies in order
    private readonly int[] _starts; // where the rows of each begin; one more start ends the last
    private readonly double[] _customers; // of each frequency
    private readonly double[] _weights; // of each row
    private readonly HistoryColumns _rows;
    private readonly bool _isModified;

    /// <summary>Finds the frequencies and how many customers have each.</summary>
    /// <param name="rows">Histories with counts in order of x, as <see cref="HistoryColumns.Collapse"/> gives them.</param>
    /// <param name="isModified">Whether the likelihood is that of the MBG/NBD.</param>
    public BetaGeometricLikelihood(HistoryColumns rows, bool isModified)
    {
        _rows = rows;
        _isModified = isModified;
        ReadOnlySpan<int> x = rows.Frequency.Span;
        _weights = new double[x.Length];
        var frequencies = new List<int>();
        var starts = new List<int>();
        var customers = new List<double>();
        for (int i = 0; i < x.Length; i++)
        {
            if (i == 0 || x[i] != x[i - 1])
            {
                frequencies.Add(x[i]);
                starts.Add(i);
                customers.Add(0);
            }

            _weights[i] = rows.Counts.Span[i];
            customers[^1] += _weights[i];
        }

        _x = [.. frequencies];
        _starts = [.. starts, x.Length];
        _customers = [.. customers];
    }

    /// <summary>ln L, with its gradient and, where <paramref name="hessian"/> is not empty, its second derivatives (a row after another) over (ln r, ln α, ln a, ln b).</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> hessian)
    {
        double r = parameters[0], alpha = parameters[1], a = parameters[2], b = parameters[3], late = _isModified ? b + 1 : b;
        Span<double> s = stackalloc double[BetaGeometricRows.Sums];
        PartialSums.Total(new BetaGeometricRows(_rows.Recency, _rows.Age, _weights, _x, _starts, r, alpha, a, late, _isModified), _rows.Count, s);

        // First the derivatives over the parameters themselves.
        Rising(r, a, late, out Products p);
        double value = s[0] - (p.Purchases * Math.Log(alpha)) + p.Value;
        double dr = s[1] + p.R, dAlpha = s[2], da = (s[3] / a) - p.AB, db = p.B - p.AB - s[4];
        double aa = p.AB2 + ((s[12] - s[3]) / (a * a)), ab = p.AB2 - (s[13] / a), bb = p.AB2 - p.B2 + s[14];
        if (_isModified)
        {
            double all = p.Customers;
            value -= all * LogOnePlus(a / b); // ln b ÷ (a+b)
            da -= all / (a + b);
            db += all * a / (b * (a + b));
            aa += all / ((a + b) * (a + b));
            ab += all / ((a + b) * (a + b));
            bb -= all * a * ((2 * b) + a) / (b * b * (a + b) * (a + b));
        }

        gradient[0] = r * dr;
        gradient[1] = alpha * dAlpha;
        gradient[2] = a * da;
        gradient[3] = b * db;
        if (!hessian.IsEmpty)
        {
            Set(hessian, 0, 0, (r * r * (s[5] - p.R2)) + gradient[0]);
            Set(hessian, 0, 1, r * alpha * s[6]);
            Set(hessian, 0, 2, r * s[7]);
            Set(hessian, 0, 3, -r * b * s[8]);
            Set(hessian, 1, 1, (alpha * alpha * s[9]) + gradient[1]);
            Set(hessian, 1, 2, alpha * s[10]);
            Set(hessian, 1, 3, -alpha * b * s[11]);
            Set(hessian, 2, 2, (a * a * aa) + gradient[2]);
            Set(hessian, 2, 3, a * b * ab);
            Set(hessian, 3, 3, (b * b * bb) + gradient[3]);
        }

        return value;

        static void Set(Span<double> matrix, int row, int column, double value) => matrix[(4 * row) + column] = matrix[(4 * column) + row] = value;
    }

    /// <summary>Sums over customers of ln (r)_x (b)_x ÷ (a+b)_x and of its derivatives: of 1 ÷ (r+k), 1 ÷ (b+k), 1 ÷ (a+b+k) over k &lt; x, and of their squares.</summary>
    private void Rising(double r, double a, double b, out Products sum)
    {
        sum = default;
        Products one = default; // of the frequency reached so far
        CompensatedSum value = default;
        int next = 0;
        for (int g = 0; g < _x.Length; g++)
        {
            int x = _x[g];
            if (x - next > WideGap)
            {
                int gap = x - next;
                one.Value += LogRising(r + next, gap) + LogRising(b + next, gap) - LogRising(a + b + next, gap);
                one.R += Digamma(r + x) - Digamma(r + next);
                one.B += Digamma(b + x) - Digamma(b + next);
                one.AB += Digamma(a + b + x) - Digamma(a + b + next);
                one.R2 += Trigamma(r + next) - Trigamma(r + x);
                one.B2 += Trigamma(b + next) - Trigamma(b + x);
                one.AB2 += Trigamma(a + b + next) - Trigamma(a + b + x);
                next = x;
            }

            double product = 1;
            for (; next < x; next++)
            {
                double ofR = 1 / (r + next), ofB = 1 / (b + next), ofAB = 1 / (a + b + next);
                product *= (r + next) * (b + next) * ofAB;
                if (product is > 1e200 or < 1e-200)
                {
                    one.Value += Math.Log(product);
                    product = 1;
                }

                one.R += ofR;
                one.B += ofB;
                one.AB += ofAB;
                one.R2 += ofR * ofR;
                one.B2 += ofB * ofB;
                one.AB2 += ofAB * ofAB;
            }

            one.Value += Math.Log(product);
            double n = _customers[g];
            value.Add(n * one.Value);
            sum.R += n * one.R;
            sum.B += n * one.B;
            sum.AB += n * one.AB;
            sum.R2 += n * one.R2;
            sum.B2 += n * one.B2;
            sum.AB2 += n * one.AB2;
            sum.Customers += n;
            sum.Purchases += n * x;
        }

        sum.Value = value.Value;
    }

    private struct Products
    {
        public double Value;
        public double R;
        public double B;
        public double AB;
        public double R2;
        public double B2;
        public double AB2;
        public double Customers;
        public double Purchases;
    }
}
