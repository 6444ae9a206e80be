namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddCustomers(Dictionary<string, string> words)
    {
        words["Customers"] = "顧客数";
        words["customers"] = "顧客数（人）";
        words["customer"] = "顧客";
        words["Customers by number of purchases"] = "購買回数別の顧客数";
        words["{0} customers bought {1} times in all; {2} of them bought more than once."] = "{0}人の顧客が合計{1}回購買し、そのうち{2}が2回以上購買しました。";
        words["purchases"] = "購買回数";
        words["Purchases"] = "購買回数";
        words["{0} or more"] = "{0}以上";
        words["Customers with more than one purchase"] = "2回以上購買した顧客";
        words["{0} ({1})"] = "{0}（{1}）";
        words["Revenue"] = "売上";
        words["revenue"] = "売上";
        words["Revenue a customer"] = "顧客1人あたり売上";
        words["revenue a customer"] = "顧客1人あたり売上";
        words["Window"] = "対象期間";
        words["Unit of time"] = "時間の単位";
        words["Currency"] = "通貨";
        words["What became of the transactions"] = "取引データの処理結果";
        words["Transactions read"] = "読み込んだ取引";
        words["Purchase lines"] = "購買明細";
        words["Refunds"] = "返金";
        words["Zero amounts left out"] = "除外した0円の取引";
        words["After the window, not looked at"] = "対象期間より後（集計対象外）";
        words["Refunds without a purchase"] = "対応する購買のない返金";
        words["Amount of those refunds"] = "その返金額";
        words["Purchases refunded in full"] = "全額返金された購買";
        words["Customers who bought before the window, too"] = "対象期間より前にも購買した顧客";
        words["Customers who bought only before the window"] = "対象期間より前にのみ購買した顧客";
        words["A refund lowers its own order."] = "返金は同じ注文の金額から差し引きます。";
        words["A refund lowers the customer's latest purchase day, then the one before."] = "返金はその顧客の直近の購買日から順に差し引きます。";
        words["Refunds are counted and left out."] = "返金は件数だけ数え、集計から除きます。";
        words["Zero amounts"] = "0円の取引";
        words["An order that cost nothing is a purchase."] = "0円の注文も購買と数えます。";
        words["An order that cost nothing is left out."] = "0円の注文は除きます。";
        words["One purchase occasion"] = "購買1回の数え方";
        words["All purchases of a customer in one {0}."] = "同じ{0}の購買をまとめて1回と数えます。";
        words["Mean spend"] = "平均購買単価";
        words["Over the repeat purchases, without the first."] = "初回を除くリピート購買の平均です。";
        words["Over all purchases."] = "すべての購買の平均です。";
        words["Calibration and holdout"] = "学習期間と検証期間";
        words["Calibration"] = "学習期間";
        words["Holdout"] = "検証期間";
        words["Length of the holdout ({0})"] = "検証期間の長さ（{0}）";
        words["Customers of the calibration"] = "学習期間の顧客";
        words["of them with a purchase in the holdout"] = "うち検証期間に購買した顧客";
        words["Purchases in the holdout"] = "検証期間の購買回数";
        words["Revenue in the holdout"] = "検証期間の売上";
        words["Customers who first bought in the holdout are not in it; a model is fitted to the calibration and judged by the holdout."] = "検証期間に初めて購買した顧客は含みません。モデルは学習期間で推定し、検証期間で評価します。";
        words["Largest customers"] = "売上上位の顧客";
        words["days since the last purchase"] = "最終購買日からの日数";
        words["days"] = "日";
        words["weeks"] = "週";
        words["months"] = "か月";
        words["years"] = "年";
        words["day"] = "日";
        words["week"] = "週";
        words["month"] = "月";
        words["quarter"] = "四半期";
        words["year"] = "年";
        words["the first {0} of {1}"] = "全{1}件のうち先頭の{0}件";
        words["the last {0} of {1}"] = "全{1}件のうち最後の{0}件";
        words["{0}: {1}"] = "{0}：{1}";
        words["{0} {1}"] = "{0}{1}";
    }
}
