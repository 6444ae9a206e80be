// From a shop's files to every answer a retention team asks for. Each step is a call to the library:
//   CommandLine  what was asked        Inputs   files to facts
//   Report       facts to answers      TextView, CustomerTable, ReportJson   answers to people and programs
using RetentionMetrics;
using RetentionReport;

try
{
    if (!CommandLine.TryParse(args, out ReportOptions? options, out int exitCode))
        return exitCode;

    using var progress = new Progress(Console.Error, isShown: !Console.IsErrorRedirected);
    Inputs inputs = Inputs.Read(options, progress);
    Report report = Report.Make(inputs, options, progress);
    progress.Say("writing");
    if (options.CsvOut is { } csv)
        CustomerTable.Write(csv, report);
    if (options.JsonOut is { } json)
        ReportJson.Write(json, report);
    progress.Clear();
    TextView.Write(report, Console.Out);
    return 0;
}
catch (Exception error) when (error is UsageException or DataFileException or DataQualityException or IOException or UnauthorizedAccessException)
{
    // One clear line: what is wrong with which option or file.
    Console.Error.WriteLine("error: " + error.Message.ReplaceLineEndings(" "));
    return CommandLine.Failed;
}
