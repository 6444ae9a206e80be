namespace RetentionMetrics;

/// <summary>Neumaier's compensated sum (1974): the error of a long sum stays at a few units in the last place, whatever its length.</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _compensation;

    public readonly double Value => _sum + _compensation;

    public void Add(double term)
    {
        double t = _sum + term;
        _compensation += Math.Abs(_sum) >= Math.Abs(term) ? _sum - t + term : term - t + _sum;
        _sum = t;
    }
}
