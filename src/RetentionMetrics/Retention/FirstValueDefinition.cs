namespace RetentionMetrics;

/// <summary>What a <see cref="TimeToFirstValue"/> counted: from which activity, to which, as of when.</summary>
/// <remarks>Immutable and valid by construction; two are equal when all of this is, kinds compared ordinally.</remarks>
public sealed record FirstValueDefinition
{
    /// <summary>Makes a definition.</summary>
    /// <param name="valueKind">The <see cref="Activity.Kind"/> that brings value.</param>
    /// <param name="asOf">The last day known, inclusive.</param>
    /// <param name="startKind">The kind that starts a customer, or <see langword="null"/> for the first activity of any kind.</param>
    /// <exception cref="ArgumentException"><paramref name="valueKind"/> is null or empty.</exception>
    public FirstValueDefinition(string valueKind, DateOnly asOf, string? startKind = null)
    {
        ValueKind = Throw.IfEmpty(valueKind);
        AsOf = asOf;
        StartKind = startKind;
    }

    /// <summary>The kind of activity that brings value.</summary>
    public string ValueKind { get; }

    /// <summary>The last day known, inclusive.</summary>
    public DateOnly AsOf { get; }

    /// <summary>The kind of activity that starts a customer; <see langword="null"/> for the first of any kind.</summary>
    public string? StartKind { get; }
}
