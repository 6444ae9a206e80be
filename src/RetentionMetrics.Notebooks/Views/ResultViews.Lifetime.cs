namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    /// <summary>A purchase model: its parameters, P(alive) and the purchases of the next year by how often and when a customer bought, at an age that suits the model's unit.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public static ResultView View(this IPurchaseModel model, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (double age, int most) = PurchaseMatrix.DefaultFor(model.Unit);
        return model.View(age, most, PurchaseMatrix.YearIn(model.Unit), options);
    }

    /// <summary>A purchase model: its parameters, P(alive) and expected purchases by how often and when a customer bought.</summary>
    /// <param name="model">The model.</param>
    /// <param name="age">The customers' age in the model's unit; greater than 0, whole for BG/BB.</param>
    /// <param name="mostFrequency">The most repeat purchases to show; at least 1.</param>
    /// <param name="horizon">How far ahead purchases are counted, in the model's unit; at least 0, whole for BG/BB.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/>, <paramref name="mostFrequency"/> or <paramref name="horizon"/> is out of range.</exception>
    public static ResultView View(this IPurchaseModel model, double age, int mostFrequency, double horizon, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(age);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostFrequency, 1);
        var text = new ViewText(options);
        return new ResultView(
            text.Model(model.GetType()),
            [
                .. Matrices(model, age, mostFrequency, horizon, text),
                text.Parameters(ModelWords.ParametersOf(model)),
                new ViewNotes(
                    (text["Unit of time"], text.Units(model.Unit)),
                    (text["Age of the customers"], text.Say("{0} {1}", text.Plain(age), text.Units(model.Unit))),
                    (text["P(alive)"], text["The probability that a customer is still active at the end of the observation."]),
                    (text["Expected purchases"], text.Say("Expected purchases of a customer in the next {0} {1}, given when and how often it bought.", text.Plain(horizon), text.Units(model.Unit)))),
            ]);
    }

    /// <summary>A spend model: its parameters, and what it expects of customers by their own mean spend and number of repeat purchases.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public static ResultView View(this GammaGamma model, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var text = new ViewText(options);
        return new ResultView(
            text.Model(typeof(GammaGamma)),
            SpendLines(model, text),
            text.Parameters(("p", model.P), ("q", model.Q), ("gamma", model.Gamma)),
            text.Figures((text["Mean spend of a purchase over all customers"], text.Money(model.PopulationMean))),
            new ViewNotes((text["Definition"], text["The expected mean spend of a customer lies between its own mean and that of all customers, the nearer to its own the more it bought."])));
    }

    /// <summary>The effect of each covariate of a BG/NBD model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public static ResultView View(this BgNbdCovariates model, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var text = new ViewText(options);
        return CovariateView(
            model,
            model.AtZero,
            model.Names.Select((name, i) => new[] { name, Factor(model.Purchase[i], text), Factor(model.Leave[i], text), Factor(model.Stay[i], text) }),
            [text["factor of the purchase rate"], text["factor of a (leaving)"], text["factor of b (staying)"]],
            text);
    }

    /// <summary>The effect of each covariate of a Pareto/NBD model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public static ResultView View(this ParetoNbdCovariates model, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var text = new ViewText(options);
        return CovariateView(
            model,
            model.AtZero,
            model.Names.Select((name, i) => new[] { name, Factor(model.Purchase[i], text), Factor(model.Leave[i], text) }),
            [text["factor of the purchase rate"], text["factor of the rate of leaving"]],
            text);
    }

    /// <summary>How regularly customers buy: the log-likelihood of each k that was tried, and the likeliest fit.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="fit">The fits.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="fit"/> is null.</exception>
    public static ResultView View<TModel>(this RegularityFit<TModel> fit, ViewOptions? options = null)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(fit);
        var text = new ViewText(options);
        return new ResultView(
            text["Regularity of purchases"],
            new LineChart(
                text["Log-likelihood by regularity k"],
                text.Say("Of k = 1 to {0}, k = {1} is the likeliest.", text.Count(fit.ByK.Length), text.Count(fit.K)),
                new ChartAxis("k"),
                new ChartAxis(text["log-likelihood"]),
                [new ChartLine(text["log-likelihood"], Enumerable.Range(1, fit.ByK.Length).Select(k => (double)k), fit.ByK.Select(f => f.LogLikelihood))],
                text: text),
            new ViewTable(
                "",
                [new("k", true), new(text["log-likelihood"], true), new("AIC", true), new(text["how the fit ended"])],
                fit.ByK.Select((f, i) => new[] { text.Count(i + 1), text.Number(f.LogLikelihood), text.Number(f.Aic), text.Ended(f.Status) })),
            fit.Best.View(options),
            new ViewNotes((text["Definition"], text["k = 1 is buying at random; the larger k, the more regular the time between purchases. The fits have the same number of parameters."])));
    }

    static partial void AddLifetime()
    {
        AddPurchaseModel<BgNbd>();
        AddPurchaseModel<ModifiedBgNbd>();
        AddPurchaseModel<BgCnbd>();
        AddPurchaseModel<ModifiedBgCnbd>();
        AddPurchaseModel<ParetoNbd>();
        AddPurchaseModel<BgBb>();
        AddPurchaseModel<Nbd>();
        Add<RegularityFit<BgCnbd>>(View);
        Add<RegularityFit<ModifiedBgCnbd>>(View);
        Add<GammaGamma>(View);
        Add<Fit<GammaGamma>>(View);
        Add<BgNbdCovariates>(View);
        Add<Fit<BgNbdCovariates>>(View);
        Add<ParetoNbdCovariates>(View);
        Add<Fit<ParetoNbdCovariates>>(View);
        AddValues();
        AddValidation();
    }

    private static void AddPurchaseModel<TModel>()
        where TModel : class, IPurchaseModel
    {
        Add<TModel>((model, options) => model.View(options));
        Add<Fit<TModel>>(View);
        Add<LifetimeValue<TModel>>(View);
    }

    private static HeatMap[] Matrices(IPurchaseModel model, double age, int mostFrequency, double horizon, ViewText text)
    {
        var matrix = new PurchaseMatrix(model, age, mostFrequency);
        return
        [
            matrix.Draw(text["P(alive)"], model.ProbabilityAlive, new ChartAxis(text["P(alive)"], NumberKind.Percent, 0, 1), text),
            matrix.Draw(
                text.Say("Expected purchases in the next {0} {1}", text.Plain(horizon), text.Units(model.Unit)),
                history => model.ExpectedPurchases(history, horizon),
                new ChartAxis(text["purchases"], NumberKind.Number, 0),
                text),
        ];
    }

    private static LineChart SpendLines(GammaGamma model, ViewText text)
    {
        double mean = model.PopulationMean;
        int[] purchases = [2, 5, 10];
        double[] own = [.. Enumerable.Range(1, 20).Select(i => mean * i / 5)];
        double Expected(int x, double spend) => model.ExpectedSpend(new CustomerHistory(x, 1, 1, meanSpend: spend));
        return new LineChart(
            text["Expected mean spend by the customer's own mean"],
            text.Say(
                "A customer who spent {0} a purchase is expected to spend {1} after two repeat purchases and {2} after ten; the mean of all is {3}.",
                text.Money(own[^1]),
                text.Money(Expected(2, own[^1])),
                text.Money(Expected(10, own[^1])),
                text.Money(mean)),
            new ChartAxis(text["the customer's own mean spend"], NumberKind.Money, 0),
            new ChartAxis(text["expected mean spend"], NumberKind.Money, 0),
            [
                .. purchases.Select(x => new ChartLine(text.Say("{0} repeat purchases", text.Count(x)), own, own.Select(spend => (double?)Expected(x, spend)))),
                new ChartLine(text["the customer's own mean spend"], own, own.Select(spend => (double?)spend), isReference: true),
            ],
            text: text);
    }

    private static ResultView CovariateView(object model, IPurchaseModel atZero, IEnumerable<string[]> rows, IEnumerable<string> titles, ViewText text) => new(
        text.Model(model.GetType()),
        new ViewTable(text["Effect of one unit more of a covariate"], [new(text["covariate"]), .. titles.Select(title => new ViewColumn(title, true))], rows),
        new ResultView(
            text["Customers whose covariates are all 0"],
            text.Parameters(ModelWords.ParametersOf(atZero))),
        new ViewNotes(
            (text["Unit of time"], text.Units(atZero.Unit)),
            (text["Factor"], text["exp(coefficient): 1 is no effect."])));

    private static string Factor(double coefficient, ViewText text) => text.Number(Math.Exp(coefficient));
}
