namespace RetentionMetrics.Json;

// Version 1 of every form, as in ModelDocuments.
internal sealed record ChurnTallyDocument(long AtStart, long Lost) : Document;

internal sealed record RenewalTallyDocument(RenewalLine[] Periods) : Document;

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
    long LostCustomers) : Document;

internal sealed record AcquisitionTallyDocument(CalendarPeriod Period, int Lag, AcquisitionLine[] Cells) : Document;

internal readonly record struct AcquisitionLine(
    string? Channel, DateOnly Date, decimal Advertising, decimal Salaries, decimal Tools, decimal Other, decimal Retention, long? NewCustomers);

internal sealed record NpsTallyDocument(long Promoters, long Passives, long Detractors) : Document;

internal sealed record DayHistogramDocument(DayLine[] Days) : Document;

internal readonly record struct DayLine(int Days, long Count);

internal sealed record FunnelTallyDocument(FunnelLine? Definition, long[] Reached, DayLine[][] Days) : Document;

internal sealed record FunnelLine(string[] Stages, KindLine[] Kinds, FunnelOrder Order, int? WithinDays);

internal readonly record struct KindLine(string Kind, string Stage);

internal sealed record ReferralTallyDocument(long Customers, long AlreadyCustomers, ReferrerLine[] Referrers, InviteeLine[] Invitees) : Document;

internal readonly record struct ReferrerLine(string Id, long Invitations);

internal readonly record struct InviteeLine(string Id, string ReferrerId, DateOnly Date, bool IsCustomer, DateOnly? CustomerSince);

internal sealed record HistoricalValueDocument(long Customers, decimal Revenue, decimal CostToServe) : Document;

internal sealed record MeanTallyDocument(long N, decimal Sum, decimal SumOfSquares) : Document;

internal sealed record WeightedNpsTallyDocument(WeightLine Promoters, WeightLine Passives, WeightLine Detractors) : Document;

internal readonly record struct WeightLine(long N, decimal Sum, decimal SumOfSquares);

internal sealed record NpsOutcomesDocument(NpsOutcomeLine Promoters, NpsOutcomeLine Passives, NpsOutcomeLine Detractors, NpsOutcomeLine Silent) : Document;

internal readonly record struct NpsOutcomeLine(long Customers, long Lost, decimal Value, decimal SquaredValue);

internal sealed record TallyLedgerDocument<TTally>(PartitionLine<TTally>[] Partitions) : Document;

internal readonly record struct PartitionLine<TTally>(string Partition, TTally Tally);
