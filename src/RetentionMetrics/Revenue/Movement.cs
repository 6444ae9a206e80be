using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>The movements of one period while customers are added to them.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Movement
{
    private decimal _new;
    private decimal _reactivated;
    private decimal _churned;
    private decimal _upgraded;
    private decimal _added;
    private decimal _downgraded;
    private decimal _dropped;
    private decimal _paused;
    private decimal _resumed;
    private decimal _grown; // from nobody knows where
    private decimal _shrunk;
    private long _newCustomers;
    private long _reactivatedCustomers;
    private long _lostCustomers;
    private long _pausedCustomers;

    /// <summary>A customer, or several alike, comes into the paying base.</summary>
    public void Enter(decimal amount, bool isNew, bool wasOnPause, long customers = 1)
    {
        if (isNew)
        {
            _new += amount;
            _newCustomers += customers;
            return;
        }

        _reactivated += amount;
        _reactivatedCustomers += customers;
        if (wasOnPause)
            _resumed += amount;
    }

    /// <summary>A customer, or several alike, goes out of it.</summary>
    public void Leave(decimal amount, bool isOnPause, long customers = 1)
    {
        if (isOnPause)
        {
            _paused += amount;
            _pausedCustomers += customers;
            return;
        }

        _churned += amount;
        _lostCustomers += customers;
    }

    /// <summary>A customer stays: what it holds differs by these changes.</summary>
    public void Stay(ProductChanges changes)
    {
        (decimal kept, decimal added, decimal dropped) = changes.Parts();
        decimal net = kept + added - dropped;
        if (net > 0)
        {
            decimal upgraded = Math.Clamp(kept, 0, net);
            _upgraded += upgraded;
            _added += net - upgraded;
        }
        else if (net < 0)
        {
            decimal downgraded = Math.Clamp(-kept, 0, -net);
            _downgraded += downgraded;
            _dropped += -net - downgraded;
        }
    }

    /// <summary>Customers who all grow, or all shrink, stay: nobody knows with which products.</summary>
    public void Stay(decimal net)
    {
        _grown += Math.Max(net, 0);
        _shrunk += Math.Max(-net, 0);
    }

    public readonly MrrMovements From(decimal opening, long openingCustomers, DateOnly? start, DateOnly? end, MrrOptions? options) => new(
        opening,
        _new,
        _upgraded + _added + _grown,
        _reactivated,
        _downgraded + _dropped + _paused + _shrunk,
        _churned,
        openingCustomers,
        _newCustomers,
        _reactivatedCustomers,
        _lostCustomers,
        start,
        end,
        new MrrSources(_upgraded, _added, _downgraded, _dropped, _paused, _resumed),
        _pausedCustomers,
        options);
}
