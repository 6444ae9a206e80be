using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>A row of a <see cref="CohortTable"/> while customers are counted into it.</summary>
internal sealed class CohortRow(int ages, int brackets, bool hasRevenue)
{
    private readonly List<int> _horizons = []; // distinct numbers of whole ages, with their customers beside them
    private readonly List<long> _watched = [];
    private readonly long[] _active = new long[ages];
    private readonly long[] _last = new long[ages];
    private readonly long[] _inBracket = new long[brackets];
    private readonly decimal[] _revenue = hasRevenue ? new decimal[ages] : [];
    private long _size;

    public void AddCustomer(int observed)
    {
        _size++;
        int at = _horizons.BinarySearch(observed);
        if (at < 0)
        {
            at = ~at;
            _horizons.Insert(at, observed);
            _watched.Insert(at, 0);
        }

        _watched[at]++;
    }

    public void AddActive(int age)
    {
        if (age < ages)
            _active[age]++;
    }

    /// <summary>The last age with activity, −1 for none that counts, and the brackets with some.</summary>
    public void AddLast(int age, bool[] inBracket)
    {
        if (age >= 0 && ages > 0)
            _last[Math.Min(age, ages - 1)]++;
        for (int b = 0; b < brackets; b++)
            _inBracket[b] += inBracket[b] ? 1 : 0;
    }

    public bool TryAddRevenue(int age, decimal amount)
    {
        if (age >= ages)
            return false;
        _revenue[age] += amount;
        return true;
    }

    public Cohort ToCohort(int index, DateOnly start, ImmutableArray<CohortBracket> bracketList)
    {
        for (int age = ages - 2; age >= 0; age--)
            _last[age] += _last[age + 1];
        long[] observed = new long[ages];
        for (int age = 0; age < ages; age++)
            observed[age] = WatchedFor(age + 1);
        return new Cohort(
            index, start, _size, Sealed(observed), Sealed(_active), Sealed(_last), [.. bracketList.Select(b => WatchedFor(b.To))], Sealed(_inBracket), Sealed(_revenue));
    }

    private static ImmutableArray<T> Sealed<T>(T[] written) => ImmutableCollectionsMarshal.AsImmutableArray(written);

    private long WatchedFor(int wholeAges)
    {
        long customers = 0;
        for (int i = _horizons.Count - 1; i >= 0 && _horizons[i] >= wholeAges; i--)
            customers += _watched[i];
        return customers;
    }
}
