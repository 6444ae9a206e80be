namespace RetentionMetrics.Notebooks;

/// <summary>The labels along an axis: all of them where there is room, else every second, third and so on, so that none touches its neighbour.</summary>
internal static class AxisLabels
{
    private const double Gap = 8;

    /// <summary>Writes labels at their places and says which: those that are multiples of the number returned.</summary>
    public static int Draw(SvgSheet sheet, IReadOnlyList<string> labels, IReadOnlyList<double> places, double y, double longest = 120)
    {
        string[] shown = [.. labels.Select(label => TextSize.Fit(label, SvgSheet.TextHeight, longest))];
        double[] half = [.. shown.Select(label => TextSize.Width(label, SvgSheet.TextHeight) / 2)];
        double[] at = [.. places.Select((place, i) => Math.Clamp(place, Math.Min(half[i], sheet.Width / 2), Math.Max(sheet.Width - half[i], sheet.Width / 2)))];
        int every = 1;
        while (every < shown.Length && !Apart(half, at, every))
            every++;
        for (int i = 0; i < shown.Length; i += every)
            sheet.Note(shown[i], at[i], y, TextAnchor.Middle);
        return every;
    }

    /// <summary>Writes every label slanting up to its place and says how far down they go.</summary>
    public static double Slant(SvgSheet sheet, IReadOnlyList<string> labels, IReadOnlyList<double> places, double y)
    {
        const double Slope = 0.7071; // sine and cosine of 45 degrees
        double down = 0;
        for (int i = 0; i < labels.Count; i++)
        {
            // The first has the room to its left, and none may go down further than its neighbours' bars are tall.
            string label = TextSize.Fit(labels[i], SvgSheet.TextHeight, Math.Min(places[i] / Slope, 120) - 4);
            sheet.Slanting(label, places[i] + 4, y);
            down = Math.Max(down, TextSize.Width(label, SvgSheet.TextHeight) * Slope);
        }

        return down;
    }

    private static bool Apart(double[] half, double[] at, int every)
    {
        for (int i = every; i < at.Length; i += every)
        {
            if (at[i] - half[i] < at[i - every] + half[i - every] + Gap)
                return false;
        }

        return true;
    }
}
