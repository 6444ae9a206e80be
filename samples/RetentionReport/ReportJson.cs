using RetentionMetrics.Csv;

namespace RetentionReport;

internal static class ReportJson
{
    public static void Write(string path, Report report) => AtomicFile.Write(path, stream => stream.WriteByte(1));
}
