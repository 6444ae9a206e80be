using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests;

/// <summary>The driver of property tests: 1,000 cases, more with PROPERTY_CASES; on failure the message holds the shrunk case and its seed.</summary>
internal static class Property
{
    private static int Cases { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_CASES"), System.Globalization.CultureInfo.InvariantCulture, out int n) ? n : 1_000;

    public static void Holds<T>(Gen<T> inputs, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true), Prop.ForAll(inputs.ToArbitrary(), property));

    /// <summary>For properties that assert with messages instead of returning a verdict; a costly one may ask for fewer cases.</summary>
    public static void Holds<T>(Gen<T> inputs, Action<T> property, int cases = 0) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases == 0 ? Cases : cases).WithQuietOnSuccess(true), Prop.ForAll(inputs.ToArbitrary(), property));
}
