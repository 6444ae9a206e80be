using System.Globalization;
using System.Text;

namespace RetentionMetrics.Notebooks;

public sealed partial class LineChart
{
    private const double LabelHeight = 16;

    private protected override double Draw(SvgSheet sheet)
    {
        bool isEmpty = !Lines.Any(line => line.Y.Any(y => y is not null));
        (NumberScale along, NumberScale up) = MakeScales();
        SeriesStyle?[] styles = Styles();

        // Names stand at the ends of their lines where there is room, else in a legend above.
        string[] names = [.. Lines.Select(line => TextSize.OneLine(line.Name))];
        bool isNamed = names.Any(name => name.Length > 0);
        double nameWidth = names.Where((_, i) => !IsUpright(Lines[i])).Select(name => TextSize.Width(name, SvgSheet.TextHeight)).DefaultIfEmpty(0).Max();
        double height = Math.Clamp(sheet.Width * 0.42, 160, 320);
        bool isDirect = isNamed && Lines.Any(line => !IsUpright(line)) && nameWidth <= sheet.Width * 0.26 && names.Length * LabelHeight <= height;
        string[][] numbers = [.. Below.Select(row => row.Values.Select(value => Format.Count(value)).ToArray())];
        double numberWidth = numbers.SelectMany(row => row).Select(number => TextSize.Width(number, SvgSheet.TextHeight)).DefaultIfEmpty(0).Max();
        double rowNames = Below.Select(row => TextSize.Width(TextSize.OneLine(row.Name), SvgSheet.TextHeight)).DefaultIfEmpty(0).Max();

        double top = sheet.Top;
        if (TitleOf(Y).Length > 0)
        {
            sheet.Note(TextSize.Fit(TitleOf(Y), SvgSheet.TextHeight, sheet.Width - (2 * sheet.Side)), sheet.Side, top + 12);
            top += 22;
        }

        if (isNamed && !isDirect)
            top = Legend.Draw(sheet, sheet.Side, top, sheet.Width - sheet.Side, names, (i, x, y) => Legend.LineSample(sheet, styles[i], x, y)) + 4;
        double left = sheet.Side + Math.Max(Math.Min(AxisGrid.Room(up), sheet.Width * 0.3), Math.Min(rowNames + (numberWidth / 2) + 8, sheet.Width * 0.28));
        double right = sheet.Width - sheet.Side - (isDirect ? nameWidth + 34 : Math.Max(numberWidth / 2, 12));
        var box = new Box(left, top + 6, right, top + 6 + height);

        AxisGrid.Upright(sheet, box, up);
        double bottom = DrawAlong(sheet, box, along);
        if (isEmpty)
            sheet.NoData(box);
        for (int i = 0; i < Lines.Length; i++)
            DrawBand(sheet, box, along, up, Lines[i], styles[i]);
        for (int i = 0; i < Lines.Length; i++)
            DrawLine(sheet, box, along, up, Lines[i], styles[i]);
        if (isDirect)
            DrawNames(sheet, box, along, up, names, styles);
        return DrawBelow(sheet, box, along, numbers, numberWidth, bottom);
    }

    private (NumberScale Along, NumberScale Up) MakeScales() => (
        new NumberScale(X, Lines.SelectMany(line => line.X).Concat(Below.SelectMany(row => row.X)).Concat(LabelEnds()), 6, loose: false, Format),
        new NumberScale(Y, Lines.SelectMany(Heights), 5, loose: true, Format));

    private static IEnumerable<double> Heights(ChartLine line) => line.Y.Concat(line.Lower).Concat(line.Upper).Where(y => y is not null).Select(y => y!.Value);

    private IEnumerable<double> LabelEnds() => Labels.IsEmpty ? [] : [0, Labels.Length - 1];

    // References have no colour, so that the lines they are compared with keep theirs when one is added.
    private SeriesStyle?[] Styles()
    {
        int series = 0;
        return [.. Lines.Select(line => line.IsReference ? (SeriesStyle?)null : SeriesStyle.Of(series++))];
    }

