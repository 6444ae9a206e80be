using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

public sealed class TimeToFirstValueTests
{
    private static readonly DateOnly First = new(2026, 1, 1), AsOf = new(2026, 1, 31);

    private static Gen<List<Activity>> Activities { get; } = (
        from customer in Gen.Elements("a", "b", "c", "d", "e", "f", "g")
        from day in Gen.Choose(0, 40)
        from kind in Gen.Elements("sign-up", "login", "report", null)
        select new Activity(customer, First.AddDays(day), kind)).ListOf().Select(list => list.ToList());

    [Fact]
    public void Only_who_was_watched_so_long_counts()
    {
        static Activity On(string id, int day, string kind) => new(id, new DateOnly(2026, 1, day), kind);
        Activity[] activities =
        [
            On("fast", 1, "sign-up"), On("fast", 1, "report"), On("fast", 9, "report"), // day 0
            On("slow", 1, "sign-up"), On("slow", 5, "login"), On("slow", 11, "report"), // day 10
            On("never", 1, "sign-up"), On("never", 5, "login"), // watched for 30
            On("fresh", 28, "sign-up"), On("fresh", 29, "report"), // day 1, watched for 3
            On("before", 1, "report"), On("before", 11, "sign-up"), // what came before the start does not count; watched for 20
            On("no start", 3, "report"),
            new("late", new DateOnly(2026, 2, 1), "sign-up"),
        ];
        TimeToFirstValue time = TimeToFirstValue.Count(activities, "report", AsOf, "sign-up");
        (time.Customers, time.Reached).Should().Be((5, 3));
        Within(0).Should().Be((1, 5));
        Within(3).Should().Be((2, 5));
        Within(7).Should().Be((1, 4)); // fresh is too young
        Within(10).Should().Be((2, 4));
        Within(25).Should().Be((2, 3));
        time.ReachedWithin(31).Should().BeNull();

        // At risk 5, 4, 2 (fresh has reached, before is still watched): 4/5 · 3/4 = 0.6, then before is censored on day 20.
        // Day 10: 3 at risk (slow, never, before), 0.6 · 2/3 = 0.4.
        time.Median.Should().Be(10);
        TimeToFirstValue.Tenures(activities, "report", AsOf, "sign-up").Should().Equal(new Tenure(20, false), new Tenure(0, true), new Tenure(1, true), new Tenure(30, false), new Tenure(10, true));

        // Without a kind of start, the first activity is it.
        TimeToFirstValue.Count(activities, "report", AsOf).Should().Match<TimeToFirstValue>(t => t.Customers == 6 && t.Reached == 5);

        (long Reached, long Watched) Within(int days)
        {
            Estimate e = time.ReachedWithin(days)!.Value;
            return ((long)Math.Round(e.Value * e.N), e.N);
        }
    }

    [Fact]
    public void It_equals_a_count_customer_by_customer() =>
        Property.Holds(Activities, list =>
        {
            TimeToFirstValue time = TimeToFirstValue.Count(list, "report", AsOf, "sign-up");
            var customers = list.Where(a => a.Date <= AsOf).GroupBy(a => a.CustomerId).Where(g => g.Any(a => a.Kind == "sign-up")).Select(g =>
            {
                DateOnly start = g.Where(a => a.Kind == "sign-up").Min(a => a.Date);
                DateOnly? value = g.Where(a => a.Kind == "report" && a.Date >= start).Select(a => (DateOnly?)a.Date).Min();
                return (Watched: AsOf.DayNumber - start.DayNumber, ReachedOn: value?.DayNumber - start.DayNumber);
            }).ToList();
            (time.Customers, time.Reached).Should().Be((customers.Count, customers.Count(c => c.ReachedOn is not null)));
            for (int days = 0; days <= 31; days++)
            {
                long watched = customers.Count(c => c.Watched >= days);
                time.ReachedWithin(days).Should().Be(watched == 0 ? null : new ChurnTally(watched, customers.Count(c => c.Watched >= days && c.ReachedOn <= days)).Rate());
            }

            if (customers.All(c => c.ReachedOn is not null))
                time.Median.Should().Be(customers.Count == 0 ? null : customers.Select(c => c.ReachedOn!.Value).Order().ElementAt((customers.Count - 1) / 2)); // without censoring: the lower median
        });

