namespace RetentionMetrics.Sql;

/// <summary>
/// The way from rows to customers, as steps of a statement: facts, lines, entries, periods, histories, and <see cref="Customers"/>.
/// All questions about customers begin with them. What each column of <see cref="Customers"/> is stands at <see cref="Columns"/>.
/// No step gives a name to something new that it also reads a column by: ClickHouse would take the new for the old, in WHERE, too.
/// </summary>
internal sealed class CustomerSteps
{
    /// <summary>The last step: a row for each customer who bought in the window.</summary>
    public const string Customers = "customers";

    /// <summary>
    /// The columns of <see cref="Customers"/>, whole numbers but for the first: the id; 1 if the first purchase lies in the window, else 0; day numbers of the first and last purchase; x;
    /// days of t_x and of T; minor units that the mean spend is of, and how many periods it is over; minor units bought in the window, orders in the window, and days since the last purchase.
    /// </summary>
    public static readonly string[] Columns =
        ["customer", "born", "first_day", "last_day", "frequency", "recency_days", "age_days", "spend_sum", "spend_periods", "total", "orders", "days_since"];

    /// <summary>What a channel's mark begins with: the day and this, so that days have seven digits each and marks are ordered by day.</summary>
    public const int MarkedDay = 1_000_000;

    private const string IsPurchase = "amount >= 0";

    private readonly CustomerQuery _query;
    private readonly SqlText _text;
    private readonly string _start;
    private readonly string _end;
    private readonly bool _hasSpend;
    private readonly bool _hasChannel;

    private CustomerSteps(CustomerQuery query, SqlText text, ObservationWindow window, bool hasSpend, bool hasChannel)
    {
        _hasSpend = hasSpend;
        _hasChannel = hasChannel;
        _query = query;
        _text = text;
        _start = text.Value((long)window.Start.DayNumber);
        _end = text.Value((long)window.End.DayNumber);
    }

    private SqlDialect Dialect => _text.Dialect;

    private bool HasOrders => _query.Transactions.OrderId is not null;

    /// <summary>Adds the steps up to <see cref="Customers"/>. Without the spend <c>spend_sum</c> is 0: it takes the order of a customer's periods, which nothing else does. With the channel they have <c>first_mark</c> as well: the least (day, channel) of the purchases that name one.</summary>
    public static void AddTo(CustomerQuery query, SqlText text, ObservationWindow window, bool withSpend, bool withChannel)
    {
        var steps = new CustomerSteps(query, text, window, withSpend, withChannel && query.Transactions.Channel is not null);
        steps.AddFacts();
        steps.AddLines();
        steps.AddEntries();
        steps.AddPeriods();
        steps.AddHistories();
        steps.AddCustomers();
    }

    // Some engines take a name that a SELECT gives for the column of the same name everywhere in it: none given here may be that of a column that is read.
    private void AddFacts()
    {
        List<string> columns =
        [
            $"{Dialect.Text(_text.Name(_query.Transactions.CustomerId))} AS {_query.Apart("customer")}",
            $"{Dialect.Day(_text.Name(_query.Transactions.Date))} AS {_query.Apart("day")}",
            $"{Dialect.MinorUnits(_text.Name(_query.Transactions.Amount), _query.Transactions.AmountDigits)} AS {_query.Apart("amount")}",
        ];
        if (_query.Transactions.OrderId is { } order)
            columns.Add($"{Dialect.Text(_text.Name(order))} AS {_query.Apart("order_key")}");
        if (_hasChannel)
            columns.Add($"{Dialect.Text(_text.Name(_query.Transactions.Channel!))} AS {_query.Apart("channel")}");
        _text.Step("facts", $"SELECT\n  {string.Join(",\n  ", columns)}\nFROM {_query.Transactions.Source.Text(Dialect)}", computedOnce: true);
    }

