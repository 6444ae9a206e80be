using System.Data.Common;
using System.Text;

namespace RetentionMetrics.Sql;

/// <content>Referrals.</content>
public static partial class SqlRead
{
    private const int ReferralReferrer = 0, ReferralDate = 1, ReferralReferred = 2;

    /// <summary>Reads referrals. A customer who refers itself is rejected.</summary>
    /// <param name="rows">The rows, before the first; they stay the caller's.</param>
    /// <param name="referrerId">The customer who invites.</param>
    /// <param name="date">The day of the invitation.</param>
    /// <param name="referredId">Who was invited; blank when unknown. <see langword="null"/>: <c>referred_id</c>, when there; <c>""</c>: not read.</param>
    /// <param name="options">How they are read; <see langword="null"/> for <see cref="SqlReadOptions.Default"/>.</param>
    /// <returns>The reader.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is missing or there twice.</exception>
    public static SqlFactReader<Referral> Referrals(
        DbDataReader rows,
        string referrerId = "referrer_id",
        string date = "date",
        string? referredId = null,
        SqlReadOptions? options = null)
    {
        ReadOnlySpan<ColumnSpec> columns =
        [
            ColumnSpec.Required(referrerId, nameof(referrerId)),
            ColumnSpec.Required(date, nameof(date)),
            ColumnSpec.Optional(referredId, "referred_id"),
        ];
        return new(new SqlRows(rows, options, columns), TryReadReferral);
    }

    private static bool TryReadReferral(SqlRows rows, out Referral fact)
    {
        fact = default;
        if (!rows.TryId(ReferralReferrer, out ReadOnlySpan<byte> id) || !rows.TryDate(ReferralDate, out DateOnly date) || !rows.TryText(ReferralReferred, out ReadOnlySpan<byte> referred))
            return false;
        if (referred.SequenceEqual(id))
            return rows.Reject(ReferralReferred, ErrorCodes.SelfReferral, "is the customer who invites");
        if (!rows.TryDay(ReferralDate, ref date))
            return false;
        fact = new Referral(Encoding.UTF8.GetString(id), date, referred.IsEmpty ? null : Encoding.UTF8.GetString(referred));
        return true;
    }
}
