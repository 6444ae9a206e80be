using System.Text.Json.Serialization;

namespace RetentionMetrics.Json;

// Version 1 of every form, as in ModelDocuments.
internal sealed record ChurnTallyDocument(
    ChurnDenominator Denominator,
    long Base,
    long Lost,
    long Voluntary,
    long Involuntary,
    int Days,
    DateOnly? From,
    DateOnly? To,
    int? PauseLimitDays) : Document;

internal sealed record HazardTallyDocument(long Lost, long Exposure, TimeUnit Unit) : Document;

internal sealed record TimeToFirstValueDocument(FirstValueTerms? Definition, FirstValueLine[] Groups) : Document;

internal sealed record FirstValueTerms(string ValueKind, DateOnly AsOf, string? StartKind);

[method: JsonConstructor] // without it a structure need not be whole
internal readonly record struct FirstValueLine(int WatchedDays, int? ReachedOn, long Customers);

internal sealed record CohortTableDocument(
    CalendarPeriod Period,
    CohortTerms Options,
    bool HasRevenue,
    bool HasStarts,
    decimal UnassignedRevenue,
    long CustomersLeftOut,
    CohortLine[] Cohorts,
    FlowLine[] Flow) : Document;

internal sealed record CohortTerms(CohortAge Age, CalendarPeriod? AgePeriod, BracketLine[] Brackets, DateOnly? AsOf, int MinimumHorizon, int? LastAge);

[method: JsonConstructor]
internal readonly record struct BracketLine(int From, int To);

[method: JsonConstructor]
internal readonly record struct CohortLine(
    DateOnly Start, long Size, long[] Observed, long[] Active, long[] ActiveOrLater, long[] BracketObserved, long[] BracketActive, decimal[] Revenue);

[method: JsonConstructor]
internal readonly record struct FlowLine(DateOnly Start, long New, long Retained, long Reactivated, long Lost, long Dormant);

internal sealed record SegmentMigrationDocument(string[] Segments, SegmentMapDocument? Map, DateOnly? EndBefore, DateOnly? EndAfter, MoveLine[] Moves) : Document;

[method: JsonConstructor]
internal readonly record struct MoveLine(string? From, string? To, long Customers, decimal RevenueBefore, decimal RevenueAfter);

internal sealed record RenewalTallyDocument(RenewalLine[] Periods) : Document;

[method: JsonConstructor]
internal readonly record struct RenewalLine(long AtRisk, long Lost);

internal sealed record MrrMovementsDocument(
    DateOnly? Start,
    DateOnly? End,
    decimal Opening,
    decimal New,
    decimal Expansion,
    decimal Reactivated,
    decimal Contraction,
    decimal Churned,
    long OpeningCustomers,
    long NewCustomers,
    long ReactivatedCustomers,
    long LostCustomers,
    MrrSourcesDocument Sources,
    long PausedCustomers,
    MrrTerms Options) : Document;

internal sealed record MrrSourcesDocument(decimal Upgraded, decimal Added, decimal Downgraded, decimal Dropped, decimal Paused, decimal Resumed) : Document;

internal sealed record MrrTerms(int? PauseLimitDays, ReturnRule Return);

internal sealed record AcquisitionTallyDocument(CalendarPeriod Period, int Lag, AcquisitionLine[] Cells) : Document;

[method: JsonConstructor]
internal readonly record struct AcquisitionLine(
    string? Channel, DateOnly Date, decimal Advertising, decimal Salaries, decimal Tools, decimal Other, decimal Retention, long? NewCustomers);

internal sealed record NpsTallyDocument(long Promoters, long Passives, long Detractors) : Document;

internal sealed record DayHistogramDocument(DayLine[] Days) : Document;

[method: JsonConstructor]
internal readonly record struct DayLine(int Days, long Count);

internal sealed record FunnelTallyDocument(FunnelLine? Definition, long[] Reached, DayLine[][] Days) : Document;

internal sealed record FunnelLine(string[] Stages, KindLine[] Kinds, FunnelOrder Order, int? WithinDays);

[method: JsonConstructor]
internal readonly record struct KindLine(string Kind, string Stage);

internal sealed record ReferralTallyDocument(long Customers, long AlreadyCustomers, ReferrerLine[] Referrers, InviteeLine[] Invitees) : Document;

[method: JsonConstructor]
internal readonly record struct ReferrerLine(string Id, long Invitations);

[method: JsonConstructor]
internal readonly record struct InviteeLine(string Id, string ReferrerId, DateOnly Date, bool IsCustomer, DateOnly? CustomerSince);

internal sealed record HistoricalValueDocument(long Customers, decimal Revenue, decimal CostToServe) : Document;

internal sealed record MeanTallyDocument(long N, decimal Sum, string ScaledSquares) : Document;

internal sealed record WeightedNpsTallyDocument(WeightLine Promoters, WeightLine Passives, WeightLine Detractors) : Document;

[method: JsonConstructor]
internal readonly record struct WeightLine(long N, decimal Sum, string ScaledSquares);

internal sealed record NpsOutcomesDocument(NpsOutcomeLine Promoters, NpsOutcomeLine Passives, NpsOutcomeLine Detractors, NpsOutcomeLine Silent) : Document;

[method: JsonConstructor]
internal readonly record struct NpsOutcomeLine(long Customers, long Lost, decimal Value, string ScaledSquares);

internal sealed record TallyLedgerDocument<TTally>(PartitionLine<TTally>[] Partitions) : Document;

[method: JsonConstructor]
internal readonly record struct PartitionLine<TTally>(string Partition, TTally Tally);
