using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Sql.Customers;

/// <summary>Random shops: few customers, days and amounts, so that ties, refunds and double orders are everywhere.</summary>
internal static class Shops
{
    private static readonly DateOnly First = new(2019, 12, 20);

    /// <summary>Random shops side by side, each with its own customers: where a question takes long, one case asks about many at once.</summary>
    public static Gen<Case> Cases(int shops) =>
        from number in Gen.Choose(0, 60 * shops)
        from rows in Gen.ListOf(from shop in Gen.Choose(1, shops) from row in Rows select string.IsNullOrEmpty(row.Customer) || shop == 1 ? row : row with { Customer = row.Customer + shop.ToString(CultureInfo.InvariantCulture) }, number)
        from options in Options
        from hasOrders in ArbMap.Default.GeneratorFor<bool>()
        from window in Windows
        select new Case([.. rows], options, hasOrders, window);

    public static Gen<ObservationWindow> Windows =>
        from start in Gen.Choose(-3, 50)
        from length in Gen.Choose(0, 60)
        from unit in Gen.Elements(TimeUnit.Day, TimeUnit.Week, TimeUnit.Month, TimeUnit.Year)
        select new ObservationWindow(First.AddDays(start), First.AddDays(start + length), unit);

    public static Gen<SummaryOptions> Options =>
        from merge in Gen.Elements(Enum.GetValues<CalendarPeriod>())
        from refunds in Gen.Elements(Enum.GetValues<RefundPolicy>())
        from zero in Gen.Elements(Enum.GetValues<ZeroAmounts>())
        from mean in Gen.Elements(Enum.GetValues<MeanSpendBasis>())
        select new SummaryOptions { MergeBy = merge, Refunds = refunds, ZeroAmounts = zero, MeanSpend = mean };

    private static Gen<ShopRow> Rows =>
        from customer in Gen.Frequency((20, Gen.Elements<string?>("a", "A", "ä", "b", "日本", "'; DROP TABLE x; --\\")), (1, Gen.Elements<string?>(null, "")))
        from day in Gen.Frequency((20, Gen.Choose(0, 60).Select(d => (DateOnly?)First.AddDays(d))), (20, Gen.Choose(0, 8).Select(d => (DateOnly?)First.AddDays(d * 7))), (1, Gen.Constant<DateOnly?>(null)))
        from amount in Gen.Frequency((12, Gen.Choose(1, 12).Select(a => (decimal?)a * 0.25m)), (8, Gen.Choose(1, 12).Select(a => (decimal?)a * -0.25m)), (3, Gen.Constant<decimal?>(0m)), (1, Gen.Constant<decimal?>(1234567.89m)), (1, Gen.Constant<decimal?>(null)))
        from order in Gen.Elements<string?>(null, "", "o1", "O1", "o2", "o3")
        select new ShopRow(customer, day, amount, order);

    internal sealed record Case(ShopRow[] Rows, SummaryOptions Options, bool HasOrders, ObservationWindow Window)
    {
        public CustomerBase Summarize() => CustomerBase.Summarize(Rows.Where(r => r.IsFact).Select(r => HasOrders ? r.Fact : (r with { Order = null }).Fact), Window, Options);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Window.Start:yyyy-MM-dd}…{Window.End:yyyy-MM-dd} {Window.Unit} {Options} orders: {HasOrders}\n{string.Join("\n", Rows.AsEnumerable())}");
    }
}
