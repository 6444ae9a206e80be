using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

/// <summary>The public survival data sets with their reference values, and random ones.</summary>
internal static class SurvivalData
{
    /// <summary>Files of each set, its columns and its group.</summary>
    public static (string File, string Time, Func<Dictionary<string, string>, bool> Lost, string Group) Of(string name) => name switch
    {
        "rossi" => ("data/rossi.csv", "week", r => r["arrest"] == "1", "fin"),
        "waltons" => ("data/waltons_dataset.csv", "T", r => r["E"] == "1", "group"),
        "gbsg2" => ("data/gbsg2.csv", "time", r => r["cens"] == "1", "horTh"),
        _ => ("data/telco_customer_churn.csv", "tenure", r => r["Churn"] == "Yes", "Contract"),
    };

    public static (Tenure[] Tenures, string[] Groups, Dictionary<string, string>[] Rows, JsonElement Golden) Load(string name)
    {
        (string file, string time, Func<Dictionary<string, string>, bool> lost, string group) = Of(name);
        Dictionary<string, string>[] rows = [.. ReferenceData.Rows(file)];
        return ([.. rows.Select(r => new Tenure(Number(r[time]), lost(r)))], [.. rows.Select(r => r[group])], rows, ReferenceData.Json($"golden/survival_{name}.json"));
    }

    public static CovariateColumns Covariates(string name, Dictionary<string, string>[] rows, IEnumerable<string> names) =>
        new(names, rows.SelectMany(r => names.Select(n => Value(name, r, n))).ToArray());

    /// <summary>Tenures with ties, censoring and, when asked for, late entries and counts.</summary>
    public static Gen<Tenure> Tenure(bool late = false, bool counted = false, int last = 30) =>
        from time in Gen.Choose(0, last)
        from lost in Gen.Elements(true, true, false)
        from entry in late ? Gen.Choose(-last, last) : Gen.Constant(0)
        from count in counted ? Gen.Choose(1, 4) : Gen.Constant(1)
        select new Tenure(time, lost, entry > 0 && entry < time ? entry : 0, count);

    /// <summary>The same customers, a row each.</summary>
    public static IEnumerable<T> Repeated<T>(IEnumerable<T> rows, Func<T, long> count) => rows.SelectMany(r => Enumerable.Repeat(r, (int)count(r)));

    public static Tenure Single(Tenure t) => new(t.Duration, t.Lost, t.Entry);

    private static double Value(string set, Dictionary<string, string> r, string name) => (set, name) switch
    {
        (_, "horTh_yes") => Is(r["horTh"] == "yes"),
        (_, "menostat_post") => Is(r["menostat"] == "Post"),
        (_, "tgrade_II") => Is(r["tgrade"] == "II"),
        (_, "tgrade_III") => Is(r["tgrade"] == "III"),
        (_, "Partner_yes") => Is(r["Partner"] == "Yes"),
        (_, "Dependents_yes") => Is(r["Dependents"] == "Yes"),
        (_, "Paperless_yes") => Is(r["PaperlessBilling"] == "Yes"),
        (_, "Contract_one_year") => Is(r["Contract"] == "One year"),
        (_, "Contract_two_year") => Is(r["Contract"] == "Two year"),
        (_, "Fiber") => Is(r["InternetService"] == "Fiber optic"),
        (_, "NoInternet") => Is(r["InternetService"] == "No"),
        (_, "ElectronicCheck") => Is(r["PaymentMethod"] == "Electronic check"),
        _ => Number(r[name]),
    };

    private static double Is(bool yes) => yes ? 1 : 0;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
