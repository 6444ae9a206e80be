namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddLoyalty(Dictionary<string, string> words)
    {
        words.Add("Net promoter score", "顧客推奨度（NPS）");
        words.Add("Net promoter score over time", "顧客推奨度（NPS）の推移");
        words.Add("Net promoter score by segment", "セグメント別の顧客推奨度（NPS）");
        words.Add("Weighted net promoter score", "加重した顧客推奨度（NPS）");
        words.Add("answers", "回答");
        words.Add("{0} answers", "回答{0}件");
        words.Add("Promoters (9 and 10)", "推奨者（9～10）");
        words.Add("Passives (7 and 8)", "中立者（7～8）");
        words.Add("Detractors (0 to 6)", "批判者（0～6）");
        words.Add("Did not answer", "未回答");
        words.Add("promoters", "推奨者");
        words.Add("passives", "中立者");
        words.Add("detractors", "批判者");
        words.Add("Promoters less detractors, in percent of all answers: {0} to {1}.", "全回答に占める推奨者の割合（%）− 批判者の割合（%）。{0}～{1}。");
        words.Add("adjusted Wald (Rocks 2016): its centre is drawn towards zero, so that with few answers it need not hold the score, and its ends may pass ±100 by a little", "調整ワルド法（Rocks 2016）。中心がゼロに寄るため、回答が少ないと区間がスコアを含まないことがあり、両端は ±100 をわずかに超えることがあります");
        words.Add("NPS {0}, interval {1}, n = {2}.", "顧客推奨度（NPS）は{0}（信頼区間{1}）、回答は{2}件です。");
        words.Add("NPS is undefined: there are no answers.", "回答がないため、顧客推奨度（NPS）は求められません。");
        words.Add("In the last period with answers NPS was {1}, interval {2}, n = {3}; periods with answers: {0}.", "回答のある{0}期のうち最新の顧客推奨度（NPS）は{1}（信頼区間{2}）、回答は{3}件です。");
        words.Add("NPS is highest in {0}: {1}, interval {2}.", "顧客推奨度（NPS）が最も高いのは{0}で、{1}（信頼区間{2}）です。");
        words.Add("period from", "期の初日");
        words.Add("no date", "日付なし");
        words.Add("no segment", "セグメントなし");
        words.Add("weight", "重み");
        words.Add("Effective number of answers", "有効回答数");
        words.Add("How many equal answers would weigh as surely: (Σ w)² ÷ Σ w² (Kish).", "同じ確かさを与える等しい重みの回答数：(Σ w)² ÷ Σ w²（Kish）");
        words.Add("Two net promoter scores compared", "顧客推奨度（NPS）の比較");
        words.Add("Two net promoter scores", "2 つの顧客推奨度（NPS）");
        words.Add("The first NPS is {0}, the second {1}; the difference is {2}.", "NPS は第1グループ{0}、第2グループ{1}で、差は{2}です。");
        words.Add("The first NPS is {0}, the second {1}; the difference is {2}, interval {3}, p {4}.", "NPS は第1グループ{0}、第2グループ{1}で、差は{2}（信頼区間{3}、p 値{4}）です。");
        words.Add("Difference, points", "差（ポイント）");
        words.Add("NPS of the first group less that of the second. If both were equally loyal, p is the chance of a difference at least as large, up or down.", "第1グループの NPS − 第2グループの NPS。p 値は、両者の推奨度が等しい場合に、向きを問わずこれ以上の差が生じる確率です。");
        words.Add("What became of who answered", "回答者のその後");
        words.Add("Churn by answer", "回答別の解約率");
        words.Add("{0} of promoters and {1} of detractors left.", "推奨者の{0}、批判者の{1}が解約しました。");
        words.Add("mean value", "平均価値");
        words.Add("Compared", "比較");
        words.Add("Churn, detractors less promoters", "解約率（批判者 − 推奨者）");
        words.Add("Value, promoters less detractors", "価値（推奨者 − 批判者）");
        words.Add("Churn: lost ÷ customers of the group. Answers come before outcomes, or the link explains itself.", "解約率：グループの解約顧客 ÷ 顧客。回答は結果より前のものに限ります。そうでなければ因果が逆になりえます。");
    }
}
