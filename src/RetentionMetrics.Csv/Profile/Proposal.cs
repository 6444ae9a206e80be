namespace RetentionMetrics.Csv;

/// <summary>One thing that a <see cref="CsvProfile"/> proposes, with how sure it is and why. It is a proposal only: nothing is read with it unless the caller takes it.</summary>
/// <typeparam name="T">What is proposed.</typeparam>
public sealed record Proposal<T>
{
    internal Proposal(T value, Certainty certainty, string reason)
    {
        Value = value;
        Certainty = certainty;
        Reason = reason;
    }

    /// <summary>What is proposed.</summary>
    public T Value { get; }

    /// <summary>How sure it is.</summary>
    public Certainty Certainty { get; }

    /// <summary>Why, in English. It may name columns and count cells; it never quotes one.</summary>
    public string Reason { get; }

    /// <summary>One line for people, such as <c>dd/MM/yyyy (Certain: 31 cells have a first number above 12)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{ProfileText.Show(Value)} ({Certainty}: {Reason})";
}
