namespace RetentionMetrics.Notebooks;

/// <summary>The views of results: <c>result.View()</c> shows a result as people read it.</summary>
public static partial class ResultViews
{
    private static readonly Dictionary<Type, Func<object, ViewOptions?, ResultView>> ByType = [];

    static ResultViews()
    {
        AddFacts();
        AddCustomers();
        AddRfm();
        AddLifetime();
        AddRetention();
        AddRevenue();
        AddAcquisition();
        AddLoyalty();
        AddGrowth();
        AddOutreach();
        AddEstimation();
    }

    /// <summary>The types of results that have a view.</summary>
    public static IReadOnlyCollection<Type> Types => ByType.Keys;

    /// <summary>The view of a result whose type is not known beforehand, as in a notebook.</summary>
    /// <param name="result">The result.</param>
    /// <param name="options">How it is written; <see langword="null"/> for the default options.</param>
    /// <returns>The view.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is null.</exception>
    /// <exception cref="ArgumentException">Its type is not one of <see cref="Types"/>.</exception>
    public static ResultView Of(object result, ViewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ByType.TryGetValue(result.GetType(), out Func<object, ViewOptions?, ResultView>? view)
            ? view(result, options)
            : throw new ArgumentException($"A {result.GetType().Name} has no view of its own.", nameof(result));
    }

    private static void Add<T>(Func<T, ViewOptions?, ResultView> view)
        where T : notnull => ByType.Add(typeof(T), (result, options) => view((T)result, options));

    static partial void AddFacts();

    static partial void AddCustomers();

    static partial void AddRfm();

    static partial void AddLifetime();

    static partial void AddRetention();

    static partial void AddRevenue();

    static partial void AddAcquisition();

    static partial void AddLoyalty();

    static partial void AddGrowth();

    static partial void AddOutreach();

    static partial void AddEstimation();
}