    // Rows that are no facts end here, and so does what the options leave out.
    private void AddLines()
    {
        string customer = _query.Apart("customer"), day = _query.Apart("day"), amount = _query.Apart("amount");
        string orders = HasOrders ? $", NULLIF({_query.Apart("order_key")}, '') AS order_key" : "";
        string left = _query.Refunds == RefundPolicy.Ignore ? $"\n  AND {amount} >= 0" : "";
        if (_query.Options.ZeroAmounts == ZeroAmounts.Ignore)
            left += $"\n  AND {amount} <> 0";
        _text.Step("lines", $"""
            SELECT {customer} AS customer, {day} AS day, {amount} AS amount{orders}{Mark($"({Dialect.Text($"({day} + {MarkedDay})")} || NULLIF({_query.Apart("channel")}, ''))")}
            FROM {_text.From("facts")}
            WHERE {customer} IS NOT NULL AND {customer} <> ''
              AND {day} IS NOT NULL AND {day} <= {_end}
              AND {amount} IS NOT NULL{left}
            """);
    }

    // What a customer bought on a day, after refunds, in one row or in several: customer, day, amount, orders.
    private void AddEntries()
    {
        switch (_query.Refunds)
        {
            case RefundPolicy.NetToOrder when HasOrders:
                AddNettedOrders();
                break;
            case RefundPolicy.NetToCustomer:
                AddNettedDays();
                break;
            default:
                _text.Step("entries", Purchases());
                break;
        }
    }

    // An order counts once, on its first day; its amounts stand on their own days.
    private string Purchases()
    {
        string refunds = _query.Refunds == RefundPolicy.Ignore ? "" : $"\nWHERE {IsPurchase}";
        if (!HasOrders)
            return $"SELECT customer, day, amount, 1 AS orders{Mark("channel_mark")}\nFROM {_text.From("lines")}{refunds}";
        _text.Step("orders_begun", $"""
            SELECT customer, MIN(day) AS begun_on{Mark("MIN(channel_mark)", "begun_mark")}
            FROM {_text.From("lines")}
            WHERE order_key IS NOT NULL AND {IsPurchase}
            GROUP BY customer, order_key
            """);
        return $"""
            SELECT customer, day, amount, CASE WHEN order_key IS NULL THEN 1 ELSE 0 END AS orders{Mark("channel_mark")}
            FROM {_text.From("lines")}{refunds}
            UNION ALL
            SELECT customer, begun_on AS day, 0 AS amount, 1 AS orders{Mark("begun_mark")}
            FROM {_text.From("orders_begun")}
            """;
    }

    // An order with all its lines stands on its first day. What names no order is grouped by day instead; refunds among it lower nothing.
    private void AddNettedOrders()
    {
        _text.Step("orders_netted", $"""
            SELECT
              customer,
              MIN(CASE WHEN {IsPurchase} THEN day END) AS bought_on,
              {Dialect.Sum($"CASE WHEN {IsPurchase} THEN amount ELSE 0 END")} AS gross,
              {Dialect.Sum("CASE WHEN amount < 0 AND order_key IS NOT NULL THEN -amount ELSE 0 END")} AS refunded,
              {Dialect.Sum($"CASE WHEN order_key IS NULL AND {IsPurchase} THEN 1 ELSE 0 END")} AS single_lines,
              MAX(CASE WHEN order_key IS NULL THEN 0 ELSE 1 END) AS order_named{Mark($"MIN(CASE WHEN {IsPurchase} THEN channel_mark END)", "order_mark")}
            FROM {_text.From("lines")}
            GROUP BY customer, order_key, CASE WHEN order_key IS NULL THEN day END
            """);
        _text.Step("entries", $"""
            SELECT
              customer,
              bought_on AS day,
              CASE WHEN refunded < gross THEN gross - refunded ELSE 0 END AS amount,
              CASE WHEN order_named = 1 THEN 1 ELSE single_lines END AS orders{Mark("order_mark")}
            FROM {_text.From("orders_netted")}
            WHERE bought_on IS NOT NULL AND (gross = 0 OR refunded < gross)
            """);
    }

