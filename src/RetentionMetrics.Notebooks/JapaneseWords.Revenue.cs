namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddRevenue(Dictionary<string, string> words)
    {
        words.Add("Monthly recurring revenue", "月次経常収益（MRR）");
        words.Add("Monthly recurring revenue over time", "月次経常収益（MRR）の推移");
        words.Add("MRR", "MRR");
        words.Add("MRR, a month", "MRR（月額）");
        words.Add("MRR movements", "MRR の増減");
        words.Add("MRR at the end of each period", "各期末の MRR");
        words.Add("MRR by period", "期別の MRR");
        words.Add("MRR went from {0} to {1}: new {2}, expansion {3}, reactivated {4}, contraction {5}, churned {6}.", "MRR は{0}から{1}になりました。新規{2}、拡大{3}、再開{4}、縮小{5}、解約{6}です。");
        words.Add("MRR is {0} at the end of the last of {1} periods, from {2} customers.", "{1}期の最後の期末 MRR は{0}、顧客は{2}人です。");
        words.Add("In the last period: new {0}, expansion {1}, reactivated {2}, contraction {3}, churned {4}.", "最新の期は、新規{0}、拡大{1}、再開{2}、縮小{3}、解約{4}です。");
        words.Add("Opening", "期首");
        words.Add("New", "新規");
        words.Add("Expansion", "拡大");
        words.Add("Reactivated", "再開");
        words.Add("Contraction", "縮小");
        words.Add("Churned", "解約");
        words.Add("Closing", "期末");
        words.Add("movement", "増減");
        words.Add("Net revenue retention (NRR)", "売上継続率（NRR）");
        words.Add("Gross revenue retention (GRR)", "総売上継続率（GRR）");
        words.Add("Gross revenue churn", "総売上解約率");
        words.Add("Net revenue churn", "純売上解約率");
        words.Add("Logo churn", "顧客解約率");
        words.Add("Revenue per customer, a month (ARPA)", "顧客一人あたりの月額売上（ARPA）");
        words.Add("Annual run rate (ARR)", "年間経常収益（ARR）");
        words.Add("Customers on a pause", "休止中の顧客");
        words.Add("Retention of revenue", "売上の継続率");
        words.Add("In the last period retention of revenue is undefined: there was no MRR at its start.", "最新の期は期首の MRR がないため、売上継続率は求められません。");
        words.Add("In the last period net revenue retention was {0}, gross revenue retention {1}.", "最新の期の売上継続率（NRR）は{0}、総売上継続率（GRR）は{1}です。");
        words.Add("share of the opening MRR", "期首 MRR に対する割合");
        words.Add("not said: the subscriptions are taken as complete", "指定なし：契約データは完結しているものとみなします");
        words.Add("Where it came from", "増減の内訳");
        words.Add("Expansion: price, plan or seats", "拡大：価格・プラン・席数");
        words.Add("Expansion: products added", "拡大：商品の追加");
        words.Add("Reactivated: back from a pause", "再開：休止からの復帰");
        words.Add("Contraction: price, plan or seats", "縮小：価格・プラン・席数");
        words.Add("Contraction: products dropped", "縮小：商品の解約");
        words.Add("Contraction: on a pause", "縮小：休止");
        words.Add("Amounts are a month's, trials left out.", "金額は月額で、試用は含みません。");
        words.Add("(opening + expansion − contraction − churned) ÷ opening; new and reactivated revenue are not in it.", "（期首 + 拡大 − 縮小 − 解約）÷ 期首。新規と再開は含みません。");
        words.Add("(opening − contraction − churned) ÷ opening.", "（期首 − 縮小 − 解約）÷ 期首");
        words.Add("(new + expansion + reactivated) ÷ (churned + contraction).", "（新規 + 拡大 + 再開）÷（解約 + 縮小）");
        words.Add("Customers who come back", "戻ってきた顧客");
        words.Add("Reactivated: each customer is new once.", "再開として数えます。新規になるのは一度だけです。");
        words.Add("New; only those back from a pause are reactivated.", "新規として数えます。休止からの復帰だけを再開とします。");
    }
}
