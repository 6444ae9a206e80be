namespace RetentionMetrics.Tests.Issues;

/// <summary>A door that refused its input kept the scratch it had taken from the pool.</summary>
public sealed class ScratchOfRefusedInputTests
{
    private const int Rows = 100_000;

    [Fact]
    public void It_goes_back_to_the_pool()
    {
        var plan = new TouchPlan(new TouchTier("high", 1), new TouchTier("rest"));
        var twoPins = new TouchContext(pins: new TouchPin[] { new(1, 0), new(2, 0) }); // one more than the tier has places
        var numbers = new double[Rows];
        Action evaluate = () => plan.Evaluate(numbers, twoPins, numbers);
        evaluate.Should().Throw<ArgumentException>().WithMessage("*capacity*");

        long least = Enumerable.Range(0, 5).Min(_ =>
        {
            // The least of several: a collection may empty the pool between two calls.
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                evaluate();
            }
            catch (ArgumentException)
            {
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        least.Should().BeLessThan(sizeof(int) * Rows);
    }
}
