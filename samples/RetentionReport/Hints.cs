namespace RetentionReport;

/// <summary>The library says how to mend a file in terms of its own options; who runs the report needs those of the report.</summary>
internal static class Hints
{
    private static readonly (string Library, string Report)[] All =
    [
        ("Say what it is called in the columns argument.", "Say what it is called with the option of that file and column (see --help)."),
        (": set CsvOptions.Delimiter to it.", ". Write the file with commas, semicolons, tabs or bars."),
        (" Then set CsvOptions.Encoding", " Then give it as an EXPORT, without the option before it, so that its encoding is found out"),
        ("; set CsvOptions.Encoding", "; give the file as an EXPORT, without the option before it, so that its encoding is found out"),
    ];

    /// <summary>A message of the library with the report's own hints.</summary>
    public static string Translate(string message)
    {
        foreach ((string library, string report) in All)
            message = message.Replace(library, report, StringComparison.Ordinal);
        return message;
    }
}
