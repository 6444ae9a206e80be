namespace RetentionMetrics.Notebooks;

/// <summary>Labels beside the ends of lines, moved apart where they would lie on each other.</summary>
internal static class LabelStack
{
    /// <summary>The heights nearest to those wanted, at least a distance apart and inside the bounds.</summary>
    /// <remarks>Neighbours that are too close form a block, which moves to the mean of what its members want: the least squares answer (pool adjacent violators).</remarks>
    public static double[] Spread(IReadOnlyList<double> wanted, double distance, double top, double bottom)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ThenBy(i => i)];
        var blocks = new List<(int First, int Count, double Sum)>();
        for (int k = 0; k < order.Length; k++)
        {
            // A member's wish, told as the wish for the first place of its block.
            blocks.Add((k, 1, wanted[order[k]]));
            while (blocks.Count > 1 && Start(blocks[^2]) + (blocks[^2].Count * distance) > Start(blocks[^1]))
            {
                var (first, count, sum) = blocks[^2];
                var last = blocks[^1];
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add((first, count + last.Count, sum + last.Sum - (last.Count * count * distance)));
            }
        }

        var places = new double[wanted.Count];
        foreach (var block in blocks)
        {
            for (int k = 0; k < block.Count; k++)
                places[order[block.First + k]] = Start(block) + (k * distance);
        }

        // What stands out below is pushed up through its neighbours; where there is too little room the first ones keep their distance.
        double limit = bottom;
        for (int k = order.Length - 1; k >= 0; k--, limit -= distance)
            places[order[k]] = Math.Min(places[order[k]], limit);
        limit = top;
        for (int k = 0; k < order.Length; k++)
        {
            places[order[k]] = Math.Max(places[order[k]], limit);
            limit = places[order[k]] + distance;
        }

        return places;

        double Start((int First, int Count, double Sum) block) => block.Sum / block.Count;
    }
}
