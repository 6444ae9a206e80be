namespace RetentionMetrics;

/// <summary>Whether what customers say tells what they do: churn and value of promoters, passives, detractors and those who did not answer.</summary>
/// <remarks>
/// Answers come before outcomes: take the answers up to a day (see <see cref="Rating.Latest"/>) and the churn and value after it, or the link explains itself.
/// Merge: exact for any split of the customers. Immutable and valid by construction; <c>default</c> is <see cref="Zero"/>.
/// </remarks>
public readonly record struct NpsOutcomes : ITally<NpsOutcomes>
{
    /// <summary>Makes a tally from its groups.</summary>
    /// <param name="promoters">Customers who answered 9 or 10.</param>
    /// <param name="passives">Customers who answered 7 or 8.</param>
    /// <param name="detractors">Customers who answered 0 to 6.</param>
    /// <param name="silent">Customers who did not answer.</param>
    public NpsOutcomes(NpsOutcome promoters, NpsOutcome passives, NpsOutcome detractors, NpsOutcome silent)
    {
        (Promoters, Passives, Detractors, Silent) = (promoters, passives, detractors, silent);
    }

    /// <summary>The tally of nobody.</summary>
    public static NpsOutcomes Zero => default;

    /// <summary>Customers who answered 9 or 10.</summary>
    public NpsOutcome Promoters { get; }

    /// <summary>Customers who answered 7 or 8.</summary>
    public NpsOutcome Passives { get; }

    /// <summary>Customers who answered 0 to 6.</summary>
    public NpsOutcome Detractors { get; }

    /// <summary>Customers who did not answer. They are no neutral group: who stays silent often leaves.</summary>
    public NpsOutcome Silent { get; }

    /// <summary>The answers.</summary>
    public NpsTally Answers => new(Promoters.Customers, Passives.Customers, Detractors.Customers);

    /// <summary>A group's customers.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Its line.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is not a defined value.</exception>
    public NpsOutcome this[NpsGroup group] => group switch
    {
        NpsGroup.Promoter => Promoters,
        NpsGroup.Passive => Passives,
        NpsGroup.Detractor => Detractors,
        NpsGroup.NoAnswer => Silent,
        _ => throw Throw.Undefined(group),
    };

    /// <summary>The tally of both sides' customers.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">The tally of other customers.</param>
    /// <returns>The sum of each group.</returns>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static NpsOutcomes operator +(NpsOutcomes left, NpsOutcomes right) =>
        new(left.Promoters.Add(right.Promoters), left.Passives.Add(right.Passives), left.Detractors.Add(right.Detractors), left.Silent.Add(right.Silent));

    /// <summary>Counts customers, row by row: see <c>CustomerBase.Align</c> for answers and outcomes of other sources.</summary>
    /// <param name="answer">Each customer's answer, 0 to 10; <see langword="null"/> for none.</param>
    /// <param name="lost">Whether each left afterwards.</param>
    /// <param name="value">What each is worth: revenue afterwards, say.</param>
    /// <returns>The tally; <see cref="Zero"/> when empty.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or an answer is outside 0…10 (the message names its row).</exception>
    /// <exception cref="OverflowException">The values of a group add up beyond ±10²⁰.</exception>
    public static NpsOutcomes Count(ReadOnlySpan<int?> answer, ReadOnlySpan<bool> lost, ReadOnlySpan<decimal> value)
    {
        Throw.IfLengthDiffers(lost.Length, answer.Length, nameof(lost));
        Throw.IfLengthDiffers(value.Length, answer.Length, nameof(value));
        var values = new MeanSums[4];
        Span<long> gone = stackalloc long[4];
        for (int row = 0; row < answer.Length; row++)
        {
            if (answer[row] is < 0 or > 10)
                throw Throw.Row(nameof(answer), row, "the answer", answer[row]!.Value, "from 0 to 10, or null");
            int group = (int)GroupOf(answer[row]);
            values[group].Add(value[row]);
            gone[group] += lost[row] ? 1 : 0;
        }

        return new NpsOutcomes(Line(values[3], gone[3]), Line(values[2], gone[2]), Line(values[1], gone[1]), Line(values[0], gone[0]));

        static NpsOutcome Line(MeanSums value, long lost)
        {
            MeanTally tally = value.ToTally();
            return new NpsOutcome(tally.N, lost, tally);
        }
    }

    /// <summary>Compares the churn of two groups: positive when the first leaves more often.</summary>
    /// <param name="first">The group to look at.</param>
    /// <param name="second">The group to compare it with.</param>
    /// <param name="level">The intervals' confidence level.</param>
    /// <returns>The comparison; <see langword="null"/> when a group is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A group is not a defined value.</exception>
    public ProportionTest? CompareChurn(NpsGroup first, NpsGroup second, ConfidenceLevel level = default) =>
        ProportionTest.Compare(this[first].Lost, this[first].Customers, this[second].Lost, this[second].Customers, level);

    /// <summary>Compares the value of two groups: positive when customers of the first are worth more.</summary>
    /// <param name="first">The group to look at.</param>
    /// <param name="second">The group to compare it with.</param>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The comparison; <see langword="null"/> when a group is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A group is not a defined value.</exception>
    public MeanTest? CompareValue(NpsGroup first, NpsGroup second, ConfidenceLevel level = default) =>
        MeanTest.Compare(this[first].Value, this[second].Value, level);

    private static NpsGroup GroupOf(int? answer) => answer switch
    {
        null => NpsGroup.NoAnswer,
        >= 9 => NpsGroup.Promoter,
        >= 7 => NpsGroup.Passive,
        _ => NpsGroup.Detractor,
    };
}