    [Fact]
    public void Parts_by_customer_add_up_to_the_whole() => // invariant 50
        Property.Holds(Activities, list =>
        {
            TimeToFirstValue Part(int remainder) => TimeToFirstValue.Count(list.Where(a => a.CustomerId[0] % 3 == remainder), "report", AsOf);
            TimeToFirstValue all = TimeToFirstValue.Count(list, "report", AsOf);
            (Part(0) + Part(1) + Part(2)).Should().Be(all);
            (Part(2) + (Part(1) + Part(0))).Should().Be(all).And.Match<TimeToFirstValue>(t => t.GetHashCode() == all.GetHashCode());
            (all + TimeToFirstValue.Zero).Should().Be(all);
            TimeToFirstValue.Count(Enumerable.Reverse(list), "report", AsOf).Should().Be(all);
            new TimeToFirstValue(Enumerable.Reverse(all.Groups), all.Definition).Should().Be(all);
        });

    [Fact]
    public void Nobody_has_no_time_and_bad_arguments_are_refused()
    {
        TimeToFirstValue none = TimeToFirstValue.Count([new("a", AsOf.AddDays(1), "sign-up")], "report", AsOf); // as of a day before the first event
        none.Groups.Should().BeEmpty();
        none.Definition.Should().Be(new FirstValueDefinition("report", AsOf));
        none.Median.Should().BeNull();
        none.ReachedWithin(0).Should().BeNull();
        TimeToFirstValue.Count([new("a", First, "sign-up")], "report", AsOf).Median.Should().BeNull();
        FluentActions.Invoking(() => none.ReachedWithin(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TimeToFirstValue.Count([], "", AsOf)).Should().Throw<ArgumentException>().WithParameterName("valueKind");
        FluentActions.Invoking(() => TimeToFirstValue.Count([default], "report", AsOf)).Should().Throw<ArgumentException>().WithMessage("Element 0 *");
        FluentActions.Invoking(() => new TimeToFirstValue([default])).Should().Throw<ArgumentException>().WithMessage("Element 0 *");
        FluentActions.Invoking(() => new FirstValueGroup(3, 4, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("reachedOn");
        FluentActions.Invoking(() => new FirstValueGroup(3, 2, 0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("customers");
        FluentActions.Invoking(() => new FirstValueGroup(-1, null, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new FirstValueDefinition("", AsOf)).Should().Throw<ArgumentException>().WithParameterName("valueKind");
    }

    [Fact]
    public void Different_definitions_do_not_add_up()
    {
        Activity[] activities = [new("a", First, "sign-up"), new("a", First.AddDays(2), "report")];
        TimeToFirstValue one = TimeToFirstValue.Count(activities, "report", AsOf, "sign-up");
        one.Definition.Should().Be(new FirstValueDefinition("report", AsOf, "sign-up"));
        TimeToFirstValue[] others =
        [
            TimeToFirstValue.Count(activities, "export", AsOf, "sign-up"),
            TimeToFirstValue.Count(activities, "report", AsOf.AddDays(1), "sign-up"),
            TimeToFirstValue.Count(activities, "report", AsOf),
            TimeToFirstValue.Count([], "export", AsOf, "sign-up"), // nobody, but counted otherwise
            new(one.Groups), // not said
        ];
        foreach (TimeToFirstValue other in others)
        {
            FluentActions.Invoking(() => one + other).Should().Throw<InvalidOperationException>();
            FluentActions.Invoking(() => other + one).Should().Throw<InvalidOperationException>();
            other.Should().NotBe(one);
            (TimeToFirstValue.Zero + other).Should().Be(other);
            (other + TimeToFirstValue.Zero).Should().Be(other);
        }

        TimeToFirstValue nobody = TimeToFirstValue.Count([], "report", AsOf, "sign-up");
        (one + nobody).Should().Be(one);
        (new TimeToFirstValue(one.Groups) + new TimeToFirstValue(one.Groups)).Customers.Should().Be(2);
    }
}
