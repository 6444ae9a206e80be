namespace RetentionMetrics.Notebooks;

/// <summary>The labels along an axis: all of them where there is room, else every second, third and so on, so that none touches its neighbour; always the first and the last.</summary>
internal static class AxisLabels
{
    private const double Gap = 8;

    /// <summary>Writes labels at their places and says which.</summary>
    public static IReadOnlyList<int> Draw(SvgSheet sheet, IReadOnlyList<string> labels, IReadOnlyList<double> places, double y, double longest = 120)
    {
        // The first and the last share the sheet.
        if (labels.Count > 1)
            longest = Math.Min(longest, ((sheet.Width - Gap) / 2) - 1);
        string[] shown = [.. labels.Select(label => TextSize.Fit(label, SvgSheet.TextHeight, longest))];
        double[] half = [.. shown.Select(label => TextSize.Width(label, SvgSheet.TextHeight) / 2)];
        double[] at = [.. places.Select((place, i) => Math.Clamp(place, Math.Min(half[i], sheet.Width / 2), Math.Max(sheet.Width - half[i], sheet.Width / 2)))];
        IReadOnlyList<int> chosen = Choose(at, half, Gap);
        foreach (int i in chosen)
            sheet.Note(shown[i], at[i], y, TextAnchor.Middle);
        return chosen;
    }

    /// <summary>Which labels have room: as many as stand apart at equal steps, and the last. Where there is room for one only, it is the last.</summary>
    /// <param name="at">Their middles, rising.</param>
    /// <param name="half">Half their lengths.</param>
    /// <param name="gap">The least distance.</param>
    public static IReadOnlyList<int> Choose(IReadOnlyList<double> at, IReadOnlyList<double> half, double gap)
    {
        int last = at.Count - 1;
        for (int every = 1; every <= last; every++)
        {
            var chosen = new List<int>();
            for (int i = 0; i < last; i += every)
                chosen.Add(i);
            // Between equal steps all are apart or it is not enough; those that the last one pushes away are no reason for wider steps.
            if (chosen.Zip(chosen.Skip(1)).Any(pair => Touch(pair.First, pair.Second)))
                continue;
            if (every == 1 && Touch(last - 1, last))
                continue;
            while (chosen.Count > 0 && Touch(chosen[^1], last))
                chosen.RemoveAt(chosen.Count - 1);
            chosen.Add(last);
            return chosen;
        }

        return last < 0 ? [] : [last];

        bool Touch(int one, int next) => at[next] - half[next] < at[one] + half[one] + gap;
    }

    /// <summary>Whether labels are places on a scale, such as months or amounts, between which a reader can count on; the last may be open, such as "above 100".</summary>
    public static bool AreScale(IReadOnlyList<string> labels) =>
        labels.Count > 1 && labels.Take(labels.Count - 1).All(label => label.Length > 0 && (char.IsDigit(label[0]) || (label.Length > 1 && label[0] is '-' or '−' or '+' && char.IsDigit(label[1]))));
}
