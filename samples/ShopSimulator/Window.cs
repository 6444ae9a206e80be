namespace ShopSimulator;

/// <summary>The days that are simulated, both ends included.</summary>
internal readonly record struct Window(DateOnly Start, DateOnly End)
{
    public int Days => End.DayNumber - Start.DayNumber + 1;
}
