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

    /// <summary>What becomes of a warning's evidence. A struct of its own each, so that where none is kept none is made.</summary>
    private interface IEvidence
    {
        bool IsKept { get; }

        void Keep(in Row c, AlertKinds kind, double before, double now, double threshold, double risk, double? chance);
    }

    private readonly struct NoEvidence : IEvidence
    {
        public bool IsKept => false;

        public void Keep(in Row c, AlertKinds kind, double before, double now, double threshold, double risk, double? chance)
        {
        }
    }

    private readonly struct Evidence(List<EarlyWarning> found, int row) : IEvidence
    {
        public bool IsKept => true;

        public void Keep(in Row c, AlertKinds kind, double before, double now, double threshold, double risk, double? chance) =>
            found.Add(new EarlyWarning(kind, before, now, threshold, risk, chance, c.Value, c.Unit, row));
    }

    private readonly struct Kernel(EarlyWarningOptions options)
    {
        private const double Rounding = 1e-12;

        private readonly double _unusual = options.UnusualBelow;
        private readonly double _gone = options.GoneBelow;
        private readonly int _minimumFrequency = options.MinimumFrequency;
        private readonly double _aliveFall = options.AliveFall;
        private readonly double _spendFall = options.SpendFall;
        private readonly int _ratingFall = options.RatingFall;
        private readonly bool _lowerClass = options.WarnOnLowerClass;

        /// <summary>The customer's warnings in short; each with its evidence to <paramref name="evidence"/>.</summary>
        public CustomerWarning Check<TEvidence>(in Row c, TEvidence evidence)
            where TEvidence : struct, IEvidence
        {
            AlertKinds kinds = AlertKinds.None;
            double atRisk = 0;
            bool watched = c.Frequency >= _minimumFrequency && c.Recency > 0;
            if (watched)
            {
                double silence = c.Age - c.Recency;
                double chance = Math.Exp(-c.Frequency * SpecialFunctions.LogOnePlus(silence / c.Recency));
                if (chance < _gone)
                    return new CustomerWarning(AlertKinds.None, isWatched: true, isGone: true, 0);
                if (chance <= _unusual)
                {
                    double risk = 1 - (double.IsNaN(c.Alive) ? chance : c.Alive);
                    Add(AlertKinds.Silence, c.Value * risk);
                    // (t_x ÷ (t_x + s))^x = u solved for s.
                    if (evidence.IsKept)
                        evidence.Keep(in c, AlertKinds.Silence, c.Recency / c.Frequency, silence, c.Recency * (Math.Pow(_unusual, -1.0 / c.Frequency) - 1), risk, chance);
                }
            }

            // A comparison with NaN is false: what is missing gives no warning.
            // A fall of exactly the limit may miss it by the rounding of its ends.
            double least = c.EarlierAlive - _aliveFall;
            if (c.Alive <= least + Rounding)
                Warn(in c, AlertKinds.FallingProbabilityAlive, c.EarlierAlive, c.Alive, least, c.EarlierAlive - c.Alive);
            least = (1 - _spendFall) * c.EarlierSpend;
            if (c.EarlierSpend > 0 && c.Spend <= least + (Rounding * c.EarlierSpend))
                Warn(in c, AlertKinds.FallingSpend, c.EarlierSpend, c.Spend, least, Math.Min(1, (c.EarlierSpend - c.Spend) / c.EarlierSpend));
            least = c.EarlierRating - _ratingFall;
            bool isLowerClass = _lowerClass && ((c.EarlierRating >= 9 && c.Rating < 9) || (c.EarlierRating >= 7 && c.Rating < 7));
            if (isLowerClass)
                least = Math.Max(least, c.EarlierRating >= 9 ? 9 : 7); // what the class asks for, and the rating is below
            if (c.Rating <= least)
                Warn(in c, AlertKinds.FallingRating, c.EarlierRating, c.Rating, least, (c.EarlierRating - c.Rating) / 10);
            return new CustomerWarning(kinds, watched, isGone: false, atRisk);

            void Warn(in Row c, AlertKinds kind, double before, double now, double threshold, double risk)
            {
                Add(kind, c.Value * risk);
                if (evidence.IsKept)
                    evidence.Keep(in c, kind, before, now, threshold, risk, null);
            }

            // The greatest value at risk; all may be negative.
            void Add(AlertKinds kind, double value)
            {
                atRisk = kinds == AlertKinds.None ? value : Math.Max(atRisk, value);
                kinds |= kind;
            }
        }
    }
}
