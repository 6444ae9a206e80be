using RetentionMetrics.BenchmarkGate;

return Gate.Run(args, Console.Out, Console.Error);
