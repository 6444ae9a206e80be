using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Documents;

/// <summary>Invariant 51: serialise → deserialise = identity.</summary>
public class RoundTripTests
{
    private static readonly Gen<double> Positive = Gen.Choose(int.MinValue, int.MaxValue).Zip(Gen.Choose(-290, 290)).Select(p => (1 + Math.Abs((double)p.Item1)) * Math.Pow(10, p.Item2));
    private static readonly Gen<double> Fraction = Gen.Choose(0, int.MaxValue).Select(i => (double)i / int.MaxValue);
    private static readonly Gen<decimal> Money = Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue)).Zip(Gen.Choose(0, 28)).Select(p => new decimal(p.Item1.Item1, p.Item1.Item2, 0, false, (byte)p.Item2));
    private static readonly Gen<long> Count = Gen.Choose(0, int.MaxValue).Select(i => (long)i * 1_000_003);
    private static readonly Gen<DateOnly> Day = Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);
    private static readonly Gen<string> Text = Gen.Elements("a", "\"", "\\", "\n", "\0", "é", "日本", "😀", "<&>", "I", "ı").NonEmptyListOf().Select(string.Concat);

    [Fact]
    public void A_BgNbd_comes_back_bit_for_bit() => Holds(
        Positive.Four().Zip(Gen.Elements(Enum.GetValues<TimeUnit>())).Select(p => new BgNbd(p.Item1.Item1, p.Item1.Item2, p.Item1.Item3, p.Item1.Item4, p.Item2)),
        MetricsJson.Default.BgNbd,
        (a, b) => (a.R, a.Alpha, a.A, a.B, a.Unit) == (b.R, b.Alpha, b.A, b.B, b.Unit));

    [Fact]
    public void Models_of_regular_buyers_come_back_bit_for_bit()
    {
        var cases = Positive.Four().Zip(Gen.Choose(1, 64)).Zip(Gen.Elements(Enum.GetValues<TimeUnit>()));
        Holds(
            cases.Select(p => new BgCnbd(p.Item1.Item1.Item1, p.Item1.Item1.Item2, p.Item1.Item1.Item3, p.Item1.Item1.Item4, p.Item1.Item2, p.Item2)),
            MetricsJson.Default.BgCnbd,
            (a, b) => (a.R, a.Alpha, a.A, a.B, a.K, a.Unit) == (b.R, b.Alpha, b.A, b.B, b.K, b.Unit));
        Holds(
            cases.Select(p => new ModifiedBgCnbd(p.Item1.Item1.Item1, p.Item1.Item1.Item2, p.Item1.Item1.Item3, p.Item1.Item1.Item4, p.Item1.Item2, p.Item2)),
            MetricsJson.Default.ModifiedBgCnbd,
            (a, b) => (a.R, a.Alpha, a.A, a.B, a.K, a.Unit) == (b.R, b.Alpha, b.A, b.B, b.K, b.Unit));
    }

    [Fact]
    public void A_model_with_covariates_comes_back_bit_for_bit() => Holds(
        Positive.Four().Zip(Positive.Four()).Zip(Text).Select(p =>
        {
            ((var m, var c), string name) = p;
            return new BgNbdCovariates(new BgNbd(m.Item1, m.Item2, m.Item3, m.Item4, TimeUnit.Week), ["x" + name, "y"], [c.Item1, -c.Item2], [-c.Item3, 0], [c.Item4, 1]);
        }),
        MetricsJson.Default.BgNbdCovariates,
        (a, b) => (a.AtZero.R, a.AtZero.Alpha, a.AtZero.A, a.AtZero.B, a.Unit) == (b.AtZero.R, b.AtZero.Alpha, b.AtZero.A, b.AtZero.B, b.Unit)
            && a.Names.SequenceEqual(b.Names, StringComparer.Ordinal) && a.Purchase.SequenceEqual(b.Purchase) && a.Leave.SequenceEqual(b.Leave) && a.Stay.SequenceEqual(b.Stay));

    [Fact]
    public void Discrete_models_come_back_bit_for_bit()
    {
        Holds(
            Positive.Four().Zip(Gen.Elements(Enum.GetValues<TimeUnit>())).Select(p => new BgBb(p.Item1.Item1, p.Item1.Item2, p.Item1.Item3, p.Item1.Item4, p.Item2)),
            MetricsJson.Default.BgBb,
            (a, b) => (a.Alpha, a.Beta, a.Gamma, a.Delta, a.Unit) == (b.Alpha, b.Beta, b.Gamma, b.Delta, b.Unit));
        Holds(Positive.Two().Select(p => new ShiftedBetaGeometric(p.Item1, p.Item2)), MetricsJson.Default.ShiftedBetaGeometric, (a, b) => (a.Alpha, a.Beta) == (b.Alpha, b.Beta));
        Holds(Positive.Three().Select(p => new BetaDiscreteWeibull(p.Item1, p.Item2, p.Item3)), MetricsJson.Default.BetaDiscreteWeibull, (a, b) => (a.Alpha, a.Beta, a.C) == (b.Alpha, b.Beta, b.C));
        Holds(Gen.Choose(0, 1000).ListOf(7).Select(l => RenewalTally.FromSurvivors([.. l.Select(n => (long)n).OrderDescending()])), MetricsJson.Default.RenewalTally, (a, b) => a.Equals(b));
    }

    [Fact]
    public void A_ModifiedBgNbd_comes_back_bit_for_bit() => Holds(
        Positive.Four().Zip(Gen.Elements(Enum.GetValues<TimeUnit>())).Select(p => new ModifiedBgNbd(p.Item1.Item1, p.Item1.Item2, p.Item1.Item3, p.Item1.Item4, p.Item2)),
        MetricsJson.Default.ModifiedBgNbd,
        (a, b) => (a.R, a.Alpha, a.A, a.B, a.Unit) == (b.R, b.Alpha, b.A, b.B, b.Unit));

    [Fact]
    public void A_ParetoNbd_and_an_Nbd_come_back_bit_for_bit()
    {
        var units = Gen.Elements(Enum.GetValues<TimeUnit>());
        Holds(
            Positive.Four().Zip(units).Select(p => new ParetoNbd(p.Item1.Item1, p.Item1.Item2, p.Item1.Item3, p.Item1.Item4, p.Item2)),
            MetricsJson.Default.ParetoNbd,
            (a, b) => (a.R, a.Alpha, a.S, a.Beta, a.Unit) == (b.R, b.Alpha, b.S, b.Beta, b.Unit));
        Holds(Positive.Two().Zip(units).Select(p => new Nbd(p.Item1.Item1, p.Item1.Item2, p.Item2)), MetricsJson.Default.Nbd, (a, b) => (a.R, a.Alpha, a.Unit) == (b.R, b.Alpha, b.Unit));
    }

    [Fact]
    public void A_Pareto_model_with_covariates_comes_back_bit_for_bit() => Holds(
        Positive.Four().Zip(Positive.Four()).Zip(Text).Select(p =>
        {
            ((var m, var c), string name) = p;
            return new ParetoNbdCovariates(new ParetoNbd(m.Item1, m.Item2, m.Item3, m.Item4, TimeUnit.Week), ["x" + name, "y"], [c.Item1, -c.Item2], [-c.Item3, c.Item4]);
        }),
        MetricsJson.Default.ParetoNbdCovariates,
        (a, b) => (a.AtZero.R, a.AtZero.Alpha, a.AtZero.S, a.AtZero.Beta, a.Unit) == (b.AtZero.R, b.AtZero.Alpha, b.AtZero.S, b.AtZero.Beta, b.Unit)
            && a.Names.SequenceEqual(b.Names, StringComparer.Ordinal) && a.Purchase.SequenceEqual(b.Purchase) && a.Leave.SequenceEqual(b.Leave));

    [Fact]
    public void Lifetime_values_of_other_models_come_back_and_not_as_another_model()
    {
        var spend = new GammaGamma(6.25, 3.74, 15.44);
        var options = new LifetimeValueOptions { GrossMargin = 0.4, AnnualDiscountRate = 0.1 };
        string modified = JsonSerializer.Serialize(new ModifiedBgNbd(0.5, 6, 0.9, 1.6, TimeUnit.Week).WithSpend(spend, options), MetricsJson.Default.LifetimeValueModifiedBgNbd);
        string pareto = JsonSerializer.Serialize(new ParetoNbd(0.5, 10, 0.6, 11, TimeUnit.Week).WithSpend(spend, options), MetricsJson.Default.LifetimeValueParetoNbd);
        JsonSerializer.Deserialize(modified, MetricsJson.Default.LifetimeValueModifiedBgNbd)!.Purchases.B.Should().Be(1.6);
        LifetimeValue<ParetoNbd> back = JsonSerializer.Deserialize(pareto, MetricsJson.Default.LifetimeValueParetoNbd)!;
        (back.Purchases.Beta, back.Spend.Q, back.Options).Should().Be((11.0, 3.74, options));
        FluentActions.Invoking(() => JsonSerializer.Deserialize(modified, MetricsJson.Default.LifetimeValueBgNbd)).Should().Throw<JsonException>();
    }

    [Fact]
    public void A_lifetime_value_comes_back_bit_for_bit() => Holds(
        Positive.Four().Where(m => m.Item2 > 1e-14 && double.IsFinite(m.Item1 * m.Item3 / m.Item2 * 2)) // a Gamma-Gamma model has a finite population mean
            .Zip(Fraction.Two()).Zip(Gen.Elements(Enum.GetValues<DiscountTiming>())).Select(p =>
        {
            ((var m, var f), var timing) = p;
            return new BgNbd(m.Item1, m.Item2, m.Item3, m.Item4, TimeUnit.Week)
                .WithSpend(new GammaGamma(m.Item1, 1 + m.Item2 + 1e-15, m.Item3), new LifetimeValueOptions { GrossMargin = f.Item1, AnnualDiscountRate = f.Item2, Timing = timing, StepLength = m.Item4 });
        }).Where(m => m.Spend.Q > 1),
        MetricsJson.Default.LifetimeValueBgNbd,
        (a, b) => (a.Purchases.R, a.Spend.P, a.Spend.Q, a.Spend.Gamma) == (b.Purchases.R, b.Spend.P, b.Spend.Q, b.Spend.Gamma) && a.Options == b.Options);

    [Fact]
    public void RFM_cuts_come_back_bit_for_bit() => Holds(
        Positive.ListOf(12).Zip(Gen.Choose(1, 4)).Zip(Gen.Elements(Enum.GetValues<BinEdge>())).Select(p =>
        {
            double[] Sorted(int which) => [.. p.Item1.Item1.Skip(which * 4).Take(p.Item1.Item2).Select(v => which == 2 ? -v : v).Order()];
            return new RfmCuts(Sorted(0), Sorted(1), Sorted(2), p.Item2);
        }),
        MetricsJson.Default.RfmCuts,
        (a, b) => a.Edge == b.Edge && a.DaysSinceLastPurchase.SequenceEqual(b.DaysSinceLastPurchase) && a.PurchaseCount.SequenceEqual(b.PurchaseCount) && a.TotalSpend.SequenceEqual(b.TotalSpend));

    [Fact]
    public void A_segment_map_comes_back_with_every_rule() => Holds(
        Text.Zip(Gen.Choose(1, 10)).Zip(Gen.Choose(1, 10)).NonEmptyListOf().Select(rules => new SegmentMap([.. rules.Select(r =>
        {
            (int, int) range = (Math.Min(r.Item1.Item2, r.Item2), Math.Max(r.Item1.Item2, r.Item2));
            return new SegmentRule(r.Item1.Item1, range, (1, 10), range);
        })])),
        MetricsJson.Default.SegmentMap,
        (a, b) => a.Rules.SequenceEqual(b.Rules));

    [Fact]
    public void A_touch_plan_comes_back_with_every_tier() => Holds(
        Text.Zip(Gen.Choose(0, 1_000)).Zip(Positive).Select(p => new TouchPlan(new TouchTier("x" + p.Item1.Item1, p.Item1.Item2, -p.Item2), new TouchTier("y"))),
        MetricsJson.Default.TouchPlan,
        (a, b) => a.Tiers.SequenceEqual(b.Tiers));

    [Fact]
    public void An_estimate_and_its_level_come_back_bit_for_bit()
    {
        var levels = Gen.Choose(1, 99_999).Select(i => new ConfidenceLevel(i / 100_000.0));
        Holds(levels, MetricsJson.Default.ConfidenceLevel, (a, b) => a == b);
        Holds(
            Positive.Two().Zip(Gen.Choose(0, 3)).Zip(Count).Zip(levels).Select(p =>
            {
                ((((double low, double step), int ends), long n), ConfidenceLevel level) = p;
                return new Estimate(-low, (ends & 1) == 0 ? null : -low, (ends & 2) == 0 ? null : step, n, level);
            }),
            MetricsJson.Default.Estimate,
            (a, b) => a == b);
    }

    [Fact]
    public void Tallies_of_counts_and_money_come_back_exactly()
    {
        Holds(Count.Two().Select(p => new ChurnTally(Math.Max(p.Item1, p.Item2), Math.Min(p.Item1, p.Item2))), MetricsJson.Default.ChurnTally, (a, b) => a == b);
        Holds(
            Count.Four().Zip(Gen.Elements(Enum.GetValues<ChurnDenominator>())).Zip(Day).Select(p =>
            {
                (((long a, long b, long c, long d), ChurnDenominator denominator), DateOnly day) = p;
                bool mean = denominator == ChurnDenominator.MeanOfDays;
                return new ChurnTally(denominator, a + b + c + d, b + c + d, c, d, mean ? day == DateOnly.MaxValue ? 30 : 1 : 0, day == DateOnly.MaxValue ? null : day, day == DateOnly.MaxValue ? null : day.AddDays(1), a % 2 == 0 ? null : 7);
            }),
            MetricsJson.Default.ChurnTally,
            (a, b) => a == b);
        Holds(Count.Two().Select(p => new HazardTally(p.Item1, p.Item2 + 1, TimeUnit.Week)), MetricsJson.Default.HazardTally, (a, b) => a == b);
        Holds(Money.Four().Zip(Money.Two()).Select(p => new MrrSources(p.Item1.Item1, p.Item1.Item2, p.Item1.Item3, p.Item1.Item4, p.Item2.Item1, p.Item2.Item2)), MetricsJson.Default.MrrSources, (a, b) => a == b);
        Holds(Count.Three().Select(p => new NpsTally(p.Item1, p.Item2, p.Item3)), MetricsJson.Default.NpsTally, (a, b) => a == b);
        Holds(Count.Zip(Money.Two()).Select(p => new HistoricalValue(p.Item1, -p.Item2.Item1, p.Item2.Item2)), MetricsJson.Default.HistoricalValue, (a, b) => a == b && Same(a.Revenue, b.Revenue));
        Holds(
            Money.Four().Zip(Count.Two()).Zip(Day.Two()).Select(p =>
            {
                ((var m, var n), (DateOnly d, DateOnly e)) = p;
                bool hasPeriod = n.Item1 % 2 == 0;
                return new MrrMovements(m.Item1 + m.Item2 + m.Item3, m.Item4, m.Item1, m.Item2, m.Item3, m.Item1, Math.Max(n.Item1, n.Item2), n.Item1, n.Item2, Math.Min(n.Item1, n.Item2), hasPeriod ? (d < e ? d : e) : null, hasPeriod ? (d < e ? e : d) : null);
            }),
            MetricsJson.Default.MrrMovements,
            (a, b) => a == b && Same(a.Opening, b.Opening));
        Holds(Money.Zip(Fraction.Two()).Select(p => new SimpleLifetimeValue(p.Item1, p.Item2.Item1, p.Item2.Item2)), MetricsJson.Default.SimpleLifetimeValue, (a, b) => a == b);
        Holds(
            Money.Two().Zip(Count).Zip(Fraction.Two()).Select(p => new UnitEconomics(p.Item1.Item1.Item1, p.Item1.Item2, p.Item1.Item1.Item2, p.Item2.Item1, p.Item2.Item2)),
            MetricsJson.Default.UnitEconomics,
            (a, b) => a == b);
    }

    [Fact]
    public void Tallies_by_name_come_back_exactly()
    {
        Holds(
            Text.Zip(Money).Zip(Gen.Choose(-1, 100)).ListOf(5).Select(lines => new AcquisitionTally(
                lines.Select(l => new AcquisitionCell(l.Item2 == 0 ? null : l.Item1.Item1, DateOnly.FromDayNumber(700_000 + l.Item2), l.Item1.Item2, tools: l.Item2 + 1, newCustomers: l.Item2 < 0 ? null : l.Item2)),
                new AcquisitionOptions { Period = (CalendarPeriod)(lines.Count % 5), Lag = lines.Count })),
            MetricsJson.Default.AcquisitionTally,
            (a, b) => a.Equals(b));
        Holds(
            Text.Two().Zip(Day).Zip(Gen.Choose(0, 2)).ListOf(8).Select(list => ReferralTally.Count(
                list.Where(r => r.Item1.Item1.Item1 != r.Item1.Item1.Item2).Select(r => new Referral(r.Item1.Item1.Item1, r.Item1.Item2, r.Item2 == 0 ? null : r.Item1.Item1.Item2)),
                list.Where(r => r.Item2 == 2).Select(r => r.Item1.Item1.Item2).ToHashSet(StringComparer.Ordinal))),
            MetricsJson.Default.ReferralTally,
            (a, b) => a.Equals(b));
    }

    [Fact]
    public void Means_weights_and_outcomes_come_back_exactly()
    {
        Gen<MeanTally> means = Gen.Choose(0, 1_000_000).Select(c => c / 1_000m).ArrayOf().Select(a => MeanTally.Count(a));
        Holds(means, MetricsJson.Default.MeanTally, (a, b) => a == b);
        Holds(means.Three().Select(m => new WeightedNpsTally(m.Item1, m.Item2, m.Item3)), MetricsJson.Default.WeightedNpsTally, (a, b) => a == b);
        Holds(means.Four().Select(m => new NpsOutcomes(Line(m.Item1), Line(m.Item2), Line(m.Item3), Line(m.Item4))), MetricsJson.Default.NpsOutcomes, (a, b) => a == b);

        static NpsOutcome Line(MeanTally value) => new(value.N, value.N / 2, value);
    }

    [Fact]
    public void A_funnel_comes_back_exactly() => Holds(
        Text.NonEmptyListOf().Zip(Gen.Choose(0, 5).Zip(Gen.Choose(0, 40)).ListOf(20)).Zip(Gen.Choose(-1, 20)).Select(p =>
        {
            ((IList<string> names, var events), int within) = p;
            string[] stages = [.. names.Distinct(StringComparer.Ordinal)];
            var definition = new FunnelDefinition(stages, [new("kind" + stages[0], stages[^1])], within % 2 == 0 ? FunnelOrder.Strict : FunnelOrder.Any, within < 0 ? null : within);
            return FunnelTally.Count(events.Select((e, i) => new Activity($"c{i % 4}", DateOnly.FromDayNumber(730_000 + e.Item2), stages[e.Item1 % stages.Length])), definition);
        }),
        MetricsJson.Default.FunnelTally,
        (a, b) => a.Equals(b));

    [Fact]
    public void A_cohort_table_comes_back_and_still_adds_up()
    {
        Gen<CohortTable> tables = Gen.Choose(0, 5).Zip(Gen.Choose(0, 400)).ListOf(12).Zip(Gen.Choose(0, 3)).Select(p => CohortTable.Build(
            p.Item1.Select(e => new Transaction($"c{e.Item1}", DateOnly.FromDayNumber(739_000 + e.Item2), e.Item2 - 50)),
            CalendarPeriod.Month,
            new CohortOptions { Age = (CohortAge)(p.Item2 % 2), AsOf = DateOnly.FromDayNumber(739_400), Brackets = [new(1, 3), new(0, p.Item2 + 1)], LastAge = p.Item2 == 0 ? null : 6 }));
        Holds(tables, MetricsJson.Default.CohortTable, (a, b) => a.Equals(b) && (a + b).Equals(b + a));
    }

    [Fact]
    public void Migrations_and_first_values_come_back_exactly()
    {
        Holds(
            Gen.Choose(0, 9).Zip(Gen.Choose(0, 9)).ListOf(30).Select(rows =>
            {
                RfmScore Score(int s) => s == 0 ? default : new RfmScore((s % 5) + 1, (s % 3) + 1, (s % 4) + 1);
                decimal[] money = [.. rows.Select(r => r.Item1 - (r.Item2 / 7m))];
                return SegmentMigration.Count(SegmentMap.Standard, [.. rows.Select(r => Score(r.Item1))], money, [.. rows.Select(r => Score(r.Item2))], money);
            }),
            MetricsJson.Default.SegmentMigration,
            (a, b) => a.Equals(b) && a.N == b.N);
        Holds(
            Gen.Choose(0, 90).Zip(Gen.Choose(-1, 90)).ListOf(10).Select(rows => new TimeToFirstValue(rows.Select(r => new FirstValueGroup(r.Item1, r.Item2 < 0 || r.Item2 > r.Item1 ? null : r.Item2, 1)), rows.Count % 3 == 0 ? null : new FirstValueDefinition("report", new(2026, 6, 30), rows.Count % 3 == 1 ? null : "sign-up"))),
            MetricsJson.Default.TimeToFirstValue,
            (a, b) => a.Equals(b));
    }

    [Fact]
    public void A_ledger_comes_back_with_every_partition() => Holds(
        Text.Zip(Count.Three()).ListOf(6).Select(lines => lines.DistinctBy(l => l.Item1, StringComparer.Ordinal)
            .Aggregate(TallyLedger<NpsTally>.Zero, (ledger, l) => ledger.Add(l.Item1, new NpsTally(l.Item2.Item1, l.Item2.Item2, l.Item2.Item3)))),
        MetricsJson.Default.Ledger<NpsTally>(),
        (a, b) => a.Equals(b) && a.Total == b.Total);

    [Fact]
    public void Whatever_can_be_merged_has_a_document()
    {
        var tallies = typeof(ITally<>).Assembly.GetExportedTypes()
            .Where(t => t is { IsInterface: false, IsGenericTypeDefinition: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITally<>))).ToList();
        tallies.Should().HaveCountGreaterThan(5);
        tallies.Where(t => MetricsJson.Default.GetTypeInfo(t, MetricsJson.Default.Options) is null).Should().BeEmpty();
        tallies.Where(t => MetricsJson.Default.GetTypeInfo(typeof(TallyLedger<>).MakeGenericType(t), MetricsJson.Default.Options) is null).Should().BeEmpty("each can be kept in a ledger");
    }

    private static bool Same(decimal a, decimal b) => decimal.GetBits(a).AsSpan().SequenceEqual(decimal.GetBits(b));

    private static void Holds<T>(Gen<T> values, JsonTypeInfo<T> type, Func<T, T, bool> same) => Property.Holds(values, value =>
    {
        string json = JsonSerializer.Serialize(value, type);
        T back = JsonSerializer.Deserialize(json, type)!;
        return same(value, back) && JsonSerializer.Serialize(back, type) == json && json.StartsWith("{\"kind\":\"", StringComparison.Ordinal);
    });
}
