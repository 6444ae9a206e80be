namespace RetentionMetrics.Notebooks;

internal static partial class JapaneseWords
{
    static partial void AddEstimation(Dictionary<string, string> words)
    {
        words.Add("Fit of {0}", "{0}モデルの推定");
        words.Add("Parameters", "パラメータ");
        words.Add("standard error", "標準誤差");
        words.Add("profile interval", "プロファイル尤度区間");
        words.Add("Log-likelihood", "対数尤度");
        words.Add("Iterations", "反復回数");
        words.Add("Starting points", "初期値の数");
        words.Add("Customers left out", "除外した顧客");
        words.Add("The fit", "推定の結果");
        words.Add("converged", "収束");
        words.Add("at the edge of the parameters' range", "パラメータの範囲の端");
        words.Add("not identified: the data cannot tell the parameters apart", "識別不能（データからパラメータを区別できません）");
        words.Add("stopped at the iteration limit", "反復回数の上限で停止");
        words.Add("numerical failure", "数値計算の失敗");
        words.Add("Intervals", "信頼区間");
        words.Add("Wald's, over the logarithm of a parameter that is greater than 0.", "ワルド型。正のパラメータは対数の上で求めます。");
        words.Add("Estimate", "推定値");
        words.Add("Sum", "合計");
        words.Add("Standard error of the mean", "平均の標準誤差");
        words.Add("Standard deviation", "標準偏差");
        words.Add("Student's, with n − 1 degrees of freedom.", "自由度n－1のスチューデントのt分布によります。");
        words.Add("Two means compared", "2つの平均の比較");
        words.Add("Difference", "差");
        words.Add("First ÷ second", "第1群÷第2群");
        words.Add("Degrees of freedom", "自由度");
        words.Add("p value", "p値");
        words.Add("Test", "検定");
        words.Add("Welch's, two-sided: the groups need not scatter alike.", "ウェルチの両側検定。2群のばらつきが等しい必要はありません。");
        words.Add("How often two groups without a difference would differ at least so much.", "2群に差がないとき、これ以上の差が偶然に生じる確率です。");
        words.Add("Two shares compared", "2つの比率の比較");
        words.Add("Uplift", "増加率");
        words.Add("Successes of the first group", "第1群の成功数");
        words.Add("Successes of the second group", "第2群の成功数");
        words.Add("Of two shares, two-sided, without a continuity correction; intervals of Wilson, Newcombe, and Donner and Zou.", "比率の差の両側検定（連続修正なし）。区間はウィルソン法、ニューカム法、ドナー・ゾウ法です。");
        words.Add("Chi-square test", "カイ二乗検定");
        words.Add("The chance of a statistic at least as large when the hypothesis holds.", "仮説が正しいとき、統計量がこれ以上になる確率です。");
        words.Add("2 × difference of log-likelihoods", "対数尤度の差の2倍");
        words.Add("More parameters", "追加パラメータの数");
        words.Add("The chance of a statistic at least as large if the model with fewer parameters is true; too large where that model lies on the edge of the other's range.", "パラメータの少ないモデルが正しいとき、統計量がこれ以上になる確率です。そのモデルが範囲の端にある場合は大きめの値になります。");
        words.Add("The first group has {0}, the second {1}; the difference is {2}.", "第1群は{0}、第2群は{1}、差は{2}です。");
        words.Add("The first group has {0}, the second {1}; the difference is {2}, interval {3}, p {4}.", "第1群は{0}、第2群は{1}、差は{2}（区間{3}）、p値は{4}です。");
    }
}
