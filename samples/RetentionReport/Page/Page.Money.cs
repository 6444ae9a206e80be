using RetentionMetrics;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>What customers cost and what subscribers bring.</summary>
internal sealed partial class Page
{
    private Chapter Cost() => Chapter("cost", "Cost", "What did they cost?", _report.Acquisition is not null, _report.Options.Spend, () =>
    {
        AcquisitionPart part = _report.Acquisition!;
        AcquisitionSummary all = part.Tally.Overall;
        string lead = _text.Say("From {0} to {1}, a customer cost {2} in all ({3}), {4} of advertising alone.", _text.Date(part.From), _text.Date(part.To), _text.Money(all.FullyLoadedCac), _text.Interval(all.FullyLoadedCacEstimate(), NumberKind.Money), _text.Money(all.BlendedCac));
        return part.Payback is { Cac: not null } payback
            ? lead + " " + (payback.PaybackMonth is { } month ? _text.Say("It is paid back in month {0}.", _text.Count(month)) : _text.Say("It is not paid back yet: {0} is recovered.", _text.Percent(payback.Recovered)))
            : lead;
    }, () => Views(_report.Acquisition!.Tally, _report.Acquisition.Channels, _report.Acquisition.Payback, _report.Acquisition.Leverage));

    private Chapter Recurring() => Chapter("recurring", "Recurring revenue", "What do subscribers bring?", _report.Subscriptions is not null, _report.Options.Subscriptions, () =>
    {
        MrrMovements year = _report.Subscriptions!.Year;
        return _text.Say("{0} subscribers bring {1} a month, {2} each. Of what was paid a year ago, {3} is left with upgrades (NRR) and {4} without (GRR).", _text.Count(year.ClosingCustomers), _text.Money(year.Closing),
            _text.Money(year.RevenuePerCustomer), _text.Percent(year.NetRevenueRetention), _text.Percent(year.GrossRevenueRetention));
    }, () => Views(_report.Subscriptions!.Year, _report.Subscriptions.Mrr));
}
