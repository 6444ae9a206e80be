using System.Collections.Immutable;
using System.Globalization;

namespace RetentionMetrics.Tests.Sql.Simulated;

/// <summary>A large shop, and what the library makes of its rows in memory: once, for all engines.</summary>
internal sealed class SimulatedAnswers
{
    /// <summary>SQL_ROWS says how many rows; five million where nobody waits for it.</summary>
    private static readonly int Rows =
        int.TryParse(Environment.GetEnvironmentVariable("SQL_ROWS"), CultureInfo.InvariantCulture, out int rows) ? rows
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) ? 200_000
        : 5_000_000;

    private static readonly Lazy<SimulatedAnswers> Shared = new(() => new SimulatedAnswers(new SimulatedShop(Rows)));

    private SimulatedAnswers(SimulatedShop shop)
    {
        Shop = shop;
        Customers = CustomerBase.Summarize(shop.Transactions(), SimulatedShop.Window);
        Histories = Customers.Histories.Collapse();
        Model = ModifiedBgNbd.Fit(Customers.Histories);
        Spend = GammaGamma.Fit(Customers.Histories);
        Cuts = RfmCuts.Quintiles(Customers.RfmColumns);
        Scores = new RfmScore[Customers.Count];
        Cuts.Score(Customers.RfmColumns, Scores);
        Alive = new double[Customers.Count];
        Model.Model.ProbabilityAlive(Customers.Histories, Alive);
        ExpectedSpend = new double[Customers.Count];
        Spend.Model.ExpectedSpend(Customers.Histories, ExpectedSpend);
        Cohorts = CohortTable.Build(shop.Activities(), CalendarPeriod.Month);
        Nps = NpsTally.Count(shop.Ratings());
        NpsBySegment = NpsTally.BySegment(shop.Ratings());
        NpsByMonth = NpsTally.ByPeriod(shop.Ratings(), CalendarPeriod.Month);
    }

    public static SimulatedAnswers All => Shared.Value;

    public SimulatedShop Shop { get; }

    public CustomerBase Customers { get; }

    public HistoryColumns Histories { get; }

    public Fit<ModifiedBgNbd> Model { get; }

    public Fit<GammaGamma> Spend { get; }

    public RfmCuts Cuts { get; }

    public RfmScore[] Scores { get; }

    public double[] Alive { get; }

    public double[] ExpectedSpend { get; }

    public CohortTable Cohorts { get; }

    public NpsTally Nps { get; }

    public ImmutableArray<NpsSegment> NpsBySegment { get; }

    public ImmutableArray<NpsPeriod> NpsByMonth { get; }
}
