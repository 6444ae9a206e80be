using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization.Metadata;

namespace RetentionMetrics.Json;

/// <content>Tallies.</content>
internal static partial class Converters
{
    public static VersionedConverter<ChurnTally, ChurnTallyDocument> ChurnTally { get; } = new(
        "churnTally",
        Forms.ChurnTallyDocument,
        t => new(t.Denominator, t.Base, t.Lost, t.LostVoluntarily, t.LostInvoluntarily, t.Days, t.From, t.To, t.PauseLimitDays),
        d => new ChurnTally(d.Denominator, d.Base, d.Lost, d.Voluntary, d.Involuntary, d.Days, d.From, d.To, d.PauseLimitDays));

    public static VersionedConverter<HazardTally, HazardTallyDocument> HazardTally { get; } = new(
        "hazardTally",
        Forms.HazardTallyDocument,
        t => new(t.Lost, t.Exposure, t.Unit),
        d => new HazardTally(d.Lost, d.Exposure, d.Unit));

    public static VersionedConverter<TimeToFirstValue, TimeToFirstValueDocument> TimeToFirstValue { get; } = new(
        "timeToFirstValue",
        Forms.TimeToFirstValueDocument,
        t => new(
            t.Definition is { } said ? new(Unicode(said.ValueKind), said.AsOf, said.StartKind is null ? null : Unicode(said.StartKind)) : null,
            [.. t.Groups.Select(g => new FirstValueLine(g.WatchedDays, g.ReachedOn, g.Customers))]),
        d => new TimeToFirstValue(
            d.Groups.Select(g => new FirstValueGroup(g.WatchedDays, g.ReachedOn, g.Customers)),
            d.Definition is { } said ? new FirstValueDefinition(said.ValueKind, said.AsOf, said.StartKind) : null));

    public static VersionedConverter<CohortTable, CohortTableDocument> CohortTable { get; } = new(
        "cohortTable",
        Forms.CohortTableDocument,
        t => new(
            t.Period,
            new(t.Options.Age, t.Options.AgePeriod, [.. t.Options.Brackets.Select(b => new BracketLine(b.From, b.To))], t.Options.AsOf, t.Options.MinimumHorizon, t.Options.LastAge),
            t.HasRevenue,
            t.HasStarts,
            t.UnassignedRevenue,
            t.CustomersLeftOut,
            [.. t.Cohorts.Select(c => new CohortLine(c.Start, c.Size, [.. c.Observed], [.. c.Active], [.. c.ActiveOrLater], [.. c.BracketObserved], [.. c.BracketActive], [.. c.Revenue]))],
            [.. t.Flow.Select(f => new FlowLine(f.Start, f.New, f.Retained, f.Reactivated, f.Lost, f.Dormant))]),
        d => new CohortTable(
            d.Period,
            new CohortOptions
            {
                Age = d.Options.Age,
                AgePeriod = d.Options.AgePeriod,
                Brackets = [.. d.Options.Brackets.Select(b => new CohortBracket(b.From, b.To))],
                AsOf = d.Options.AsOf,
                MinimumHorizon = d.Options.MinimumHorizon,
                LastAge = d.Options.LastAge,
            },
            [.. d.Cohorts.Select((c, i) => new Cohort(i, c.Start, c.Size, [.. c.Observed], [.. c.Active], [.. c.ActiveOrLater], [.. c.BracketObserved], [.. c.BracketActive], [.. c.Revenue]))],
            [.. d.Flow.Select(f => new ActivityFlow(f.Start, f.New, f.Retained, f.Reactivated, f.Lost, f.Dormant))],
            d.HasRevenue,
            d.HasStarts,
            d.UnassignedRevenue,
            d.CustomersLeftOut));

    public static VersionedConverter<SegmentMigration, SegmentMigrationDocument> SegmentMigration { get; } = new(
        "segmentMigration",
        Forms.SegmentMigrationDocument,
        t => new(
            [.. t.Segments.Select(Unicode)],
            t.Map is null ? null : SegmentMap!.ToDocument(t.Map),
            t.EndBefore,
            t.EndAfter,
            [.. t.Moves.Where(m => m.Customers != 0 || m.RevenueBefore != 0 || m.RevenueAfter != 0).Select(m => new MoveLine(m.From is null ? null : Unicode(m.From), m.To is null ? null : Unicode(m.To), m.Customers, m.RevenueBefore, m.RevenueAfter))]),
        Migration);

    public static VersionedConverter<RenewalTally, RenewalTallyDocument> RenewalTally { get; } = new(
        "renewalTally",
        Forms.RenewalTallyDocument,
        t => new([.. t.Periods.Select(p => new RenewalLine(p.AtStart, p.Lost))]),
        d => new RenewalTally(d.Periods.Select(p => new ChurnTally(p.AtRisk, p.Lost))));

