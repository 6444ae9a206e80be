namespace RetentionMetrics;

/// <summary>The codes of all faults that lie in data, stored documents or servers. They are stable: programs may compare them, while the words of a message may change.</summary>
/// <remarks>
/// RM10xx is the structure or encoding of one record, RM11xx of a whole file (RM112x of a compressed one), RM12xx what only JSON knows, RM13xx how many records are bad, RM2xxx a cell that is not of its type, RM3xxx a well-formed value that breaks a rule of its fact,
/// RM50xx a fit without a model, RM60xx a stored document, RM61xx a ledger, RM70xx a server, RM71xx what a database answered.
/// The codes of one record (RM10xx, RM120x, RM2xxx, RM3xxx) are carried by <see cref="RejectedRecord"/>, the others by exceptions, whose messages show them: the code is where the reason begins.
/// A call that no data could make right has no code: it throws the usual exceptions (<see cref="ArgumentException"/> and its kinds, <see cref="InvalidOperationException"/>, <see cref="NotSupportedException"/>). An undefined measure is <see langword="null"/> and no fault.
/// The page errors.md of the documentation has an entry for each code: what it means, an example and how to mend it.
/// </remarks>
public static class ErrorCodes
{
    /// <summary>RM1001: bytes that are not text in the source's encoding.</summary>
    public const string InvalidEncoding = "RM1001";

    /// <summary>RM1002: a NUL character.</summary>
    public const string NulCharacter = "RM1002";

    /// <summary>RM1003: more or fewer fields than the header has.</summary>
    public const string FieldCount = "RM1003";

    /// <summary>RM1004: a quote inside a field that is not quoted.</summary>
    public const string StrayQuote = "RM1004";

    /// <summary>RM1005: text between a closing quote and the next delimiter.</summary>
    public const string TextAfterQuote = "RM1005";

    /// <summary>RM1006: a quote that is not closed, or that is closed only where no record can end. Reading goes on at the next line.</summary>
    public const string UnclosedQuote = "RM1006";

    /// <summary>RM1007: a record longer than the stated limit.</summary>
    public const string RecordTooLong = "RM1007";

    /// <summary>RM1008: a last record cut off because the file grew or shrank while it was read.</summary>
    public const string TornRecord = "RM1008";

    /// <summary>RM1101: no header: the source is empty or blank.</summary>
    public const string NoHeader = "RM1101";

    /// <summary>RM1102: a needed column is missing.</summary>
    public const string MissingColumn = "RM1102";

    /// <summary>RM1103: a needed column is there twice.</summary>
    public const string DuplicateColumn = "RM1103";

    /// <summary>RM1104: the columns are found only with another delimiter.</summary>
    public const string WrongDelimiter = "RM1104";

    /// <summary>RM1105: a header that cannot be read.</summary>
    public const string UnreadableHeader = "RM1105";

    /// <summary>RM1106: more columns than the stated limit.</summary>
    public const string TooManyColumns = "RM1106";

    /// <summary>RM1121: a zip archive that does not hold exactly one file.</summary>
    public const string ArchiveEntries = "RM1121";

    /// <summary>RM1122: a compressed file that is damaged, cut off, followed by other data, or not what its name says. It may be noticed only after records were read.</summary>
    public const string DamagedArchive = "RM1122";

    /// <summary>RM1123: an encrypted zip archive.</summary>
    public const string EncryptedArchive = "RM1123";

    /// <summary>RM1201: JSON that breaks the grammar. The next line, or the next element of the array, is read again.</summary>
    public const string MalformedJson = "RM1201";

    /// <summary>RM1202: a JSON object that names a property twice.</summary>
    public const string DuplicateProperty = "RM1202";

    /// <summary>RM1203: JSON nested deeper than the stated limit.</summary>
    public const string TooDeep = "RM1203";

    /// <summary>RM1204: JSON that is not an object.</summary>
    public const string NotAnObject = "RM1204";

    /// <summary>RM1205: JSON text with one half of a surrogate pair, which is no character.</summary>
    public const string LoneSurrogate = "RM1205";

    /// <summary>RM1206: a JSON value that is neither text nor a whole number where text is needed.</summary>
    public const string NotText = "RM1206";

    /// <summary>RM1211: a JSON source that does not begin with an array, although one is stated.</summary>
    public const string NotAnArray = "RM1211";

    /// <summary>RM1212: a JSON source in UTF-16 or UTF-32; JSON is UTF-8.</summary>
    public const string NotUtf8 = "RM1212";

    /// <summary>RM1301: more rejected records than the options tolerate.</summary>
    public const string TooManyRejects = "RM1301";

