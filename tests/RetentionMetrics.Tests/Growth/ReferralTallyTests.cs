using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Growth;

public sealed class ReferralTallyTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    private static readonly HashSet<string> Customers = new(["ann", "bob", "cid", "dan", "eve"], StringComparer.Ordinal);

    private static readonly Gen<Referral> Referrals =
        from referrer in Gen.Elements("ann", "bob", "cid", "gone", "Ann")
        from day in Gen.Choose(0, 3)
        from referred in Gen.Elements("ann ", "dan", "eve", "nobody", "x", null)
        select new Referral(referrer, Day.AddDays(day), referred);

    [Fact]
    public void Invitations_are_counted_and_each_person_is_won_once()
    {
        ReferralTally tally = ReferralTally.Count(
            [
                new("bob", Day.AddDays(2), "dan"),
                new("ann", Day.AddDays(1), "dan"),      // earlier: ann wins dan
                new("cid", Day, "eve"),
                new("bob", Day, "eve"),                 // the same day: bob before cid
                new("cid", Day, "nobody"),
                new("cid", Day),
            ],
            Customers);

        tally.Customers.Should().Be(5);
        tally.Invitations.Should().Be(6);
        tally.Referrers.Should().Be(3);
        tally.InvitedKnown.Should().Be(3);
        tally.Converted.Should().Be(2);
        tally.ConvertedIds.Should().Equal("dan", "eve");
        tally.Invitees.Should().Equal(
            new Invitee("dan", "ann", Day.AddDays(1), isCustomer: true),
            new Invitee("eve", "bob", Day, isCustomer: true),
            new Invitee("nobody", "cid", Day, isCustomer: false));
        tally.InvitationsPerCustomer.Should().Be(1.2);
        tally.KFactor.Should().Be(0.4);
        tally.TopReferrers(9).Select(r => (r.Id, r.Invitations, r.Converted)).Should().Equal(("bob", 2, 1), ("ann", 1, 1), ("cid", 3, 0));
        tally.TopReferrers(1).Should().ContainSingle().Which.Id.Should().Be("bob");
    }

    [Fact] // Wilson (1927) for 2 of 6 at 95 %: centre and half-width by hand, (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n)
    public void Conversion_is_a_share_of_the_invitations()
    {
        ReferralTally tally = ReferralTally.Count([new("ann", Day, "dan"), new("ann", Day, "eve"), .. Enumerable.Repeat(new Referral("bob", Day), 4)], Customers);
        Estimate conversion = tally.Conversion()!.Value;
        conversion.Value.Should().BeApproximately(1 / 3.0, 1e-15);
        conversion.Lower.Should().BeApproximately(0.0968, 5e-5);
        conversion.Upper.Should().BeApproximately(0.7000, 5e-5);
        conversion.N.Should().Be(6);
        (tally.InvitationsPerCustomer * conversion.Value).Should().BeApproximately(tally.KFactor!.Value, 1e-15);
    }

    [Fact] // Σ K^j for K = 0.4: 1, 1.4, 1.56, 1.624, …, 1 ÷ 0.6
    public void Growth_is_the_sum_of_the_powers_of_K()
    {
        ReferralTally tally = ReferralTally.Count([new("ann", Day, "dan"), new("ann", Day, "eve")], Customers);
        double sum = 0;
        for (int round = 0; round < 30; round++)
        {
            sum += Math.Pow(0.4, round);
            tally.Growth(7 * round, 7).Should().BeApproximately(sum, 1e-14);
        }

        tally.Growth(10, 7).Should().BeInRange(1.4, 1.56);
        tally.Growth(1e300, 1e-300).Should().BeApproximately(1 / 0.6, 1e-15);
        ReferralTally all = ReferralTally.Count([new("x", Day, "y")], new HashSet<string>(["y"], StringComparer.Ordinal));
        all.Growth(3, 1).Should().Be(4);
        all.Growth(1e300, 1e-300).Should().BeNull();
        ReferralTally.Count([], Customers).Growth(3, 1).Should().Be(1);
        ReferralTally.Zero.Growth(1, 1).Should().BeNull();
        FluentActions.Invoking(() => all.Growth(-1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => all.Growth(1, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Nothing_is_undefined()
    {
        ReferralTally none = ReferralTally.Zero;
        none.InvitationsPerCustomer.Should().BeNull();
        none.KFactor.Should().BeNull();
        none.Conversion().Should().BeNull();
        none.TopReferrers(3).Should().BeEmpty();
        ReferralTally.Count([], Customers).KFactor.Should().Be(0);
        ReferralTally.Count([], Customers).Conversion().Should().BeNull();
        FluentActions.Invoking(() => none.TopReferrers(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        FluentActions.Invoking(() => ReferralTally.Count([new("a", Day), default], Customers)).Should().Throw<ArgumentException>().WithMessage("*Element 1*");
        FluentActions.Invoking(() => ReferralTally.Count(null!, Customers)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ReferralTally.Count([], (IReadOnlySet<string>)null!)).Should().Throw<ArgumentNullException>();
        Refused(-1, [], []);
        Refused(1, [new("a", 0)], []);
        Refused(1, [new("", 1)], []);
        Refused(1, [new("a", 1), new("a", 1)], []);
        Refused(1, [new("a", 1)], [default]);
        Refused(1, [new("a", 1)], [new("b", "c", Day, isCustomer: false)]);
        Refused(1, [new("a", 1)], [new("b", "a", Day, isCustomer: false), new("c", "a", Day, isCustomer: false)]);
        Refused(9, [new("a", 2)], [new("b", "a", Day, isCustomer: false), new("b", "a", Day, isCustomer: false)]);
        Refused(0, [new("a", 1)], [new("b", "a", Day, isCustomer: true)]);
        FluentActions.Invoking(() => new Invitee("a", "", Day, isCustomer: true)).Should().Throw<ArgumentException>();

        static void Refused(long customers, KeyValuePair<string, long>[] invitations, Invitee[] invitees) =>
            FluentActions.Invoking(() => new ReferralTally(customers, invitations, invitees)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Tallies_of_different_customers_do_not_add()
    {
        ReferralTally one = ReferralTally.Count([new("ann", Day, "dan")], Customers);
        ReferralTally fewer = ReferralTally.Count([new("ann", Day, "dan")], new HashSet<string>(["ann", "bob"], StringComparer.Ordinal));
        ReferralTally others = ReferralTally.Count([new("ann", Day, "dan")], new HashSet<string>(["1", "2", "3", "4", "5"], StringComparer.Ordinal));
        FluentActions.Invoking(() => one + fewer).Should().Throw<InvalidOperationException>().WithMessage("*5 and 2*");
        FluentActions.Invoking(() => one + others).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => one + null!).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => null! + one).Should().Throw<ArgumentNullException>();
    }

    [Fact] // Invariant 50, and order-free
    public void Any_split_merges_to_the_single_pass() => Property.Holds(
        from referrals in Referrals.ListOf()
        from a in Gen.Choose(0, referrals.Count)
        from b in Gen.Choose(a, referrals.Count)
        select (referrals, a, b),
        input =>
        {
            (var all, int a, int b) = input;
            ReferralTally whole = ReferralTally.Count(all, Customers);
            ReferralTally x = ReferralTally.Count(all.Take(a), Customers), y = ReferralTally.Count(all.Skip(a).Take(b - a), Customers), z = ReferralTally.Count(all.Skip(b), Customers);
            ((x + y) + z).Should().Be(whole);
            (x + (y + z)).Should().Be(whole);
            (z + (y + x)).Should().Be(whole);
            (whole + ReferralTally.Zero).Should().Be(whole);
            (ReferralTally.Zero + whole).Should().Be(whole);
            ReferralTally.Count(all.AsEnumerable().Reverse(), Customers).Should().Be(whole);
            var again = new ReferralTally(whole.Customers, whole.InvitationsByReferrer, whole.Invitees);
            again.Should().Be(whole);
            again.GetHashCode().Should().Be(whole.GetHashCode());
            whole.TopReferrers(int.MaxValue).Sum(r => r.Converted).Should().Be(whole.Converted);
        });

    [Fact]
    public void Equality_is_of_contents()
    {
        ReferralTally one = ReferralTally.Count([new("ann", Day, "dan")], Customers);
        one.Equals((object)ReferralTally.Count([new("ann", Day, "dan")], Customers)).Should().BeTrue();
        one.Equals(ReferralTally.Count([new("ann", Day, "eve")], Customers)).Should().BeFalse();
        one.Equals(ReferralTally.Count([new("bob", Day, "dan")], Customers)).Should().BeFalse();
        one.Equals(ReferralTally.Count([new("ann", Day.AddDays(1), "dan")], Customers)).Should().BeFalse();
        one.Equals(ReferralTally.Zero).Should().BeFalse();
    }

    // bob was a customer before the second invitation, cid on the day of the third, dee never. Cycle times: 4 days for bob (from ann's invitation), 0 for cid.
    private static readonly Dictionary<string, DateOnly> Since = new(StringComparer.Ordinal) { ["ann"] = Day, ["bob"] = Day.AddDays(5), ["cid"] = Day.AddDays(9), ["eve"] = Day.AddDays(100) };

    private static readonly Referral[] Dated =
    [
        new("ann", Day.AddDays(1), "bob"), new("eve", Day.AddDays(6), "bob"), new("bob", Day.AddDays(9), "cid"), new("bob", Day.AddDays(10), "dee"), new("bob", Day.AddDays(11)),
        new("cid", Day.AddDays(10), "bob"),
    ];

    [Fact]
    public void Who_was_a_customer_before_the_invitation_was_not_won_by_it()
    {
        ReferralTally tally = ReferralTally.Count(Dated, Since);
        tally.Customers.Should().Be(4);
        tally.AlreadyCustomers.Should().Be(2);
        tally.Invitations.Should().Be(4);
        tally.InvitationsByReferrer.Keys.Should().Equal("ann", "bob");
        tally.ConvertedIds.Should().Equal("bob", "cid");
        tally.Invitees.Select(i => i.CustomerSince).Should().Equal(Day.AddDays(5), Day.AddDays(9), null);
        tally.CycleDays.Counts.Should().Equal(new Dictionary<int, long> { [0] = 1, [4] = 1 });
        tally.CycleDays.Mean()!.Value.Value.Should().Be(2);
        tally.KFactor.Should().Be(0.5);
    }

    // K = ½ and a cycle of 2 days: after 4 days 1 + ½ + ¼.
    [Fact]
    public void Growth_in_days_uses_the_measured_cycle()
    {
        ReferralTally tally = ReferralTally.Count(Dated, Since);
        tally.Growth(days: 4).Should().BeApproximately(1.75, 1e-14);
        tally.GrowthCurve(3).Select(g => Math.Round(g, 12)).Should().Equal(1, 1.5, 1.75, 1.875);
        tally.GrowthCurve(0).Should().Equal(1);
        ReferralTally.Count(Dated, Customers).Growth(days: 4).Should().BeNull("no cycle is known");
        ReferralTally.Zero.GrowthCurve(3).Should().BeEmpty();
        FluentActions.Invoking(() => tally.Growth(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => tally.GrowthCurve(-1)).Should().Throw<ArgumentOutOfRangeException>();
        Estimate k = tally.KFactorEstimate()!.Value;
        (k.Value, k.N).Should().Be((0.5, 4));
        k.Lower.Should().BeApproximately(0.15, 1e-3, "Wilson (1927) for 2 of 4");
        ReferralTally.Zero.KFactorEstimate().Should().BeNull();
    }

    [Fact] // Invariant 50, with dates
    public void Any_split_with_dates_merges_to_the_single_pass() => Property.Holds(
        from referrals in Referrals.ListOf()
        from days in Gen.Choose(0, 3).ListOf(5)
        from cut in Gen.Choose(0, referrals.Count)
        select (referrals, days, cut),
        input =>
        {
            var since = Customers.Zip(input.days).ToDictionary(p => p.First, p => Day.AddDays(p.Second), StringComparer.Ordinal);
            ReferralTally whole = ReferralTally.Count(input.referrals, since);
            ReferralTally left = ReferralTally.Count(input.referrals.Take(input.cut), since), right = ReferralTally.Count(input.referrals.Skip(input.cut), since);
            (left + right).Should().Be(whole);
            (right + left).Should().Be(whole);
            (whole.Invitations + whole.AlreadyCustomers).Should().Be(input.referrals.Count);
            whole.CycleDays.N.Should().Be(whole.Converted);
            new ReferralTally(whole.Customers, whole.InvitationsByReferrer, whole.Invitees, whole.AlreadyCustomers).Should().Be(whole);
        });

    [Fact]
    public void Days_must_fit_together()
    {
        ReferralTally one = ReferralTally.Count([new("ann", Day, "bob")], Since);
        var later = new Dictionary<string, DateOnly>(Since, StringComparer.Ordinal) { ["bob"] = Day.AddDays(6) };
        FluentActions.Invoking(() => one + ReferralTally.Count([new("eve", Day, "bob")], later)).Should().Throw<InvalidOperationException>("bob is a customer since two days");
        FluentActions.Invoking(() => new Invitee("b", "a", Day, isCustomer: true, Day.AddDays(-1))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new Invitee("b", "a", Day, isCustomer: false, Day)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ReferralTally(1, [], [], -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ReferralTally.Count([], (IReadOnlyDictionary<string, DateOnly>)null!)).Should().Throw<ArgumentNullException>();
    }
}
