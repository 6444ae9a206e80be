namespace RetentionMetrics.SqlBenchmarks;

/// <summary>One question, answered in the database and by the library on exported rows.</summary>
/// <param name="Engine">The database.</param>
/// <param name="Rows">Rows of its table.</param>
/// <param name="Question">What was asked.</param>
/// <param name="InPlace">By statements of the library.</param>
/// <param name="Exported">By reading all rows.</param>
internal sealed record Measurement(string Engine, int Rows, string Question, Cost InPlace, Cost Exported);

/// <summary>What an answer costs.</summary>
/// <param name="Seconds">From the question to the result.</param>
/// <param name="Bytes">Over the wire, both ways; null where there is none.</param>
internal readonly record struct Cost(double Seconds, long? Bytes);
