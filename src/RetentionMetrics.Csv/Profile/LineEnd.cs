namespace RetentionMetrics.Csv;

/// <summary>How the lines of a file end. Readers take all of them, also mixed.</summary>
public enum LineEnd
{
    /// <summary>There is no line end: one line at most.</summary>
    None,

    /// <summary>LF, as on Unix.</summary>
    Lf,

    /// <summary>CR and LF, as on Windows.</summary>
    CrLf,

    /// <summary>CR alone, as on old Macs.</summary>
    Cr,

    /// <summary>More than one of them.</summary>
    Mixed,
}