    /// <summary>
    /// A refund lowers the customer's latest purchase day, then the one before: a stack. Its height, after each day, is what was bought less what was refunded, counted anew from 0 wherever a refund found nothing left:
    /// height = P − min(0, least P so far). Of a day's purchases stays what lies between the height before it and the least height from it on. Days of 0 are in nobody's way: they stay.
    /// </summary>
    private void AddNettedDays()
    {
        _text.Step("purchases", Purchases());
        _text.Step("movements", $"""
            SELECT customer, day, amount AS bought, 0 AS refunded, orders, 1 AS is_purchase{Mark("channel_mark")}
            FROM {_text.From("purchases")}
            UNION ALL
            SELECT customer, day, 0 AS bought, -amount AS refunded, 0 AS orders, 0 AS is_purchase{Mark("channel_mark")}
            FROM {_text.From("lines")}
            WHERE amount < 0
            """);
        _text.Step("days", $"""
            SELECT
              customer,
              day,
              {Dialect.Sum("bought")} AS day_bought,
              {Dialect.Sum("refunded")} AS day_refunded,
              {Dialect.Sum("orders")} AS day_orders,
              MAX(is_purchase) AS day_is_purchase{Mark("MIN(CASE WHEN is_purchase = 1 THEN channel_mark END)", "day_mark")}
            FROM {_text.From("movements")}
            GROUP BY customer, day
            """);
        if (Dialect.HasWindows)
            AddStackByWindows();
        else
            AddStackByArrays();
        _text.Step("entries", $"""
            SELECT customer, day, CASE WHEN floor_after > height_before THEN floor_after - height_before ELSE 0 END AS amount, day_orders AS orders{Mark("day_mark")}
            FROM {_text.From("stacks")}
            WHERE day_is_purchase = 1 AND (day_bought = 0 OR floor_after > height_before)
            """);
    }

    private void AddStackByWindows()
    {
        _text.Step("balances", $"""
            SELECT *, {Dialect.Integer("SUM(day_bought - day_refunded) OVER (PARTITION BY customer ORDER BY day)")} AS balance
            FROM {_text.From("days")}
            """);
        _text.Step("floors", $"""
            SELECT *, MIN(balance) OVER (PARTITION BY customer ORDER BY day) AS least_balance
            FROM {_text.From("balances")}
            """);
        _text.Step("heights", $"""
            SELECT *, CASE WHEN least_balance < 0 THEN balance - least_balance ELSE balance END AS height
            FROM {_text.From("floors")}
            """);
        _text.Step("stacks", $"""
            SELECT
              customer, day, day_bought, day_orders, day_is_purchase,
              LAG(height, 1, 0) OVER (PARTITION BY customer ORDER BY day) AS height_before,
              MIN(height) OVER (PARTITION BY customer ORDER BY day DESC) AS floor_after{Mark("day_mark", "day_mark")}
            FROM {_text.From("heights")}
            """);
    }

    // The sums in HAVING are there to be refused: those of arrays go round at 2⁶³.
    private void AddStackByArrays()
    {
        _text.Step("customer_days", $"""
            SELECT customer, arraySort(groupArray((assumeNotNull(day), assumeNotNull(day_bought), assumeNotNull(day_refunded), assumeNotNull(day_orders), assumeNotNull(day_is_purchase){(_hasChannel ? ", ifNull(day_mark, '')" : "")}))) AS sorted_days
            FROM {_text.From("days")}
            GROUP BY customer
            HAVING {Dialect.Sum("day_bought")} >= 0 AND {Dialect.Sum("day_refunded")} >= 0
            """);
        _text.Step("heights", $"""
            SELECT customer, sorted_days, arrayCumSumNonNegative(arrayMap(d -> d.2 - d.3, sorted_days)) AS heights
            FROM {_text.From("customer_days")}
            """);
        // The least height from each day on, by the same sum that does not go below 0: from the last day back, what the fall from the greatest height leaves above the least is taken off again.
        _text.Step("falls", $"""
            SELECT customer, sorted_days, heights, arrayReverse(heights) AS heights_back, arrayMap((h, later) -> h - later, heights_back, arrayPushFront(arrayPopBack(heights_back), arrayReduce('max', heights))) AS rises_back
            FROM {_text.From("heights")}
            """);
        _text.Step("floors", $"""
            SELECT
              customer,
              sorted_days,
              arrayPushFront(arrayPopBack(heights), toInt64(0)) AS heights_before,
              arrayReverse(arrayMap((h, above) -> h - above, heights_back, arrayCumSumNonNegative(rises_back))) AS floors_after
            FROM {_text.From("falls")}
            """);
        _text.Step("stacks", $"""
            SELECT customer, d.1 AS day, d.2 AS day_bought, d.4 AS day_orders, d.5 AS day_is_purchase, height_before, floor_after{Mark("NULLIF(d.6, '')", "day_mark")}
            FROM {_text.From("floors")}
            ARRAY JOIN sorted_days AS d, heights_before AS height_before, floors_after AS floor_after
            """);
    }

