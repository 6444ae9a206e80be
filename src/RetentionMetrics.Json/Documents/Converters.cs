using System.Globalization;

namespace RetentionMetrics.Json;

/// <summary>Each type's way to its document and back.</summary>
internal static partial class Converters
{
    // A property: fields of a class in several files are set in no order that one could rely on.
    private static DocumentContext Forms => DocumentContext.Default;

    private static LifetimeValueTerms Terms(LifetimeValueOptions options) => new(options.GrossMargin, options.AnnualDiscountRate, options.Timing, options.StepLength);

    private static LifetimeValueOptions Terms(LifetimeValueTerms terms) =>
        new() { GrossMargin = terms.GrossMargin, AnnualDiscountRate = terms.AnnualDiscountRate, Timing = terms.Timing, StepLength = terms.StepLength };

    private static FitOutcome Outcome<TModel>(Fit<TModel> fit)
        where TModel : class => new(
            fit.LogLikelihood,
            fit.Customers,
            fit.Excluded,
            [.. fit.Parameters.Select(p => new ParameterLine(p.Name, p.Value, p.StandardError))],
            fit.Aic,
            fit.Bic,
            fit.GradientNorm,
            fit.Iterations,
            fit.Starts,
            fit.Reason);

    private static (int Low, int High) Range(int[]? ends) =>
        ends is [int low, int high] ? (low, high) : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A range of scores has two ends, not {ends?.Length ?? 0}."), nameof(ends));

    /// <summary>UTF-8 has no place for half a surrogate pair; written as something else, it would come back as another id.</summary>
    private static string Unicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new ArgumentException("The text holds half a surrogate pair, which JSON in UTF-8 cannot hold.", nameof(text));
        }

        return text;
    }
}
