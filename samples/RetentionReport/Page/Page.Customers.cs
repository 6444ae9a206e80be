using RetentionMetrics;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>Who the customers are and what each is worth.</summary>
internal sealed partial class Page
{
    private Chapter Best() => Chapter("best", "Best customers", "Who are our best customers?", _report.Customers is not null, _report.Options.Transactions, () =>
    {
        CustomersPart part = _report.Customers!;
        return part.Concentration.TopShare(0.2) is { } best ? _text.Say("{0} customers; the best fifth of them bring {1} of the revenue.", _text.Count(part.Base.Count), _text.Percent(best))
            : _text.Say("{0} customers, who brought nothing yet.", _text.Count(part.Base.Count));
    }, () => Views(_report.Customers!.Segments, _report.Customers.Migration, _report.Customers.Concentration, _report.Customers.Abc).Prepend(_report.Customers.Cuts.View(_report.Customers.Base.RfmColumns, _text.Options)));

    private Chapter Worth() => Chapter("worth", "Worth", "What is each worth?", _report.Customers is not null || _report.Subscriptions?.Simple is not null, _report.Options.Transactions, () =>
    {
        if (_report.Customers is not { HasLifetimeValue: true } part)
            return _text["No lifetime value could be fitted to these purchases."];
        ReportOptions o = _report.Options;
        string horizon = o.Horizon.ToString("#,0.##", _text.Options.Culture) + " " + _text[o.Unit switch { TimeUnit.Day => "days", TimeUnit.Month => "months", _ => "weeks" }];
        return _text.Say("{0} a customer over the next {1}, {2} in all (margin {3}, discount {4} a year); {5} a customer so far.", _text.Money(part.LifetimeValue.Average()), horizon,
            _text.Money(part.LifetimeValue.Sum()), _text.Percent(o.LifetimeValue.GrossMargin), _text.Percent(o.LifetimeValue.AnnualDiscountRate), _text.Money(part.Historical.PerCustomer));
    }, () =>
    [
        .. _report.Customers is { HasLifetimeValue: true } valued ? Valued(valued) : [],
        .. Views(_report.Customers?.Validation, _report.Customers?.SpendValidation, _report.Customers?.Levers, _report.Subscriptions?.Simple),
        .. _report.Customers is { } c ? [new ResultView(_text["The models"], Views(c.Purchases, c.Spend, c.Independence))] : Array.Empty<ViewPart>(),
    ]);

    private IEnumerable<ViewPart> Valued(CustomersPart part)
    {
        yield return ResultViews.OfValues(part.LifetimeValue, _text.Options);
        yield return Table("Most valuable from here on", [("customer", false), ("P(alive)", true), ("expected purchases", true), ("lifetime value", true), ("so far", true)],
            part.Base.OrderByDescending(c => part.LifetimeValue[c.Row]).ThenBy(c => c.Row).Take(10)
                .Select(c => new[] { c.Id, _text.Percent(part.Alive[c.Row]), _text.Number(part.Expected[c.Row]), _text.Money(part.LifetimeValue[c.Row]), _text.Money(c.TotalSpend) }));
    }
}
