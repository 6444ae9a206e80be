namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddFacts(Dictionary<string, string> words)
    {
        words["Data quality"] = "データ品質";
        words["Records"] = "レコード";
        words["source"] = "データ元";
        words["read"] = "読込";
        words["kept"] = "採用";
        words["rejected"] = "不採用";
        words["blank"] = "空白";
        words["rejected ÷ (kept + rejected)"] = "不採用率（不採用 ÷（採用 + 不採用））";
        words["Rejected, by code"] = "コード別の不採用件数";
        words["code"] = "コード";
        words["records"] = "レコード数";
        words["First rejected records"] = "最初の不採用レコード";
        words["Rejected records"] = "不採用レコード";
        words["{0} records"] = "{0} 件";
        words["Read = kept + rejected + blank. Blank: lines with nothing on them, and records without an answer. Rejected records are in no number; all others are."] = "読込 = 採用 + 不採用 + 空白。空白は空行と回答のないレコードです。不採用のレコードはどの数値にも含まれず、採用したレコードはすべて含まれます。";
        words["Dates set to the last day"] = "最終日に置き換えた日付";
        words["line"] = "行番号";
        words["column"] = "列";
    }
}
