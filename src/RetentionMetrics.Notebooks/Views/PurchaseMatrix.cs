namespace RetentionMetrics.Notebooks;

/// <summary>What a model says of customers of one age, by how often they bought again and when they last did.</summary>
internal sealed class PurchaseMatrix
{
    private const int MostColumns = 13;

    private readonly double _age;
    private readonly double[] _recencies;
    private readonly int[] _frequencies;
    private readonly CustomerHistory?[][] _histories;
    private readonly TimeUnit _unit;

    public PurchaseMatrix(IPurchaseModel model, double age, int mostFrequency)
    {
        _age = age;
        _unit = model.Unit;
        double step = Math.Max(1, Math.Ceiling(age / MostColumns));
        _recencies = [.. Enumerable.Range(0, MostColumns + 1).Select(i => i * step).Where(recency => recency < age), age];
        _frequencies = [.. Enumerable.Range(0, mostFrequency + 1)];
        _histories = [.. _frequencies.Select(x => _recencies.Select(recency => History(model, x, recency)).ToArray())];
    }

    /// <summary>The age and the number of repeat purchases that most businesses have customers of, a year or a few.</summary>
    public static (double Age, int MostFrequency) DefaultFor(TimeUnit unit) => unit switch
    {
        TimeUnit.Day => (364, 10),
        TimeUnit.Week => (52, 10),
        TimeUnit.Month => (24, 10),
        _ => (6, 6),
    };

    /// <summary>A year in whole units.</summary>
    public static double YearIn(TimeUnit unit) => Math.Floor(unit.PerYear());

    /// <summary>A heat map of a measure.</summary>
    public HeatMap Draw(string title, Func<CustomerHistory, double> measure, ChartAxis scale, ViewText text)
    {
        double?[][] values = [.. _histories.Select(row => row.Select(history => history is { } h && measure(h) is var value && double.IsFinite(value) ? value : (double?)null).ToArray())];
        int x = _frequencies.Length / 2;
        int half = _recencies.Length / 2;
        return new HeatMap(
            title,
            text.Say(
                "{0} for customers of age {1} ({2}): with {3} repeat purchases it is {4} when the last was just now, and {5} when it was at age {6}.",
                title,
                text.Plain(_age),
                text.Units(_unit),
                text.Count(x),
                text.Number(values[x][^1], scale.Kind),
                text.Number(values[x][half], scale.Kind),
                text.Plain(_recencies[half])),
            text.Say("age at the last purchase ({0})", text.Units(_unit)),
            _recencies.Select(recency => text.Plain(recency)),
            text["repeat purchases"],
            _frequencies.Select(frequency => text.Count(frequency)),
            values,
            scale,
            text);
    }

    // Who bought again did so after the first day, and BG/BB has one opportunity in each unit.
    private CustomerHistory? History(IPurchaseModel model, int frequency, double recency) =>
        (frequency == 0) != (recency == 0) || (model is BgBb && frequency > recency)
            ? null
            : new CustomerHistory(frequency, recency, _age, _unit);
}
