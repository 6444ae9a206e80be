namespace RetentionMetrics.Notebooks;

/// <summary>The grid of an axis of numbers with the numbers beside it.</summary>
internal static class AxisGrid
{
    private const double Faint = 0.15;

    /// <summary>How much room the numbers of an upright axis need.</summary>
    public static double Room(NumberScale scale) =>
        scale.Ticks.Select(tick => TextSize.Width(scale.Label(tick), SvgSheet.TextHeight)).DefaultIfEmpty(0).Max() + 8;

    /// <summary>Lines across with the numbers to their left; zero is stronger.</summary>
    public static void Upright(SvgSheet sheet, Box box, NumberScale scale)
    {
        foreach (double tick in scale.Ticks)
        {
            double y = scale.Place(tick, box.Bottom, box.Top);
            sheet.Line(box.Left, y, box.Right, y, opacity: tick == 0 ? 0.6 : Faint);
            sheet.Note(TextSize.Fit(scale.Label(tick), SvgSheet.TextHeight, box.Left - 6), box.Left - 6, y + 4, TextAnchor.End);
        }
    }

    /// <summary>Lines upwards, or short strokes below the box, with the numbers below.</summary>
    public static void Along(SvgSheet sheet, Box box, NumberScale scale, bool lines, IReadOnlyList<double>? at = null)
    {
        IReadOnlyList<double> ticks = at ?? scale.Ticks;
        foreach (double tick in ticks)
        {
            double x = scale.Place(tick, box.Left, box.Right);
            if (lines)
                sheet.Line(x, box.Top, x, box.Bottom, opacity: tick == 0 ? 0.6 : Faint);
            else
                sheet.Line(x, box.Bottom, x, box.Bottom + 4, opacity: 0.4);
        }

        AxisLabels.Draw(sheet, [.. ticks.Select(tick => at is null ? scale.Label(tick) : scale.Exactly(tick))], [.. ticks.Select(tick => scale.Place(tick, box.Left, box.Right))], box.Bottom + 18);
    }
}
