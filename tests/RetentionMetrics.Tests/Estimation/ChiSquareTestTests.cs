namespace RetentionMetrics.Tests.Estimation;

public sealed class ChiSquareTestTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(2_352.87253825934)]
    [InlineData(1e6)]
    public void Even_degrees_of_freedom_have_a_closed_form(double x)
    {
        // Q = e^−x/2 for 2, e^−x/2 (1 + x/2) for 4
        Near(ChiSquareTail.Log(2, x), -x / 2);
        Near(ChiSquareTail.Log(4, x), (-x / 2) + Math.Log(1 + (x / 2)));
        Near(ChiSquareTail.Log(6, x), (-x / 2) + Math.Log(1 + (x / 2) + (x * x / 8)));
    }

    [Fact]
    public void One_degree_is_the_two_sided_normal_tail()
    {
        // NIST tables: 3.841459 and 6.634897 are the 5 % and 1 % points
        Math.Exp(ChiSquareTail.Log(1, 3.841458820694124)).Should().BeApproximately(0.05, 1e-15);
        Math.Exp(ChiSquareTail.Log(1, 6.634896601021213)).Should().BeApproximately(0.01, 1e-15);
        // Mills' ratio far out: Q ≈ 2 φ(z) ÷ z · (1 − 1 ÷ z² + 3 ÷ z⁴ − 15 ÷ z⁶)
        double z = 60, log = (-z * z / 2) + Math.Log(2 / z / Math.Sqrt(2 * Math.PI) * (1 - (1 / (z * z)) + (3 / Math.Pow(z, 4)) - (15 / Math.Pow(z, 6))));
        Near(ChiSquareTail.Log(1, z * z), log);
    }

    [Fact]
    public void Nothing_found_is_certain()
    {
        ChiSquareTail.Log(3, 0).Should().Be(0);
        ChiSquareTail.Log(3, -1e-17).Should().Be(0);
        default(ChiSquareTest).PValue.Should().Be(1);
    }

    private static void Near(double actual, double expected) => actual.Should().BeApproximately(expected, 1e-13 * Math.Abs(expected) + 1e-15);
}
