using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>The movements of one period while customers are added to them.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Movement
{
    private decimal _new;
    private decimal _expansion;
    private decimal _reactivated;
    private decimal _contraction;
    private decimal _churned;
    private long _newCustomers;
    private long _reactivatedCustomers;
    private long _lostCustomers;

    /// <summary>Adds one customer's two balances; <paramref name="isFirst"/> when it was in no earlier balance.</summary>
    public void Add(Balance before, Balance after, bool isFirst)
    {
        if (before.Held == 0 && after.Held > 0 && isFirst)
        {
            _new += after.Amount;
            _newCustomers++;
        }
        else if (before.Held == 0 && after.Held > 0)
        {
            _reactivated += after.Amount;
            _reactivatedCustomers++;
        }
        else if (before.Held > 0 && after.Held == 0)
        {
            _churned += before.Amount;
            _lostCustomers++;
        }
        else if (after.Amount > before.Amount)
        {
            _expansion += after.Amount - before.Amount;
        }
        else
        {
            _contraction += before.Amount - after.Amount;
        }
    }

    public readonly MrrMovements From(decimal opening, long openingCustomers, DateOnly start, DateOnly end) =>
        new(opening, _new, _expansion, _reactivated, _contraction, _churned, openingCustomers, _newCustomers, _reactivatedCustomers, _lostCustomers, start, end);
}

/// <summary>What one customer pays on a day, by how many subscriptions.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Balance(decimal Amount, int Held)
{
    public void Open(decimal amount)
    {
        Amount += amount;
        Held++;
    }

    public void Close(decimal amount)
    {
        Amount -= amount;
        Held--;
    }
}
