namespace RetentionMetrics.Json;

/// <summary>JSON Lines: a record a line. JSON text cannot hold a raw line end, so that a fault never reaches beyond its line.</summary>
internal sealed class LineFramer(RecordSource source) : RecordFramer(source)
{
    private bool _endsLine;
    private bool _isInside;

    public override bool Read()
    {
        if (!_isInside)
        {
            if (_endsLine)
                Source.Advance();
            _endsLine = false;
            Begin();
            if (!Source.TryPeek(out _))
                return false;
            _isInside = true;
        }

        _endsLine = Source.SkipToLineEnd();
        if (Source.IsStarved)
            return false;
        _isInside = false;
        IsLast = !_endsLine;
        ReadOnlySpan<byte> line = Source.Record;
        Length = line.EndsWith((byte)'\r') ? line.Length - 1 : line.Length;
        IsBlank = !Source.IsTooLong && line.IndexOfAnyExcept(" \t\r"u8) < 0;
        return true;
    }
}
