namespace RetentionMetrics.Notebooks;

public sealed partial class BarChart
{
    private const double ValueText = 11;

    private protected override double Draw(SvgSheet sheet)
    {
        BarPiece[] pieces = [.. Pieces()];
        bool isLying = Layout == BarLayout.Lying;
        NumberScale scale = MakeScale(pieces);
        double top = sheet.Top;
        string title = TextSize.Fit(isLying ? CategoryTitle : TitleOf(Scale), SvgSheet.TextHeight, sheet.Width - (2 * sheet.Side));
        if (title.Length > 0)
        {
            sheet.Note(title, sheet.Side, top + 12);
            top += 22;
        }

        if (Groups.Length > 1)
            top = Legend.Draw(sheet, sheet.Side, top, sheet.Width - sheet.Side, [.. Groups.Select(group => TextSize.OneLine(group.Name))], (i, x, y) => LegendSample(sheet, i, x, y)) + 4;
        return isLying ? DrawLying(sheet, pieces, scale, top) : DrawUpright(sheet, pieces, scale, top);
    }

    /// <summary>The bars to draw: those side by side from where they begin, those on each other from where the one below ends.</summary>
    private IEnumerable<BarPiece> Pieces()
    {
        for (int c = 0; c < Categories.Length; c++)
        {
            double above = 0, below = 0;
            for (int g = 0; g < Groups.Length; g++)
            {
                ChartBars group = Groups[g];
                if (group.Values[c] is not { } value)
                    continue;
                if (Layout != BarLayout.Stacked)
                {
                    yield return new BarPiece(g, c, group.From[c], value, group.Lower.IsEmpty ? null : group.Lower[c], group.Upper.IsEmpty ? null : group.Upper[c]);
                }
                else if (value >= 0)
                {
                    yield return new BarPiece(g, c, above, Bounded(above + value), null, null);
                    above = Bounded(above + value);
                }
                else
                {
                    yield return new BarPiece(g, c, below, Bounded(below + value), null, null);
                    below = Bounded(below + value);
                }
            }
        }
    }

    private NumberScale MakeScale(BarPiece[] pieces) =>
        new(Scale, pieces.SelectMany(piece => piece.Reach).Append(0), Layout == BarLayout.Lying ? 6 : 5, loose: true, Format);

    // Sums of numbers near the largest double stay on the sheet.
    private static double Bounded(double sum) => Math.Clamp(sum, -double.MaxValue, double.MaxValue);

    private bool IsWaterfall => Layout != BarLayout.Stacked && Groups.Any(group => group.From.Any(from => from != 0));

    private double DrawUpright(SvgSheet sheet, BarPiece[] pieces, NumberScale scale, double top)
    {
        double left = sheet.Side + Math.Min(AxisGrid.Room(scale), sheet.Width * 0.3);
        var box = new Box(left, top + 18, sheet.Width - sheet.Side, top + 18 + Math.Clamp(sheet.Width * 0.42, 160, 320));
        AxisGrid.Upright(sheet, box, scale);
        double band = box.Width / Math.Max(Categories.Length, 1);
        int side = Layout == BarLayout.Stacked ? 1 : Math.Max(Groups.Length, 1);
        double thickness = Math.Min(band * 0.76 / side, 56);
        bool isSaid = Layout != BarLayout.Stacked && ValuesFit(pieces, scale, thickness + (side == 1 ? band * 0.2 : 0));
        foreach (BarPiece piece in pieces)
        {
            double from = scale.Place(piece.From, box.Bottom, box.Top), to = scale.Place(piece.To, box.Bottom, box.Top);
            double middle = box.Left + ((piece.Category + 0.5) * band) + (Layout == BarLayout.Stacked ? 0 : (piece.Group - ((side - 1) / 2.0)) * thickness);
            double half = Math.Max((thickness / 2) - (side > 1 ? 1 : 0), 0.5);
            DrawBar(sheet, new Box(middle - half, Math.Min(from, to), middle + half, Math.Max(from, to)), piece);
            double farthest = to;
            if (piece.Lower is { } lower && piece.Upper is { } upper)
            {
                double low = scale.Place(lower, box.Bottom, box.Top), high = scale.Place(upper, box.Bottom, box.Top), cap = Math.Min(half * 0.5, 5);
                sheet.Line(middle, low, middle, high, width: 1.5);
                sheet.Line(middle - cap, low, middle + cap, low, width: 1.5);
                sheet.Line(middle - cap, high, middle + cap, high, width: 1.5);
                farthest = IsBelow(piece) ? Math.Max(to, low) : Math.Min(to, high);
            }

            if (isSaid)
                sheet.Text(scale.Value(piece.Size), middle, IsBelow(piece) ? farthest + 13 : farthest - 5, TextAnchor.Middle, ValueText);
        }

        if (IsWaterfall)
            DrawConnectors(sheet, pieces, scale, box, band, thickness);
        if (pieces.Length == 0)
            sheet.NoData(box);
        return DrawCategories(sheet, box, band, isSaid && pieces.Any(piece => IsBelow(piece) && scale.Share(Math.Min(piece.To, piece.Lower ?? piece.To)) < 0.06) ? 14 : 0);
    }

