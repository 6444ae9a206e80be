// From a shop's files to every answer a retention team asks for. Each step is a call to the library:
//   CommandLine  what was asked        Inputs   files to facts
//   Report       facts to answers      TextView, Page, Outputs   answers to people and programs
using System.Text;
using RetentionMetrics;
using RetentionReport;

// Exports of older shops are in code pages; a profile considers only those that are registered.
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
try
{
    if (!CommandLine.TryParse(args, out ReportOptions? options, out int exitCode))
        return exitCode;

    using var progress = new Progress(Console.Error, isShown: !Console.IsErrorRedirected);
    Outputs.Check(options);
    Inputs inputs = Inputs.Read(options, progress);
    Report report = Report.Make(inputs, options, progress);
    progress.Say("writing");
    Outputs.Write(report);
    progress.Clear();
    TextView.Write(report, Console.Out);
    return 0;
}
catch (Exception thrown)
{
    // One clear line: what is wrong with which option or file. Bad rows never come here; they are rejected and counted.
    Exception error = thrown is AggregateException several ? several.GetBaseException() : thrown;
    string message = error switch
    {
        DataFileException => Hints.Translate(error.Message),
        OverflowException => "the amounts or numbers in the files are too large to add up",
        _ => error.Message,
    };
    Console.Error.WriteLine("error: " + TextTable.Printable(message));
    return CommandLine.Failed;
}
