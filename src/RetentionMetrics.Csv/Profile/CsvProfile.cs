using System.Collections.Immutable;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>
/// A look at an unknown CSV file: it proposes delimiter, encoding, header, formats, what each column is and which kind of fact the file holds, each with a reason and how sure it is,
/// and gives options and columns that are ready for the readers.
/// </summary>
/// <remarks>
/// <para>
/// It looks at a sample (<see cref="ProfileOptions.SampleBytes"/>), not at the whole file. A profile is only a proposal: no reader takes one by itself, so nothing is guessed silently.
/// Show <see cref="ToString"/> to somebody who knows the file, or at least write it to the log, above all what is <see cref="Certainty.Ambiguous"/>.
/// </para>
/// <para>No bytes make it throw: a file that is empty, binary or one long line has a profile that says so. Nothing depends on the current culture. Immutable.</para>
/// </remarks>
public sealed partial class CsvProfile
{
    private readonly ImmutableArray<KindProposal> _kinds;

    internal CsvProfile(ProfileDraft draft)
    {
        Source = draft.Source;
        BytesSeen = draft.BytesSeen;
        IsWhole = draft.IsWhole;
        RecordsSeen = draft.RecordsSeen;
        Delimiter = draft.Delimiter;
        Encoding = draft.Encoding;
        HasHeader = draft.HasHeader;
        LineEnd = draft.LineEnd;
        Kind = draft.Kind;
        Columns = draft.Columns;
        Notes = draft.Notes;
        Options = draft.Options;
        DateFormat = draft.DateFormat;
        Numbers = draft.Numbers;
        _kinds = draft.Kinds;
    }

    /// <summary>The file, without its folder, or what the stream was called.</summary>
    public string Source { get; }

    /// <summary>Bytes that were looked at.</summary>
    public long BytesSeen { get; }

    /// <summary>Whether they are the whole file.</summary>
    public bool IsWhole { get; }

    /// <summary>Records that were looked at, without the header.</summary>
    public long RecordsSeen { get; }

    /// <summary>The character between fields.</summary>
    public Proposal<char> Delimiter { get; }

    /// <summary>The encoding. Code pages are considered only where <c>CodePagesEncodingProvider</c> is registered; a reason says when they were not.</summary>
    public Proposal<Encoding> Encoding { get; }

    /// <summary>Whether the first record names the columns.</summary>
    public Proposal<bool> HasHeader { get; }

    /// <summary>How lines end.</summary>
    public Proposal<LineEnd> LineEnd { get; }

    /// <summary>How the dates are written that <see cref="Kind"/> needs: a custom date format, or <c>yyyy-MM-dd</c> for ISO dates with or without a time. <see langword="null"/> when it needs none or none was found.</summary>
    public Proposal<string>? DateFormat { get; }

    /// <summary>How the numbers are written that <see cref="Kind"/> needs. <see langword="null"/> when it needs none or none was found.</summary>
    public Proposal<NumberFormat>? Numbers { get; }

    /// <summary>Which kind of fact the file holds.</summary>
    public Proposal<FactKind> Kind { get; }

    /// <summary>The columns, in the order of the file. Empty when the file is; the first 1,000 when there are more.</summary>
    public ImmutableArray<ColumnProfile> Columns { get; }

    /// <summary>What else somebody should know before reading the file, such as rows with too few fields.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>How to read the file for its <see cref="Kind"/>: delimiter, encoding and formats.</summary>
    public CsvOptions Options { get; }

    /// <summary>Profiles a file. A gzip, Brotli or zip file is unpacked, as the readers do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What to look at and what is known; <see langword="null"/> for <see cref="ProfileOptions.Default"/>.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read; a <see cref="DataFileException"/> when it is compressed and cannot be unpacked.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read, or is a folder.</exception>
    public static CsvProfile Of(string path, ProfileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using Stream stream = DataFile.Open(path, out _);
        return Of(stream, Path.GetFileName(path), options);
    }

    /// <summary>Profiles a stream. It stays open; one that can seek is put back to where it was, so that a reader can follow.</summary>
    /// <param name="stream">The bytes of the file, from its beginning.</param>
    /// <param name="sourceName">What messages call it.</param>
    /// <param name="options">What to look at and what is known; <see langword="null"/> for <see cref="ProfileOptions.Default"/>.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="ArgumentException"><paramref name="stream"/> or <paramref name="sourceName"/> is null or empty.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static CsvProfile Of(Stream stream, string sourceName, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(sourceName);
        return new CsvProfile(ProfileDraft.Make(FileSample.Take(stream, (options ?? ProfileOptions.Default).SampleBytes), sourceName, options ?? ProfileOptions.Default));
    }

    /// <summary>The column that is proposed for a role when the file is read as a kind of fact.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="role">The role.</param>
    /// <returns>The column's name; <see langword="null"/> when none is proposed, or the kind has no such role.</returns>
    public Proposal<string>? Find(FactKind kind, ColumnRole role) => Of(kind)?.Roles.GetValueOrDefault(role);

    /// <summary>Why the file cannot be read as a kind of fact.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>What is missing and which columns there are, in English; <see langword="null"/> when it can be.</returns>
    public string? WhyNot(FactKind kind) => kind == FactKind.Unknown ? "there is no reader for it" : Of(kind)!.WhyNot;

    /// <summary>Everything that is proposed, and why, as text for people, with a line end after each line but the last.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ProfileText.Of(this);

    private KindProposal? Of(FactKind kind)
    {
        foreach (KindProposal proposal in _kinds)
        {
            if (proposal.Kind == kind)
                return proposal;
        }

        return null;
    }
}
