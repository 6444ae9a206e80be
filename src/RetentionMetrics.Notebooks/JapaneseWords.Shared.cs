namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddShared(Dictionary<string, string> words)
    {
        words["n"] = "n";
        words["{0} to {1}"] = "{0}～{1}";
        words["{0} interval"] = "{0} 信頼区間";
        words["measure"] = "指標";
        words["value"] = "値";
        words["{0} (few)"] = "{0}（少数）";
        words["few"] = "少数";
        words["Fewer than {0} are behind the number: read it with care."] = "件数が{0}未満の数値です。注意して読んでください。";
        words["below {0}"] = "{0} 未満";
        words["{0}: {1}"] = "{0}：{1}";
        words["the first {0} of {1}"] = "全{1}件のうち最初の{0}件";
        words["the last {0} of {1}"] = "全{1}件のうち最新の{0}件";
        words["days"] = "日";
        words["weeks"] = "週";
        words["months"] = "か月";
        words["years"] = "年";
        words["day"] = "日";
        words["week"] = "週";
        words["month"] = "月";
        words["quarter"] = "四半期";
        words["year"] = "年";
        words["{0} Q{1}"] = "{0}年第{1}四半期";
        words["Definition"] = "定義";
        words["Interval"] = "信頼区間";
        words["Period"] = "期間";
        words["Unit"] = "単位";
        words["Unit of time"] = "時間の単位";
        words["Model"] = "モデル";
        words["model"] = "モデル";
        words["Left out"] = "省略";
        words["customers"] = "顧客数";
        words["customer"] = "顧客";
        words["segment"] = "セグメント";
        words["group"] = "グループ";
        words["share"] = "割合";
        words["number"] = "件数";
        words["lost"] = "離脱";
        words["time"] = "時間";
        words["row"] = "行";
        words["rows"] = "行数";
        words["reason"] = "理由";
        words["difference"] = "差";
        words["none"] = "なし";
        words["{0} days"] = "{0} 日";
        words["{0} {1}"] = "{0} {1}";
        words["{0} customers"] = "顧客 {0} 人";
        words["{0} of {1} customers"] = "顧客 {1} 人中 {0} 人";
        words["Last day known"] = "データの最終日";
        words["churn rate"] = "解約率";
        words["retention rate"] = "継続率";
        words["Quick ratio"] = "クイックレシオ";
        words["quick ratio"] = "クイックレシオ";
    }
}
