using System.Buffers;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>The transactions of some customers in sixteen bytes each, in pieces so that growing copies nothing. Lines without an order can be folded: one line a customer and day stays.</summary>
internal sealed class TransactionLines
{
    private const int PieceLength = 1 << 13;
    private const int DayBits = 22; // the last day of year 9999 is number 3,652,058
    private const int MostCount = 1 << (32 - DayBits); // lines folded into one

    private readonly AmountCodes _amounts = new();
    private Piece[] _pieces = [];
    private bool _hasOrders;

    /// <summary>Lines held.</summary>
    public long Count { get; private set; }

    public void Append(int customer, int day, decimal amount, int order = -1, int channel = -1, int count = 1)
    {
        int at = (int)(Count % PieceLength);
        int number = (int)(Count / PieceLength);
        if (number == _pieces.Length)
            Array.Resize(ref _pieces, Math.Max(4, number * 2));
        ref Piece piece = ref _pieces[number];
        if (at == 0)
        {
            // The first piece of a small builder begins small.
            piece.Lines ??= GC.AllocateUninitializedArray<Line>(number == 0 ? 16 : PieceLength);
            (piece.Orders, piece.Channels) = (null, null);
        }
        else if (at == piece.Lines.Length)
        {
            Array.Resize(ref piece.Lines, at * 2);
        }

        piece.Lines[at] = new Line(customer, day | ((count - 1) << DayBits), _amounts.Encode(amount));
        if (order >= 0)
        {
            (piece.Orders ??= NoNumbers())[at] = order;
            _hasOrders = true;
        }
        else if (piece.Orders is not null)
        {
            piece.Orders[at] = -1;
        }

        if (channel >= 0)
            (piece.Channels ??= NoNumbers())[at] = channel;
        else if (piece.Channels is not null)
            piece.Channels[at] = -1;
        Count++;
    }

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Adds up what one customer bought on one day by one channel. Refunds stay apart where each is netted by itself, free orders where they are left out, and everything once orders are named.</summary>
    /// <param name="customers">The number of customers.</param>
    /// <param name="options">What is done with refunds and free orders.</param>
    public void Fold(int customers, SummaryOptions options)
    {
        if (_hasOrders)
            return;
        int[] starts = ArrayPool<int>.Shared.Rent(customers + 1);
        starts.AsSpan(0, customers + 1).Clear();
        foreach (TransactionLine line in this)
            starts[line.Customer + 1]++;
        for (int c = 0; c < customers; c++)
            starts[c + 1] += starts[c];

        // By customer, and then by what is added up.
        int n = starts[customers];
        UInt128[] keys = ArrayPool<UInt128>.Shared.Rent(n);
        TransactionLine[] lines = ArrayPool<TransactionLine>.Shared.Rent(n);
        int[] next = ArrayPool<int>.Shared.Rent(customers);
        starts.AsSpan(0, customers).CopyTo(next);
        foreach (TransactionLine line in this)
        {
            int at = next[line.Customer]++;
            bool isApart = line.Amount < 0 && options.Refunds == RefundPolicy.NetToCustomer;
            int kind = line.Amount > 0 ? 0 : line.Amount < 0 ? 1 : options.ZeroAmounts == ZeroAmounts.Ignore ? 2 : 0;
            keys[at] = new UInt128(((ulong)line.Day << 34) | ((ulong)(uint)(line.Channel + 1) << 2) | (uint)kind, isApart ? (uint)at + 1u : 0);
            lines[at] = line;
        }

        Count = 0;
        _amounts.Clear();
        for (int c = 0; c < customers; c++)
        {
            int from = starts[c], length = starts[c + 1] - from;
            keys.AsSpan(from, length).Sort(lines.AsSpan(from, length));
            for (int i = from; i < from + length;)
            {
                TransactionLine line = lines[i];
                decimal sum = line.Amount;
                int count = line.Count;
                UInt128 key = keys[i++];
                while (i < from + length && keys[i] == key && count + lines[i].Count <= MostCount && TryAdd(ref sum, lines[i].Amount))
                    count += lines[i++].Count;
                Append(c, line.Day, sum, channel: line.Channel, count: count);
            }
        }

        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<UInt128>.Shared.Return(keys);
        ArrayPool<TransactionLine>.Shared.Return(lines);
        ArrayPool<int>.Shared.Return(next);
    }

    // A sum that a decimal cannot hold is not made here: whoever asks for it is told.
    private static bool TryAdd(ref decimal sum, decimal amount)
    {
        const decimal Half = decimal.MaxValue / 2;
        if (sum is > Half or < -Half || amount is > Half or < -Half)
            return false;
        decimal added = sum + amount;
        bool isExact = added - amount == sum && added - sum == amount;
        if (isExact)
            sum = added;
        return isExact;
    }

    private static int[] NoNumbers()
    {
        int[] numbers = GC.AllocateUninitializedArray<int>(PieceLength);
        Array.Fill(numbers, -1);
        return numbers;
    }

    private readonly record struct Line(int Customer, int DayAndCount, long Amount);

    [StructLayout(LayoutKind.Auto)]
    private struct Piece
    {
        public Line[] Lines;
        public int[]? Orders;
        public int[]? Channels;
    }

    /// <summary>Goes through the lines in order of arrival.</summary>
    [StructLayout(LayoutKind.Auto)]
    public struct Enumerator
    {
        private readonly TransactionLines _owner;
        private Line[] _lines = [];
        private int[]? _orders;
        private int[]? _channels;
        private int _piece = -1;
        private int _at = -1;
        private int _end;

        public Enumerator(TransactionLines owner) => _owner = owner;

        public readonly TransactionLine Current
        {
            get
            {
                ref readonly Line line = ref _lines[_at];
                return new TransactionLine(
                    line.Customer,
                    line.DayAndCount & ((1 << DayBits) - 1),
                    (int)((uint)line.DayAndCount >> DayBits) + 1,
                    _orders is null ? -1 : _orders[_at],
                    _channels is null ? -1 : _channels[_at],
                    _owner._amounts.Decode(line.Amount));
            }
        }

        public bool MoveNext()
        {
            if (++_at < _end)
                return true;
            long rest = _owner.Count - ((long)++_piece * PieceLength);
            if (rest <= 0)
                return false;
            ref Piece piece = ref _owner._pieces[_piece];
            (_lines, _orders, _channels, _at) = (piece.Lines, piece.Orders, piece.Channels, 0);
            _end = (int)Math.Min(PieceLength, rest);
            return true;
        }
    }
}

/// <summary>One transaction, or several without an order that were added up; ids as numbers, <see cref="Order"/> and <see cref="Channel"/> −1 when there is none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TransactionLine(int Customer, int Day, int Count, int Order, int Channel, decimal Amount);
