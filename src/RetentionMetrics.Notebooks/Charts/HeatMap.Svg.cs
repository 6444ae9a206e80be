namespace RetentionMetrics.Notebooks;

public sealed partial class HeatMap
{
    private const double CellText = 11;

    private protected override double Draw(SvgSheet sheet)
    {
        double[] defined = [.. Values.SelectMany(row => row).Where(value => value is not null).Select(value => value!.Value)];
        (double low, double high) = Ends(defined);
        double top = sheet.Top;

        // Columns' title and labels above, rows' to the left.
        double rowWidth = Math.Min(Rows.Concat(TextSize.OneLine(RowTitle).Split(' ')).Select(label => TextSize.Width(TextSize.OneLine(label), SvgSheet.TextHeight)).Append(TextSize.Width(RowTitle, SvgSheet.TextHeight) * 0.64).Max() + 8, sheet.Width * 0.3);
        double left = sheet.Side + rowWidth, free = sheet.Width - sheet.Side - left;
        double cellWidth = Math.Min(free / Math.Max(Columns.Length, 1), 96), slanted = SlantedWidth(cellWidth, free);
        var columns = new NameLabels(Columns, cellWidth, slanted >= NameLabels.SlantingBand);
        if (columns.IsSlanting)
            cellWidth = slanted;
        double cellHeight = Rows.Length == 0 ? 26 : Math.Clamp(640.0 / Rows.Length, 6, 26);
        double right = Columns.IsEmpty ? sheet.Width - sheet.Side : left + (cellWidth * Columns.Length);
        double[] places = [.. Enumerable.Range(0, Columns.Length).Select(c => left + ((c + 0.5) * cellWidth))];
        IReadOnlyList<string> rowTitle = TextSize.Wrap(RowTitle, SvgSheet.TextHeight, rowWidth - 8, 2);
        // The rows' title stands beside the columns' labels, or above them where the first one needs its place.
        double raise = columns.Before > (cellWidth / 2) + 2 ? 18 : 0;
        double above = Math.Max(columns.Height + (ColumnTitle.Length > 0 ? 24 : 8), (rowTitle.Count * 16) + raise + 2);
        var box = new Box(left, top + above, right, top + above + (cellHeight * Math.Max(Rows.Length, 3)));
        sheet.Note(TextSize.Fit(ColumnTitle, SvgSheet.TextHeight, free), left, box.Top - columns.Height - 12);
        for (int l = 0; l < rowTitle.Count; l++)
            sheet.Note(rowTitle[l], left - 8, box.Top - 6 - raise - ((rowTitle.Count - 1 - l) * 16), TextAnchor.End);
        columns.DrawAbove(sheet, places, box.Top - 6);
        double[] middles = [.. Enumerable.Range(0, Rows.Length).Select(r => box.Top + ((r + 0.5) * cellHeight))];
        foreach (int r in AxisLabels.Choose(middles, [.. middles.Select(_ => 6.5)], 0))
            sheet.Note(TextSize.Fit(Rows[r], SvgSheet.TextHeight, rowWidth - 8), left - 8, middles[r] + 4, TextAnchor.End);

        if (defined.Length == 0)
        {
            sheet.Rect(box, "none", sheet.Ink, strokeOpacity: 0.2);
            sheet.NoData(box);
            return box.Bottom;
        }

        Func<double, string>? write = CellFormat(defined, cellWidth, cellHeight);
        // Small cells touch, each a little over the next, so that no seam shines through.
        double gap = Math.Min(cellWidth, cellHeight) >= 12 ? 1 : -0.5;
        for (int r = 0; r < Rows.Length; r++)
        {
            for (int c = 0; c < Columns.Length; c++)
            {
                var cell = new Box(left + (c * cellWidth), box.Top + (r * cellHeight), Math.Min(left + ((c + 1) * cellWidth) - gap, right), Math.Min(box.Top + ((r + 1) * cellHeight) - gap, box.Bottom));
                if (Values[r][c] is not { } value)
                {
                    sheet.Rect(new Box(cell.Left + 0.5, cell.Top + 0.5, cell.Right - 0.5, cell.Bottom - 0.5), "none", sheet.Ink, strokeOpacity: 0.12);
                    continue;
                }

                double t = Share(value, low, high);
                sheet.Rect(cell, ColorScale.At(t), tip: $"{Rows[r]}, {Columns[c]}: {Format.Number(value, Scale.Kind)}");
                if (write is not null)
                    sheet.Text(write(value), cell.CenterX, cell.CenterY + 4, TextAnchor.Middle, CellText, fill: ColorScale.TextAt(t));
            }
        }

        return DrawScale(sheet, Math.Min(Math.Max(box.Right, sheet.Side + 420), sheet.Width - sheet.Side), box.Bottom + 12, low, high);
    }

