using System.Globalization;
using System.Text.Json;
using RetentionMetrics.Csv;
using RetentionMetrics.Tests;

namespace RetentionMetrics.DocTests;

/// <summary>The table of equal numbers in the guide to migrating: what the fits give, and what an independent implementation gave.</summary>
public sealed class MigratingTests
{
    private const string Rounded = "data/cdnow_customers_summary_with_transactions.csv", Orders = "data/cdnow_transactions.csv";
    private const string RoundedValues = "golden/clv_cdnow_models.json", ExactValues = "golden/clv_cdnow_exact_weeks_models.json";

    [ReferenceFact(Rounded, RoundedValues)]
    public void Fits_to_two_decimals_are_those_of_the_table()
    {
        List<Dictionary<string, string>> rows = [.. ReferenceData.Rows(Rounded)];
        double[] Column(string name) => [.. rows.Select(row => double.Parse(row[name], CultureInfo.InvariantCulture))];
        var histories = new HistoryColumns(rows.Select(row => int.Parse(row["x"], CultureInfo.InvariantCulture)).ToArray(), Column("t_x"), Column("T"), TimeUnit.Week, Column("zbar"));

        ShouldBeInTheTable("two decimals", histories, ReferenceData.Json(RoundedValues).GetProperty("models"));
    }

    [ReferenceFact(Orders, ExactValues)]
    public void Fits_in_exact_weeks_are_those_of_the_table()
    {
        using TransactionReader orders = TransactionReader.Open(ReferenceData.PathOf(Orders));
        CustomerBase customers = orders.Summarize(new ObservationWindow(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week));

        ShouldBeInTheTable("exact weeks", customers.Histories, ReferenceData.Json(ExactValues).GetProperty("models"));
    }

    private static void ShouldBeInTheTable(string data, HistoryColumns histories, JsonElement values)
    {
        string[] fitted =
        [
            Row("BG/NBD", data, BgNbd.Fit(histories)),
            Row("MBG/NBD", data, ModifiedBgNbd.Fit(histories)),
            Row("Pareto/NBD", data, ParetoNbd.Fit(histories)),
            Row("Gamma-Gamma", data, GammaGamma.Fit(histories)),
        ];
        string[] referred = [.. new[] { ("BG/NBD", "bgnbd"), ("MBG/NBD", "mbgnbd"), ("Pareto/NBD", "pnbd"), ("Gamma-Gamma", "gamma_gamma") }
            .Select(model => Row(model.Item1, data, values.GetProperty(model.Item2)))];

        fitted.Should().Equal(referred);
        Page.Read("docs/guides/migrating.md").Lines.Should().Contain(referred);
    }

    private static string Row<TModel>(string model, string data, Fit<TModel> fit)
        where TModel : class => Row(model, data, fit.Parameters.Select(p => (p.Name, p.Value)), fit.LogLikelihood!.Value);

    private static string Row(string model, string data, JsonElement values) =>
        Row(model, data, values.GetProperty("params").EnumerateObject().Select(p => (p.Name, p.Value.GetDouble())), values.GetProperty("log_likelihood").GetDouble());

    private static string Row(string model, string data, IEnumerable<(string Name, double Value)> parameters, double logLikelihood) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {model} | {data} | {string.Join(", ", parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{Symbol(p.Name)} {p.Value:F5}")))} | {logLikelihood:F4} |").Replace('-', '−').Replace("Gamma−Gamma", "Gamma-Gamma", StringComparison.Ordinal);

    private static string Symbol(string name) => name switch
    {
        "alpha" => "α",
        "beta" => "β",
        "gamma" or "v" => "γ",
        _ => name,
    };
}
