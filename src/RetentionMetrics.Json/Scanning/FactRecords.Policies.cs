using System.Globalization;

namespace RetentionMetrics.Json;

/// <content>The policies on records that can otherwise be read. They are asked in this order: the day, the currency, the event id.</content>
internal sealed partial class FactRecords
{
    private OrderedPolicies? _policies;
    private bool _isClipped;

    /// <summary>The currency of the amounts kept; <see langword="null"/> while none is known.</summary>
    public string? Currency => _policies?.Currency;

    public bool RejectsFractions => _options.FractionalRatings == FractionalRatings.Reject;

    /// <summary>Says where the currency and the event id are, −1 for none, once, before the first record.</summary>
    public FactRecords With(int currencyProperty, int eventProperty)
    {
        EventIds? events = IsThere(eventProperty) ? _options.EventIds ?? new EventIds() : null;
        _policies = new OrderedPolicies(_options.Currencies, IsThere(currencyProperty), mayLackCurrency: true, events);
        return this;
    }

    /// <summary>A day that is not after the last one, or is moved to it. To be asked once a record.</summary>
    public bool TryDay(int property, ref DateOnly date)
    {
        _isClipped = false;
        return !(date > _options.LastDay) || TryClip(property, ref date);
    }

    /// <summary>A day that may be missing.</summary>
    public bool TryDay(int property, ref DateOnly? date)
    {
        _isClipped = false;
        if (date is not { } day || !(day > _options.LastDay))
            return true;
        bool good = TryClip(property, ref day);
        date = day;
        return good;
    }

    /// <summary>Takes an amount by its currency, converted where the policy says so. Without a header, the first record decides whether a source names currencies at all.</summary>
    public bool TryCurrency(int property, int amountProperty, ref decimal amount)
    {
        if (!IsThere(property))
            return true;
        if (!TryText(property, out ReadOnlySpan<byte> code))
            return false;
        if (_policies!.TryCurrency(code, ref amount, out string? fault, out string? reason))
            return true;
        return Reject(fault == ErrorCodes.NumberOutOfRange ? amountProperty : property, fault, reason);
    }

    /// <summary>Takes an event id that no earlier record has. To be asked last.</summary>
    public bool TryEvent(int property)
    {
        if (!IsThere(property))
            return true;
        return TryId(property, out ReadOnlySpan<byte> id)
            && (_policies!.TryEvent(id) || Reject(property, ErrorCodes.DuplicateEvent, "is the event id of an earlier record"));
    }

    private bool IsThere(int property) => property >= 0 && _properties[property].Name.Length > 0;

    private bool TryClip(int property, ref DateOnly date)
    {
        if (_options.AfterLastDay == AfterLastDay.Reject)
            return Reject(property, ErrorCodes.AfterLastDay, string.Create(CultureInfo.InvariantCulture, $"is after the last day, {_options.LastDay:yyyy-MM-dd}"));
        date = _options.LastDay!.Value;
        return _isClipped = true;
    }
}
