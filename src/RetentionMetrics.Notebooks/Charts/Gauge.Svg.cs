namespace RetentionMetrics.Notebooks;

public sealed partial class Gauge
{
    private const double Track = 12;

    private protected override double Draw(SvgSheet sheet)
    {
        NumberScale scale = MakeScale();
        double left = sheet.Side + 16, right = sheet.Width - sheet.Side - 16, top = sheet.Top;
        SeriesStyle style = SeriesStyle.Of(0);

        // The number, large, and beside it what it measures and its interval.
        string number = Value is null ? TextSize.Fit(Format["no data"], 18 * TextSize.Bold, sheet.Width * 0.6) : TextSize.Fit(Format.Number(Value, Scale.Kind), 32 * TextSize.Bold, sheet.Width * 0.6);
        double size = Value is null ? 18 : 32;
        sheet.Text(number, sheet.Side, top + 32, size: size, weight: "bold");
        double beside = sheet.Side + TextSize.Width(number, size * TextSize.Bold) + 14;
        string interval = IntervalText();
        sheet.Text(TextSize.Fit(TitleOf(Scale), SvgSheet.TextHeight, sheet.Width - sheet.Side - beside), beside, top + (interval.Length == 0 ? 32 : 16));
        sheet.Note(TextSize.Fit(interval, SvgSheet.TextHeight, sheet.Width - sheet.Side - beside), beside, top + 32);

        // The scale: an empty track, the interval as a band on it, the number as a bold stroke with its mark.
        var track = new Box(left, top + 52, right, top + 52 + Track);
        sheet.Rect(track, sheet.Ink, opacity: 0.1);
        if (Value is not null || Lower is not null || Upper is not null)
        {
            double from = scale.Place(Lower ?? Value ?? scale.Low, left, right), to = scale.Place(Upper ?? Value ?? scale.High, left, right);
            sheet.Rect(track with { Left = Math.Min(from, to), Right = Math.Max(from, to) }, style.Color, opacity: 0.45, tip: interval);
        }

        if (Value is { } value)
        {
            double x = scale.Place(value, left, right);
            sheet.Line(x, track.Top - 5, x, track.Bottom + 5, sheet.Ink, 3);
        }

        AxisGrid.Along(sheet, track with { Bottom = track.Bottom + 4 }, scale, lines: false);
        return track.Bottom + 28;
    }

    // What lies outside the scale is drawn at its end: an interval of an NPS may pass 100, the scale does not.
    private NumberScale MakeScale() => new(Scale, [], 4, loose: false, Format);

    private string IntervalText() =>
        Lower is null && Upper is null ? "" : Format.Say("{0} to {1}", Format.Number(Lower, Scale.Kind), Format.Number(Upper, Scale.Kind));
}
