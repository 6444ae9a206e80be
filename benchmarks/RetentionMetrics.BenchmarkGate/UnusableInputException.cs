namespace RetentionMetrics.BenchmarkGate;

/// <summary>The arguments, rules or results cannot be judged. The message is one line that names the file and the reason.</summary>
internal sealed class UnusableInputException(string message) : Exception(message);
