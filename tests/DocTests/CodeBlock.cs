namespace RetentionMetrics.DocTests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Info">What follows the opening fence, such as <c>csharp</c>.</param>
/// <param name="Line">The number of its first inner line, from 1.</param>
/// <param name="Text">The inner lines, each ended by LF.</param>
internal sealed record CodeBlock(string Info, int Line, string Text)
{
    public bool IsCSharp => Info.Split(' ')[0] is "csharp";

    public bool IsText => Info is "text";

    /// <summary>The name of the file that the block is, as in <c>```csv orders.csv</c>; null when it is none.</summary>
    public string? File => !IsCSharp && Info.Split(' ') is [_, var name] && Path.HasExtension(name) ? name : null;

    /// <summary>Why a C# block is not run, as in <c>```csharp no-run: needs a database</c>; null when it is run.</summary>
    public string? NoRun => Info.StartsWith("csharp no-run", StringComparison.Ordinal) ? Info["csharp no-run".Length..].Trim(':', ' ') : null;
}
