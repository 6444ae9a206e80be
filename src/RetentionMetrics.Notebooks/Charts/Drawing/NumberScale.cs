using System.Globalization;

namespace RetentionMetrics.Notebooks;

/// <summary>An axis of numbers: where it begins and ends, its round ticks, and where a number lies on it.</summary>
/// <remarks>Ticks by Heckbert's nice numbers (Graphics Gems, 1990): 1, 2 or 5 times a power of ten.</remarks>
internal sealed class NumberScale
{
    private const int MostDecimals = 9;

    private readonly ViewText _text;
    private readonly NumberKind _kind;
    private readonly double _step;

    /// <summary>The scale of an axis that has to hold some numbers.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">The numbers, finite.</param>
    /// <param name="intervals">About how many intervals between ticks.</param>
    /// <param name="loose">Whether it begins and ends at a tick.</param>
    /// <param name="text">How numbers are written.</param>
    public NumberScale(ChartAxis axis, IEnumerable<double> values, int intervals, bool loose, ViewText text)
    {
        _text = text;
        _kind = axis.Kind;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Concat(Ends(axis)))
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low > high)
            (low, high) = (0, 1);
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        // A range that is nothing beside its numbers has no ticks of its own.
        if (size < 1e-290)
            (low, high) = (Math.Min(low, 0), 1);
        else if ((high / 2) - (low / 2) < size * 1e-9)
            (low, high) = (Math.Max(low - (size / 2), -double.MaxValue), Math.Min(high + (size / 2), double.MaxValue));
        double step = Nice((high / intervals) - (low / intervals));
        if (_kind == NumberKind.Count)
            step = Math.Max(step, 1);
        if (loose)
        {
            double below = Math.Floor((low / step) + 1e-9) * step, above = Math.Ceiling((high / step) - 1e-9) * step;
            low = double.IsFinite(below) ? Math.Min(below, low) : low;
            high = double.IsFinite(above) ? Math.Max(above, high) : high;
        }

        (Low, High, _step) = (low, high, step);
        var ticks = new List<double>();
        double end = Math.Floor((high / step) + 1e-9);
        for (double k = Math.Ceiling((low / step) - 1e-9); k <= end && ticks.Count < 100; k++)
            ticks.Add(Math.Clamp(k * step, low, high) + 0.0); // −0 is written as 0
        Ticks = ticks;
    }

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Where a number lies, from 0 at the low end to 1 at the high end.</summary>
    public double Share(double value)
    {
        double range = High - Low;
        double share = double.IsFinite(range) ? (value - Low) / range : ((value / 2) - (Low / 2)) / ((High / 2) - (Low / 2));
        return Math.Clamp(share, 0, 1);
    }

    /// <summary>Where a number lies between two places.</summary>
    public double Place(double value, double from, double to) => from + (Share(value) * (to - from));

    /// <summary>A tick in words, without its currency: as many decimals as neighbouring ticks need.</summary>
    public string Label(double tick) => Label(tick, more: 0);

    /// <summary>A number of the data in words, without its currency: one decimal more than ticks have, and as many more as it takes not to be rounded by a twentieth. Counts are whole.</summary>
    public string Value(double value)
    {
        CultureInfo culture = _text.Options.Culture;
        if (_kind == NumberKind.Count && Math.Abs(value) < 1e12)
            return (Math.Round(value, MidpointRounding.AwayFromZero) + 0.0).ToString("N0", culture);
        int decimals = Math.Clamp(1 - Places, 0, MostDecimals);
        double shown = _kind == NumberKind.Percent ? value * 100 : value;
        if (IsPrecise(decimals) || Math.Max(Math.Abs(Low), Math.Abs(High)) >= 1e12)
            return Label(value, more: 1);
        while (decimals < MostDecimals && !IsPrecise(decimals))
            decimals++;
        if (!IsPrecise(decimals))
            return value.ToString(_kind == NumberKind.Percent ? "0.#E+0%" : "0.#E+0", culture);
        if (_kind == NumberKind.Money)
            decimals = Math.Max(decimals, 2);
        return value.ToString((_kind == NumberKind.Percent ? "P" : "N") + decimals.ToString(CultureInfo.InvariantCulture), culture);

        bool IsPrecise(int places) => Math.Abs(Math.Round(shown, places, MidpointRounding.AwayFromZero) - shown) <= Math.Abs(shown) / 20;
    }

    // The power of ten of the step, as it is written.
    private int Places => (int)Math.Floor(Math.Log10(_step) + 1e-9) + (_kind == NumberKind.Percent ? 2 : 0);

    private string Label(double tick, int more)
    {
        CultureInfo culture = _text.Options.Culture;
        int places = Places - more;
        double size = Math.Max(Math.Abs(Low), Math.Abs(High));
        string decimals = Math.Clamp(-places, 0, MostDecimals).ToString(CultureInfo.InvariantCulture);
        if (tick != 0 && (size >= 1e12 || places < -9))
        {
            int digits = Math.Clamp((int)Math.Floor(Math.Log10(size)) - places, 1, 12);
            return tick.ToString("0." + new string('#', digits) + "E+0" + (_kind == NumberKind.Percent ? "%" : ""), culture);
        }

        return tick.ToString((_kind == NumberKind.Percent ? "P" : "N") + decimals, culture);
    }

    /// <summary>A number that is no round tick, with the decimals it has, four at most.</summary>
    public string Exactly(double value)
    {
        if (value != 0 && (Math.Abs(value) >= 1e12 || Math.Abs(value) < 1e-4))
            return value.ToString("0.####E+0", _text.Options.Culture);
        return value.ToString(_kind == NumberKind.Percent ? "#,0.##%" : "#,0.####", _text.Options.Culture);
    }

    private static IEnumerable<double> Ends(ChartAxis axis)
    {
        if (axis.Minimum is { } minimum && double.IsFinite(minimum))
            yield return minimum;
        if (axis.Maximum is { } maximum && double.IsFinite(maximum))
            yield return maximum;
    }

    private static double Nice(double range)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(range)));
        return (range / power) switch
        {
            < 1.5 => 1,
            < 3 => 2,
            < 7 => 5,
            _ => 10,
        } * power;
    }
}
