namespace RetentionMetrics.Notebooks;

/// <summary>A box divided into rectangles of given areas, as square as can be.</summary>
/// <remarks>The algorithm of Bruls, Huizing and van Wijk (2000): parts, largest first, fill rows along the shorter side as long as the worst of the row gets no worse.</remarks>
internal static class Squarified
{
    /// <summary>The rectangles of sizes that fall and are above zero.</summary>
    public static Box[] Divide(IReadOnlyList<double> sizes, Box box)
    {
        var boxes = new Box[sizes.Count];
        // Scaled by the largest first: the sum of finite numbers may not be one.
        double largest = sizes.Count == 0 ? 1 : sizes[0];
        double sum = sizes.Sum(size => size / largest);
        double[] areas = [.. sizes.Select(size => size / largest / sum * box.Width * box.Height)];
        for (int begin = 0; begin < areas.Length;)
        {
            double side = Math.Min(box.Width, box.Height), row = areas[begin];
            int end = begin + 1;
            while (end < areas.Length && Worst(areas[begin], areas[end], row + areas[end], side) <= Worst(areas[begin], areas[end - 1], row, side))
                row += areas[end++];
            // The last row takes what is left, so that nothing is lost to rounding.
            bool isUpright = box.Width >= box.Height;
            double depth = end == areas.Length ? Math.Max(box.Width, box.Height) : side > 0 ? row / side : 0;
            double at = isUpright ? box.Top : box.Left;
            for (int i = begin; i < end; i++)
            {
                double length = row > 0 ? areas[i] / row * side : 0;
                boxes[i] = isUpright ? new Box(box.Left, at, box.Left + depth, at + length) : new Box(at, box.Top, at + length, box.Top + depth);
                at += length;
            }

            box = isUpright ? box with { Left = box.Left + depth } : box with { Top = box.Top + depth };
            begin = end;
        }

        return boxes;
    }

    // The worst ratio of sides in a row is that of its largest or of its smallest member.
    private static double Worst(double largest, double smallest, double row, double side) =>
        Math.Max(side * side * largest / (row * row), row * row / (side * side * smallest));
}
