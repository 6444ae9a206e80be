using System.Globalization;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Whether the cells of a column can be what a role needs.</summary>
internal static class RoleContent
{
    // Labels are few and come again; ids and free text are neither.
    private const int MostLabels = 1_000;

    public static bool Suits(ColumnFacts column, ColumnRole role, FactKind kind) => role switch
    {
        ColumnRole.CustomerId or ColumnRole.ReferrerId or ColumnRole.ReferredId => IsId(column),
        // Shops number orders #1001; other columns called "name" are names.
        ColumnRole.OrderId => IsId(column) && (!column.Name.Equals("name", StringComparison.OrdinalIgnoreCase) || column.IsMostlyPrefixed('#')),
        ColumnRole.EventId or ColumnRole.SubscriptionId => IsId(column) && column.IsUnique,
        ColumnRole.Date or ColumnRole.Start => column.Content == CellContent.Date,
        ColumnRole.End => column.Content is CellContent.Date or CellContent.Blank,
        ColumnRole.Amount or ColumnRole.MonthlyAmount or ColumnRole.BilledAmount => column.IsNumeric,
        ColumnRole.Rating => column.IsNumeric && column.IsMostlyIn(0, 10),
        ColumnRole.NewCustomers or ColumnRole.Count => column.IsNumeric && column.Numbers.Negative == 0,
        ColumnRole.Duration or ColumnRole.Entry => column.IsNumeric && column.Numbers.Negative == 0,
        ColumnRole.Lost or ColumnRole.IsTrial => column.IsBoolean,
        ColumnRole.Currency => column.IsMostly(v => v.Length == 3 && v.All(char.IsAsciiLetter)),
        ColumnRole.BillingPeriod => column.IsMostly(v => BillingWord.TryParse(Encoding.UTF8.GetBytes(v), out _)),
        ColumnRole.State => column.IsMostly(Is<SubscriptionState>),
        ColumnRole.EndReason => column.IsMostly(Is<EndReason>),
        ColumnRole.Purpose => column.IsMostly(Is<SpendPurpose>),
        ColumnRole.Kind when kind == FactKind.Spend => column.IsMostly(Is<SpendKind>),
        ColumnRole.Kind or ColumnRole.Segment or ColumnRole.Channel or ColumnRole.Product =>
            column.Content is CellContent.Text or CellContent.WholeNumber or CellContent.Boolean && column.Distinct <= MostLabels && (column.Filled < 20 || column.Distinct * 2 <= column.Filled),
        _ => false,
    };

    /// <summary>Ids that come again, as those of customers do.</summary>
    public static bool IsLikeCustomers(ColumnFacts column) =>
        IsId(column) && column.Distinct >= 2 && column.Distinct < column.Filled && column.Distinct * 100 >= column.Filled && column.Blanks * 2 < column.Cells;

    /// <summary>Numbers that could be amounts, those with decimals before the others. Ids have no decimals, and often leading zeros.</summary>
    public static ColumnFacts[] LikeAmounts(ColumnFacts[] columns)
    {
        ColumnFacts[] withDecimals = [.. columns.Where(c => c.Content == CellContent.Number)];
        return withDecimals.Length > 0 ? withDecimals : [.. columns.Where(c => c.Content == CellContent.WholeNumber && c.Numbers.LeadingZeros == 0)];
    }

    public static string Word(CellContent content) => content switch
    {
        CellContent.Blank => "blank",
        CellContent.WholeNumber => "whole numbers",
        CellContent.Number => "numbers",
        CellContent.Date => "dates",
        CellContent.Boolean => "yes or no",
        _ => "text",
    };

    public static string Describe(ColumnFacts column)
    {
        string what = column.Content == CellContent.Blank ? "only blank cells" : string.Create(CultureInfo.InvariantCulture, $"{Word(column.Content)}, {column.Distinct:N0} different in {column.Filled:N0} cells");
        return column.Blanks == 0 || column.Content == CellContent.Blank ? what : string.Create(CultureInfo.InvariantCulture, $"{what}, and {column.Blanks:N0} blank ones");
    }

    private static bool IsId(ColumnFacts column) => column.Content is CellContent.Text or CellContent.WholeNumber;

    private static bool Is<TEnum>(string word)
        where TEnum : struct, Enum => EnumWord.TryParse<TEnum>(Encoding.UTF8.GetBytes(word), out _);
}
