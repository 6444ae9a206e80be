using System.Collections.Frozen;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>What columns are called in the exports of shops, CRMs and billing systems, in English, German, French, Spanish and Japanese.</summary>
internal static partial class RoleNames
{
    /// <summary>A name that is one of the list's.</summary>
    public const int Exact = 100;

    /// <summary>A name in which one of the list's stands beside other words.</summary>
    public const int Part = 50;

    // Words that turn an amount, a date or an id into another one.
    private static readonly FrozenSet<string> Other = Words(
        "discount|tax|taxes|vat|shipping|fee|fees|refund|refunded|refunds|lineitem|line|item|unit|quantity|qty|balance|outstanding|tip|duties|weight|card|trial|current|period|birth|birthday|dob|modified|updated|last|due|failed"
        + "|steuer|mwst|versand|rabatt|gebuhr|menge|erstattung|geburtsdatum|geandert|remise|taxe|tva|frais|livraison|remboursement|quantite|naissance|envio|descuento|impuesto|iva|cantidad|reembolso|nacimiento");

    private static readonly string[] OtherJapanese = ["税額", "消費税", "送料", "割引", "値引", "ポイント", "手数料", "単価", "数量", "返金", "生年月日", "更新日", "発送日", "配送日"];

    // A currency in a name says nothing of the role.
    private static readonly FrozenSet<string> Ignored = Words("utc|gmt|eur|usd|gbp|jpy|chf|cad|aud|local|in");

    private static readonly FrozenDictionary<string, int>[] Ranks = [.. Enum.GetValues<ColumnRole>().Select(Ranked)];

    /// <summary>How well a name fits a role: 0 not at all, up to <see cref="Part"/> as a part, above it exactly; the earlier a name stands in its list, the better.</summary>
    public static int Fit(string name, ColumnRole role)
    {
        FrozenDictionary<string, int> ranks = Ranks[(int)role];
        string[] words = Normalize(name);
        string whole = string.Join(' ', words);
        if (whole.Length == 0)
            return 0;
        if (ranks.TryGetValue(whole, out int rank))
            return Exact - rank;
        if (ranks.TryGetValue(string.Concat(words), out rank))
            return Exact - rank;
        string[] kept = [.. words.Where(w => !Ignored.Contains(w))];
        if (kept.Length < words.Length && ranks.TryGetValue(string.Join(' ', kept), out rank))
            return Exact - rank;

        int best = 0;
        for (int from = 0; from < kept.Length; from++)
        {
            for (int to = from + 1; to <= kept.Length; to++)
            {
                // A short word alone says too little beside others.
                string part = string.Join(' ', kept[from..to]);
                if (part.Length > 2 && ranks.TryGetValue(part, out rank))
                    best = Math.Max(best, Part - Math.Min(rank / 2, 20) + (to - from));
            }
        }

        if (best == 0 && whole.AsSpan().ContainsAnyInRange('\u3040', '\u9FFF'))
        {
            foreach ((string known, int at) in ranks)
            {
                if (known.Length > 1 && known[^1] > '\u3000' && whole.Contains(known, StringComparison.Ordinal))
                    best = Math.Max(best, Part - Math.Min(at / 2, 20));
            }
        }

        bool isOther = Array.Exists(words, Other.Contains) || Array.Exists(OtherJapanese, o => whole.Contains(o, StringComparison.Ordinal));
        return isOther ? best / 4 : best;
    }

    /// <summary>Whether a name is one of any role's.</summary>
    public static bool IsKnown(string name)
    {
        foreach (ColumnRole role in Enum.GetValues<ColumnRole>())
        {
            if (Fit(name, role) > Part)
                return true;
        }

        return false;
    }

    /// <summary>The words of a name in lower case, without accents: <c>CustomerID</c>, <c>customer-id</c> and <c>Customer ID</c> are the same.</summary>
    private static string[] Normalize(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length && i < 100; i++)
        {
            char c = name[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(name[i] - 0xFEE0) : name[i];
            if (c is >= '\u0300' and <= '\u036F')
                continue; // an accent of its own
            if (i > 0 && char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(name[i - 1]))
                text.Append(' ');
            text.Append(char.IsLetterOrDigit(c) || c is 'ー' ? Plain(char.ToLowerInvariant(c)) : " ");
        }

        return text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Plain(char c) => c switch
    {
        'à' or 'á' or 'â' or 'ã' or 'ä' or 'å' => "a",
        'ç' => "c",
        'è' or 'é' or 'ê' or 'ë' => "e",
        'ì' or 'í' or 'î' or 'ï' => "i",
        'ñ' => "n",
        'ò' or 'ó' or 'ô' or 'õ' or 'ö' => "o",
        'ù' or 'ú' or 'û' or 'ü' => "u",
        'œ' => "oe",
        'ß' => "ss",
        'º' or '°' => "",
        _ => c.ToString(),
    };

    private static FrozenSet<string> Words(string list) => list.Split('|').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Ranked(ColumnRole role)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string name in Of(role).Split('|', StringSplitOptions.RemoveEmptyEntries))
            ranks.TryAdd(name, Math.Min(ranks.Count / 2, 45));
        return ranks.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
