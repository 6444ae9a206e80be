namespace RetentionMetrics.Tests.Numerics;

/// <summary>The functions under BG/NBD and MBG/NBD, against 40-digit values (mpmath: expint, gammainc, betainc).</summary>
public sealed class BetaGeometricFunctionTests
{
    [Theory]
    [InlineData(0.01, 0.001, 6.1337053839581429)]
    [InlineData(0.01, 0.999, 0.59409801724140218)]
    [InlineData(0.5, 0.3, 0.85052171188125109)]
    [InlineData(1, 1e-06, 0.99998676169086863)]
    [InlineData(1, 0.999999, 0.40365283037163606)]
    [InlineData(1, 1, 0.40365263767680593)]
    [InlineData(2, 50, 0.018887412643587957)]
    [InlineData(0.499999, 0.7, 0.58615594797402532)]
    [InlineData(3.5, 0.02, 0.28345809089697887)]
    [InlineData(49.5, 0.9, 0.019834105583573328)]
    [InlineData(49.5, 1.1, 0.019754195688063081)]
    [InlineData(50, 0.5, 0.019798021845377156)]
    [InlineData(700, 0.01, 0.0014285509915047301)]
    [InlineData(5000, 300, 0.00018867722988106316)]
    [InlineData(0.01, 1.01, 0.58972295559392894)]
    public void The_scaled_exponential_integral_meets_forty_digit_values(double order, double y, double expected) =>
        new ExponentialIntegral(order).Scaled(y).Should().BeApproximately(expected, 1e-14 * expected);

    [Theory]
    [InlineData(0.243, 3, 1, 0.13012686264880147, 0.28599801015746792)]
    [InlineData(0.243, 3, 7, 0.0057702891772732336, 0.018732013549988824)]
    [InlineData(5, 0.5, 3, 0.17070568510897729, 0.42935528120713306)]
    [InlineData(5, 0.5, 30, 2.9661926232009785e-11, 4.7502090836837178e-11)]
    [InlineData(200, 2, 400, 0.011510874729037268, 0.49616020115082045)]
    [InlineData(200, 2, 500, 0.00024374495882580869, 0.0032763201436102579)]
    [InlineData(200, 2, 300, 0.00011327868060789227, 0.99906073306499073)]
    [InlineData(5000, 0.01, 60, 0.020184039315531409, 0.093346577398299639)]
    [InlineData(0.02, 900, 3, 0.0059743263998225979, 0.1008996802672445)]
    [InlineData(0.02, 900, 2000, 1.1148925782745187e-6, 0.00074752562254597619)]
    [InlineData(1000, 40, 39000, 0.00023425217847046512, 0.78148670455465186)]
    public void Negative_binomial_probabilities_and_tails_meet_forty_digit_values(double shape, double tau, int n, double probability, double tail)
    {
        var counts = new NegativeBinomial(shape, tau);
        double p = counts.Probability(n);
        p.Should().BeApproximately(probability, 5e-14 * probability);
        counts.AtLeast(n, p).Should().BeApproximately(tail, (5e-14 * tail) + 1e-16);
    }

    [Theory]
    [InlineData(0.01, 1.4340079537031842)]
    [InlineData(0.3, 0.23606490074821559)]
    [InlineData(1, 0.081061466795327258)]
    [InlineData(2.5, 0.033162873519936287)]
    [InlineData(9.99, 0.0083388967977343301)]
    [InlineData(10, 0.0083305634333628713)]
    [InlineData(77, 0.001082244998038253)]
    [InlineData(6000, 1.3888888876028807e-5)]
    public void The_remainder_of_Stirlings_formula_meets_forty_digit_values(double x, double expected) =>
        SpecialFunctions.StirlingRemainder(x).Should().BeApproximately(expected, 1e-15);

    [Theory]
    [InlineData(0.01, 0.02, 1, -1.0986122886681097)]
    [InlineData(2.4, 0.8, 64, -2.6868091429153559)]
    [InlineData(2.4, 0.8, 65, -2.6987853339620715)]
    [InlineData(2.4, 0.8, 5000, -6.145576964292429)]
    [InlineData(1000, 1000, 70, -47.353134730665837)]
    [InlineData(0.01, 1000, 200, -546.86042497143378)]
    [InlineData(1000, 0.01, 5000, -0.017921720478314004)]
    public void Ratios_of_rising_products_meet_forty_digit_values(double b, double a, int n, double expected) =>
        SpecialFunctions.LogRisingRatio(b, a, n).Should().BeApproximately(expected, 2e-15 * Math.Max(1, Math.Max(a, Math.Abs(expected))));
}
