using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Facts;

public sealed class CalendarPeriodTests
{
    [Fact]
    public void Weeks_start_on_Monday()
    {
        for (int day = 0; day < 3_000_000; day += 997)
        {
            DateOnly start = CalendarPeriod.IsoWeek.StartOf(CalendarPeriod.IsoWeek.IndexOf(DateOnly.FromDayNumber(day)));
            start.DayOfWeek.Should().Be(DayOfWeek.Monday);
        }
    }

    [Fact]
    public void A_day_lies_between_its_periods_start_and_the_next()
    {
        var days = Gen.Choose(0, new DateOnly(9000, 1, 1).DayNumber).Select(DateOnly.FromDayNumber);
        Property.Holds(days, day =>
        {
            foreach (CalendarPeriod period in Enum.GetValues<CalendarPeriod>())
            {
                int index = period.IndexOf(day);
                period.StartOf(index).Should().BeOnOrBefore(day);
                period.StartOf(index + 1).Should().BeAfter(day);
                period.IndexOf(period.StartOf(index)).Should().Be(index);
            }
        });
    }

    [Fact]
    public void Undefined_periods_are_refused() =>
        FluentActions.Invoking(() => ((CalendarPeriod)9).IndexOf(default)).Should().Throw<ArgumentOutOfRangeException>();
}
