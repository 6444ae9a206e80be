namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddRevenue(Dictionary<string, string> words)
    {
        words["Monthly recurring revenue"] = "月次経常収益（MRR）";
        words["Monthly recurring revenue over time"] = "月次経常収益（MRR）の推移";
        words["MRR"] = "MRR";
        words["MRR, a month"] = "MRR（月額）";
        words["MRR movements"] = "MRR の増減";
        words["MRR at the end of each period"] = "各期末の MRR";
        words["MRR by period"] = "期別の MRR";
        words["MRR went from {0} to {1}: new {2}, expansion {3}, reactivated {4}, contraction {5}, churned {6}."] = "MRR は {0} から {1} になりました。新規 {2}、拡大 {3}、再開 {4}、縮小 {5}、解約 {6} です。";
        words["MRR is {0} at the end of the last of {1} periods, from {2} customers."] = "{1} 期の最後の期末 MRR は {0}、顧客は {2} 人です。";
        words["In the last period: new {0}, expansion {1}, reactivated {2}, contraction {3}, churned {4}."] = "最新の期は、新規 {0}、拡大 {1}、再開 {2}、縮小 {3}、解約 {4} です。";
        words["Opening"] = "期首";
        words["New"] = "新規";
        words["Expansion"] = "拡大";
        words["Reactivated"] = "再開";
        words["Contraction"] = "縮小";
        words["Churned"] = "解約";
        words["Closing"] = "期末";
        words["movement"] = "増減";
        words["Net revenue retention (NRR)"] = "売上継続率（NRR）";
        words["Gross revenue retention (GRR)"] = "総売上継続率（GRR）";
        words["Gross revenue churn"] = "総売上解約率";
        words["Net revenue churn"] = "純売上解約率";
        words["Logo churn"] = "顧客数の解約率";
        words["Revenue per customer, a month (ARPA)"] = "顧客一人あたりの月額売上（ARPA）";
        words["Annual run rate (ARR)"] = "年間経常収益（ARR）";
        words["Customers on a pause"] = "休止中の顧客";
        words["Retention of revenue"] = "売上の継続率";
        words["In the last period net revenue retention was {0}, gross revenue retention {1}."] = "最新の期の売上継続率（NRR）は {0}、総売上継続率（GRR）は {1} です。";
        words["share of the opening MRR"] = "期首 MRR に対する割合";
        words["not said: the subscriptions are taken as complete"] = "指定なし：契約データは完結しているものとみなします";
        words["Where it came from"] = "増減の内訳";
        words["Expansion: price, plan or seats"] = "拡大：価格・プラン・席数";
        words["Expansion: products added"] = "拡大：商品の追加";
        words["Reactivated: back from a pause"] = "再開：休止からの復帰";
        words["Contraction: price, plan or seats"] = "縮小：価格・プラン・席数";
        words["Contraction: products dropped"] = "縮小：商品の解約";
        words["Contraction: on a pause"] = "縮小：休止";
        words["Amounts are a month's, trials left out."] = "金額は月額で、試用は含みません。";
        words["(opening + expansion − contraction − churned) ÷ opening; new and reactivated revenue are not in it."] = "（期首 + 拡大 − 縮小 − 解約）÷ 期首。新規と再開は含みません。";
        words["(opening − contraction − churned) ÷ opening."] = "（期首 − 縮小 − 解約）÷ 期首";
        words["(new + expansion + reactivated) ÷ (churned + contraction)."] = "（新規 + 拡大 + 再開）÷（解約 + 縮小）";
        words["Customers who come back"] = "戻ってきた顧客";
        words["Reactivated: each customer is new once."] = "再開として数えます。新規になるのは一度だけです。";
        words["New; only those back from a pause are reactivated."] = "新規として数えます。休止からの復帰だけを再開とします。";
    }
}
