namespace RetentionMetrics.Notebooks;

public static partial class ResultViews
{
    // Purchases from here on share a bar: the tail is long and thin.
    private const int MostPurchases = 10;

    /// <summary>How many customers there are, what they bought and how often, the largest of them, and what became of every transaction.</summary>
    /// <param name="customers">The customers.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="customers"/> is null.</exception>
    public static ResultView View(this CustomerBase customers, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var text = new ViewText(options);
        int[] purchases = customers.PurchaseCounts.ToArray();
        decimal[] spend = customers.TotalSpend.ToArray();
        int again = purchases.Count(count => count > 1);
        double?[] byCount = [.. Enumerable.Range(1, MostPurchases).Select(k => (double?)purchases.Count(count => count == k || (k == MostPurchases && count > k)))];
        string repeat = text.Percent(customers.Count == 0 ? null : (double)again / customers.Count);
        return new ResultView(
            text["Customers"],
            new BarChart(
                text["Customers by number of purchases"],
                text.SayOr(customers.Count == 0, "Customers: {0}; purchases: {1}; {2} of the customers bought more than once.", text.Count(customers.Count), text.Count(purchases.Sum(count => (long)count)), repeat),
                text["purchases"],
                Enumerable.Range(1, MostPurchases).Select(k => k == MostPurchases ? text.Say("{0} or more", text.Count(k)) : text.Count(k)),
                new ChartAxis(text["customers"], NumberKind.Count, 0),
                [new ChartBars(text["customers"], byCount)],
                text: text),
            text.Figures(
                (text["Customers"], text.Count(customers.Count)),
                (text["Purchases"], text.Count(purchases.Sum(count => (long)count))),
                (text["Customers with more than one purchase"], text.Say("{0} ({1})", text.Count(again), repeat)),
                (text["Revenue"], text.Money(spend.Sum())),
                (text["Revenue a customer"], text.Money(customers.Count == 0 ? null : spend.Sum() / customers.Count))),
            LargestCustomers(customers, spend, text),
            customers.Notes.View(options),
            new ViewNotes(
                (text["Window"], text.Days(customers.Window.Start, customers.Window.End)),
                (text["Unit of time"], text.Units(customers.Window.Unit)),
                (text["Currency"], customers.Currency ?? ViewText.Undefined)));
    }

    /// <summary>What became of every transaction, and by which choices transactions became customers.</summary>
    /// <param name="notes">The counts.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="notes"/> is null.</exception>
    public static ResultView View(this SummaryNotes notes, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(notes);
        var text = new ViewText(options);
        return new ResultView(
            text["What became of the transactions"],
            text.Figures(
                (text["Transactions read"], text.Count(notes.Transactions)),
                (text["Purchase lines"], text.Count(notes.Purchases)),
                (text["Refunds"], text.Count(notes.Refunds)),
                (text["Zero amounts left out"], text.Count(notes.IgnoredZeroAmounts)),
                (text["After the window, not looked at"], text.Count(notes.AfterWindow)),
                (text["Refunds without a purchase"], text.Count(notes.UnmatchedRefunds)),
                (text["Amount of those refunds"], text.Money(notes.UnmatchedRefundAmount)),
                (text["Purchases refunded in full"], text.Count(notes.FullyRefunded)),
                (text["Customers who bought before the window, too"], text.Count(notes.EarlierCustomers)),
                (text["Customers who bought only before the window"], text.Count(notes.CustomersOnlyBefore))),
            new ViewNotes(
                (text["Refunds"], text[notes.RefundPolicy switch
                {
                    RefundPolicy.NetToOrder => "A refund lowers its own order.",
                    RefundPolicy.NetToCustomer => "A refund lowers the customer's latest purchase day, then the one before.",
                    _ => "Refunds are counted and left out.",
                }]),
                (text["Zero amounts"], text[notes.Options.ZeroAmounts == ZeroAmounts.Count ? "An order that cost nothing is a purchase." : "An order that cost nothing is left out."]),
                (text["One purchase occasion"], text.Say("All purchases of a customer in one {0}.", text.Period(notes.Options.MergeBy))),
                (text["Mean spend"], text[notes.Options.MeanSpend == MeanSpendBasis.RepeatPeriods ? "Over the repeat purchases, without the first." : "Over all purchases."])));
    }

    /// <summary>A calibration and what its customers did afterwards.</summary>
    /// <param name="holdout">The holdout.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="holdout"/> is null.</exception>
    public static ResultView View(this Holdout holdout, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(holdout);
        var text = new ViewText(options);
        int[] frequency = holdout.Frequency.ToArray();
        int again = frequency.Count(count => count > 0);
        CustomerBase calibration = holdout.Calibration;
        return new ResultView(
            text["Calibration and holdout"],
            text.Figures(
                (text["Calibration"], text.Days(calibration.Window.Start, calibration.Window.End)),
                (text["Holdout"], text.Days(calibration.Window.End.AddDays(1), holdout.Window.End)),
                (text.Say("Length of the holdout ({0})", text.Units(holdout.Window.Unit)), text.Plain(holdout.Duration)),
                (text["Customers of the calibration"], text.Count(calibration.Count)),
                (text["of them with a purchase in the holdout"], text.Say("{0} ({1})", text.Count(again), text.Percent(calibration.Count == 0 ? null : (double)again / calibration.Count))),
                (text["Purchases in the holdout"], text.Count(frequency.Sum(count => (long)count))),
                (text["Revenue in the holdout"], text.Money(holdout.Revenue.ToArray().Sum()))),
            new ViewNotes(
                (text["n"], text.Count(calibration.Count)),
                (text["Definition"], text["Customers who first bought in the holdout are not in it; a model is fitted to the calibration and judged by the holdout."])));
    }

    static partial void AddCustomers()
    {
        Add<CustomerBase>(View);
        Add<SummaryNotes>(View);
        Add<Holdout>(View);
    }

    private static ViewTable LargestCustomers(CustomerBase customers, decimal[] spend, ViewText text)
    {
        int[] rows = [.. Enumerable.Range(0, spend.Length).OrderByDescending(row => spend[row])];
        return text.FirstRows(
            text["Largest customers"],
            [
                new(text["customer"]),
                new(text["days since the last purchase"], true),
                new(text["purchases"], true),
                new(text["revenue"], true),
            ],
            rows,
            row => [customers.IdOf(row), text.Count(customers.RfmColumns.DaysSinceLastPurchase.Span[row]), text.Count(customers.PurchaseCounts.Span[row]), text.Money(spend[row])]);
    }
}
