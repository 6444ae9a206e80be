using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Loyalty;

public sealed class NpsOutcomesTests
{
    private static readonly Gen<(int? Answer, bool Lost, decimal Value)[]> Customers = (
        from answer in Gen.Choose(-1, 10)
        from lost in Gen.Elements(true, false)
        from cents in Gen.Choose(-1_000, 1_000_000)
        select (answer < 0 ? (int?)null : answer, lost, cents / 100m)).ArrayOf();

    [Fact] // 2 promoters (0 lost; 100, 300), 1 passive, 3 detractors (2 lost; 10, 20, 60), 2 silent (1 lost)
    public void Groups_by_hand()
    {
        NpsOutcomes tally = NpsOutcomes.Count([10, 9, 7, 6, 0, 3, null, null], [false, false, false, true, true, false, true, false], [100, 300, 50, 10, 20, 60, 5, 15]);
        tally.Answers.Should().Be(new NpsTally(2, 1, 3));
        tally.Promoters.Value.Mean()!.Value.Value.Should().Be(200);
        tally[NpsGroup.Detractor].Lost.Should().Be(2);
        tally[NpsGroup.Detractor].Churn()!.Value.Value.Should().BeApproximately(2.0 / 3, 1e-15);
        tally[NpsGroup.Passive].Value.Sum.Should().Be(50);
        tally[NpsGroup.NoAnswer].Customers.Should().Be(2);
        tally.CompareChurn(NpsGroup.Detractor, NpsGroup.Promoter)!.Difference.Value.Should().BeApproximately(2.0 / 3, 1e-15);
        tally.CompareValue(NpsGroup.Promoter, NpsGroup.Detractor)!.Difference.Value.Should().Be(170);
        NpsOutcomes.Zero[NpsGroup.Promoter].Churn().Should().BeNull();
        NpsOutcomes.Zero.CompareChurn(NpsGroup.Promoter, NpsGroup.Passive).Should().BeNull();
    }

    [Fact]
    public void Answers_join_customers_by_id()
    {
        var window = new ObservationWindow(new(2026, 1, 1), new(2026, 6, 30), TimeUnit.Week);
        CustomerBase customers = CustomerBase.Summarize([new("b", new(2026, 1, 5), 20), new("a", new(2026, 2, 1), 10), new("c", new(2026, 3, 1), 30)], window);
        Rating[] ratings = [new(9, "a", new(2026, 3, 1)), new(3, "a", new(2026, 4, 1)), new(10, "c", new(2026, 4, 1)), new(5, "nobody", new(2026, 4, 1)), new(1)];
        int?[] answers = customers.Align(Rating.Latest(ratings).Select(r => KeyValuePair.Create(r.CustomerId!, (int?)r.Value)), null, out int unmatched);
        answers.Should().Equal(3, null, 10);
        unmatched.Should().Be(1);
        NpsOutcomes.Count(answers, [true, false, false], customers.TotalSpend.Span).Answers.Should().Be(new NpsTally(1, 0, 1));
    }

    [Fact]
    public void The_latest_answer_counts()
    {
        var (may, june) = (new DateOnly(2026, 5, 1), new DateOnly(2026, 6, 1));
        Rating[] ratings = [new(9, "a", june), new(2, "a", may), new(7, "b"), new(8, "b", may), new(6, "c", june), new(4, "c", june), new(10), new(3, "d")];
        Rating.Latest(ratings).Select(r => (r.CustomerId, r.Value)).Should().Equal(("a", 9), ("b", 8), ("c", 4), ("d", 3));
        Rating.Latest(ratings.Reverse()).Should().Equal(Rating.Latest(ratings));
        Rating.Latest(ratings, asOf: may).Select(r => (r.CustomerId, r.Value)).Should().Equal(("a", 2), ("b", 8));
        Rating.Latest([]).Should().BeEmpty();
        FluentActions.Invoking(() => Rating.Latest([default])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Any_split_of_the_customers_is_the_single_pass() => Property.Holds(from a in Customers from b in Customers select (a, b), pair =>
    {
        NpsOutcomes a = Count(pair.a), b = Count(pair.b);
        (a + b).Should().Be(b + a).And.Be(Count([.. pair.a, .. pair.b]));
        (a + NpsOutcomes.Zero).Should().Be(a);
        (a.Answers.N + a.Silent.Customers).Should().Be(pair.a.Length);

        static NpsOutcomes Count((int? Answer, bool Lost, decimal Value)[] rows) =>
            NpsOutcomes.Count([.. rows.Select(r => r.Answer)], [.. rows.Select(r => r.Lost)], [.. rows.Select(r => r.Value)]);
    });

    [Fact]
    public void Bad_rows_are_refused()
    {
        FluentActions.Invoking(() => NpsOutcomes.Count([1, 11], [true, false], [1, 1])).Should().Throw<ArgumentException>().WithMessage("Row 1: the answer is 11*");
        FluentActions.Invoking(() => NpsOutcomes.Count([1], [], [1])).Should().Throw<ArgumentException>().WithParameterName("lost");
        FluentActions.Invoking(() => NpsOutcomes.Count([1], [true], [])).Should().Throw<ArgumentException>().WithParameterName("value");
        FluentActions.Invoking(() => new NpsOutcome(1, 2, MeanTally.Count([1]))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NpsOutcome(2, 1, MeanTally.Count([1]))).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("value");
        FluentActions.Invoking(() => NpsOutcomes.Zero[(NpsGroup)7]).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Over_time()
    {
        Rating[] ratings = [new(10, date: new(2026, 1, 31)), new(9, date: new(2026, 1, 1)), new(3, date: new(2026, 3, 1)), new(8)];
        NpsTally.ByPeriod(ratings, CalendarPeriod.Month).Should().Equal(
            new NpsPeriod(null, new(0, 1, 0)), new NpsPeriod(new(2026, 1, 1), new(2, 0, 0)), new NpsPeriod(new(2026, 3, 1), new(0, 0, 1)));
        NpsTally.ByPeriod(ratings.Reverse(), CalendarPeriod.Month).Should().Equal(NpsTally.ByPeriod(ratings, CalendarPeriod.Month));
        NpsTally.ByPeriod([], CalendarPeriod.Day).Should().BeEmpty();
        FluentActions.Invoking(() => NpsTally.ByPeriod([], (CalendarPeriod)99)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
