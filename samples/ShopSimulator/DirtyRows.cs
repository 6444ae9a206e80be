namespace ShopSimulator;

/// <summary>Three rows such as a real export has now and then, to see what a reader makes of them.</summary>
internal static class DirtyRows
{
    private static readonly string[] Rows =
    [
        "o-bad-1,c-000001,2025-02-03,abc,search", // the amount is no number
        "o-bad-2,c-000002,2025-02-30,24.90,organic", // there is no such day
        "o-bad-3,,2025-02-05,18.50,social", // nobody bought
    ];

    /// <summary>The rows with the bad ones a quarter, half and three quarters of the way down.</summary>
    public static IEnumerable<string> Into(List<string> rows)
    {
        for (int bad = Rows.Length; bad >= 1; bad--)
            rows.Insert(rows.Count * bad / (Rows.Length + 1), Rows[bad - 1]);
        return rows;
    }
}