    public static VersionedConverter<MrrMovements, MrrMovementsDocument> MrrMovements { get; } = new(
        "mrrMovements",
        Forms.MrrMovementsDocument,
        t => new(
            t.Start,
            t.End,
            t.Opening,
            t.New,
            t.Expansion,
            t.Reactivated,
            t.Contraction,
            t.Churned,
            t.OpeningCustomers,
            t.NewCustomers,
            t.ReactivatedCustomers,
            t.LostCustomers,
            MrrSources!.ToDocument(t.Sources),
            t.PausedCustomers,
            Terms(t.Options)),
        d => new MrrMovements(
            d.Opening,
            d.New,
            d.Expansion,
            d.Reactivated,
            d.Contraction,
            d.Churned,
            d.OpeningCustomers,
            d.NewCustomers,
            d.ReactivatedCustomers,
            d.LostCustomers,
            d.Start,
            d.End,
            MrrSources!.FromDocument(d.Sources),
            d.PausedCustomers,
            new MrrOptions { PauseLimitDays = d.Options.PauseLimitDays, Return = d.Options.Return }));

    public static VersionedConverter<MrrSources, MrrSourcesDocument> MrrSources { get; } = new(
        "mrrSources",
        Forms.MrrSourcesDocument,
        t => new(t.Upgraded, t.Added, t.Downgraded, t.Dropped, t.Paused, t.Resumed),
        d => new MrrSources(d.Upgraded, d.Added, d.Downgraded, d.Dropped, d.Paused, d.Resumed));

    public static VersionedConverter<AcquisitionTally, AcquisitionTallyDocument> AcquisitionTally { get; } = new(
        "acquisitionTally",
        Forms.AcquisitionTallyDocument,
        t => new(
            t.Options.Period,
            t.Options.Lag,
            [.. t.Cells.Select(c => new AcquisitionLine(c.Channel is null ? null : Unicode(c.Channel), c.Date, c.Advertising, c.Salaries, c.Tools, c.Other, c.Retention, c.NewCustomers))]),
        d => new AcquisitionTally(
            d.Cells.Select(c => new AcquisitionCell(c.Channel, c.Date, c.Advertising, c.Salaries, c.Tools, c.Other, c.Retention, c.NewCustomers)),
            new AcquisitionOptions { Period = d.Period, Lag = d.Lag }));

    public static VersionedConverter<DayHistogram, DayHistogramDocument> DayHistogram { get; } = new(
        "dayHistogram",
        Forms.DayHistogramDocument,
        t => new(Days(t)),
        d => Days(d.Days));

    public static VersionedConverter<FunnelTally, FunnelTallyDocument> FunnelTally { get; } = new(
        "funnelTally",
        Forms.FunnelTallyDocument,
        t => new(t.Definition is null ? null : Stages(t.Definition), [.. t.Reached], [.. t.Days.Select(Days)]),
        d => d.Definition is { } stages
            ? new FunnelTally(new FunnelDefinition(stages.Stages, stages.Kinds.Select(k => KeyValuePair.Create(k.Kind, k.Stage)), stages.Order, stages.WithinDays), d.Reached, d.Days.Select(Days))
            : d.Reached.Length == 0 && d.Days.Length == 0 ? RetentionMetrics.FunnelTally.Zero : throw new ArgumentException("A funnel with counts has a definition.", nameof(d)));

    public static VersionedConverter<NpsTally, NpsTallyDocument> NpsTally { get; } = new(
        "npsTally",
        Forms.NpsTallyDocument,
        t => new(t.Promoters, t.Passives, t.Detractors),
        d => new NpsTally(d.Promoters, d.Passives, d.Detractors));

    public static VersionedConverter<ReferralTally, ReferralTallyDocument> ReferralTally { get; } = new(
        "referralTally",
        Forms.ReferralTallyDocument,
        t => new(
            t.Customers,
            t.AlreadyCustomers,
            [.. t.InvitationsByReferrer.Select(r => new ReferrerLine(Unicode(r.Key), r.Value))],
            [.. t.Invitees.Select(i => new InviteeLine(Unicode(i.Id), Unicode(i.ReferrerId), i.Date, i.IsCustomer, i.CustomerSince))]),
        d => new ReferralTally(
            d.Customers,
            d.Referrers.Select(r => KeyValuePair.Create(r.Id, r.Invitations)),
            d.Invitees.Select(i => new Invitee(i.Id, i.ReferrerId, i.Date, i.IsCustomer, i.CustomerSince)),
            d.AlreadyCustomers));

    public static VersionedConverter<HistoricalValue, HistoricalValueDocument> HistoricalValue { get; } = new(
        "historicalValue",
        Forms.HistoricalValueDocument,
        t => new(t.Customers, t.Revenue, t.CostToServe),
        d => new HistoricalValue(d.Customers, d.Revenue, d.CostToServe));

