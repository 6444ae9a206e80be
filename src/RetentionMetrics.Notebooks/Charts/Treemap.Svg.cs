namespace RetentionMetrics.Notebooks;

public sealed partial class Treemap
{
    private const double Padding = 6;

    private protected override double Draw(SvgSheet sheet)
    {
        int[] order = Order();
        double top = sheet.Top;
        string title = TitleOf(Scale);
        if (title.Length > 0)
        {
            sheet.Note(TextSize.Fit(title, SvgSheet.TextHeight, sheet.Width - (2 * sheet.Side)), sheet.Side, top + 12);
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
        Func<double, string> write = SizeFormat(Sizes[order[0]]);
        var unsaid = new List<string>();
        for (int k = 0; k < order.Length; k++)
        {
            string name = TextSize.OneLine(Labels[order[k]]), number = write(Sizes[order[k]]);
            double t = Shade(order, k);
            Box part = parts[k];
            double gap = Math.Min(part.Width, part.Height) > 4 ? 1 : 0;
            part = part with { Right = part.Right - gap, Bottom = part.Bottom - gap };
            sheet.Rect(part, ColorScale.At(t), tip: $"{name}: {number}");
            if (!DrawLabel(sheet, part, name, number, ColorScale.TextAt(t)))
                unsaid.Add($"{name} {number}");
        }

        return DrawUnsaid(sheet, box.Bottom, unsaid);
    }

    private int[] Order() => [.. Enumerable.Range(0, Sizes.Length).Where(i => Sizes[i] > 0).OrderByDescending(i => Sizes[i]).ThenBy(i => i)];

    // From a fifth to four fifths of the scale: neither paper white nor black.
    private double Shade(int[] order, int k) => 0.2 + (0.6 * (Sizes[order[k]] / Sizes[order[0]]));

    // The title tells the currency, and cents beside thousands are noise.
    private Func<double, string> SizeFormat(double largest) => Scale.Kind == NumberKind.Money
        ? size => size.ToString(largest >= 1_000 ? "N0" : Format.MoneyFormat, Format.Options.Culture)
        : size => Format.Number(size, Scale.Kind);

    /// <summary>Writes the name and the number, as large as they fit; says whether both did.</summary>
    private static bool DrawLabel(SvgSheet sheet, Box part, string name, string number, string fill)
    {
        double width = part.Width - (2 * Padding), height = part.Height - Padding;
        foreach (double size in new[] { 14.0, 12, 10 })
        {
            double line = size + 3;
            IReadOnlyList<string> words = TextSize.WrapWhole(name, size * TextSize.Bold, width, 3);
            if (TextSize.Width(number, size) > width || words.Count == 0 || (words.Count + 1) * line > height)
                continue;
            double y = part.Top + size + 3;
            foreach (string word in words)
            {
                sheet.Text(word, part.Left + Padding, y, size: size, weight: "bold", fill: fill);
                y += line;
            }

            sheet.Text(number, part.Left + Padding, y, size: size, fill: fill);
            return true;
        }

        return false;
    }

    // What is too small for its name is told below, so that print and mail lose nothing that fits on five lines.
    private static double DrawUnsaid(SvgSheet sheet, double bottom, List<string> unsaid)
    {
        if (unsaid.Count == 0)
            return bottom;
        double y = bottom;
        foreach (string line in TextSize.Wrap(string.Join(" · ", unsaid), SvgSheet.TextHeight, sheet.Width - (2 * sheet.Side), 5))
        {
            y += 17;
            sheet.Note(line, sheet.Side, y);
        }

        return y + 5;
    }
}
