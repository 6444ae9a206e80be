using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>The making of a <see cref="CsvProfile"/>: from bytes to text, records, columns, roles and options.</summary>
internal sealed record ProfileDraft
{
    public required string Source { get; init; }

    public required long BytesSeen { get; init; }

    public required bool IsWhole { get; init; }

    public required long RecordsSeen { get; init; }

    public required Proposal<char> Delimiter { get; init; }

    public required Proposal<Encoding> Encoding { get; init; }

    public required Proposal<bool> HasHeader { get; init; }

    public required Proposal<LineEnd> LineEnd { get; init; }

    public required Proposal<FactKind> Kind { get; init; }

    public required ImmutableArray<KindProposal> Kinds { get; init; }

    public required ImmutableArray<ColumnProfile> Columns { get; init; }

    public required ImmutableArray<string> Notes { get; init; }

    public required CsvOptions Options { get; init; }

    public required Proposal<string>? DateFormat { get; init; }

    public required Proposal<NumberFormat>? Numbers { get; init; }

    public static ProfileDraft Make(FileSample sample, string source, ProfileOptions options)
    {
        (Proposal<Encoding> encoding, string[] texts) = EncodingGuess.Guess(sample, options.Read.Encoding);
        Proposal<char> delimiter = DelimiterGuess.Guess(texts[0], options.Read.Delimiter);
        SampleTable table = SampleTable.Make(texts, delimiter.Value);
        bool isText = ProfileNotes.IsText(texts);

        var guess = new RoleGuess(table.Columns, table.HasHeader.Value, options);
        ImmutableArray<KindProposal> kinds = [.. KindRoles.Kinds.Select(guess.Propose)];
        Proposal<FactKind> kind = isText && table.Columns.Count > 0
            ? KindGuess.Guess(kinds, options.Kind)
            : new(options.Kind, Certainty.Ambiguous, table.Columns.Count == 0 ? "the file is empty" : "the file does not look like text");
        KindProposal? chosen = kinds.FirstOrDefault(k => k.Kind == kind.Value);
        (Proposal<string>? dates, Proposal<NumberFormat>? numbers) = Formats(chosen, table, options);
        return new ProfileDraft
        {
            Source = source,
            BytesSeen = sample.Length,
            IsWhole = sample.IsWhole,
            RecordsSeen = table.Records,
            Delimiter = delimiter,
            Encoding = encoding,
            HasHeader = table.HasHeader,
            LineEnd = LineEnds(texts),
            Kind = kind,
            Kinds = [.. kinds.Select(k => Doubtful(k, kind.Value))],
            Columns = [.. table.Columns.Select(c => new ColumnProfile(c, RoleOf(c, chosen)))],
            Notes = [.. ProfileNotes.Of(sample, texts, table, chosen)],
            Options = options.Read with
            {
                Delimiter = delimiter.Value,
                // UTF-8, and what a byte order mark says, need no encoding.
                Encoding = options.Read.Encoding ?? (encoding.Value.CodePage == System.Text.Encoding.UTF8.CodePage ? null : encoding.Value),
                DateFormat = options.Read.DateFormat ?? (dates?.Value == DateGuess.Iso ? null : dates?.Value),
                Numbers = numbers?.Value ?? options.Read.Numbers,
                TrimCells = options.Read.TrimCells || table.IsPadded,
            },
            DateFormat = dates,
            Numbers = numbers,
        };
    }

    /// <summary>Contents alone speak for the kind that the file holds, not for every other one as well.</summary>
    private static KindProposal Doubtful(KindProposal other, FactKind kind) =>
        other.Kind != kind && other.WhyNot is null && other.Named < KindRoles.Needed(other.Kind).Length
            ? other with { WhyNot = kind == FactKind.Unknown ? "the names of its columns do not say so" : $"the file looks like one of {kind.ToString().ToLowerInvariant()}" }
            : other;

    /// <summary>One format for all dates of the kind, and one for all its numbers, as readers have one.</summary>
    private static (Proposal<string>? Dates, Proposal<NumberFormat>? Numbers) Formats(KindProposal? kind, SampleTable table, ProfileOptions options)
    {
        if (kind is null)
            return (null, null);
        ColumnFacts[] In(Func<ColumnRole, bool> isOf) => [.. kind.Roles.Where(r => isOf(r.Key)).SelectMany(r => table.Columns.Where(c => c.Name == r.Value.Value && c.Filled > 0).Take(1)).DistinctBy(c => c.Place)];
        Proposal<string>? dates = options.Read.DateFormat is { } given
            ? new(given, Certainty.Certain, "it was given")
            : DateGuess.Propose([.. In(KindRoles.IsDate).Select(c => c.Dates)], table.DayFirstLikely);
        Proposal<NumberFormat>? numbers = options.Read.Numbers != NumberFormat.Plain
            ? new(options.Read.Numbers, Certainty.Certain, "it was given")
            : NumberGuess.Propose([.. In(KindRoles.IsNumber).Select(c => c.Numbers)], table.CommaLikely);
        return (dates, numbers);
    }

    private static Proposal<ColumnRole> RoleOf(ColumnFacts column, KindProposal? kind)
    {
        foreach ((ColumnRole role, Proposal<string> proposal) in kind?.Roles ?? new Dictionary<ColumnRole, Proposal<string>>())
        {
            if (proposal.Value == column.Name)
                return new(role, proposal.Certainty, proposal.Reason);
        }

        return new(ColumnRole.None, Certainty.Likely, $"it holds {RoleContent.Describe(column)}, and nothing that is needed of it");
    }

    private static Proposal<LineEnd> LineEnds(string[] texts)
    {
        (long crlf, long lf, long cr) = (0, 0, 0);
        foreach (string text in texts)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '\n')
                    lf++;
                else if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                    (crlf, i) = (crlf + 1, i + 1);
                else if (text[i] == '\r')
                    cr++;
            }
        }

        string seen = string.Create(CultureInfo.InvariantCulture, $"{crlf:N0} CRLF, {lf:N0} LF and {cr:N0} CR were seen");
        return (crlf > 0, lf > 0, cr > 0) switch
        {
            (false, false, false) => new(Csv.LineEnd.None, Certainty.Certain, "there is no line end in what was looked at"),
            (true, false, false) => new(Csv.LineEnd.CrLf, Certainty.Certain, seen),
            (false, true, false) => new(Csv.LineEnd.Lf, Certainty.Certain, seen),
            (false, false, true) => new(Csv.LineEnd.Cr, Certainty.Certain, seen),
            _ => new(Csv.LineEnd.Mixed, Certainty.Certain, seen),
        };
    }
}
