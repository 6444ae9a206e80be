using System.Data.Common;
using System.Text;

namespace RetentionMetrics.Sql;

/// <content>Activities.</content>
public static partial class SqlRead
{
    private const int ActivityCustomer = 0, ActivityDate = 1, ActivityKind = 2, ActivityEvent = 3;

    /// <summary>Reads activities. A time in UTC or with its offset is kept as the moment; any other is dated as it stands.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="customerId">Who acted.</param>
    /// <param name="date">The day, or the moment.</param>
    /// <param name="kind">What happened. <see langword="null"/>: <c>kind</c>, when there; <c>""</c>: not read.</param>
    /// <param name="eventId">The id of the event: of rows with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlFactReader<Activity> Activities(
        DbDataReader rows,
        string customerId = "customer_id",
        string date = "date",
        string? kind = null,
        string? eventId = null,
        SqlReadOptions? options = null)
    {
        ReadOnlySpan<ColumnSpec> columns =
        [
            ColumnSpec.Required(customerId, nameof(customerId)),
            ColumnSpec.Required(date, nameof(date)),
            ColumnSpec.Optional(kind, "kind"),
            ColumnSpec.OnlyNamed(eventId),
        ];
        return new(new SqlRows(rows, options, columns, eventColumn: ActivityEvent), TryReadActivity);
    }

    private static bool TryReadActivity(SqlRows rows, out Activity fact)
    {
        fact = default;
        if (!rows.TryId(ActivityCustomer, out ReadOnlySpan<byte> id) || !rows.TryMoment(ActivityDate, out DateOnly date, out DateTimeOffset? at) || !rows.TryTextOrNull(ActivityKind, out string? kind))
            return false;
        DateOnly day = date;
        if (!rows.TryDay(ActivityDate, ref day) || !rows.TryEvent(ActivityEvent))
            return false;
        if (day != date)
            (date, at) = (day, null); // the moment is not on the last day
        string customer = Encoding.UTF8.GetString(id);
        fact = at is { } moment ? Activity.FromMoment(customer, moment, kind) : new Activity(customer, date, kind);
        return true;
    }
}