    private double DrawAlong(SvgSheet sheet, Box box, NumberScale along)
    {
        if (Labels.IsEmpty)
        {
            // Numbers below stand under ticks.
            double[] counted = [.. Below.SelectMany(row => row.X).Distinct().Order()];
            AxisGrid.Along(sheet, box, along, lines: false, counted.Length is > 1 and < 30 ? counted : null);
        }
        else
        {
            double[] places = [.. Enumerable.Range(0, Labels.Length).Select(i => along.Place(i, box.Left, box.Right))];
            foreach (int i in AxisLabels.Draw(sheet, Labels, places, box.Bottom + 18))
                sheet.Line(places[i], box.Bottom, places[i], box.Bottom + 4, opacity: 0.4);
        }

        sheet.Line(box.Left, box.Bottom, box.Right, box.Bottom, opacity: 0.4);
        if (TitleOf(X).Length == 0)
            return box.Bottom + 24;
        sheet.Note(TextSize.Fit(TitleOf(X), SvgSheet.TextHeight, box.Width), box.CenterX, box.Bottom + 36, TextAnchor.Middle);
        return box.Bottom + 42;
    }

    private static void DrawBand(SvgSheet sheet, Box box, NumberScale along, NumberScale up, ChartLine line, SeriesStyle? style)
    {
        if (line.Lower.IsEmpty)
            return;
        var path = new StringBuilder();
        for (int begin = 0; begin < line.X.Length; begin++)
        {
            int end = begin;
            while (end < line.X.Length && line.Lower[end] is not null && line.Upper[end] is not null)
                end++;
            if (end == begin)
                continue;
            // There along the upper ends, back along the lower ones.
            for (int i = begin; i < end; i++)
                Corner(i, line.Upper[i]!.Value, i == begin, i > begin ? line.Upper[i - 1] : null);
            for (int i = end - 1; i >= begin; i--)
                Corner(i, line.Lower[i]!.Value, false, i + 1 < end ? line.Lower[i] : null, i + 1);
            path.Append('z');
            begin = end;
        }

        if (path.Length > 0)
            sheet.Path(path.ToString(), style?.Color ?? sheet.Ink, opacity: 0.16);

        void Corner(int i, double y, bool isFirst, double? before, int stepAt = -1)
        {
            if (line.IsStep && before is { } b)
                Point(stepAt < 0 ? i : stepAt, b, false);
            Point(i, y, isFirst);
        }

        void Point(int i, double y, bool isFirst) => path.Append(CultureInfo.InvariantCulture,
            $"{(isFirst ? 'M' : 'L')}{SvgSheet.Number(along.Place(line.X[i], box.Left, box.Right))} {SvgSheet.Number(up.Place(y, box.Bottom, box.Top))}");
    }

    private static void DrawLine(SvgSheet sheet, Box box, NumberScale along, NumberScale up, ChartLine line, SeriesStyle? style)
    {
        var path = new StringBuilder();
        var marks = new StringBuilder();
        // Few points are marked each; of many only those that stand alone and would not be seen.
        bool isMarked = !line.IsStep && line.X.Length <= 24;
        for (int i = 0; i < line.X.Length; i++)
        {
            if (line.Y[i] is not { } value)
                continue;
            double x = along.Place(line.X[i], box.Left, box.Right), y = up.Place(value, box.Bottom, box.Top);
            bool goesOn = i > 0 && line.Y[i - 1] is not null;
            bool isAlone = !goesOn && (i + 1 == line.X.Length || line.Y[i + 1] is null);
            if (!goesOn)
                path.Append(CultureInfo.InvariantCulture, $"M{SvgSheet.Number(x)} {SvgSheet.Number(y)}");
            else if (line.IsStep)
                path.Append(CultureInfo.InvariantCulture, $"H{SvgSheet.Number(x)}V{SvgSheet.Number(y)}");
            else
                path.Append(CultureInfo.InvariantCulture, $"L{SvgSheet.Number(x)} {SvgSheet.Number(y)}");
            if (isAlone || (isMarked && style is not null))
                marks.Append((style ?? SeriesStyle.Of(0)).MarkAt(x, y, 3));
        }

        if (path.Length == 0)
            return;
        if (style is { } s)
            sheet.Path(path.ToString(), stroke: s.Color, width: 2, dash: s.Dash, tip: line.Name);
        else
            sheet.Path(path.ToString(), stroke: sheet.Ink, opacity: 0.7, dash: "4 3", tip: line.Name);
        if (marks.Length > 0)
            sheet.Path(marks.ToString(), style?.Color ?? sheet.Ink);
    }

