using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>What one customer began and ceased to hold between two balances, by product.</summary>
internal sealed class ProductChanges
{
    private const int Few = 16;

    private readonly List<Change> _products = [];
    private Dictionary<int, int>? _places; // of more than a few

    public void Clear()
    {
        _products.Clear();
        _places = null; // a new one for the next customer who needs it: clearing takes time by what it once held
    }

    public void Opens(int product, decimal amount)
    {
        ref Change change = ref Of(product);
        change.Opened += amount;
        change.HasOpened = true;
    }

    public void Closes(int product, decimal amount)
    {
        ref Change change = ref Of(product);
        change.Closed += amount;
        change.HasClosed = true;
    }

    /// <summary>The net change of products on both sides, and what was added and dropped. When products were both added and dropped, the plan was changed: that is all of the first kind.</summary>
    public (decimal Kept, decimal Added, decimal Dropped) Parts()
    {
        (decimal kept, decimal added, decimal dropped) = (0, 0, 0);
        (bool hasAdded, bool hasDropped) = (false, false);
        foreach (ref readonly Change change in CollectionsMarshal.AsSpan(_products))
        {
            if (change.HasOpened && change.HasClosed)
                kept += change.Opened - change.Closed;
            else if (change.HasOpened)
                (added, hasAdded) = (added + change.Opened, true);
            else
                (dropped, hasDropped) = (dropped + change.Closed, true);
        }

        return hasAdded && hasDropped ? (kept + added - dropped, 0, 0) : (kept, added, dropped);
    }

    private ref Change Of(int product)
    {
        int place = PlaceOf(product);
        if (place < 0)
        {
            place = _products.Count;
            _products.Add(new Change { Product = product });
            _places?.Add(product, place);
        }

        return ref CollectionsMarshal.AsSpan(_products)[place];
    }

    private int PlaceOf(int product)
    {
        ReadOnlySpan<Change> products = CollectionsMarshal.AsSpan(_products);
        if (products.Length > Few)
        {
            if (_places is null)
            {
                _places = [];
                for (int i = 0; i < products.Length; i++)
                    _places.Add(products[i].Product, i);
            }

            return _places.TryGetValue(product, out int place) ? place : -1;
        }

        for (int i = 0; i < products.Length; i++)
        {
            if (products[i].Product == product)
                return i;
        }

        return -1;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Change
    {
        public int Product;
        public decimal Opened;
        public decimal Closed;
        public bool HasOpened;
        public bool HasClosed;
    }
}
