namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    private const int NoCustomer = -2, NoSince = -1;

    /// <summary>Counts referrals: who invites whom, and who of the invited became customers.</summary>
    /// <param name="referrals">The referrals.</param>
    /// <param name="customers">All customers, once each; with the day they became one, invitations of those who were customers before are left out, and the cycle time is measured.</param>
    /// <returns>
    /// The question; its answer is that of <see cref="ReferralTally.Count(IEnumerable{Referral}, IReadOnlyDictionary{string, DateOnly})"/>, or of the count with ids alone. A row comes back for each referrer and each known
    /// person invited, because the tally keeps them.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    /// <remarks>Referrals may be split over shards in any way, but each shard needs the table of all customers.</remarks>
    public SqlQuery<ReferralTally> Referrals(ReferralTable referrals, NewCustomerTable customers)
    {
        ArgumentNullException.ThrowIfNull(referrals);
        ArgumentNullException.ThrowIfNull(customers);
        var text = new SqlText(Dialect, referrals.Source, customers.Source);
        referrals.Cells(text).Facts();
        customers.Cells(text).Facts();
        text.Step("members", $"SELECT customer AS referred, MIN(since) AS first_day FROM {text.From("customers")} GROUP BY customer");
        text.Step("known", $"SELECT referrer, referred, day, first_day FROM {text.From("referrals")} JOIN {text.From("members")} USING (referred)");
        // Every invitation once, and those of members once more: to take them back when they come too late, and to tell who is a member.
        text.Step("invitations", $"""
            SELECT referrer, referred, day, {Dialect.Integer("1")} AS invited, {Dialect.Integer(Number(NoCustomer))} AS since
            FROM {text.From("referrals")}
            UNION ALL
            SELECT referrer, referred, day, {Dialect.Integer("CASE WHEN first_day >= 0 AND day > first_day THEN -1 ELSE 0 END")} AS invited, {Dialect.Integer("first_day")} AS since
            FROM {text.From("known")}
            """);
        text.Step("kept", $"""
            SELECT referrer, referred, day, {Dialect.Sum("invited")} AS invited_sum, MAX(since) AS since_day
            FROM {text.From("invitations")}
            GROUP BY referrer, referred, day
            HAVING SUM(invited) > 0
            """);
        text.Step("first_invitations", $"SELECT referred, MIN(day) AS invited_on FROM {text.From("kept")} WHERE referred <> '' GROUP BY referred");
        SqlStatement statement = text.Statement($"""
            SELECT {Row("0", "''", "''", "0", "COUNT(*)", "0")}
            FROM {text.From("members")}
            UNION ALL
            SELECT {Row("1", "''", "''", "0", "COUNT(*)", "0")}
            FROM {text.From("known")}
            WHERE first_day >= 0 AND day > first_day
            UNION ALL
            SELECT {Row("2", "referrer", "''", "0", "SUM(invited_sum)", "0")}
            FROM {text.From("kept")}
            GROUP BY referrer
            UNION ALL
            SELECT {Row("3", "referrer", "referred", "day", "invited_sum", "since_day")}
            FROM {text.From("kept")}
            JOIN {text.From("first_invitations")} USING (referred)
            WHERE day = invited_on
            """);
        return new(statement, async (rows, token) =>
        {
            var all = await RowsAsync(rows, r => (What: r.GetInt64(0), Referrer: r.GetString(1), Referred: r.GetString(2), Day: (int)r.GetInt64(3), Count: r.GetInt64(4), Since: (int)r.GetInt64(5)), token).ConfigureAwait(false);
            return new ReferralTally(
                all.First(r => r.What == 0).Count,
                all.Where(r => r.What == 2).Select(r => KeyValuePair.Create(r.Referrer, r.Count)),
                all.Where(r => r.What == 3)
                    .GroupBy(r => r.Referred, StringComparer.Ordinal)
                    .Select(g => g.MinBy(r => r.Referrer, StringComparer.Ordinal)) // of several on the first day, in the order of the library
                    .Select(r => new Invitee(r.Referred, r.Referrer, DateOnly.FromDayNumber(r.Day), r.Since != NoCustomer, r.Since >= 0 ? DateOnly.FromDayNumber(r.Since) : null)),
                all.First(r => r.What == 1).Count);
        });

        string Row(string what, string referrer, string referred, string day, string count, string since) =>
            $"{Dialect.Integer(what)} AS what, {referrer} AS who, {referred} AS whom, {Dialect.Integer(day)} AS on_day, {Dialect.Integer(count)} AS how_many, {Dialect.Integer(since)} AS since_when";
    }
}
