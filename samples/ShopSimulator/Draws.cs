namespace ShopSimulator;

/// <summary>Small draws that <see cref="Random"/> and Math.NET do not have ready.</summary>
internal static class Draws
{
    /// <summary>True with a probability.</summary>
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>The index of one of some weights, drawn in proportion to them.</summary>
    public static int Pick(this Random random, ReadOnlySpan<int> weights)
    {
        int total = 0;
        foreach (int weight in weights)
            total += weight;

        int left = random.Next(total);
        int index = 0;
        while (left >= weights[index])
            left -= weights[index++];
        return index;
    }
}
