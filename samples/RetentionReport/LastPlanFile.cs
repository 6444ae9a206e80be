using CsvHelper;

namespace RetentionReport;

/// <summary>The touch tiers that the last report gave: the columns customer_id and touch_tier of its --csv.</summary>
internal static class LastPlanFile
{
    public static Dictionary<string, string> Read(string path)
    {
        string name = Path.GetFileName(path);
        var tiers = new Dictionary<string, string>(StringComparer.Ordinal);
        using CsvReader csv = CsvReader.FromFile(path);
        try
        {
            if (!csv.TryGetFieldIndex("customer_id", out int id) || !csv.TryGetFieldIndex("touch_tier", out int tier))
                throw new UsageException($"--last-plan {name} needs the columns customer_id and touch_tier");
            while (csv.Read())
            {
                if (!tiers.TryAdd(csv.GetString(id), csv.GetString(tier)))
                    throw new UsageException(FormattableString.Invariant($"--last-plan {name} has a customer twice, again in line {csv.LineNumber}"));
            }
        }
        catch (Exception error) when (error is CsvFormatException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new UsageException(FormattableString.Invariant($"--last-plan {name} is not a CSV file that can be read, at line {csv.LineNumber}"));
        }

        return tiers;
    }
}