    /// <summary>How wide cells may be where the columns' names slant beyond the last of them.</summary>
    private double SlantedWidth(double most, double free) =>
        Columns.Select((name, c) => (free - (Math.Min(TextSize.Width(TextSize.OneLine(name), SvgSheet.TextHeight), NameLabels.Longest) * NameLabels.Slope) - 8) / (c + 0.5)).Append(most).Min();

    /// <summary>From where to where the colours go.</summary>
    private (double Low, double High) Ends(double[] defined)
    {
        if (defined.Length == 0)
            return (0, 1);
        return (Math.Min(defined.Min(), Scale.Minimum ?? double.PositiveInfinity), Math.Max(defined.Max(), Scale.Maximum ?? double.NegativeInfinity));
    }

    // Halves, because the distance of two finite numbers may not be one.
    private static double Share(double value, double low, double high) =>
        low == high ? 0.5 : Math.Clamp(high - low is var range && double.IsFinite(range) ? (value - low) / range : ((value / 2) - (low / 2)) / ((high / 2) - (low / 2)), 0, 1);

    // All cells are written the same way: in full, or without decimals, or not at all.
    private Func<double, string>? CellFormat(double[] defined, double width, double height)
    {
        if (height < 14)
            return null;
        Func<double, string>[] ways =
        [
            value => Scale.Kind == NumberKind.Money ? value.ToString(Format.MoneyFormat, Format.Options.Culture) : Format.Number(value, Scale.Kind),
            value => value.ToString(Scale.Kind == NumberKind.Percent ? "P0" : "N0", Format.Options.Culture),
        ];
        // Small numbers without decimals would all be the same.
        bool isCoarse = Scale.Kind == NumberKind.Number && defined.Max(Math.Abs) < 100;
        return ways.Take(isCoarse ? 1 : 2).FirstOrDefault(way => defined.All(value => TextSize.Width(way(value), CellText) <= width - 5));
    }

    private double DrawScale(SvgSheet sheet, double right, double top, double low, double high)
    {
        const int Steps = 24;
        var scale = new NumberScale(Scale with { Minimum = low, Maximum = high }, [], 5, loose: false, Format);
        string from = scale.Value(low), to = scale.Value(high);
        double limit = sheet.Width * 0.25, width = Math.Min(160, sheet.Width * 0.3);
        to = TextSize.Fit(to, SvgSheet.TextHeight, limit);
        from = TextSize.Fit(from, SvgSheet.TextHeight, limit);
        sheet.Note(to, right, top + 11, TextAnchor.End);
        double end = right - TextSize.Width(to, SvgSheet.TextHeight) - 6, begin = end - width;
        for (int i = 0; i < Steps; i++)
            sheet.Rect(new Box(begin + (width * i / Steps), top, begin + (width * (i + 1) / Steps), top + 12), ColorScale.At(low == high ? 0.5 : (i + 0.5) / Steps));
        sheet.Note(from, begin - 6, top + 11, TextAnchor.End);
        double free = begin - 6 - TextSize.Width(from, SvgSheet.TextHeight) - 12 - sheet.Side;
        string title = TextSize.Fit(TitleOf(Scale), SvgSheet.TextHeight, free);
        sheet.Note(title, sheet.Side + free, top + 11, TextAnchor.End);
        return top + 16;
    }
}
