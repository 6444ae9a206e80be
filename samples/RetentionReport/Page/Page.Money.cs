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
        string lead = all.FullyLoadedCac is { } cac
            ? _text.Say("From {0} to {1}, a customer cost {2} in all (fully loaded CAC, {3}), {4} of advertising alone (blended CAC).", _text.Date(part.From), _text.Date(part.To), _text.Money(cac), _text.Interval(all.FullyLoadedCacEstimate(), NumberKind.Money), _text.Money(all.BlendedCac))
            : _text.Say("From {0} to {1}, {2} was spent to win customers; what one cost is not known.", _text.Date(part.From), _text.Date(part.To), _text.Money(all.TotalSpend));
        return part.Payback is { Cac: { } cost } payback ? lead + " " + PaidBack(payback, cost, part.IsRealised) : lead;
    }, () => Views(_report.Acquisition!.Tally, _report.Acquisition.Channels, _report.Acquisition.Payback, _report.Acquisition.Leverage));

    // Of whom the cost is, and whether the money came or is only expected.
    private string PaidBack(PaybackCurve payback, double cost, bool isRealised) => (isRealised, payback.PaybackMonth) switch
    {
        (true, { } month) => _text.Say("Those won in the months that could be watched for a year cost {0} each and paid it back in month {1}.", _text.Money(cost), _text.Count(month)),
        (true, null) => _text.Say("Those won in the months that could be watched for a year cost {0} each and brought back {1} of it in that year.", _text.Money(cost), _text.Percent(payback.Recovered)),
        (false, { } month) => _text.Say("A subscriber is expected to pay {0} back in month {1}.", _text.Money(cost), _text.Count(month)),
        _ => _text.Say("A subscriber is expected to pay back {1} of {0}, as far as can be seen.", _text.Money(cost), _text.Percent(payback.Recovered)),
    };

    private Chapter Recurring() => Chapter("recurring", "Recurring revenue", "What do subscribers bring?", _report.Subscriptions is not null, _report.Options.Subscriptions, () =>
    {
        MrrMovements year = _report.Subscriptions!.Year;
        string now = year.RevenuePerCustomer is { } each ? _text.Say("{0} subscribers bring {1} a month, {2} each.", _text.Count(year.ClosingCustomers), _text.Money(year.Closing), _text.Money(each)) : _text["There are no subscribers now."];
        return year.NetRevenueRetention is null ? now
            : now + " " + _text.Say("Of what was paid a year ago, {0} is left with upgrades (NRR) and {1} without (GRR).", _text.Percent(year.NetRevenueRetention), _text.Percent(year.GrossRevenueRetention));
    }, () => Views(_report.Subscriptions!.Year, _report.Subscriptions.Mrr));
}
