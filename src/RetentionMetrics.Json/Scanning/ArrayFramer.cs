namespace RetentionMetrics.Json;

/// <summary>The elements of one array. It follows strings and brackets only, and takes up again after a bad element where its end can be made out.</summary>
/// <remarks>
/// An element ends at a comma or <c>]</c> outside its own brackets. So that a lost quote or bracket does not take the rest of the file with it, text ends with its line (JSON has no raw line ends in text),
/// a <c>]</c> that no bracket of the element awaits closes the array, and a <c>{</c> where a property's name must stand begins the next element.
/// </remarks>
internal sealed class ArrayFramer(RecordSource source) : RecordFramer(source)
{
    private const int MaxTracked = 1_024; // deeper brackets are only counted; they are beyond every limit of depth

    private const int MaxWhiteSpace = 1 << 20;

    private readonly byte[] _open = new byte[MaxTracked];
    private int _depth;
    private byte _last; // the last byte outside of text that is not white space
    private bool _hasClosed; // a bracket or text of the element's own level
    private bool _isInside; // of an element
    private bool _isInText;
    private bool _isEscaped;
    private bool _isInTail;
    private State _state = State.First;

    private enum State
    {
        First,
        AfterComma,
        AfterElement,
        Tail,
        End,
    }

    private byte Innermost => _depth is > 0 and <= MaxTracked ? _open[_depth - 1] : (byte)0;

    /// <summary>Goes past white space and the array's <c>[</c>.</summary>
    /// <returns>Whether there is one, after at most 1 MiB of white space: opening a source must not read it to its end, where nothing could stop it.</returns>
    public bool TryEnter()
    {
        for (int i = 0; i < MaxWhiteSpace && Source.TryPeek(out byte next) && next is (byte)'[' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'; i++)
        {
            if (next != '[')
                Source.BeginRecord(); // nothing before is needed any more
            Source.Advance();
            if (next == '[')
                return true;
        }

        return false;
    }

    public override bool Read()
    {
        if (_state == State.End)
            return false;
        if (_isInside)
            return ReadElement();
        if (_isInTail)
            return ReadTail();
        SkipWhiteSpace();
        Begin();
        bool more = Source.TryPeek(out byte next);
        if (Source.IsStarved)
            return false;
        if (_state == State.Tail)
            return more && ReadTail();
        if (!more)
            return Stop("the array is not closed: the source ends");
        if (next == ']')
            return CloseArray();
        if (next == ',' && _state == State.AfterElement)
        {
            Source.Advance();
            _state = State.AfterComma;
            return Read();
        }

        if (next == ',')
        {
            Source.Advance();
            _state = State.AfterComma;
            return Faulty("there is no element before the comma");
        }

        if (_state == State.AfterElement)
            Fault = "there is no comma before the element";
        _depth = 0;
        _last = 0;
        _hasClosed = false;
        _state = State.AfterElement;
        Length = 0;
        _isInside = true;
        return ReadElement();
    }

    private bool ReadElement()
    {
        while (_isInText || Source.TryPeek(out _))
        {
            byte b = (byte)'"';
            if (_isInText)
            {
                ReadText();
                if (_isInText)
                    return false;
            }
            else
            {
                _ = Source.TryPeek(out b);
                if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                {
                    Source.Advance();
                    continue;
                }

                if (IsEnd(b))
                {
                    _isInside = false;
                    IsLast = false;
                    return true;
                }

                Source.Advance();
                _isInText = b == '"';
                if (_isInText)
                    continue;
                Track(b);
            }

            _last = b;
            _hasClosed |= _depth == 0 && b is (byte)'}' or (byte)']' or (byte)'"';
            Length = Source.Record.Length;
            EndLine = Source.Line;
        }

        if (Source.IsStarved)
            return false;
        _isInside = false;
        IsLast = true;
        if (_depth > 0)
            _state = State.End; // the element is cut off, which says enough
        return true;
    }

    private bool IsEnd(byte b)
    {
        if (_depth == 0)
            return b is (byte)',' or (byte)']' || (_hasClosed && b is (byte)'{' or (byte)'[' or (byte)'"');
        if (b == '{' && Innermost == '{' && _last != ':')
        {
            _state = State.AfterComma; // its comma may be lost in the bad element
            return true;
        }

        return b == ']' && _depth <= MaxTracked && !_open.AsSpan(0, _depth).Contains((byte)'[');
    }

    private void Track(byte b)
    {
        if (b is (byte)'{' or (byte)'[')
        {
            if (_depth < MaxTracked)
                _open[_depth] = b;
            _depth++;
        }
        else if (b is (byte)'}' or (byte)']' && _depth > 0)
        {
            // A bracket closes the nearest one of its kind; those between were never closed.
            int nearest = _depth > MaxTracked ? _depth - 1 : _open.AsSpan(0, _depth).LastIndexOf(b == '}' ? (byte)'{' : (byte)'[');
            _depth = nearest < 0 ? _depth : nearest;
        }
    }

    private void ReadText()
    {
        while (Source.TryPeek(out byte b) && b != '\n')
        {
            Source.Advance();
            if (b == '"' && !_isEscaped)
            {
                _isInText = false;
                return;
            }

            _isEscaped = b == '\\' && !_isEscaped;
        }

        if (Source.IsStarved)
            return;
        _isInText = false;
        _isEscaped = false;
    }

    private bool CloseArray()
    {
        bool hasElement = _state != State.AfterComma;
        Source.Advance();
        _state = State.Tail;
        return hasElement ? Read() : Faulty("there is no element after the last comma");
    }

    private bool ReadTail()
    {
        _isInTail = true;
        while (Source.TryPeek(out _))
            Source.Advance();
        return !Source.IsStarved && Stop("there is text after the array");
    }

    private bool Stop(string fault)
    {
        _state = State.End;
        IsLast = true;
        return Faulty(fault);
    }

    private bool Faulty(string fault)
    {
        Fault = fault;
        Length = Source.Record.Length;
        EndLine = Source.Line;
        return true;
    }

    private void SkipWhiteSpace()
    {
        while (Source.TryPeek(out byte b) && b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            Source.BeginRecord(); // nothing before is needed any more
            Source.Advance();
        }
    }
}
