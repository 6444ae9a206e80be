namespace RetentionReport;

/// <summary>One line on a terminal that says what is being done; nothing where standard error goes to a file.</summary>
internal sealed class Progress(TextWriter terminal, bool isShown) : IDisposable
{
    private const int EveryRows = 100_000;
    private int _width;

    public void Say(string what)
    {
        if (!isShown)
            return;
        terminal.Write("\r" + (what + " …").PadRight(_width));
        _width = what.Length + 2;
    }

    /// <summary>Passes rows through, and says how many went by.</summary>
    public IEnumerable<T> Rows<T>(string what, IEnumerable<T> rows)
    {
        Say(what);
        long n = 0;
        foreach (T row in rows)
        {
            if (++n % EveryRows == 0)
                Say($"{what}, {n:N0} rows");
            yield return row;
        }
    }

    public void Clear()
    {
        if (isShown && _width > 0)
            terminal.Write("\r" + new string(' ', _width) + "\r");
        _width = 0;
    }

    public void Dispose() => Clear();
}
