using System.Globalization;

namespace RetentionMetrics.Csv;

/// <content>The policies on records that can otherwise be read. They are asked in this order: the day, the currency, the event id.</content>
internal sealed partial class FactRecords
{
    private OrderedPolicies? _policies;
    private bool _isClipped;
    private bool _hasPolicies;

    /// <summary>The currency of the amounts kept; <see langword="null"/> while none is known.</summary>
    public string? Currency => _policies?.Currency;

    public bool RejectsFractions => _options.FractionalRatings == FractionalRatings.Reject;

    /// <summary>Says where the currency and the event id are, −1 for none, once, before the first record.</summary>
    public FactRecords With(int currencyColumn, int eventColumn)
    {
        EventIds? events = IsThere(eventColumn) ? _options.EventIds ?? new EventIds() : null;
        _policies = new OrderedPolicies(_options.Currencies, IsThere(currencyColumn), mayLackCurrency: false, events);
        _hasPolicies = events is not null || IsThere(currencyColumn) || _options.LastDay is not null;
        return this;
    }

    /// <summary>Asks all policies about a record with a day and an amount.</summary>
    public bool TryPolicies(int dayColumn, int amountColumn, int currencyColumn, int eventColumn, ref DateOnly date, ref decimal amount) =>
        !_hasPolicies || (TryDay(dayColumn, ref date) && TryCurrency(currencyColumn, amountColumn, ref amount) && TryEvent(eventColumn));

    /// <summary>A day that is not after the last one, or is moved to it. To be asked once a record.</summary>
    public bool TryDay(int column, ref DateOnly date)
    {
        _isClipped = false;
        return !(date > _options.LastDay) || TryClip(column, ref date);
    }

    /// <summary>A day that may be missing.</summary>
    public bool TryDay(int column, ref DateOnly? date)
    {
        _isClipped = false;
        if (date is not { } day || !(day > _options.LastDay))
            return true;
        bool good = TryClip(column, ref day);
        date = day;
        return good;
    }

    /// <summary>Takes an amount by its currency, converted where the policy says so.</summary>
    public bool TryCurrency(int column, int amountColumn, ref decimal amount)
    {
        if (_places[column] < 0 || _policies!.TryCurrency(Text(column), ref amount, out string? fault, out string? reason))
            return true;
        return Reject(fault == ErrorCodes.NumberOutOfRange ? amountColumn : column, fault, reason);
    }

    /// <summary>Takes an event id that no earlier record has. To be asked last.</summary>
    public bool TryEvent(int column)
    {
        if (_places[column] < 0)
            return true;
        return TryId(column, out ReadOnlySpan<byte> id)
            && (_policies!.TryEvent(id) || Reject(column, ErrorCodes.DuplicateEvent, "is the event id of an earlier record"));
    }

    private bool IsThere(int column) => column >= 0 && _places[column] >= 0;

    private bool TryClip(int column, ref DateOnly date)
    {
        if (_options.AfterLastDay == AfterLastDay.Reject)
            return Reject(column, ErrorCodes.AfterLastDay, string.Create(CultureInfo.InvariantCulture, $"is after the last day, {_options.LastDay:yyyy-MM-dd}"));
        date = _options.LastDay!.Value;
        return _isClipped = true;
    }
}
