namespace RetentionReport;

/// <summary>What was asked cannot be done; the message says which option and why.</summary>
internal sealed class UsageException(string message) : Exception(message);