    private void AddPeriods() => _text.Step("periods", $"""
        SELECT
          customer,
          {Dialect.Period("day", _query.Options.MergeBy)} AS period,
          MIN(day) AS period_first,
          MAX(day) AS period_last,
          {Dialect.Sum("amount")} AS period_spend,
          {Dialect.Sum($"CASE WHEN day >= {_start} THEN amount ELSE 0 END")} AS window_spend,
          {Dialect.Sum($"CASE WHEN day >= {_start} THEN orders ELSE 0 END")} AS window_orders{Mark("MIN(channel_mark)", "period_mark")}
        FROM {_text.From("entries")}
        GROUP BY customer, period
        """);

    private void AddHistories()
    {
        string from = "periods", spend = "0";
        if (_hasSpend)
            (from, spend) = AddMeanSpend();
        _text.Step("histories", $"""
            SELECT
              customer,
              COUNT(*) AS periods_bought,
              MIN(period_first) AS first_day,
              MAX(period_last) AS last_day,
              {spend} AS spend_sum,
              {Dialect.Sum("window_spend")} AS total,
              {Dialect.Sum("window_orders")} AS orders{Mark("MIN(period_mark)", "first_mark")}
            FROM {_text.From(from)}
            GROUP BY customer
            HAVING MAX(period_last) >= {_start}
            """);
    }

    // The first period's spend stays out of the mean, unless all count.
    private (string From, string Spend) AddMeanSpend()
    {
        string all = Dialect.Sum("period_spend");
        if (_query.Options.MeanSpend == MeanSpendBasis.AllPeriods)
            return ("periods", all);
        if (!Dialect.HasWindows)
            return ("periods", $"{all} - {Dialect.First("period_spend", "period")}");
        _text.Step("periods_numbered", $"SELECT *, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY period) AS number\nFROM {_text.From("periods")}");
        return ("periods_numbered", Dialect.Sum("CASE WHEN number > 1 THEN period_spend ELSE 0 END"));
    }

    private void AddCustomers() => _text.Step(Customers, $"""
        SELECT
          customer,
          CASE WHEN first_day >= {_start} THEN 1 ELSE 0 END AS born,
          first_day,
          last_day,
          periods_bought - 1 AS frequency,
          CASE WHEN periods_bought > 1 THEN last_day - first_day ELSE 0 END AS recency_days,
          {_end} - first_day AS age_days,
          spend_sum,
          periods_bought{(_query.Options.MeanSpend == MeanSpendBasis.AllPeriods ? "" : " - 1")} AS spend_periods,
          total,
          orders,
          {_end} - last_day AS days_since{Mark("first_mark", "first_mark")}
        FROM {_text.From("histories")}
        """);

    private string Mark(string expression, string name = "channel_mark") =>
        !_hasChannel ? "" : string.Equals(expression, name, StringComparison.Ordinal) ? $", {name}" : $", {expression} AS {name}";
}
