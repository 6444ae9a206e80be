using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>The RFM score of each customer, in order of the ids' UTF-8 bytes.</summary>
/// <remarks>Immutable.</remarks>
public sealed class CustomerScores
{
    private CustomerScores(string[] ids, RfmScore[] scores)
    {
        Ids = ids;
        Scores = scores;
    }

    /// <summary>Number of customers.</summary>
    public int Count => Ids.Length;

    /// <summary>The id of each customer.</summary>
    public ReadOnlyMemory<string> Ids { get; }

    /// <summary>The score of each customer.</summary>
    public ReadOnlyMemory<RfmScore> Scores { get; }

    internal static async Task<CustomerScores> ReadAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        List<RfmScore> scores = [];
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            ids.Add(rows.GetString(0));
            scores.Add(new RfmScore((int)rows.GetInt64(1), (int)rows.GetInt64(2), (int)rows.GetInt64(3)));
        }

        return new CustomerScores([.. ids], [.. scores]);
    }
}
