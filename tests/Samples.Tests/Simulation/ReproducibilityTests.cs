using System.Globalization;
using System.Text;
using MathNet.Numerics.Distributions;
using RetentionMetrics.Tests;

namespace Samples.Tests.Simulation;

public sealed class ReproducibilityTests
{
    private static readonly string Committed = Path.Combine(ReferenceData.RepositoryRoot, "samples", "RetentionReport", "shop");

    [Fact]
    public void The_committed_shop_is_what_the_simulator_writes()
    {
        using var shop = new SimulatedShop();
        shop.Names.Should().BeEquivalentTo(SimulatedShop.Files);
        foreach (string name in SimulatedShop.Files)
            shop.Bytes(name).SequenceEqual(File.ReadAllBytes(Path.Combine(Committed, name))).Should().BeTrue(name);
    }

    [Fact]
    public void The_committed_shop_is_small() =>
        SimulatedShop.Files.Sum(name => new FileInfo(Path.Combine(Committed, name)).Length).Should().BeLessThan(400_000);

    [Fact]
    public void Another_seed_is_another_shop()
    {
        using var one = new SimulatedShop("--seed", "1");
        using var two = new SimulatedShop("--seed", "2");
        foreach (string name in SimulatedShop.Files)
            one.Bytes(name).SequenceEqual(two.Bytes(name)).Should().BeFalse(name);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void The_culture_of_the_machine_does_not_matter(string culture)
    {
        using var invariant = new SimulatedShop("--customers", "50");
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            using var local = new SimulatedShop("--customers", "50");
            foreach (string name in SimulatedShop.Files)
                local.Bytes(name).SequenceEqual(invariant.Bytes(name)).Should().BeTrue(name);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Files_are_plain_ASCII_with_LF_and_without_quotes()
    {
        using var shop = new SimulatedShop();
        foreach (string name in SimulatedShop.Files)
        {
            string text = Encoding.UTF8.GetString(shop.Bytes(name));
            text.Should().EndWith("\n").And.NotContain("\r").And.NotContain("\"").And.NotContain("\uFEFF");
            text.All(char.IsAscii).Should().BeTrue(name);
        }
    }

    // The simulator leans on this: no sampler of Math.NET keeps state of its own or draws from anything but the Random that it is given.
    [Fact]
    public void Samplers_draw_from_nothing_but_the_Random_they_are_given()
    {
        var one = new Random(7);
        var two = new Random(7);
        var noise = new Random(8);
        for (int i = 0; i < 1_000; i++)
        {
            double[] first = Sample(one);
            Sample(noise);
            Sample(two).Should().Equal(first);
        }

        static double[] Sample(Random random) =>
        [
            Gamma.Sample(random, 0.8, 3), Gamma.Sample(random, 6, 0.5), Beta.Sample(random, 0.6, 6),
            Exponential.Sample(random, 0.3), Normal.Sample(random, 7, 1.5), Poisson.Sample(random, 0.7),
        ];
    }
}
