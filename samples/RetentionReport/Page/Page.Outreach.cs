using RetentionMetrics;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>Who is slipping away and who gets which touch.</summary>
internal sealed partial class Page
{
    private Chapter Slipping()
    {
        if (_report is not { Customers: { } part, Outreach: { } outreach })
            return Chapter("slipping", "Slipping away", "Who is slipping away?", false, _report.Options.Transactions, () => "", () => []);
        List<IGrouping<int, EarlyWarning>> slipping = [.. outreach.Warnings.Slipping.ToLookup(w => w.Row).OrderByDescending(c => c.Max(w => w.ValueAtRisk)).ThenBy(c => c.Key)];
        string lead = _text.Say("{0} of {1} customers of whom something is watched give a warning, and {2} look gone. {3} is at risk.", _text.Count(slipping.Count), _text.Count(outreach.Warnings.Watched), _text.Count(outreach.Warnings.Gone), _text.Money(slipping.Sum(c => c.Max(w => w.ValueAtRisk))));
        ViewTable who = Table("Who is slipping away, the largest value at risk first", [("customer", false), ("segment", false), ("brought so far", true), ("value at risk", true), ("P(alive)", true), ("last purchase", false), ("why", false)], slipping.Take(MaxRows).Select(c => new[]
        {
            part.Base.IdOf(c.Key), _text[SegmentMap.Standard[part.Scores[c.Key]]], _text.Money(part.Base.TotalSpend.Span[c.Key]), _text.Money(c.Max(w => w.ValueAtRisk)), part.Alive.Length > 0 ? _text.Percent(part.Alive[c.Key]) : ViewText.Undefined,
            _text.Date(part.Base[c.Key].LastPurchase), string.Join(_text["; "], c.OrderByDescending(w => w.ValueAtRisk).Select(Why)),
        }));
        List<(AlertKinds Kind, int Customers)> kinds = [.. outreach.Warnings.Slipping.CountBy(w => w.Kind).OrderByDescending(k => k.Value).Select(k => (k.Key, k.Value))];
        return new Chapter("slipping", _text["Slipping away"], _text["Who is slipping away?"], lead,
        [
            .. kinds.Count == 0 ? Array.Empty<ViewPart>() :
            [
                new BarChart(_text["Warnings by sign"], _text["How many customers show each sign; one customer can show several."], _text["sign"], kinds.Select(k => _text[Sign(k.Kind)]), new ChartAxis(_text["customers"], NumberKind.Count, 0), [new ChartBars(_text["customers"], kinds.Select(k => (double?)k.Customers))], BarLayout.Lying, _text),
            ],
            .. Health(part, outreach),
        ])
        {
            Markup = slipping.Count == 0 ? [] : [Scroll(who, "scroll sortable"), LeftOut(slipping.Count - MaxRows)],
        };
    }

    private IEnumerable<ViewPart> Health(CustomersPart part, OutreachPart outreach)
    {
        ILookup<HealthBand?, Customer> bands = part.Base.ToLookup(c => outreach.HealthResults[c.Row].Score is { } score ? outreach.Health.BandOf(score) : (HealthBand?)null);
        yield return Table("Health of the customers", [("band", false), ("customers", true), ("revenue so far", true)], new HealthBand?[] { HealthBand.Red, HealthBand.Yellow, HealthBand.Green, null }
            .Where(band => bands[band].Any()).Select(band => new[] { _text[band?.ToString() ?? "No score"], _text.Count(bands[band].Count()), _text.Money(bands[band].Sum(c => c.TotalSpend)) }));
        if (outreach.Calibration is { } calibration)
        {
            yield return Table("Did the score foretell who bought nothing after the calibration?", [("band", false), ("customers", true), ("bought nothing after", true), ("share", true), ("95 % interval", true)],
                calibration.Bands.Select(g => new[] { _text[g.Name], _text.Count(g.N), _text.Count(g.Lost), _text.Percent(g.Rate?.Value), _text.Interval(g.Rate, NumberKind.Percent) }));
        }
    }

