using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>What one customer began and ceased to hold between two balances, by product.</summary>
internal sealed class ProductChanges
{
    private readonly List<Change> _products = [];

    public void Clear() => _products.Clear();

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
        Span<Change> products = CollectionsMarshal.AsSpan(_products);
        for (int i = 0; i < products.Length; i++)
        {
            if (products[i].Product == product)
                return ref products[i];
        }

        _products.Add(new Change { Product = product });
        return ref CollectionsMarshal.AsSpan(_products)[^1];
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
