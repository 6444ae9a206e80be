using RetentionMetrics.BenchmarkGate;

try
{
    return Gate.Run(args, Console.Out, Console.Error);
}
catch (Exception e) when (e is InvalidOperationException or System.Text.RegularExpressions.RegexMatchTimeoutException)
{
    // Text that JSON allows and nobody can read, such as half a character.
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}