    private void DrawNames(SvgSheet sheet, Box box, NumberScale along, NumberScale up, string[] names, SeriesStyle?[] styles)
    {
        double height = box.Top + 12;
        for (int i = 0; i < Lines.Length; i++)
        {
            // A line straight up has its name beside it, towards the wider side; the next one's is a line lower.
            double x = IsUpright(Lines[i]) ? along.Place(Lines[i].X[0], box.Left, box.Right) : 0;
            if (x <= 0)
                continue;
            sheet.Note(TextSize.Fit(names[i], SvgSheet.TextHeight, (box.Width / 2) - 5), x < box.CenterX ? x + 5 : x - 5, height, x < box.CenterX ? TextAnchor.Start : TextAnchor.End);
            height = Math.Min(height + LabelHeight, box.Bottom);
        }

        int[] named = [.. Enumerable.Range(0, Lines.Length).Where(i => names[i].Length > 0 && !IsUpright(Lines[i]) && Lines[i].Y.Any(y => y is not null))];
        int[] ends = [.. named.Select(i => LastDefined(Lines[i]))];
        double[] wanted = [.. named.Select((i, k) => up.Place(Lines[i].Y[ends[k]]!.Value, box.Bottom, box.Top))];
        double[] places = LabelStack.Spread(wanted, LabelHeight, box.Top + 4, box.Bottom - 4);
        for (int k = 0; k < named.Length; k++)
        {
            int i = named[k];
            double x = along.Place(Lines[i].X[ends[k]], box.Left, box.Right);
            if (Math.Abs(places[k] - wanted[k]) > 2 || box.Right - x > 8)
                sheet.Line(x + 4, wanted[k], box.Right + 8, places[k], opacity: 0.35, width: 0.75);
            Legend.LineSample(sheet, styles[i], box.Right + 8, places[k]);
            sheet.Text(names[i], box.Right + 32, places[k] + 4);
        }
    }

    private static bool IsUpright(ChartLine line) => line.IsReference && line.X.Length > 1 && line.X[0] == line.X[^1];

    private static int LastDefined(ChartLine line)
    {
        int i = line.Y.Length - 1;
        while (line.Y[i] is null)
            i--;
        return i;
    }

    private double DrawBelow(SvgSheet sheet, Box box, NumberScale along, string[][] numbers, double numberWidth, double bottom)
    {
        for (int r = 0; r < Below.Length; r++)
        {
            double y = bottom + 16 + (r * 18);
            sheet.Note(TextSize.Fit(Below[r].Name, SvgSheet.TextHeight, box.Left - (numberWidth / 2) - 6 - sheet.Side), sheet.Side, y);
            double free = double.NegativeInfinity;
            for (int i = 0; i < numbers[r].Length; i++)
            {
                double half = Math.Min(numberWidth / 2, sheet.Width / 2), x = Math.Clamp(along.Place(Below[r].X[i], box.Left, box.Right), half, sheet.Width - half);
                if (x - (numberWidth / 2) < free)
                    continue;
                sheet.Text(TextSize.Fit(numbers[r][i], SvgSheet.TextHeight, sheet.Width), x, y, TextAnchor.Middle);
                free = x + (numberWidth / 2) + 8;
            }
        }

        return Below.IsEmpty ? bottom : bottom + 6 + (Below.Length * 18);
    }
}
