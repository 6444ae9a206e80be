using System.Runtime.ExceptionServices;

namespace RetentionMetrics.Csv;

/// <content>Reading in blocks: by several threads, or without holding a thread while the source is waited for.</content>
internal sealed partial class FactRecords
{
    private readonly BlockOutcome? _outcome; // of the block at hand, for one of several threads
    private TextBlock? _block;
    private BlockCutter? _cutter;
    private long _linesBefore; // the block at hand

    /// <summary>The same file for one of several threads.</summary>
    private FactRecords(FactRecords file, RecordScanner scanner)
    {
        _source = file._source;
        _options = file._options;
        _asIs = file._asIs;
        _numbers = file._numbers;
        _dates = file._dates;
        _log = file._log;
        _places = file._places;
        _names = file._names;
        _policies = file._policies;
        _hasPolicies = file._hasPolicies;
        _scanner = scanner;
        _outcome = new BlockOutcome();
    }

    /// <summary>Begins to read without holding a thread, once: what was given out may be enumerated a second time.</summary>
    public void BeginBlocks()
    {
        if (_cutter is not null)
            throw new InvalidOperationException("A reader goes through its file once. Open another to read it again.");
    }

    /// <summary>Waits for the next block of records, through which <see cref="MoveNext"/> then goes.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    public async ValueTask<bool> NextBlockAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _source.CancellationToken = cancellationToken;
        if (_cutter is null)
        {
            _linesBefore = _scanner.LinesRead;
            _cutter = new BlockCutter(_source, _scanner, _options);
            _scanner = new RecordScanner(_scanner);
            _block = new TextBlock();
        }
        else
        {
            _linesBefore += _scanner.LinesRead;
        }

        if (await _cutter.NextAsync(_block!, cancellationToken).ConfigureAwait(false))
        {
            _scanner.Load(_block!);
            return true;
        }

        Complete();
        return false;
    }

    /// <summary>Goes through all records with several threads. The log, and so the rejects and where reading stops when there are too many, is that of one thread.</summary>
    /// <typeparam name="TTaker">What takes a thread's records.</typeparam>
    /// <param name="threads">How many, at least 1.</param>
    /// <param name="begin">Makes what takes a thread's records.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public void ReadAll<TTaker>(int threads, Func<TTaker> begin, CancellationToken cancellationToken)
        where TTaker : struct, IRecordTaker
    {
        Begin();
        cancellationToken.ThrowIfCancellationRequested();
        _source.CancellationToken = cancellationToken;
        // What depends on the records before is settled first.
        using (TTaker taker = begin())
        {
            while ((threads == 1 || _policies?.DependsOnOrder == true) && MoveNext())
                taker.Take(this);
        }

        if (!_ended)
            new Crew<TTaker>(this, begin, cancellationToken).Work(threads);
    }

    private void TakeIn(BlockOutcome outcome)
    {
        BlockCounts done = default;
        foreach ((BlockCounts before, Reject reject) in outcome.Rejects)
        {
            Count(before, ref done);
            Report(reject);
        }

        Count(outcome.Counts, ref done);
        _linesBefore += outcome.Lines;
        if (_source.IsTranscoded)
            _ = _source.LineStart(outcome.EndPosition);
    }

    private void Count(BlockCounts counts, ref BlockCounts done)
    {
        for (; done.Kept < counts.Kept; done.Kept++)
            _log.Keep();
        for (; done.Clipped < counts.Clipped; done.Clipped++)
            _log.KeepClipped();
        for (; done.BlankLines < counts.BlankLines; done.BlankLines++)
            _log.SkipBlankLine();
        for (; done.BlankAnswers < counts.BlankAnswers; done.BlankAnswers++)
            _log.SkipBlankAnswer();
    }

    /// <summary>Some threads that take turns in cutting blocks, read them side by side, and hand in what became of the records in the order of the file.</summary>
    private sealed class Crew<TTaker>(FactRecords file, Func<TTaker> begin, CancellationToken cancellationToken)
        where TTaker : struct, IRecordTaker
    {
        private const int BlocksAhead = 8; // of each thread

        private readonly object _gate = new();
        private readonly BlockCutter _cutter = new(file._source, file._scanner, file._options);
        private readonly Dictionary<long, BlockOutcome> _early = [];
        private int _threads;
        private long _next; // to be handed in
        private long _failedAt = long.MaxValue; // the block at which one thread would have stopped
        private ExceptionDispatchInfo? _failure;

        public void Work(int threads)
        {
            _threads = threads;
            file._linesBefore = file._scanner.LinesRead;
            var others = new List<Task>();
            for (int i = 1; i < threads; i++)
                others.Add(Task.Run(Work, CancellationToken.None));
            Work();
            Task.WaitAll([.. others], CancellationToken.None);
            _failure?.Throw();
            file.Complete();
        }

        private void Work()
        {
            long at = 0;
            try
            {
                using TTaker taker = begin();
                var block = new TextBlock();
                var scanner = new RecordScanner(file._scanner);
                while (TryCut(block, out at))
                {
                    // Of its own for each block: outcomes wait for their turn.
                    var part = new FactRecords(file, scanner);
                    scanner.Load(block);
                    while (part.MoveNext())
                        taker.Take(part);
                    HandIn(part._outcome!, scanner.LinesRead, block);
                }
            }
            catch (Exception e)
            {
                lock (_gate)
                    Fail(at, e);
            }
        }

        private bool TryCut(TextBlock block, out long at)
        {
            lock (_gate)
            {
                // A thread that does not come forward must not let the others' outcomes pile up.
                while (_failure is null && _cutter.Count - _next > (long)BlocksAhead * _threads)
                    Monitor.Wait(_gate);
                at = _cutter.Count;
                cancellationToken.ThrowIfCancellationRequested();
                return _failure is null && _cutter.Next(block);
            }
        }

        private void HandIn(BlockOutcome outcome, long lines, TextBlock block)
        {
            (outcome.Number, outcome.Lines, outcome.EndPosition) = (block.Number, lines, block.Position + block.Length);
            lock (_gate)
            {
                _early.Add(outcome.Number, outcome);
                // After a failure further on, what comes before it still counts.
                while (_next < _failedAt && _early.Remove(_next, out BlockOutcome? turn))
                {
                    try
                    {
                        file.TakeIn(turn);
                    }
                    catch (Exception e)
                    {
                        Fail(_next, e);
                        return;
                    }

                    _next++;
                }

                Monitor.PulseAll(_gate);
            }
        }

        private void Fail(long at, Exception e)
        {
            if (at < _failedAt)
                (_failedAt, _failure) = (at, ExceptionDispatchInfo.Capture(e));
            Monitor.PulseAll(_gate);
        }
    }
}

/// <summary>Takes records, one thread's.</summary>
internal interface IRecordTaker : IDisposable
{
    /// <summary>Takes the current record of the given records, and keeps or rejects it.</summary>
    void Take(FactRecords records);
}
