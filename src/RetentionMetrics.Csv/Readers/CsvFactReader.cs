using System.Collections;
using System.Runtime.CompilerServices;

namespace RetentionMetrics.Csv;

/// <summary>Reads facts from a CSV file: good records become facts, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <typeparam name="TFact">The fact.</typeparam>
/// <remarks>The file is streamed and can be gone through once. Not thread-safe.</remarks>
public abstract class CsvFactReader<TFact> : IEnumerable<TFact>, IDisposable
    where TFact : struct
{
    private protected CsvFactReader(FactRecords records) => Records = records;

    /// <summary>The first rejected records, up to <see cref="CsvOptions.MaxRejectsKept"/>, in the order of the file; it grows while the file is read.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => Records.Rejected;

    /// <summary>What became of the records read so far. The counts are exact, also beyond the rejects that are kept.</summary>
    public DataQuality Quality => Records.Quality;

    private protected FactRecords Records { get; }

    /// <summary>Goes through the file.</summary>
    /// <returns>The facts, in the order of the file.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    public IEnumerator<TFact> GetEnumerator()
    {
        Records.Begin();
        return ReadAll();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the file without blocking a thread while its stream is waited for. The header has been read when the reader was opened.</summary>
    /// <param name="cancellationToken">Stops the reading, also inside a long record. The reader is then spent: <see cref="Quality"/> and <see cref="Rejected"/> say what became of the records before.</param>
    /// <returns>The same facts as <see cref="GetEnumerator"/>, in the order of the file.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its file, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">While moving on: the token was cancelled.</exception>
    public IAsyncEnumerable<TFact> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        Records.Begin();
        return ReadAsTheyCome(cancellationToken);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Records.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a fact of the current record, or rejects it.</summary>
    private protected abstract bool TryRead(out TFact fact);

    private async IAsyncEnumerable<TFact> ReadAsTheyCome([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Records.BeginBlocks();
        while (await Records.NextBlockAsync(cancellationToken).ConfigureAwait(false))
        {
            while (Records.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!TryRead(out TFact fact))
                    continue;
                Records.Keep();
                yield return fact;
            }
        }
    }

    private IEnumerator<TFact> ReadAll()
    {
        while (Records.MoveNext())
        {
            if (!TryRead(out TFact fact))
                continue;
            Records.Keep();
            yield return fact;
        }
    }
}
