namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>The models as their papers print them, in loops over columns, with powers and hypergeometric series: what one would write by hand, and what the library is compared with.</summary>
internal static class PaperFormulas
{
    public static void ProbabilityAlive(IPurchaseModel model, HistoryColumns rows, Span<double> alive)
    {
        ReadOnlySpan<int> x = rows.Frequency.Span;
        ReadOnlySpan<double> tx = rows.Recency.Span, age = rows.Age.Span;
        switch (model)
        {
            case BgNbd m:
                for (int i = 0; i < alive.Length; i++)
                    alive[i] = Alive(m, x[i], tx[i], age[i]);
                break;
            case ModifiedBgNbd m:
                for (int i = 0; i < alive.Length; i++)
                    alive[i] = Alive(m, x[i], tx[i], age[i]);
                break;
            case ParetoNbd m:
                for (int i = 0; i < alive.Length; i++)
                    alive[i] = Alive(m, x[i], tx[i], age[i]);
                break;
            default:
                throw new ArgumentException("The model has no formula here.", nameof(model));
        }
    }

    public static void ExpectedPurchases(IPurchaseModel model, HistoryColumns rows, double horizon, Span<double> purchases)
    {
        ReadOnlySpan<int> x = rows.Frequency.Span;
        ReadOnlySpan<double> tx = rows.Recency.Span, age = rows.Age.Span;
        switch (model)
        {
            case BgNbd m:
                for (int i = 0; i < purchases.Length; i++)
                    purchases[i] = Purchases(m, x[i], tx[i], age[i], horizon);
                break;
            case ModifiedBgNbd m:
                for (int i = 0; i < purchases.Length; i++)
                    purchases[i] = Purchases(m, x[i], tx[i], age[i], horizon);
                break;
            case ParetoNbd m:
                for (int i = 0; i < purchases.Length; i++)
                    purchases[i] = Purchases(m, x[i], tx[i], age[i], horizon);
                break;
            default:
                throw new ArgumentException("The model has no formula here.", nameof(model));
        }
    }

    // Fader, Hardie and Lee (2005).
    public static double Purchases(BgNbd m, int x, double tx, double age, double horizon)
    {
        double end = m.Alpha + age + horizon, series = Hypergeometric(m.R + x, m.B + x, m.A + m.B + x - 1, horizon / end);
        return (m.A + m.B + x - 1) / (m.A - 1) * (1 - (Math.Pow((m.Alpha + age) / end, m.R + x) * series)) * Alive(m, x, tx, age);
    }

    private static double Alive(BgNbd m, int x, double tx, double age) =>
        x == 0 ? 1 : 1 / (1 + (m.A / (m.B + x - 1) * Math.Pow((m.Alpha + age) / (m.Alpha + tx), m.R + x)));

    // Batislam, Denizel and Filiztekin (2007).
    private static double Alive(ModifiedBgNbd m, int x, double tx, double age) =>
        1 / (1 + (m.A / (m.B + x) * Math.Pow((m.Alpha + age) / (m.Alpha + tx), m.R + x)));

    private static double Purchases(ModifiedBgNbd m, int x, double tx, double age, double horizon)
    {
        double end = m.Alpha + age + horizon, series = Hypergeometric(m.R + x, m.B + x + 1, m.A + m.B + x, horizon / end);
        return (m.A + m.B + x) / (m.A - 1) * (1 - (Math.Pow((m.Alpha + age) / end, m.R + x) * series)) * Alive(m, x, tx, age);
    }

    // Schmittlein, Morrison and Colombo (1987), in the form of Fader and Hardie (2005).
    private static double Alive(ParetoNbd m, int x, double tx, double age)
    {
        double n = m.R + m.S + x, high = Math.Max(m.Alpha, m.Beta), distance = Math.Abs(m.Alpha - m.Beta), second = m.Alpha >= m.Beta ? m.S + 1 : m.R + x;
        double a0 = (Hypergeometric(n, second, n + 1, distance / (high + tx)) / Math.Pow(high + tx, n)) - (Hypergeometric(n, second, n + 1, distance / (high + age)) / Math.Pow(high + age, n));
        return 1 / (1 + (m.S / n * Math.Pow(m.Alpha + age, m.R + x) * Math.Pow(m.Beta + age, m.S) * a0));
    }

    private static double Purchases(ParetoNbd m, int x, double tx, double age, double horizon) =>
        (m.R + x) * (m.Beta + age) / ((m.Alpha + age) * (m.S - 1)) * (1 - Math.Pow((m.Beta + age) / (m.Beta + age + horizon), m.S - 1)) * Alive(m, x, tx, age);

    private static double Hypergeometric(double a, double b, double c, double z)
    {
        double term = 1, sum = 1;
        for (int n = 0; Math.Abs(term) > 1e-16 * Math.Abs(sum); n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
        }

        return sum;
    }
}
