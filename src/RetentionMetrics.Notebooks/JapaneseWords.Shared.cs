namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddShared(Dictionary<string, string> words)
    {
        words.Add("There is nothing to show.", "表示するデータがありません。");
        words.Add("{0} Q{1}", "{0}年第{1}四半期");
        words.Add("Period", "期間");
        words.Add("Unit", "単位");
        words.Add("Model", "モデル");
        words.Add("model", "モデル");
        words.Add("Left out", "省略");
        words.Add("share", "割合");
        words.Add("number", "件数");
        words.Add("time", "時間");
        words.Add("reason", "理由");
        words.Add("difference", "差");
        words.Add("{0} days", "{0}日");
        words.Add("{0} customers", "顧客{0}人");
        words.Add("{0} of {1} customers", "顧客{1}人中{0}人");
        words.Add("Last day known", "データの最終日");
        words.Add("retention rate", "継続率");
        words.Add("Quick ratio", "クイックレシオ");
        words.Add("quick ratio", "クイックレシオ");
        words.Add("Gross margin", "粗利率");
        words.Add("customers", "顧客数");
        words.Add("customer", "顧客");
        words.Add("revenue", "売上");
        words.Add("Unit of time", "時間の単位");
        words.Add("days", "日");
        words.Add("weeks", "週");
        words.Add("months", "か月");
        words.Add("years", "年");
        words.Add("day", "日");
        words.Add("week", "週");
        words.Add("month", "月");
        words.Add("quarter", "四半期");
        words.Add("year", "年");
        words.Add("the first {0} of {1}", "全{1}件のうち最初の{0}件");
        words.Add("the last {0} of {1}", "全{1}件のうち最新の{0}件");
        words.Add("{0}: {1}", "{0}：{1}");
        words.Add("{0} {1}", "{0} {1}");
        words.Add("n", "n");
        words.Add("Definition", "定義");
        words.Add("measure", "指標");
        words.Add("value", "値");
        words.Add("{0} to {1}", "{0}～{1}");
        words.Add("{0} interval", "{0}信頼区間");
        words.Add("{0} (few)", "{0}（少数）");
        words.Add("few", "少数");
        words.Add("Fewer than {0} are behind the number: read it with care.", "件数が{0}未満の数値です。注意して読んでください。");
        words.Add("Interval", "信頼区間");
        words.Add("First group", "第1群");
        words.Add("Second group", "第2群");
        words.Add("Likelihood-ratio test", "尤度比検定");
        words.Add("cost", "費用");
        words.Add("Lorenz curve", "ローレンツ曲線");
        words.Add("customer value", "顧客価値");
        words.Add("covariate", "共変量");
        words.Add("expected", "予測");
        words.Add("share of the weight", "重みの割合");
        words.Add("row", "行");
        words.Add("churn rate", "解約率");
        words.Add("Churn rate", "解約率");
        words.Add("lost", "離脱数");
        words.Add("share of customers", "顧客構成比");
        words.Add("new", "新規");
        words.Add("group", "グループ");
        words.Add("below {0}", "{0}未満");
        words.Add("segment", "セグメント");
        words.Add("none", "なし");
    }
}
