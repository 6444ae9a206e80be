using System.Collections.Immutable;
using RetentionMetrics;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>Whether customers stay, come back, recommend and go on.</summary>
internal sealed partial class Page
{
    private Chapter Stay() => Chapter("stay", "Staying", "Do they stay?", _report.Subscriptions is not null || _report.Activity is not null, _report.Options.Subscriptions ?? _report.Options.Activities, () =>
    {
        if (_report.Subscriptions is not { } part)
            return _text["Subscriptions were not given: how long subscribers stay is not known."];
        string lead = part.PooledChurn.Rate() is null ? _text["There is no whole month yet to count churn in."] : _text.Say("{0} of the subscribers leave in a month ({1}).", _text.Percent(part.PooledChurn.Rate()?.Value), _text.Interval(part.PooledChurn.Rate(), NumberKind.Percent));
        return part.Curve.Median is { } median ? lead + " " + _text.Say("Half have left after {0} months.", One(median)) : lead + " " + _text["More than half are still there."];
    }, () =>
    [
        .. _report.Subscriptions is { } part ? [part.Curve.View(_text.Options, TimeUnit.Month), .. Churn(part.Churn)] : Array.Empty<ViewPart>(),
        .. Views(_report.Activity?.Cohorts, _report.Activity?.FirstValue),
    ]);

    private IEnumerable<ViewPart> Churn(ImmutableArray<(DateOnly Month, ChurnTally Churn)> all)
    {
        List<(DateOnly Month, ChurnTally Churn)> months = [.. all.TakeLast(24)];
        List<Estimate?> rates = [.. months.Select(m => m.Churn.Rate())];
        if (months.Count < 2)
            yield break;
        var chart = new LineChart(_text["Churn by month"], _text.Say("Of who paid at the start of the month; the band is the 95 % interval. Last month: {0}.", _text.Percent(rates[^1]?.Value)),
            new ChartAxis(_text["month"]), new ChartAxis(_text["churn"], NumberKind.Percent, 0), [new ChartLine(_text["churn"], rates.Select((_, i) => (double)i), rates.Select(r => r?.Value), rates.Select(r => r?.Lower), rates.Select(r => r?.Upper))],
            months.Select(m => Month(m.Month)), text: _text);
        ViewTable table = Table("", [("month", false), ("at the start", true), ("lost", true), ("churn", true), ("95 % interval", true)],
            months.TakeLast(12).Select(m => new[] { Month(m.Month), _text.Count(m.Churn.AtStart), _text.Count(m.Churn.Lost), _text.Percent(m.Churn.Rate()?.Value), _text.Interval(m.Churn.Rate(), NumberKind.Percent) }));
        yield return new ResultView(_text["Churn by month"], chart, table);
    }

    private string Month(DateOnly day) => day.ToString(_text.Options.Language.Tag == "ja" ? "yyyy/MM" : "yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    private Chapter Recommend() => Chapter("recommend", "Recommending", "Do they recommend us?", _report.Loyalty is not null || _report.Referrals is not null, _report.Options.Ratings ?? _report.Options.Referrals, () =>
    {
        string nps = _report.Loyalty?.All.Score() is { } score ? _text.Say("NPS {0} ({1}) from {2} answers of all time.", One(score.Value), _text.Say("{0} to {1}", One(score.Lower ?? score.Value), One(score.Upper ?? score.Value)), _text.Count(score.N)) : _text["Answers were not given."];
        return _report.Referrals is { AreCustomersKnown: true, Tally: var t } ? nps + " " + _text.Say("{0} invitations brought {1} customers.", _text.Count(t.Invitations), _text.Count(t.Converted)) : nps;
    }, () => Views(_report.Loyalty?.All, Several(_report.Loyalty?.Quarters), Several(_report.Loyalty?.Segments), _report.Loyalty?.Change, _report.Loyalty?.Outcomes, _report.Referrals?.Tally));

    // One period or segment says no more than the whole.
    private static ImmutableArray<T>? Several<T>(ImmutableArray<T>? items) => items is { Length: > 1 } ? items : null;

    private Chapter Funnel() => Chapter("funnel", "Funnel", "How far do they come?", _report.Funnel is not null, _report.Options.Transactions, () =>
        _report.Funnel!.WeakestStep() is { } weakest
            ? _text.Say("The weakest step is “{0}”: {1} of {2} do not take it.", _text[weakest.Name], _text.Count(weakest.Lost), _text.Count(weakest.Before))
            : _text["There is no step to compare."], () =>
    {
        List<FunnelStage> stages = [.. _report.Funnel!.Stages()];
        return
        [
            new BarChart(_text["Customers who came so far"], _text["Each bar holds the customers who did this and all before it, in any order."], _text["stage"], stages.Select(s => _text[s.Name]), new ChartAxis(_text["customers"], NumberKind.Count, 0), [new ChartBars(_text["customers"], stages.Select(s => (double?)s.Reached))], BarLayout.Lying, _text),
            Table("Stages", [("stage", false), ("customers", true), ("of the stage before", true), ("95 % interval", true), ("of all", true), ("median days", true)], stages.Select(s => new[]
            {
                _text[s.Name], _text.Count(s.Reached), s.Index == 0 ? ViewText.Undefined : _text.Percent(s.Conversion?.Value), s.Index == 0 ? ViewText.Undefined : _text.Interval(s.Conversion, NumberKind.Percent), _text.Percent(s.OverallConversion?.Value), s.Index == 0 ? ViewText.Undefined : _text.Number(s.Days.Median, NumberKind.Count),
            })),
        ];
    });
}
