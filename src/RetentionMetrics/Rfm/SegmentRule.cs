namespace RetentionMetrics;

/// <summary>A named box of RFM scores, all ends included.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct SegmentRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="name">The segment's name; not empty.</param>
    /// <param name="r">Lowest and highest recency score.</param>
    /// <param name="f">Lowest and highest frequency score.</param>
    /// <param name="m">Lowest and highest monetary score.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A range is outside 1…10 or empty.</exception>
    public SegmentRule(string name, (int Low, int High) r, (int Low, int High) f, (int Low, int High) m)
    {
        Name = Throw.IfEmpty(name);
        R = Check(r, nameof(r));
        F = Check(f, nameof(f));
        M = Check(m, nameof(m));
    }

    /// <summary>The segment's name.</summary>
    public string Name { get; }

    /// <summary>Lowest and highest recency score.</summary>
    public (int Low, int High) R { get; }

    /// <summary>Lowest and highest frequency score.</summary>
    public (int Low, int High) F { get; }

    /// <summary>Lowest and highest monetary score.</summary>
    public (int Low, int High) M { get; }

    /// <summary>Whether a score lies in the box.</summary>
    /// <param name="score">The score.</param>
    /// <returns><see langword="true"/> when all three parts lie in their ranges.</returns>
    public bool Matches(RfmScore score) =>
        score.R >= R.Low && score.R <= R.High && score.F >= F.Low && score.F <= F.High && score.M >= M.Low && score.M <= M.High;

    private static (int Low, int High) Check((int Low, int High) range, string name) =>
        range is { Low: >= 1, High: <= RfmScore.MaxBins } && range.Low <= range.High ? range : throw Throw.OutOfRange(name, range, "an ascending range within 1 to 10");
}