    /// <summary>RM2001: a blank cell where a value is needed.</summary>
    public const string Blank = "RM2001";

    /// <summary>RM2002: not a date in the stated format.</summary>
    public const string NotADate = "RM2002";

    /// <summary>RM2003: not a number in the stated format; by default digits with an optional sign and an optional decimal point.</summary>
    public const string NotANumber = "RM2003";

    /// <summary>RM2004: a number that its type cannot hold exactly.</summary>
    public const string NumberOutOfRange = "RM2004";

    /// <summary>RM2005: not a truth value.</summary>
    public const string NotABoolean = "RM2005";

    /// <summary>RM2006: not a whole number.</summary>
    public const string NotAWholeNumber = "RM2006";

    /// <summary>RM2007: none of the words that the column knows.</summary>
    public const string UnknownWord = "RM2007";

    /// <summary>RM2008: a time that does not exist in the stated time zone, because its clocks skipped it.</summary>
    public const string SkippedTime = "RM2008";

    /// <summary>RM3001: an empty customer id, channel or event id.</summary>
    public const string EmptyId = "RM3001";

    /// <summary>RM3002: a rating outside 0…10.</summary>
    public const string RatingOutOfRange = "RM3002";

    /// <summary>RM3003: a rating between two whole numbers.</summary>
    public const string FractionalRating = "RM3003";

    /// <summary>RM3004: an end before its start.</summary>
    public const string EndBeforeStart = "RM3004";

    /// <summary>RM3005: a negative value where only 0 and more make sense.</summary>
    public const string Negative = "RM3005";

    /// <summary>RM3006: a customer who refers itself.</summary>
    public const string SelfReferral = "RM3006";

    /// <summary>RM3007: a stay that came under observation only at its end or later.</summary>
    public const string EntryNotBeforeEnd = "RM3007";

    /// <summary>RM3008: an amount in another currency than the one that the source's amounts are in.</summary>
    public const string OtherCurrency = "RM3008";

    /// <summary>RM3009: an amount without a currency, where others have one or one is stated.</summary>
    public const string MissingCurrency = "RM3009";

    /// <summary>RM3010: a currency that is not a code of three letters, or that has no rate.</summary>
    public const string UnknownCurrency = "RM3010";

    /// <summary>RM3011: an event id that an earlier record has.</summary>
    public const string DuplicateEvent = "RM3011";

    /// <summary>RM3012: a date after the last day that the reader was told.</summary>
    public const string AfterLastDay = "RM3012";

    /// <summary>RM5001: a fit whose data cannot tell the parameters apart.</summary>
    public const string NotIdentified = "RM5001";

    /// <summary>RM5002: a fit that reached its limit of iterations.</summary>
    public const string IterationLimit = "RM5002";

    /// <summary>RM5003: a fit whose likelihood could not be evaluated.</summary>
    public const string NumericalFailure = "RM5003";

    /// <summary>RM6001: JSON that is no document of this library: it is not an object, or has no kind or no version.</summary>
    public const string NotADocument = "RM6001";

    /// <summary>RM6002: a document of another kind than the type that is read.</summary>
    public const string OtherKind = "RM6002";

    /// <summary>RM6003: a document of a version that this package does not read.</summary>
    public const string OtherVersion = "RM6003";

    /// <summary>RM6004: a document with a property that is missing, unknown, there twice, of another type or not allowed.</summary>
    public const string InvalidDocument = "RM6004";

    /// <summary>RM6005: a document of a kind that is written only.</summary>
    public const string WrittenOnly = "RM6005";

    /// <summary>RM6101: a partition that a ledger knows with another tally.</summary>
    public const string ConflictingPartition = "RM6101";

    /// <summary>RM7001: a statement that the server refused, or an error that it met on the way.</summary>
    public const string ServerRefused = "RM7001";

    /// <summary>RM7002: a server that did not answer in time.</summary>
    public const string ServerTimeout = "RM7002";

    /// <summary>RM7003: a server that cannot be reached, or whose answer breaks off.</summary>
    public const string ServerUnreachable = "RM7003";

    /// <summary>RM7101: rows in a database that span more periods than a result holds.</summary>
    public const string TooManyPeriods = "RM7101";

    /// <summary>RM7102: a database without a customer in the window, where a result needs at least one.</summary>
    public const string NoCustomers = "RM7102";

    /// <summary>RM7103: histories to score, none of which can be read.</summary>
    public const string NothingToScore = "RM7103";

    /// <summary>RM7104: a table of scores that another writer fills at the same time.</summary>
    public const string AnotherWriter = "RM7104";
}
