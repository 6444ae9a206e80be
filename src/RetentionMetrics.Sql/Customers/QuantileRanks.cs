using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>Quantiles of the three RFM values from a database: it counts how many customers have each value and sends the values that stand at the ranks that are asked for; what lies between two of them is worked out here, by the core's formula.</summary>
internal sealed class QuantileRanks
{
    private static readonly string[] Measures = ["days_since", "orders", "total"];

    private readonly int _bins;
    private readonly QuantileMethod _method;

    public QuantileRanks(int bins, QuantileMethod method)
    {
        if (bins is < 2 or > RfmScore.MaxBins)
            throw new ArgumentOutOfRangeException(nameof(bins), bins, "There are 2 to 10 bins.");
        if (!Enum.IsDefined(method))
            throw new ArgumentOutOfRangeException(nameof(method), method, "Not a way to read quantiles.");
        _bins = bins;
        _method = method;
    }

    /// <summary>Adds the step <c>places</c>: each distinct value of each measure (1 days, 2 orders, 3 total), how many customers have it, how many have less, and how many there are.</summary>
    public static void AddMeasures(SqlText text, string from)
    {
        SqlDialect dialect = text.Dialect;
        if (dialect.HasWindows)
        {
            text.Step("measures", string.Join("\nUNION ALL\n", Measures.Select((column, i) => $"""
                SELECT {i + 1} AS measure, {column} AS value_here, COUNT(*) AS equal_count
                FROM {from}
                GROUP BY {column}
                """)));
            text.Step("places", $"""
                SELECT
                  measure,
                  value_here,
                  equal_count,
                  {dialect.Integer("SUM(equal_count) OVER (PARTITION BY measure ORDER BY value_here)")} - equal_count AS below_count,
                  {dialect.Integer("SUM(equal_count) OVER (PARTITION BY measure)")} AS all_count
                FROM {text.From("measures")}
                """);
            return;
        }

        text.Step("measures", $"""
            SELECT m.1 AS measure, m.2 AS value_here, COUNT(*) AS equal_count
            FROM {from}
            ARRAY JOIN [{string.Join(", ", Measures.Select((column, i) => $"({i + 1}, {dialect.Integer(column)})"))}] AS m
            GROUP BY measure, value_here
            """);
        text.Step("values_sorted", $"""
            SELECT measure, {dialect.SortedValues("(value_here, equal_count)")} AS sorted_values
            FROM {text.From("measures")}
            GROUP BY measure
            """);
        text.Step("values_counted", $"""
            SELECT measure, sorted_values, arrayCumSum(arrayMap(v -> v.2, sorted_values)) AS running_counts
            FROM {text.From("values_sorted")}
            """);
        text.Step("places", $"""
            SELECT measure, v.1 AS value_here, v.2 AS equal_count, running_count - v.2 AS below_count, running_counts[length(running_counts)] AS all_count
            FROM {text.From("values_counted")}
            ARRAY JOIN sorted_values AS v, running_counts AS running_count
            """);
    }

    /// <summary>Whether one of the ranks that are needed lies among the equals of a value.</summary>
    public string AnyIn(SqlDialect dialect, string below, string equal, string all)
    {
        IEnumerable<string> ranks = Enumerable.Range(1, _bins - 1).SelectMany<int, string>(k => _method == QuantileMethod.Linear
            ? [dialect.Quotient($"(({all} - 1) * {k})", $"{_bins}"), $"{dialect.Quotient($"(({all} - 1) * {k})", $"{_bins}")} + 1"]
            : [$"{dialect.Quotient($"({all} * {k} + {_bins - 1})", $"{_bins}")} - 1"]);
        return string.Join("\n  OR ", ranks.Select(rank => $"{below} <= {rank} AND {rank} < {below} + {equal}"));
    }

    public async Task<RfmCuts> ReadAsync(DbDataReader rows, int digits, CancellationToken cancellationToken)
    {
        List<Place>[] places = [[], [], []];
        long all = 0;
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            long value = rows.GetInt64(1);
            int measure = (int)rows.GetInt64(0) - 1;
            places[measure].Add(new Place(rows.GetInt64(2), rows.GetInt64(3), measure == 2 ? MinorUnits.ToDouble(value, digits) : value));
            all = rows.GetInt64(4);
        }

        if (all == 0)
            throw new InvalidOperationException(ErrorCodes.NoCustomers + " Nobody bought in the window: cuts need at least one customer. Take a window with purchases in it.");
        return new RfmCuts(Cut(places[0], all), Cut(places[1], all), Cut(places[2], all));
    }

    private double[] Cut(List<Place> places, long all)
    {
        double[] cuts = new double[_bins - 1];
        for (int k = 1; k < _bins; k++)
        {
            if (_method == QuantileMethod.InverseCdf)
            {
                cuts[k - 1] = At((((Int128)all * k) + _bins - 1) / _bins - 1);
                continue;
            }

            (Int128 low, Int128 rest) = Int128.DivRem((Int128)(all - 1) * k, _bins);
            double from = At(low);
            cuts[k - 1] = rest == 0 ? from : from + ((double)rest / _bins * (At(low + 1) - from));
        }

        return cuts;

        double At(Int128 rank) => places.Find(p => p.Below <= rank && rank < p.Below + p.Equal).Value;
    }

    private readonly record struct Place(long Below, long Equal, double Value);
}
