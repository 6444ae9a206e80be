namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>Checks that two ways to the same numbers agree, before they are timed: only then can their times be compared.</summary>
internal static class Same
{
    /// <summary>That both are equal.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check<T>(T byHand, T library)
    {
        if (!EqualityComparer<T>.Default.Equals(byHand, library))
            throw new InvalidOperationException($"{byHand} by hand, {library} by the library.");
    }

    /// <summary>That both are equal, row by row.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Check<T>(ReadOnlySpan<T> byHand, ReadOnlySpan<T> library)
    {
        Check(byHand.Length, library.Length);
        for (int i = 0; i < byHand.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(byHand[i], library[i]))
                throw new InvalidOperationException($"Row {i}: {byHand[i]} by hand, {library[i]} by the library.");
        }
    }

    /// <summary>Numbers that formulas written in other ways give: equal up to a relative error, and NaN where the other is.</summary>
    /// <exception cref="InvalidOperationException">They differ by more.</exception>
    public static void CheckNear(ReadOnlySpan<double> byHand, ReadOnlySpan<double> library, double tolerance)
    {
        Check(byHand.Length, library.Length);
        for (int i = 0; i < byHand.Length; i++)
        {
            bool near = Math.Abs(byHand[i] - library[i]) <= tolerance * Math.Abs(byHand[i]) || (double.IsNaN(byHand[i]) && double.IsNaN(library[i]));
            if (!near)
                throw new InvalidOperationException($"Row {i}: {byHand[i]:R} by hand, {library[i]:R} by the library.");
        }
    }
}
