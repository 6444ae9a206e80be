using RetentionMetrics;
using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>One figure of the top of the report: now, with its interval, and against the period before.</summary>
/// <param name="Name">What it is, in English.</param>
/// <param name="Kind">How its numbers are written.</param>
/// <param name="Chapter">The chapter that it comes from.</param>
internal sealed record Headline(string Name, NumberKind Kind, string Chapter)
{
    /// <summary>Null when its file was not given, or where it is undefined.</summary>
    public double? Value { get; init; }

    public double? Lower { get; init; }

    public double? Upper { get; init; }

    public long? N { get; init; }

    /// <summary>What <see cref="N"/> counts.</summary>
    public string Of { get; init; } = "customers";

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>The same figure of the period before.</summary>
    public double? Before { get; init; }

    /// <summary>Which period that is.</summary>
    public string Against { get; init; } = "";

    /// <summary>Whether the change is a share of <see cref="Before"/>, not the plain difference.</summary>
    public bool IsRelative { get; init; }

    /// <summary>Whether the change is more than chance, at 5 %; null where no test applies.</summary>
    public bool? IsBeyondChance { get; init; }

    public double? Change => Value is not { } now || Before is not { } before ? null : !IsRelative ? now - before : before != 0 ? (now / before) - 1 : null;

    /// <summary>This figure with an estimate's value, interval and n.</summary>
    public Headline With(Estimate? estimate) =>
        estimate is not { } e ? this : this with { Value = e.Value, Lower = e.Lower, Upper = e.Upper, N = e.N };
}
