namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddFacts(Dictionary<string, string> words)
    {
        words.Add("Data quality", "データ品質");
        words.Add("Records", "レコード");
        words.Add("source", "データ元");
        words.Add("read", "読込");
        words.Add("kept", "採用");
        words.Add("rejected", "除外");
        words.Add("blank", "空白");
        words.Add("rejected ÷ (kept + rejected)", "除外率");
        words.Add("Rejected, by code", "コード別の除外件数");
        words.Add("code", "コード");
        words.Add("records", "レコード数");
        words.Add("First rejected records", "最初の除外レコード");
        words.Add("Rejected records", "除外レコード");
        words.Add("{0} records", "{0}件");
        words.Add("Read = kept + rejected + blank. Blank: lines with nothing on them, and records without an answer. Rejected records are in no number; all others are.", "読込 = 採用 + 除外 + 空白。空白は空行と回答のないレコードです。除外のレコードはどの数値にも含まれず、採用したレコードはすべて含まれます。");
        words.Add("Dates set to the last day", "最終日に置き換えた日付");
        words.Add("line", "行番号");
        words.Add("column", "列");
    }
}