    // The warnings' own words are English.
    private string Why(EarlyWarning w) => w.Kind switch
    {
        AlertKinds.Silence => _text.Say("silent {0} {1}, usually {2} between purchases", One(w.Now), _text[w.Unit switch { TimeUnit.Day => "days", TimeUnit.Month => "months", TimeUnit.Year => "years", _ => "weeks" }], One(w.Before)),
        AlertKinds.FallingProbabilityAlive => _text.Say("P(alive) {0}, was {1}", _text.Percent(w.Now), _text.Percent(w.Before)),
        AlertKinds.FallingSpend => _text.Say("spent {0}, usually {1}", _text.Money(w.Now), _text.Money(w.Before)),
        _ => _text.Say("rated {0}, was {1}", _text.Number(w.Now, NumberKind.Count), _text.Number(w.Before, NumberKind.Count)),
    };

    private static string Sign(AlertKinds kind) => kind switch
    {
        AlertKinds.Silence => "silent for unusually long",
        AlertKinds.FallingProbabilityAlive => "P(alive) fell",
        AlertKinds.FallingSpend => "spend fell",
        _ => "rating fell",
    };

    private Chapter Touch()
    {
        if (_report is not { Customers: { } part, Outreach: { } outreach })
            return Chapter("touch", "Touch plan", "Who gets which touch?", false, _report.Options.Transactions, () => "", () => []);
        string by = !part.HasLifetimeValue ? "Customers are ranked by what they brought so far, for want of a fitted model." : _report.Options.TouchByRisk ? "Customers are ranked by value at risk." : "Customers are ranked by lifetime value.";

        // The last tier has room for all the rest and is no list to work through.
        int last = outreach.Plan.Tiers.Length - 1;
        List<Customer> touched = [.. part.Base.Where(c => outreach.Tiers[c.Row] != TouchPlan.NoTier && (outreach.Tiers[c.Row] != last || part.Base.Count <= MaxRows)).OrderBy(c => outreach.Reasons[c.Row].Rank)];
        ViewTable who = Table("Who gets which touch, by rank", [("customer", false), ("tier", false), ("rank", true), ("segment", false), ("lifetime value", true), ("brought so far", true), ("P(alive)", true), ("why", false)], touched.Take(MaxRows).Select(c => new[]
        {
            c.Id, _text[outreach.Plan.Tiers[outreach.Tiers[c.Row]].Name], _text.Count(outreach.Reasons[c.Row].Rank), _text[SegmentMap.Standard[part.Scores[c.Row]]], part.HasLifetimeValue ? _text.Money(part.LifetimeValue[c.Row]) : ViewText.Undefined, _text.Money(c.TotalSpend),
            part.Alive.Length > 0 ? _text.Percent(part.Alive[c.Row]) : ViewText.Undefined, _text[Basis(outreach.Reasons[c.Row].Basis)],
        }));
        return new Chapter("touch", _text["Touch plan"], _text["Who gets which touch?"], _text[by],
        [
            outreach.Plan.View(outreach.Tiers, part.HasLifetimeValue ? part.LifetimeValue : part.Base.RfmColumns.TotalSpend.Span, _text.Options),
            .. Views(outreach.Economics),
        ])
        {
            Markup = [Scroll(who, "scroll sortable"), LeftOut(part.Base.Count - Math.Min(touched.Count, MaxRows))],
        };
    }

    private static string Basis(TouchBasis basis) => basis switch
    {
        TouchBasis.HigherTierFull => "the tier above is full",
        TouchBasis.BelowMinimum => "below the minimum of the tier above",
        TouchBasis.Pinned => "fixed by hand",
        TouchBasis.Excluded => "left out by hand",
        TouchBasis.KeptFromLastPlan => "keeps the tier of the last plan",
        _ => "by rank",
    };
}
