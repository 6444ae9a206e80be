namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddLoyalty(Dictionary<string, string> words)
    {
        words["Net promoter score"] = "顧客推奨度（NPS）";
        words["Net promoter score over time"] = "顧客推奨度（NPS）の推移";
        words["Net promoter score by segment"] = "セグメント別の顧客推奨度（NPS）";
        words["Weighted net promoter score"] = "加重した顧客推奨度（NPS）";
        words["answers"] = "回答";
        words["{0} answers"] = "回答 {0} 件";
        words["Promoters (9 and 10)"] = "推奨者（9～10）";
        words["Passives (7 and 8)"] = "中立者（7～8）";
        words["Detractors (0 to 6)"] = "批判者（0～6）";
        words["Did not answer"] = "未回答";
        words["promoters"] = "推奨者";
        words["passives"] = "中立者";
        words["detractors"] = "批判者";
        words["Promoters less detractors, in percent of all answers: −100 to 100."] = "全回答に占める推奨者の割合（%）− 批判者の割合（%）。−100～100。";
        words["adjusted Wald (Rocks 2016); its ends may pass ±100 by a little"] = "調整ワルド法（Rocks 2016）。両端は ±100 をわずかに超えることがあります";
        words["NPS {0}, interval {1}, from {2} answers."] = "顧客推奨度（NPS）は {0}（信頼区間 {1}）、回答は {2} 件です。";
        words["NPS is undefined: there are no answers."] = "回答がないため、顧客推奨度（NPS）は求められません。";
        words["In the last of {0} periods NPS was {1}, interval {2}, from {3} answers."] = "{0} 期のうち最新の顧客推奨度（NPS）は {1}（信頼区間 {2}）、回答は {3} 件です。";
        words["NPS is highest in {0}: {1}, interval {2}."] = "顧客推奨度（NPS）が最も高いのは {0} で、{1}（信頼区間 {2}）です。";
        words["period from"] = "期の初日";
        words["without a day"] = "日付なし";
        words["without a segment"] = "セグメントなし";
        words["weight"] = "重み";
        words["share of the weight"] = "重みの割合";
        words["Effective number of answers"] = "有効回答数";
        words["How many equal answers would weigh as surely: (Σ w)² ÷ Σ w² (Kish)."] = "同じ確かさを与える等しい重みの回答数：(Σ w)² ÷ Σ w²（Kish）";
        words["First group"] = "第1グループ";
        words["Second group"] = "第2グループ";
        words["Two net promoter scores compared"] = "顧客推奨度（NPS）の比較";
        words["Two net promoter scores"] = "2 つの顧客推奨度（NPS）";
        words["The first NPS is {0}, the second {1}; the difference is {2}, interval {3}, p {4}."] = "NPS は第1グループ {0}、第2グループ {1} で、差は {2}（信頼区間 {3}、p 値 {4}）です。";
        words["Difference, points"] = "差（ポイント）";
        words["NPS of the first group less that of the second. If both were equally loyal, p is the chance of a difference at least as large, up or down."] = "第1グループの NPS − 第2グループの NPS。p 値は、両者の推奨度が等しい場合に、向きを問わずこれ以上の差が生じる確率です。";
        words["What became of who answered"] = "回答者のその後";
        words["Churn by answer"] = "回答別の解約率";
        words["{0} of promoters and {1} of detractors left."] = "推奨者の {0}、批判者の {1} が解約しました。";
        words["mean value"] = "平均価値";
        words["Compared"] = "比較";
        words["Churn, detractors less promoters"] = "解約率（批判者 − 推奨者）";
        words["Value, promoters less detractors"] = "価値（推奨者 − 批判者）";
        words["Churn: lost ÷ customers of the group. Answers come before outcomes, or the link explains itself."] = "解約率：グループの解約顧客 ÷ 顧客。回答は結果より前のものに限ります。そうでなければ因果が逆になりえます。";
    }
}
