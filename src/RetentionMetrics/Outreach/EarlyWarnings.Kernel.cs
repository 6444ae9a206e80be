namespace RetentionMetrics;

public sealed partial class EarlyWarnings
{
    /// <summary>One customer as numbers, NaN where there is none.</summary>
    private readonly struct Row
    {
        public Row(CustomerSigns signs)
        {
            Value = signs.Value;
            Frequency = signs.History?.Frequency ?? 0;
            Recency = signs.History?.Recency ?? 0;
            Age = signs.History?.Age ?? 0;
            Unit = signs.History?.Unit ?? TimeUnit.Day;
            EarlierAlive = signs.EarlierAlive ?? double.NaN;
            Alive = signs.Alive ?? double.NaN;
            EarlierSpend = signs.EarlierSpend ?? double.NaN;
            Spend = signs.Spend ?? double.NaN;
            EarlierRating = signs.EarlierRating ?? double.NaN;
            Rating = signs.Rating ?? double.NaN;
        }

        public double Value { get; init; }

        public int Frequency { get; init; }

        public double Recency { get; init; }

        public double Age { get; init; }

        public TimeUnit Unit { get; init; }

        public double EarlierAlive { get; init; }

        public double Alive { get; init; }

        public double EarlierSpend { get; init; }

        public double Spend { get; init; }

        public double EarlierRating { get; init; }

        public double Rating { get; init; }
    }

    private readonly ref struct Rows(SignColumns columns)
    {
        private readonly ReadOnlySpan<double> _value = columns.Value.Span;
        private readonly ReadOnlySpan<int> _frequency = columns.Histories.Frequency.Span;
        private readonly ReadOnlySpan<double> _recency = columns.Histories.Recency.Span;
        private readonly ReadOnlySpan<double> _age = columns.Histories.Age.Span;
        private readonly ReadOnlySpan<double> _earlierAlive = columns.EarlierAlive.Span;
        private readonly ReadOnlySpan<double> _alive = columns.Alive.Span;
        private readonly ReadOnlySpan<double> _earlierSpend = columns.EarlierSpend.Span;
        private readonly ReadOnlySpan<double> _spend = columns.Spend.Span;
        private readonly ReadOnlySpan<double> _earlierRating = columns.EarlierRating.Span;
        private readonly ReadOnlySpan<double> _rating = columns.Rating.Span;
        private readonly TimeUnit _unit = columns.Histories.Unit;

        public Row this[int row] => new()
        {
            Value = _value[row],
            Frequency = _frequency.IsEmpty ? 0 : _frequency[row],
            Recency = _recency.IsEmpty ? 0 : _recency[row],
            Age = _age.IsEmpty ? 0 : _age[row],
            Unit = _unit,
            EarlierAlive = At(_earlierAlive, row),
            Alive = At(_alive, row),
            EarlierSpend = At(_earlierSpend, row),
            Spend = At(_spend, row),
            EarlierRating = At(_earlierRating, row),
            Rating = At(_rating, row),
        };

        private static double At(ReadOnlySpan<double> column, int row) => column.IsEmpty ? double.NaN : column[row];
    }

    private readonly struct Kernel(EarlyWarningOptions options)
    {
        public const int MaxAlerts = 4;

        private const double Rounding = 1e-12;

        private readonly double _unusual = options.UnusualBelow;
        private readonly double _gone = options.GoneBelow;
        private readonly int _minimumFrequency = options.MinimumFrequency;
        private readonly double _aliveFall = options.AliveFall;
        private readonly double _spendFall = options.SpendFall;
        private readonly int _ratingFall = options.RatingFall;
        private readonly bool _lowerClass = options.WarnOnLowerClass;

        /// <summary>The customer's warnings, the first <paramref name="n"/> of <paramref name="alerts"/>.</summary>
        public CustomerWarning Check(in Row c, int row, Span<EarlyWarning> alerts, out int n)
        {
            n = 0;
            bool watched = c.Frequency >= _minimumFrequency && c.Recency > 0;
            if (watched)
            {
                double silence = c.Age - c.Recency;
                double chance = Math.Exp(-c.Frequency * SpecialFunctions.LogOnePlus(silence / c.Recency));
                if (chance < _gone)
                    return new CustomerWarning(AlertKinds.None, isWatched: true, isGone: true, 0);
                if (chance <= _unusual)
                {
                    // (t_x ÷ (t_x + s))^x = u solved for s.
                    double threshold = c.Recency * (Math.Pow(_unusual, -1.0 / c.Frequency) - 1);
                    alerts[n++] = new EarlyWarning(AlertKinds.Silence, c.Recency / c.Frequency, silence, threshold, 1 - (double.IsNaN(c.Alive) ? chance : c.Alive), chance, c.Value, c.Unit, row);
                }
            }

            // A comparison with NaN is false: what is missing gives no warning.
            // A fall of exactly the limit may miss it by the rounding of its ends.
            double least = c.EarlierAlive - _aliveFall;
            if (c.Alive <= least + Rounding)
                alerts[n++] = new EarlyWarning(AlertKinds.FallingProbabilityAlive, c.EarlierAlive, c.Alive, least, c.EarlierAlive - c.Alive, null, c.Value, c.Unit, row);
            least = (1 - _spendFall) * c.EarlierSpend;
            if (c.EarlierSpend > 0 && c.Spend <= least + (Rounding * c.EarlierSpend))
                alerts[n++] = new EarlyWarning(AlertKinds.FallingSpend, c.EarlierSpend, c.Spend, least, Math.Min(1, (c.EarlierSpend - c.Spend) / c.EarlierSpend), null, c.Value, c.Unit, row);
            least = c.EarlierRating - _ratingFall;
            bool isLowerClass = _lowerClass && ((c.EarlierRating >= 9 && c.Rating < 9) || (c.EarlierRating >= 7 && c.Rating < 7));
            if (isLowerClass)
                least = Math.Max(least, c.EarlierRating >= 9 ? 9 : 7); // what the class asks for, and the rating is below
            if (c.Rating <= least)
                alerts[n++] = new EarlyWarning(AlertKinds.FallingRating, c.EarlierRating, c.Rating, least, (c.EarlierRating - c.Rating) / 10, null, c.Value, c.Unit, row);

            AlertKinds kinds = AlertKinds.None;
            double atRisk = 0;
            for (int i = 0; i < n; i++)
            {
                kinds |= alerts[i].Kind;
                atRisk = i == 0 ? alerts[i].ValueAtRisk : Math.Max(atRisk, alerts[i].ValueAtRisk);
            }

            return new CustomerWarning(kinds, watched, isGone: false, atRisk);
        }
    }
}
