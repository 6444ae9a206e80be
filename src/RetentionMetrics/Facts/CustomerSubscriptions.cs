using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Paid subscriptions as columns in which each customer's rows stand together, with the customers' declared pauses and the rule that tells a pause from a leave.</summary>
internal sealed class CustomerSubscriptions
{
    /// <summary>The end of what has none.</summary>
    public const int Never = int.MaxValue;

    private readonly Dictionary<int, List<(int Start, int End)>>? _pauses; // declared, by customer, in order; those that touch are one
    private readonly int? _pauseLimitDays;
    private readonly int _horizon; // the first day that is not known, or Never

    public CustomerSubscriptions(IEnumerable<Subscription> subscriptions, string name, DateOnly? asOf, int? pauseLimitDays)
    {
        _pauseLimitDays = pauseLimitDays;
        _horizon = asOf is { } day ? day.DayNumber + 1 : Never;
        var customers = new Dictionary<string, int>(StringComparer.Ordinal);
        var products = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<Row>(subscriptions.TryGetNonEnumeratedCount(out int count) ? count : 0);
        var ids = new List<string>();
        var pauses = new List<(string Id, int Start, int End)>();
        long element = 0;
        foreach (Subscription s in subscriptions)
        {
            if (s.CustomerId is null)
                throw Throw.DefaultFact(name, nameof(Subscription), element);
            element++;
            if (s.IsTrial || s.Start == s.End || s.Start > asOf)
                continue;
            int end = s.End is { } e && e < DateOnly.MaxValue && e.DayNumber < _horizon ? e.DayNumber : Never;
            if (s.State == SubscriptionState.Paused)
            {
                pauses.Add((s.CustomerId, s.Start.DayNumber, end));
                continue;
            }

            if (!customers.TryGetValue(s.CustomerId, out int number))
            {
                number = customers.Count;
                customers.Add(s.CustomerId, number);
                ids.Add(s.CustomerId);
            }

            int product = -1;
            if (s.Product is { } label && !products.TryGetValue(label, out product))
            {
                product = products.Count;
                products.Add(label, product);
            }

            rows.Add(new Row(number, s.Start.DayNumber, end, product, s.EndReason, s.Billing ?? default, s.MonthlyAmount));
        }

        Ids = ids;
        int[] firstRow = new int[customers.Count + 1];
        foreach (ref readonly Row row in CollectionsMarshal.AsSpan(rows))
            firstRow[row.Customer + 1]++;
        for (int c = 0; c < customers.Count; c++)
            firstRow[c + 1] += firstRow[c];
        int[] next = firstRow[..^1];
        var sorted = new Row[rows.Count];
        (int firstStart, int lastEvent) = (int.MaxValue, 0);
        foreach (ref readonly Row row in CollectionsMarshal.AsSpan(rows))
        {
            sorted[next[row.Customer]++] = row;
            firstStart = Math.Min(firstStart, row.Start);
            lastEvent = Math.Max(lastEvent, row.End == Never ? row.Start : row.End);
        }

        (FirstRow, Rows) = (firstRow, sorted);
        FirstStart = IsEmpty ? default : DateOnly.FromDayNumber(firstStart);
        LastEvent = DateOnly.FromDayNumber(lastEvent);
        foreach ((string id, int start, int end) in pauses)
        {
            if (!customers.TryGetValue(id, out int number))
                continue; // who never paid cannot pause
            _pauses ??= [];
            ref List<(int Start, int End)>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(_pauses, number, out _);
            (list ??= []).Add((start, end));
        }

        foreach (List<(int Start, int End)> list in _pauses?.Values ?? Enumerable.Empty<List<(int Start, int End)>>())
            Unite(list);
    }

    private CustomerSubscriptions(CustomerSubscriptions left, CustomerSubscriptions right)
    {
        (_pauseLimitDays, _horizon) = (left._pauseLimitDays, left._horizon);
        int customers = left.Customers, rows = left.Rows.Length;
        Ids = [.. left.Ids, .. right.Ids];
        FirstRow = [.. left.FirstRow.AsSpan()[..^1], .. right.FirstRow.Select(r => r + rows)];
        // Products are only compared within a customer, so that both sides may number them as they did.
        Rows = [.. left.Rows, .. right.Rows];
        FirstStart = left.FirstStart < right.FirstStart ? left.FirstStart : right.FirstStart;
        LastEvent = left.LastEvent > right.LastEvent ? left.LastEvent : right.LastEvent;
        if (left._pauses is null && right._pauses is null)
            return;
        _pauses = new(left._pauses ?? []);
        foreach ((int customer, List<(int Start, int End)> list) in right._pauses ?? [])
            _pauses.Add(customer + customers, list);
    }

    public bool IsEmpty => Rows.Length == 0;

    public int Customers => FirstRow.Length - 1;

    /// <summary>The customers' ids, by number.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The first row of each customer, and one more at the end.</summary>
    public int[] FirstRow { get; }

    public Row[] Rows { get; }

    public DateOnly FirstStart { get; }

    /// <summary>The last start or end.</summary>
    public DateOnly LastEvent { get; }

    /// <summary>The subscriptions of both sides, which share no customer and were read with the same options.</summary>
    public static CustomerSubscriptions Join(CustomerSubscriptions left, CustomerSubscriptions right) =>
        left.IsEmpty ? right : right.IsEmpty ? left : new CustomerSubscriptions(left, right);

    public ReadOnlySpan<Row> RowsOf(int customer) => Rows.AsSpan(FirstRow[customer]..FirstRow[customer + 1]);

    /// <summary>Whether a customer without anything in force on a day is on a pause there. A first start still ahead is none.</summary>
    public bool IsOnPause(int customer, int day)
    {
        if (_pauseLimitDays is null && _pauses is null)
            return false;
        (int gap, int back) = (-1, Never);
        foreach (ref readonly Row row in RowsOf(customer))
        {
            if (row.Start > day)
                back = Math.Min(back, row.Start);
            else
                gap = Math.Max(gap, row.End);
        }

        return gap >= 0 && IsPause(customer, gap, back);
    }

    /// <summary>Whether the days [gap, back) without anything in force are a pause; back is Never when nothing follows.</summary>
    public bool IsPause(int customer, int gap, int back)
    {
        int end = Math.Min(back, _horizon);
        if (_pauseLimitDays is { } limit)
            return end != Never && end - gap <= limit;
        if (_pauses is null || !_pauses.TryGetValue(customer, out List<(int Start, int End)>? declared))
            return false;
        if (gap >= end)
            return true;
        (int low, int high) = (0, declared.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (declared[middle].Start <= gap)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && declared[low - 1].End >= end; // the last one begun by then
    }

    private static void Unite(List<(int Start, int End)> pauses)
    {
        pauses.Sort();
        int last = 0;
        for (int i = 1; i < pauses.Count; i++)
        {
            if (pauses[i].Start <= pauses[last].End)
                pauses[last] = (pauses[last].Start, Math.Max(pauses[last].End, pauses[i].End));
            else
                pauses[++last] = pauses[i];
        }

        pauses.RemoveRange(last + 1, pauses.Count - last - 1);
    }

    /// <summary>A paid subscription: days as numbers, the end the first day no longer in force.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Row(int Customer, int Start, int End, int Product, EndReason Reason, BillingPeriod Billing, decimal Amount)
    {
        public bool IsInForce(int day) => Start <= day && day < End;
    }
}
