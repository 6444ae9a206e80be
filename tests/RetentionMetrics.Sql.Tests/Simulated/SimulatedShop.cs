using System.Globalization;

namespace RetentionMetrics.Tests.Sql.Simulated;

/// <summary>
/// Sales of a shop whose customers buy till they die, in order of days: the same rows for the same size.
/// Customers differ in how often they buy, how soon they stop and what they pay; orders have one or more lines, some are free, some are refunded, some have no number; a few rows are broken.
/// </summary>
internal sealed class SimulatedShop
{
    public const string Table = "sales";

    public static readonly TestColumn[] Columns =
    [
        new("customer_id", TestType.Text), new("date", TestType.Date), new("amount", TestType.Money), new("order_id", TestType.Text), new("channel", TestType.Text), new("rating", TestType.Integer),
    ];

    private const int NoCustomer = -1, EmptyCustomer = -2, NoAmount = int.MinValue;
    private const double MeanDaysBetween = 45, Loyalty = 4;

    private static readonly DateOnly First = new(2023, 1, 1);
    private static readonly int Days = new DateOnly(2026, 1, 1).DayNumber - First.DayNumber;
    private static readonly string?[] Channels = [null, "web", "Web", "newsletter", "店"];

    private readonly Row[] _rows;
    private readonly string[] _ids;
    private int _count;
    private int _orders;

    public SimulatedShop(int rows, int seed = 2026)
    {
        var random = new Random(seed);
        _rows = new Row[rows];
        var ids = new List<string>();
        while (_count < rows)
        {
            AddCustomer(ids.Count, random);
            ids.Add(IdOf(ids.Count));
        }

        _ids = [.. ids];
        SortByDay();
    }

    /// <summary>Leaves days out on both sides: some customers were there before, some rows come after.</summary>
    public static ObservationWindow Window { get; } = new(new(2023, 3, 1), new(2025, 10, 31), TimeUnit.Week);

    public int RowCount => _rows.Length;

    public int BrokenRows => _rows.Count(r => !r.IsTransaction);

    /// <summary>Of each row the customer's id, day, amount, number of the order, channel and rating, as <see cref="Columns"/> has them. The list is the same each time, with other cells.</summary>
    public IEnumerable<IReadOnlyList<object?>> Cells()
    {
        var cells = new object?[Columns.Length];
        object[] days = [.. Enumerable.Range(0, Days).Select(d => (object)First.AddDays(d))], ratings = [.. Enumerable.Range(0, 11).Select(r => (object)(long)r)];
        foreach (Row row in _rows)
        {
            cells[0] = row.Customer switch { NoCustomer => null, EmptyCustomer => "", _ => _ids[row.Customer] };
            cells[1] = days[row.Day];
            cells[2] = row.Cents == NoAmount ? null : AmountOf(row);
            cells[3] = OrderOf(row);
            cells[4] = Channels[row.Channel];
            cells[5] = row.Rating < 0 ? null : ratings[row.Rating];
            yield return cells;
        }
    }

    public IEnumerable<Transaction> Transactions() =>
        _rows.Where(r => r.IsTransaction).Select(r => new Transaction(_ids[r.Customer], First.AddDays(r.Day), AmountOf(r), OrderOf(r), Channels[r.Channel]));

    public IEnumerable<Activity> Activities() => _rows.Where(r => r.Customer >= 0).Select(r => new Activity(_ids[r.Customer], First.AddDays(r.Day)));

    public IEnumerable<Rating> Ratings() => _rows.Where(r => r.Rating >= 0).Select(r => new Rating(r.Rating, date: First.AddDays(r.Day), segment: Channels[r.Channel]));

    private static decimal AmountOf(Row row) => new(Math.Abs(row.Cents), 0, 0, row.Cents < 0, 2);

    private static string? OrderOf(Row row) => row.Order == 0 ? null : row.Order.ToString("'o'0", CultureInfo.InvariantCulture);

    // Their order by bytes is neither that of the numbers nor that of a language.
    private static string IdOf(int number) => (number % 16) switch { 0 => "é", 1 => "C", _ => "c" } + number.ToString(CultureInfo.InvariantCulture);

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private void AddCustomer(int customer, Random random)
    {
        double days = MeanDaysBetween / Math.Max(Exponential(random), 1e-3), stops = 1 - Math.Pow(random.NextDouble(), 1 / Loyalty);
        double level = 4_000 / (Exponential(random) + Exponential(random) + 0.1);
        double time = random.NextDouble() * Days;
        while (time < Days && _count < _rows.Length)
        {
            AddOrder(customer, (short)time, level, random);
            if (random.NextDouble() < stops)
                return;
            time += days * Exponential(random);
        }
    }

    private void AddOrder(int customer, short day, double level, Random random)
    {
        int order = random.Next(20) == 0 ? 0 : ++_orders;
        byte channel = (byte)random.Next(Channels.Length);
        int lines = 1, bought = 0;
        while (lines < 6 && random.Next(3) == 0)
            lines++;
        for (int i = 0; i < lines; i++)
        {
            int cents = random.Next(60) == 0 ? 0 : 1 + (int)(level * (Exponential(random) + Exponential(random)));
            bought += cents;
            Add(new Row(customer, day, cents, order, channel, Answer(random)), random);
        }

        // All of it comes back, or a part.
        int later = day + random.Next(30);
        if (random.Next(25) == 0 && bought > 0 && later < Days)
            Add(new Row(customer, (short)later, -(random.Next(2) == 0 ? bought : random.Next(1, bought + 1)), order, channel, -1), random);
    }

    private static sbyte Answer(Random random) => (sbyte)(random.Next(8) == 0 ? -1 : Math.Max(random.Next(11), random.Next(11)));

    private void Add(Row row, Random random)
    {
        if (_count == _rows.Length)
            return;
        _rows[_count++] = random.Next(3_000) switch
        {
            0 => row with { Customer = NoCustomer },
            1 => row with { Customer = EmptyCustomer },
            2 => row with { Cents = NoAmount },
            _ => row,
        };
    }

    private void SortByDay()
    {
        var ends = new int[Days + 1];
        foreach (Row row in _rows)
            ends[row.Day + 1]++;
        for (int day = 0; day < Days; day++)
            ends[day + 1] += ends[day];
        foreach (Row row in _rows.ToArray())
            _rows[ends[row.Day]++] = row;
    }

    private readonly record struct Row(int Customer, short Day, int Cents, int Order, byte Channel, sbyte Rating)
    {
        public bool IsTransaction => Customer >= 0 && Cents != NoAmount;
    }
}
