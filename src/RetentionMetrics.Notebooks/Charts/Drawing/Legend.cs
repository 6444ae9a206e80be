namespace RetentionMetrics.Notebooks;

/// <summary>Names with a sample of how they look, in rows.</summary>
internal static class Legend
{
    private const double Row = 20;
    private const double Sample = 18;

    /// <summary>Draws the names and says where it ends below.</summary>
    public static double Draw(SvgSheet sheet, double left, double top, double right, IReadOnlyList<string> names, Action<int, double, double> sample)
    {
        double x = left, y = top;
        for (int i = 0; i < names.Count; i++)
        {
            string name = TextSize.Fit(names[i], SvgSheet.TextHeight, right - left - Sample - 6);
            double width = Sample + 6 + TextSize.Width(name, SvgSheet.TextHeight);
            if (x > left && x + width > right)
                (x, y) = (left, y + Row);
            sample(i, x, y + 8);
            sheet.Text(name, x + Sample + 6, y + 12);
            x += width + 16;
        }

        return names.Count == 0 ? top : y + Row;
    }

    /// <summary>The sample of a line: a stroke with its mark.</summary>
    public static void LineSample(SvgSheet sheet, SeriesStyle? style, double x, double y)
    {
        if (style is not { } s)
        {
            sheet.Line(x, y, x + Sample, y, width: 1, opacity: 0.7, dash: "4 3");
            return;
        }

        sheet.Line(x, y, x + Sample, y, s.Color, 2, dash: s.Dash);
        sheet.Path(s.MarkAt(x + (Sample / 2), y, 3.5), s.Color);
    }
}
