namespace ShopSimulator;

/// <summary>As many orders as one likes, in little memory and not sorted by customer.</summary>
internal static class OrderStream
{
    /// <summary>
    /// The rows of many customers, shuffled as an export of many days is: some customers are open at a time, each row is the next one
    /// of any of them, and a customer without further rows makes room for a new one. Each customer's own rows stay in date order.
    /// </summary>
    public static IEnumerable<Order> Draw(int rows, Window window, Random random)
    {
        int customers = 0;
        var open = new Queue<Order>[Math.Clamp(rows / 100, 1, 1_000)];
        for (int i = 0; i < open.Length; i++)
            open[i] = OrdersOfNewCustomer();

        for (int row = 0; row < rows; row++)
        {
            int i = random.Next(open.Length);
            yield return open[i].Dequeue();
            if (open[i].Count == 0)
                open[i] = OrdersOfNewCustomer();
        }

        Queue<Order> OrdersOfNewCustomer() =>
            new(Order.Of(Customer.Draw(++customers, Customer.ArrivalDay(window, random), random), window, random));
    }
}
