namespace RetentionMetrics.Tests.Retention;

/// <summary>Fits of the models of contracts: gradients, recovery from simulated customers, and data that identify nothing.</summary>
public sealed class ContractFitTests
{
    private static readonly RenewalTally HighEnd = RenewalTally.FromSurvivors(ContractModelTests.HighEnd);

    [Theory]
    [InlineData(0.7, 3.8, 1.0)]
    [InlineData(0.2, 1.4, 1.7)]
    [InlineData(50, 400, 0.3)]
    [InlineData(0.01, 0.02, 3)]
    public void Gradients_agree_with_differences_of_the_likelihood(double alpha, double beta, double c)
    {
        double[] p = [alpha, beta, c], gradient = new double[3], unused = new double[3];
        BetaDiscreteWeibull.LogLikelihood(HighEnd, p, gradient);
        Check(3, q => BetaDiscreteWeibull.LogLikelihood(HighEnd, q, unused));
        ShiftedBetaGeometric.LogLikelihood(HighEnd, p, gradient);
        Check(2, q => ShiftedBetaGeometric.LogLikelihood(HighEnd, q, unused));

        void Check(int n, Func<double[], double> value)
        {
            for (int i = 0; i < n; i++)
            {
                double[] up = [.. p], down = [.. p];
                up[i] *= Math.Exp(1e-5);
                down[i] *= Math.Exp(-1e-5);
                gradient[i].Should().BeApproximately((value(up) - value(down)) / 2e-5, 1e-4 + (1e-6 * Math.Abs(gradient[i])));
            }
        }
    }

    [Fact]
    public void The_likelihood_is_that_of_lost_and_censored_customers()
    {
        foreach (IContractModel model in new IContractModel[] { new ShiftedBetaGeometric(0.7, 1.2), new BetaDiscreteWeibull(0.3, 1.1, 1.6) })
        {
            double sum = 173 * Math.Log(model.Survival(12));
            for (int t = 1; t <= 12; t++)
                sum += (ContractModelTests.Regular[t - 1] - ContractModelTests.Regular[t]) * Math.Log(model.ChurnProbability(t));
            model.LogLikelihood(RenewalTally.FromSurvivors(ContractModelTests.Regular)).Should().BeApproximately(sum, 1e-10);
            model.LogLikelihood(RenewalTally.Zero).Should().Be(0);
        }
    }

    [Fact]
    public void Simulated_customers_give_their_parameters_back()
    {
        // 60 sets of 3,000 customers, 12 renewals: 95 % intervals are to hold 90-99 % of the truths; 60 sets may miss by chance, so the bound here is wide.
        (int sbg, int bdw, int sets) = (0, 0, 60);
        for (int seed = 1; seed <= sets; seed++)
        {
            var truth = new ShiftedBetaGeometric(0.668, 3.806);
            RenewalTally tally = truth.Simulate(3_000, 12, seed);
            Fit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.Fit(tally);
            fit.LogLikelihood.Should().BeGreaterThan(truth.LogLikelihood(tally) - 1e-6);
            sbg += Holds(fit.Parameters[0], 0.668) + Holds(fit.Parameters[1], 3.806);

            var weibull = new BetaDiscreteWeibull(0.6, 3, 1.5);
            tally = weibull.Simulate(3_000, 12, seed);
            Fit<BetaDiscreteWeibull> other = BetaDiscreteWeibull.Fit(tally);
            other.LogLikelihood.Should().BeGreaterThan(weibull.LogLikelihood(tally) - 1e-6);
            bdw += Holds(other.Parameters[0], 0.6) + Holds(other.Parameters[1], 3) + Holds(other.Parameters[2], 1.5);
        }

        (sbg / (2.0 * sets)).Should().BeInRange(0.87, 1);
        (bdw / (3.0 * sets)).Should().BeInRange(0.87, 1);

        static int Holds(FittedParameter p, double truth) => p.Interval() is var (low, high) && low <= truth && truth <= high ? 1 : 0;
    }

    [Fact]
    public void Simulated_survival_is_the_model_s()
    {
        // A second method: draws of each customer's chance to leave, against the closed form. Three standard errors.
        foreach (IContractModel model in new IContractModel[] { new ShiftedBetaGeometric(0.67, 3.8), new BetaDiscreteWeibull(0.21, 1.43, 1.72), new BetaDiscreteWeibull(2, 3, 0.4) })
        {
            RenewalTally tally = model.Simulate(100_000, 10, 7);
            tally.Customers.Should().Be(100_000);
            for (int t = 1; t <= 10; t++)
            {
                double s = model.Survival(t);
                tally.Survival(t).Should().BeApproximately(s, 3.5 * Math.Sqrt(s * (1 - s) / 100_000));
            }

            model.Simulate(500, 6, 3).Should().Be(model.Simulate(500, 6, 3));
            model.Simulate(500, 6, 3).Should().NotBe(model.Simulate(500, 6, 4));
        }
    }

    [Fact]
    public void Degenerate_data_are_not_identified()
    {
        foreach (RenewalTally tally in new[]
        {
            RenewalTally.Zero,
            RenewalTally.FromSurvivors(1000),
            RenewalTally.FromSurvivors(1, 1, 0),
            RenewalTally.FromSurvivors(100, 100, 100, 100),
            RenewalTally.FromSurvivors(100, 0),
            RenewalTally.FromSurvivors(100, 60),
        })
        {
            ShiftedBetaGeometric.TryFit(tally, null, out Fit<ShiftedBetaGeometric> fit).Should().BeFalse();
            fit.Status.Should().Be(FitStatus.NotIdentified);
            fit.Reason.Should().NotBeEmpty();
            BetaDiscreteWeibull.TryFit(tally, null, out Fit<BetaDiscreteWeibull> other).Should().BeFalse();
            other.Status.Should().Be(FitStatus.NotIdentified);
            FluentActions.Invoking(() => BetaDiscreteWeibull.Fit(tally)).Should().Throw<FitException>();
        }
    }

    [Fact]
    public void Falling_or_constant_retention_is_a_boundary_of_the_shifted_beta_geometric_model()
    {
        // Everybody has the same chance to leave: α and β run to infinity together.
        foreach (RenewalTally tally in new[] { RenewalTally.FromSurvivors(100_000, 80_000, 64_000, 51_200, 40_960), RenewalTally.FromSurvivors(1000, 950, 850, 700, 500) })
        {
            ShiftedBetaGeometric.TryFit(tally, null, out Fit<ShiftedBetaGeometric> fit);
            fit.Status.Should().NotBe(FitStatus.Converged);
            if (fit.Model is { } model)
                model.RetentionRate(4).Should().BeApproximately(model.RetentionRate(1), 1e-3);
        }
    }

    [Fact]
    public void A_cancelled_fit_stops()
    {
        var options = new FitOptions { CancellationToken = new CancellationToken(canceled: true) };
        FluentActions.Invoking(() => ShiftedBetaGeometric.Fit(HighEnd, options)).Should().Throw<OperationCanceledException>();
    }
}
