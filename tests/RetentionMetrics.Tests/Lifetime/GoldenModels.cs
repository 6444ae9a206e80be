using System.Text.Json;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>The purchase models of the reference files, by their keys there.</summary>
internal static class GoldenModels
{
    // One line a model.
    private static readonly (string Key, Func<JsonElement, TimeUnit, IPurchaseModel> Make)[] Known =
    [
        ("bgnbd", (p, unit) => new BgNbd(Number(p, "r"), Number(p, "alpha"), Number(p, "a"), Number(p, "b"), unit)),
    ];

    /// <summary>Every model that the file has parameters of.</summary>
    public static IEnumerable<(string Key, IPurchaseModel Model)> Of(JsonElement golden, TimeUnit unit) =>
        Known.Where(m => golden.GetProperty("params").TryGetProperty(m.Key, out _)).Select(m => (m.Key, m.Make(golden.GetProperty("params").GetProperty(m.Key), unit)));

    public static GammaGamma? SpendOf(JsonElement golden) =>
        golden.GetProperty("params").TryGetProperty("gamma_gamma", out JsonElement p) ? new GammaGamma(Number(p, "p"), Number(p, "q"), Number(p, "v")) : null;

    private static double Number(JsonElement parameters, string name) => parameters.GetProperty(name).GetDouble();
}
