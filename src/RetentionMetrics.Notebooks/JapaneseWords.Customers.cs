namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddCustomers(Dictionary<string, string> words)
    {
        words.Add("Customers", "顧客数");
        words.Add("Customers by number of purchases", "購買回数別の顧客数");
        words.Add("Customers: {0}; purchases: {1}; {2} of the customers bought more than once.", "{0}人の顧客が合計{1}回購買し、そのうち{2}が2回以上購買しました。");
        words.Add("purchases", "購買回数");
        words.Add("Purchases", "購買回数");
        words.Add("{0} or more", "{0}以上");
        words.Add("Customers with more than one purchase", "2回以上購買した顧客");
        words.Add("{0} ({1})", "{0}（{1}）");
        words.Add("Revenue", "売上");
        words.Add("Revenue a customer", "顧客1人あたり売上");
        words.Add("revenue a customer", "顧客1人あたり売上");
        words.Add("Window", "対象期間");
        words.Add("Currency", "通貨");
        words.Add("What became of the transactions", "取引データの処理結果");
        words.Add("Transactions read", "読み込んだ取引");
        words.Add("Purchase lines", "購買明細");
        words.Add("Refunds", "返金");
        words.Add("Zero amounts left out", "除外した0円の取引");
        words.Add("After the window, not looked at", "対象期間より後（集計対象外）");
        words.Add("Refunds without a purchase", "対応する購買のない返金");
        words.Add("Amount of those refunds", "その返金額");
        words.Add("Purchases refunded in full", "全額返金された購買");
        words.Add("Customers who bought before the window, too", "対象期間より前にも購買した顧客");
        words.Add("Customers who bought only before the window", "対象期間より前にのみ購買した顧客");
        words.Add("A refund lowers its own order.", "返金は同じ注文の金額から差し引きます。");
        words.Add("A refund lowers the customer's latest purchase day, then the one before.", "返金はその顧客の直近の購買日から順に差し引きます。");
        words.Add("Refunds are counted and left out.", "返金は件数だけ数え、集計から除きます。");
        words.Add("Zero amounts", "0円の取引");
        words.Add("An order that cost nothing is a purchase.", "0円の注文も購買と数えます。");
        words.Add("An order that cost nothing is left out.", "0円の注文は除きます。");
        words.Add("One purchase occasion", "購買1回の数え方");
        words.Add("All purchases of a customer in one {0}.", "同じ{0}の購買をまとめて1回と数えます。");
        words.Add("Mean spend", "平均購買単価");
        words.Add("Over the repeat purchases, without the first.", "初回を除くリピート購買の平均です。");
        words.Add("Over all purchases.", "すべての購買の平均です。");
        words.Add("Calibration and holdout", "学習期間と検証期間");
        words.Add("Calibration", "学習期間");
        words.Add("Holdout", "検証期間");
        words.Add("Length of the holdout ({0})", "検証期間の長さ（{0}）");
        words.Add("Customers of the calibration", "学習期間の顧客");
        words.Add("of them with a purchase in the holdout", "うち検証期間に購買した顧客");
        words.Add("Purchases in the holdout", "検証期間の購買回数");
        words.Add("Revenue in the holdout", "検証期間の売上");
        words.Add("Customers who first bought in the holdout are not in it; a model is fitted to the calibration and judged by the holdout.", "検証期間に初めて購買した顧客は含みません。モデルは学習期間で推定し、検証期間で評価します。");
        words.Add("Largest customers", "売上上位の顧客");
        words.Add("days since the last purchase", "最終購買日からの日数");
    }
}
