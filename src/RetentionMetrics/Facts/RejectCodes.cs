namespace RetentionMetrics;

/// <summary>The codes of data faults. They are stable: programs may compare them, while the words of a reason may change.</summary>
/// <remarks>
/// RM10xx is the structure or encoding of one record, RM11xx of a whole file, RM12xx what only JSON knows, RM2xxx a cell that is not of its type, RM3xxx a well-formed value that breaks a rule of its fact.
/// The codes of a whole file (RM11xx, RM121x) are carried by <see cref="DataFileException"/>, all others by <see cref="RejectedRecord"/>.
/// </remarks>
public static class RejectCodes
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
}