    private double DrawLying(SvgSheet sheet, BarPiece[] pieces, NumberScale scale, double top)
    {
        int side = Math.Max(Groups.Length, 1);
        double thickness = side == 1 ? 20 : Math.Max(8, 36.0 / side), band = (thickness * side) + 10;
        string[] numbers = [.. pieces.Select(piece => scale.Value(piece.Size))];
        double numberWidth = Math.Min(numbers.Select(number => TextSize.Width(number, ValueText)).DefaultIfEmpty(0).Max(), sheet.Width * 0.2) + 8;
        double nameWidth = Math.Min(Categories.Select(name => TextSize.Width(TextSize.OneLine(name), SvgSheet.TextHeight)).DefaultIfEmpty(0).Max() + 1, sheet.Width * 0.32);
        double left = sheet.Side + nameWidth + 8 + (pieces.Any(IsBelow) ? numberWidth : 0), right = sheet.Width - sheet.Side - numberWidth;
        var box = new Box(left, top + 4, right, top + 4 + (band * Math.Max(Categories.Length, 2)));
        AxisGrid.Along(sheet, box, scale, lines: true);
        for (int c = 0; c < Categories.Length; c++)
        {
            IReadOnlyList<string> lines = TextSize.Wrap(Categories[c], SvgSheet.TextHeight, nameWidth, 2);
            for (int l = 0; l < lines.Count; l++)
                sheet.Text(lines[l], sheet.Side + nameWidth, box.Top + ((c + 0.5) * band) + 4 + ((l - ((lines.Count - 1) / 2.0)) * 13), TextAnchor.End);
        }

        for (int i = 0; i < pieces.Length; i++)
        {
            BarPiece piece = pieces[i];
            double from = scale.Place(piece.From, box.Left, box.Right), to = scale.Place(piece.To, box.Left, box.Right);
            double middle = box.Top + ((piece.Category + 0.5) * band) + ((piece.Group - ((side - 1) / 2.0)) * thickness);
            double half = (thickness / 2) - (side > 1 ? 1 : 0);
            DrawBar(sheet, new Box(Math.Min(from, to), middle - half, Math.Max(from, to), middle + half), piece);
            double farthest = to;
            if (piece.Lower is { } lower && piece.Upper is { } upper)
            {
                double low = scale.Place(lower, box.Left, box.Right), high = scale.Place(upper, box.Left, box.Right), cap = Math.Min(half * 0.5, 5);
                sheet.Line(low, middle, high, middle, width: 1.5);
                sheet.Line(low, middle - cap, low, middle + cap, width: 1.5);
                sheet.Line(high, middle - cap, high, middle + cap, width: 1.5);
                farthest = IsBelow(piece) ? Math.Min(to, low) : Math.Max(to, high);
            }

            string number = thickness >= 11 ? TextSize.Fit(numbers[i], ValueText, numberWidth - 6) : "";
            if (!number.EndsWith('…'))
                sheet.Text(number, IsBelow(piece) ? farthest - 5 : farthest + 5, middle + 4, IsBelow(piece) ? TextAnchor.End : TextAnchor.Start, ValueText);
        }

        if (pieces.Length == 0)
            sheet.NoData(box);
        if (TitleOf(Scale).Length == 0)
            return box.Bottom + 24;
        sheet.Note(TextSize.Fit(TitleOf(Scale), SvgSheet.TextHeight, box.Width), box.CenterX, box.Bottom + 36, TextAnchor.Middle);
        return box.Bottom + 42;
    }

