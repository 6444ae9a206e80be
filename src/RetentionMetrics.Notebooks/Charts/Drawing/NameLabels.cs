namespace RetentionMetrics.Notebooks;

/// <summary>The names of bars or columns: flat where they fit, else on several lines, slanting or upright, so that each has its own.</summary>
/// <remarks>Labels of a scale, such as months, are thinned instead; so are names closer together than a line is high.</remarks>
internal sealed class NameLabels
{
    /// <summary>How long a turned name may be.</summary>
    public const double Longest = 140;

    /// <summary>Sine and cosine of 45 degrees.</summary>
    public const double Slope = 0.7071;

    /// <summary>How close slanting names may stand.</summary>
    public const double SlantingBand = 18;

    private const double UprightBand = 12;
    private const double LineHeight = 14;
    private const int MostLines = 3;

    private readonly string[] _names;
    private readonly IReadOnlyList<string>[] _lines = [];
    private readonly double _turn;

    /// <summary>Finds how names stand.</summary>
    /// <param name="names">The names.</param>
    /// <param name="band">How far apart they stand.</param>
    /// <param name="canSlant">Whether all have room where they slant.</param>
    public NameLabels(IEnumerable<string> names, double band, bool canSlant)
    {
        _names = [.. names.Select(TextSize.OneLine)];
        if (AxisLabels.AreScale(_names) || _names.All(name => Width(name) <= band - 8))
            return;
        IReadOnlyList<string>[] lines = [.. _names.Select(name => TextSize.WrapWhole(name, SvgSheet.TextHeight, band - 6, MostLines))];
        if (lines.Zip(_names).All(pair => pair.First.Count > 0 || pair.Second.Length == 0))
            _lines = lines;
        else if (band >= UprightBand)
            _turn = canSlant && band >= SlantingBand ? 45 : 90;
        else
            return;
        if (_turn > 0)
            _names = [.. _names.Select(name => TextSize.Fit(name, SvgSheet.TextHeight, Longest))];
    }

    /// <summary>Whether they slant at 45 degrees.</summary>
    public bool IsSlanting => _turn == 45;

    /// <summary>How far the first one stands out to the left of its place.</summary>
    public double Before => _turn > 0 || _lines.Length > 0 || _names.Length == 0 ? 0 : Width(_names[0]) / 2;

    /// <summary>How high they are.</summary>
    public double Height
    {
        get
        {
            if (_lines.Length > 0)
                return 12 + ((_lines.Max(lines => lines.Count) - 1) * LineHeight);
            double longest = _names.Select(Width).DefaultIfEmpty(0).Max();
            return _turn switch { 0 => 12, 45 => (longest * Slope) + 8, _ => longest };
        }
    }

    /// <summary>Writes them above a line on which flat ones would stand.</summary>
    public void DrawAbove(SvgSheet sheet, IReadOnlyList<double> places, double baseline)
    {
        if (_turn == 0)
        {
            DrawFlat(sheet, places, baseline - (Height - 12));
            return;
        }

        for (int i = 0; i < _names.Length; i++)
            sheet.Turned(_names[i], places[i] + (IsSlanting ? 3 : 4), baseline, -_turn, TextAnchor.Start);
    }

    /// <summary>Writes them below a line on which the first line of flat ones would stand, and says how far down the last line goes.</summary>
    public double DrawBelow(SvgSheet sheet, IReadOnlyList<double> places, double baseline)
    {
        if (_turn == 0)
        {
            DrawFlat(sheet, places, baseline);
            return baseline + Height - 12;
        }

        for (int i = 0; i < _names.Length; i++)
            sheet.Turned(_names[i], places[i] + 4, baseline - (IsSlanting ? 6 : 9), -_turn, TextAnchor.End);
        return baseline + Height - 8;
    }

    private void DrawFlat(SvgSheet sheet, IReadOnlyList<double> places, double baseline)
    {
        if (_lines.Length == 0)
            AxisLabels.Draw(sheet, _names, places, baseline);
        for (int i = 0; i < _lines.Length; i++)
        {
            for (int l = 0; l < _lines[i].Count; l++)
                sheet.Note(_lines[i][l], places[i], baseline + (l * LineHeight), TextAnchor.Middle);
        }
    }

    private static double Width(string name) => TextSize.Width(name, SvgSheet.TextHeight);
}
