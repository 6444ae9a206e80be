namespace RetentionMetrics.Tests.Sql.Safety;

/// <summary>Text that has broken programs before: quotes, comments, keywords, placeholders, odd Unicode.</summary>
internal static class NaughtyStrings
{
    public static readonly string[] All =
    [
        "'", "''", "\"", "\"\"", "`", "``", "\\", "\\\\", "\\'", "\\\"", "'\\", "\"\\", "\\\"; DROP TABLE canary; --",
        "'; DROP TABLE canary; --", "\"; DROP TABLE canary; --", "`; DROP TABLE canary; --", "\\'; DROP TABLE canary; --", "'); DELETE FROM canary; --", "\") AS source; DELETE FROM canary; --",
        "' OR '1'='1", "\" OR \"\"=\"", "1; DELETE FROM canary", "x' UNION SELECT * FROM canary --", "a /* b */ c", "/*", "*/", "--", "-- x\n; DROP TABLE canary", "#", ";", ");", "(",
        "SELECT", "select", "FROM", "TABLE", "NULL", "null", "\\N", "true", "DEFAULT", "ORDER", "GROUP BY", "user",
        "@p0", ":p0", "$1", "?", "{p0:String}", "{p0:Int64}", "{p1:String}", "{}", "{0}", "%s", "%d", "%", "_", "$$", "$tag$", "E'\\x41'", "\\x27", "\\047", "&#39;", "%27",
        " ", "  leading", "trailing  ", "\t", "\n", "\r\n", "a\tb", "a\nb", "\u0001", "\u001A", "\u007F", "\u0085", "\u00A0", "\u200B", "\u202E", "\uFEFF", "\u2028",
        "é", "e\u0301", "ß", "İ", "日本語", "顧客", "＇", "ʼ", "’", "“", "Ω≈ç√", "👩‍👩‍👧", "\U0001F4A9", "\uFFFD", "0", "-1", "1e400", "NaN", "Infinity", "0x10", "1.0", new string('x', 60),
    ];
}
