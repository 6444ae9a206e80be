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
        string lead = _text.Say("From {0} to {1}, a customer cost {2} in all ({3}), {4} of advertising alone.", _text.Date(part.From), _text.Date(part.To), _text.Money(all.FullyLoadedCac), Interval(all.FullyLoadedCacEstimate(), NumberKind.Money), _text.Money(all.BlendedCac));
        return part.Payback is { Cac: not null } payback
            ? lead + " " + (payback.PaybackMonth is { } month ? _text.Say("It is paid back in month {0}.", _text.Count(month)) : _text.Say("It is not paid back yet: {0} is recovered.", _text.Percent(payback.Recovered)))
            : lead;
    }, () =>
    {
        AcquisitionPart part = _report.Acquisition!;
        List<(ChannelEconomics Channel, Estimate? Ratio)> channels = [.. part.Channels.Zip(part.LtvToCac)];
        List<Estimate?> costs = [.. channels.Select(c => c.Channel.Acquisition.IsFree ? null : c.Channel.Acquisition.CacEstimate())];
        List<int> paid = [.. Enumerable.Range(0, channels.Count).Where(i => costs[i] is not null)];
        return
        [
            .. paid.Count == 0 ? Array.Empty<ViewPart>() :
            [
                new BarChart(_text["Cost to win a customer, by channel"], _text["The lines are 95 % intervals; channels whose intervals lie apart differ."], _text["channel"], paid.Select(i => channels[i].Channel.Acquisition.Channel), new ChartAxis("CAC", NumberKind.Money, 0),
                    [new ChartBars("CAC", paid.Select(i => (double?)costs[i]!.Value.Value), lower: paid.Select(i => costs[i]!.Value.Lower), upper: paid.Select(i => costs[i]!.Value.Upper))], BarLayout.Lying, _text),
            ],
            Table("Channels", [("channel", false), ("spend", true), ("new customers", true), ("CAC", true), ("95 % interval", true), ("payback months", true), ("LTV:CAC", true), ("95 % interval", true)], channels.Select((c, i) => new[]
            {
                c.Channel.Acquisition.Channel, _text.Money(c.Channel.Acquisition.Spend), _text.Count(c.Channel.Acquisition.NewCustomers), _text.Money(c.Channel.Acquisition.Cac), Interval(costs[i], NumberKind.Money),
                costs[i] is null ? ViewText.Undefined : _text.Number(c.Channel.PaybackMonths), _text.Number(c.Channel.LtvToCac), Interval(c.Ratio, NumberKind.Number),
            })),
            .. Views(part.Payback, part.Leverage, part.Magic?.Number),
        ];
    });

    private Chapter Recurring() => Chapter("recurring", "Recurring revenue", "What do subscribers bring?", _report.Subscriptions is not null, _report.Options.Subscriptions, () =>
    {
        MrrMovements year = _report.Subscriptions!.Year;
        return _text.Say("{0} subscribers bring {1} a month, {2} each. Of what was paid a year ago, {3} is left with upgrades (NRR) and {4} without (GRR).", _text.Count(year.ClosingCustomers), _text.Money(year.Closing),
            _text.Money(year.RevenuePerCustomer), _text.Percent(year.NetRevenueRetention), _text.Percent(year.GrossRevenueRetention));
    }, () => Views(_report.Subscriptions!.Year, _report.Subscriptions.Mrr));
}
