using System.Collections;
using System.Runtime.CompilerServices;

namespace RetentionMetrics.Json;

/// <summary>Reads facts from a JSON array or JSON Lines: good records become facts, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <typeparam name="TFact">The fact.</typeparam>
/// <remarks>
/// A record is rejected when it is not well-formed JSON, not an object, nested too deeply or too long, when it names a property twice, holds half a surrogate pair,
/// or when a value is missing, of another type or not allowed by its fact. Numbers that the fact cannot hold exactly are rejected, never rounded. Properties that are not named are ignored.
/// A bad line costs that line only; a bad element of an array costs that element wherever its end can be made out.
/// The source is streamed and can be gone through once. Not thread-safe.
/// </remarks>
public abstract class JsonFactReader<TFact> : IEnumerable<TFact>, IDisposable
    where TFact : struct
{
    private protected JsonFactReader(FactRecords records) => Records = records;

    /// <summary>The first rejected records, up to <see cref="JsonOptions.MaxRejectsKept"/>, in the order of the source; it grows while the source is read.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => Records.Rejected;

    /// <summary>What became of the records read so far. The counts are exact, also beyond the rejects that are kept.</summary>
    public DataQuality Quality => Records.Quality;

    private protected FactRecords Records { get; }

    /// <summary>Goes through the source.</summary>
    /// <returns>The facts, in the order of the source.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its source, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    public IEnumerator<TFact> GetEnumerator()
    {
        Records.Begin();
        return ReadAll();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the source without blocking a thread while its stream is waited for.</summary>
    /// <param name="cancellationToken">Stops the reading, also inside a long record. The reader is then spent: <see cref="Quality"/> and <see cref="Rejected"/> say what became of the records before.</param>
    /// <returns>The same facts as <see cref="GetEnumerator"/>, in the order of the source.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its source, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    /// <exception cref="OperationCanceledException">While moving on: the token was cancelled.</exception>
    public IAsyncEnumerable<TFact> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        Records.Begin(waits: true, cancellationToken);
        return ReadAsTheyCome(cancellationToken);
    }

    /// <summary>Closes the source.</summary>
    public void Dispose()
    {
        Records.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a fact of the current record, or rejects it.</summary>
    private protected abstract bool TryRead(out TFact fact);

    private async IAsyncEnumerable<TFact> ReadAsTheyCome([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Records.BeginWaiting();
        do
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
        while (await Records.FillAsync(cancellationToken).ConfigureAwait(false));
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
