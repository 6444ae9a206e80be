using System.Text.Json.Serialization.Metadata;

namespace RetentionMetrics.Json;

/// <content>Tallies.</content>
internal static partial class Converters
{
    public static VersionedConverter<ChurnTally, ChurnTallyDocument> ChurnTally { get; } = new(
        "churnTally",
        Forms.ChurnTallyDocument,
        t => new(t.AtStart, t.Lost),
        d => new ChurnTally(d.AtStart, d.Lost));

    public static VersionedConverter<RenewalTally, RenewalTallyDocument> RenewalTally { get; } = new(
        "renewalTally",
        Forms.RenewalTallyDocument,
        t => new([.. t.Periods.Select(p => new RenewalLine(p.AtStart, p.Lost))]),
        d => new RenewalTally(d.Periods.Select(p => new ChurnTally(p.AtRisk, p.Lost))));

    public static VersionedConverter<MrrMovements, MrrMovementsDocument> MrrMovements { get; } = new(
        "mrrMovements",
        Forms.MrrMovementsDocument,
        t => new(
            t.Start, t.End, t.Opening, t.New, t.Expansion, t.Reactivated, t.Contraction, t.Churned, t.OpeningCustomers, t.NewCustomers, t.ReactivatedCustomers, t.LostCustomers),
        d => new MrrMovements(
            d.Opening, d.New, d.Expansion, d.Reactivated, d.Contraction, d.Churned, d.OpeningCustomers, d.NewCustomers, d.ReactivatedCustomers, d.LostCustomers, d.Start, d.End));

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
        t => new(t.N, t.Sum, t.SumOfSquares),
        d => new MeanTally(d.N, d.Sum, d.SumOfSquares));

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

    private static DayLine[] Days(DayHistogram days) => [.. days.Counts.Select(c => new DayLine(c.Key, c.Value))];

    private static DayHistogram Days(DayLine[] days) => new(days.Select(d => KeyValuePair.Create(d.Days, d.Count)));

    private static FunnelLine Stages(FunnelDefinition definition) => new(
        [.. definition.Stages.Select(Unicode)],
        [.. definition.StageOfKind.Where(k => k.Key != definition.Stages[k.Value]).Select(k => new KindLine(Unicode(k.Key), definition.Stages[k.Value]))],
        definition.Order,
        definition.WithinDays);

    private static WeightLine Weights(MeanTally weights) => new(weights.N, weights.Sum, weights.SumOfSquares);

    private static MeanTally Weights(WeightLine line) => new(line.N, line.Sum, line.SumOfSquares);

    private static NpsOutcomeLine Outcome(NpsOutcome group) => new(group.Customers, group.Lost, group.Value.Sum, group.Value.SumOfSquares);

    private static NpsOutcome Outcome(NpsOutcomeLine line) => new(line.Customers, line.Lost, new MeanTally(line.Customers, line.Value, line.SquaredValue));
}
