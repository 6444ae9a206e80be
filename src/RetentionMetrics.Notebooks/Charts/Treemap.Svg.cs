namespace RetentionMetrics.Notebooks;

public sealed partial class Treemap
{
    private const double Padding = 6;

    private protected override double Draw(SvgSheet sheet)
    {
        int[] order = [.. Enumerable.Range(0, Sizes.Length).Where(i => Sizes[i] > 0).OrderByDescending(i => Sizes[i]).ThenBy(i => i)];
        double top = sheet.Top;
        if (Scale.Title.Length > 0)
        {
            sheet.Note(TextSize.Fit(Scale.Title, SvgSheet.TextHeight, sheet.Width - (2 * sheet.Side)), sheet.Side, top + 12);
            top += 20;
        }

        var box = new Box(sheet.Side, top, sheet.Width - sheet.Side, top + Math.Clamp(sheet.Width * 0.5, 160, 480));
        if (order.Length == 0)
        {
            sheet.Rect(new Box(box.Left + 0.5, box.Top + 0.5, box.Right - 0.5, box.Bottom - 0.5), "none", sheet.Ink, strokeOpacity: 0.2);
            sheet.NoData(box);
            return box.Bottom;
        }

        Box[] parts = Squarified.Divide([.. order.Select(i => Sizes[i])], box);
        var unsaid = new List<string>();
        for (int k = 0; k < order.Length; k++)
        {
            string name = TextSize.OneLine(Labels[order[k]]), number = Format.Number(Sizes[order[k]], Scale.Kind);
            // From a fifth to four fifths of the scale: neither paper white nor black.
            double t = 0.2 + (0.6 * (Sizes[order[k]] / Sizes[order[0]]));
            Box part = parts[k];
            double gap = Math.Min(part.Width, part.Height) > 4 ? 1 : 0;
            part = part with { Right = part.Right - gap, Bottom = part.Bottom - gap };
            sheet.Rect(part, ColorScale.At(t), tip: $"{name}: {number}");
            if (!DrawLabel(sheet, part, name, number, ColorScale.TextAt(t)))
                unsaid.Add($"{name} {number}");
        }

        return DrawUnsaid(sheet, box.Bottom, unsaid);
    }

    private static bool DrawLabel(SvgSheet sheet, Box part, string name, string number, string fill)
    {
        double size = part.Width > 140 && part.Height > 60 ? 14 : SvgSheet.TextHeight, line = size + 4;
        double width = part.Width - (2 * Padding);
        int lines = Math.Min((int)((part.Height - Padding) / line), 4);
        if (lines < 1 || width < 20)
            return false;
        IReadOnlyList<string> words = TextSize.Wrap(name, size, width, Math.Max(lines - 1, 1));
        // A name of three letters and an ellipsis says nothing.
        if (words.Count == 0 || (words[^1].EndsWith('…') && words[^1].Length < 8 && !name.EndsWith('…')))
            return false;
        double y = part.Top + size + 4;
        foreach (string word in words)
        {
            sheet.Text(word, part.Left + Padding, y, size: size, weight: "bold", fill: fill);
            y += line;
        }

        bool isSaid = words.Count < lines && TextSize.Width(number, size) <= width;
        if (isSaid)
            sheet.Text(number, part.Left + Padding, y, size: size, fill: fill);
        return isSaid;
    }

    // What is too small for its name is told below, so that print and mail lose nothing that fits on three lines.
    private static double DrawUnsaid(SvgSheet sheet, double bottom, List<string> unsaid)
    {
        if (unsaid.Count == 0)
            return bottom;
        double y = bottom;
        foreach (string line in TextSize.Wrap(string.Join(" · ", unsaid), SvgSheet.TextHeight, sheet.Width - (2 * sheet.Side), 3))
        {
            y += 17;
            sheet.Note(line, sheet.Side, y);
        }

        return y + 5;
    }
}