    // A fall of a waterfall is hollow: seen without colour, and in print.
    private void DrawBar(SvgSheet sheet, Box bar, BarPiece piece)
    {
        SeriesStyle style = SeriesStyle.Of(piece.Group);
        string tip = $"{(Groups.Length > 1 ? Groups[piece.Group].Name + ", " : "")}{Categories[piece.Category]}: {Format.Number(piece.Size, Scale.Kind)}";
        if (IntervalText(piece) is { Length: > 0 } interval)
            tip += $" ({interval})";
        if (IsWaterfall && piece.To < piece.From)
            sheet.Rect(new Box(bar.Left + 0.75, bar.Top, bar.Right - 0.75, bar.Bottom), style.Color, style.Color, opacity: 0.2, tip: tip);
        else
            sheet.Rect(bar, style.Color, tip: tip);
    }

    private string IntervalText(BarPiece piece) =>
        piece.Lower is null || piece.Upper is null ? "" : Format.Say("{0} to {1}", Format.Number(piece.Lower, Scale.Kind), Format.Number(piece.Upper, Scale.Kind));

    private static void LegendSample(SvgSheet sheet, int group, double x, double y) =>
        sheet.Rect(new Box(x + 4, y - 6, x + 16, y + 6), SeriesStyle.Of(group).Color);

    private static void DrawConnectors(SvgSheet sheet, BarPiece[] pieces, NumberScale scale, Box box, double band, double thickness)
    {
        for (int i = 1; i < pieces.Length; i++)
        {
            (BarPiece last, BarPiece next) = (pieces[i - 1], pieces[i]);
            if (next.Category != last.Category + 1 || (last.To != next.From && last.To != next.To))
                continue;
            double y = scale.Place(last.To, box.Bottom, box.Top);
            sheet.Line(box.Left + ((last.Category + 0.5) * band) + (thickness / 2), y, box.Left + ((next.Category + 0.5) * band) - (thickness / 2), y, opacity: 0.5);
        }
    }

    private static bool IsBelow(BarPiece piece) => piece.To < piece.From;

    private static bool ValuesFit(BarPiece[] pieces, NumberScale scale, double width) =>
        pieces.All(piece => TextSize.Width(scale.Value(piece.Size), ValueText) <= width - 2);

    private double DrawCategories(SvgSheet sheet, Box box, double band, double space)
    {
        double[] places = [.. Enumerable.Range(0, Categories.Length).Select(c => box.Left + ((c + 0.5) * band))];
        // Slanting names end at their bars, so that the first ones have the room to their left.
        bool canSlant = places.Zip(Categories).All(bar => Math.Min(TextSize.Width(TextSize.OneLine(bar.Second), SvgSheet.TextHeight), NameLabels.Longest) <= (bar.First - 4) / NameLabels.Slope);
        double y = new NameLabels(Categories, band, canSlant).DrawBelow(sheet, places, box.Bottom + 18 + space);
        if (CategoryTitle.Length == 0)
            return y + 6;
        sheet.Note(TextSize.Fit(CategoryTitle, SvgSheet.TextHeight, box.Width), box.CenterX, y + 18, TextAnchor.Middle);
        return y + 24;
    }
}