    public static VersionedConverter<MeanTally, MeanTallyDocument> MeanTally { get; } = new(
        "meanTally",
        Forms.MeanTallyDocument,
        t => new(t.N, t.Sum, Whole(t.ScaledSquares)),
        d => new MeanTally(d.N, d.Sum, Whole(d.ScaledSquares)));

    public static VersionedConverter<WeightedNpsTally, WeightedNpsTallyDocument> WeightedNpsTally { get; } = new(
        "weightedNpsTally",
        Forms.WeightedNpsTallyDocument,
        t => new(Weights(t.Promoters), Weights(t.Passives), Weights(t.Detractors)),
        d => new WeightedNpsTally(Weights(d.Promoters), Weights(d.Passives), Weights(d.Detractors)));

    public static VersionedConverter<NpsOutcomes, NpsOutcomesDocument> NpsOutcomes { get; } = new(
        "npsOutcomes",
        Forms.NpsOutcomesDocument,
        t => new(Outcome(t.Promoters), Outcome(t.Passives), Outcome(t.Detractors), Outcome(t.Silent)),
        d => new NpsOutcomes(Outcome(d.Promoters), Outcome(d.Passives), Outcome(d.Detractors), Outcome(d.Silent)));

    /// <summary>The ledger of a tally, from the tally's own converter.</summary>
    public static VersionedConverter<TallyLedger<TTally>, TallyLedgerDocument<TDocument>> Ledger<TTally, TDocument>(
        VersionedConverter<TTally, TDocument> tallies, JsonTypeInfo<TallyLedgerDocument<TDocument>> documents)
        where TTally : ITally<TTally>, IEquatable<TTally>
        where TDocument : Document => new(
            "tallyLedger",
            documents,
            l => new([.. l.Partitions.Select(p => new PartitionLine<TDocument>(Unicode(p.Key), tallies.ToDocument(p.Value)))]),
            d => d.Partitions.Aggregate(
                TallyLedger<TTally>.Zero,
                (ledger, p) => ledger.Partitions.ContainsKey(p.Partition ?? "") ? throw new ArgumentException("A partition has two entries.", nameof(d)) : ledger.Add(p.Partition!, tallies.FromDocument(p.Tally))));

    private static MrrTerms Terms(MrrOptions options) => new(options.PauseLimitDays, options.Return);

    private static SegmentMigration Migration(SegmentMigrationDocument document)
    {
        if (document.Segments.Length > RetentionMetrics.SegmentMigration.MaxSegments)
            throw new ArgumentException("There are too many segments.", nameof(document));
        int size = document.Segments.Length + 1;
        var (customers, before, after) = (new long[size * size], new decimal[size * size], new decimal[size * size]);
        var seen = new HashSet<int>();
        foreach (MoveLine move in document.Moves)
        {
            int cell = (Place(move.From) * size) + Place(move.To);
            if (!seen.Add(cell))
                throw new ArgumentException("A pair of segments has two entries.", nameof(document));
            (customers[cell], before[cell], after[cell]) = (move.Customers, move.RevenueBefore, move.RevenueAfter);
        }

        return new SegmentMigration(
            document.Segments, customers, before, after, document.Map is null ? null : SegmentMap.FromDocument(document.Map), document.EndBefore, document.EndAfter);

        int Place(string? segment) => segment is null ? size - 1 : Array.IndexOf(document.Segments, segment) is >= 0 and var at ? at : throw new ArgumentException("A move names a segment that is not there.", nameof(document));
    }

    private static DayLine[] Days(DayHistogram days) => [.. days.Counts.Select(c => new DayLine(c.Key, c.Value))];

    private static DayHistogram Days(DayLine[] days) => new(days.Select(d => KeyValuePair.Create(d.Days, d.Count)));

    private static FunnelLine Stages(FunnelDefinition definition) => new(
        [.. definition.Stages.Select(Unicode)],
        [.. definition.StageOfKind.Where(k => k.Key != definition.Stages[k.Value]).Select(k => new KindLine(Unicode(k.Key), definition.Stages[k.Value]))],
        definition.Order,
        definition.WithinDays);

    // As text: more digits than the numbers of most programs that read JSON.
    private static string Whole(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    private static BigInteger Whole(string digits) =>
        digits.Length <= 100 && BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number) ? number : throw new ArgumentException("The squares are not a whole number.", nameof(digits));

    private static WeightLine Weights(MeanTally weights) => new(weights.N, weights.Sum, Whole(weights.ScaledSquares));

    private static MeanTally Weights(WeightLine line) => new(line.N, line.Sum, Whole(line.ScaledSquares));

    private static NpsOutcomeLine Outcome(NpsOutcome group) => new(group.Customers, group.Lost, group.Value.Sum, Whole(group.Value.ScaledSquares));

    private static NpsOutcome Outcome(NpsOutcomeLine line) => new(line.Customers, line.Lost, new MeanTally(line.Customers, line.Value, Whole(line.ScaledSquares)));
}
