using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Truth values from UTF-8 cells: true/false, yes/no, t/f, y/n and 1/0, in any case.</summary>
internal static class BooleanCell
{
    public static bool IsTrue(ReadOnlySpan<byte> cell) =>
        cell is [(byte)'1'] || Is(cell, "true"u8) || Is(cell, "yes"u8) || Is(cell, "t"u8) || Is(cell, "y"u8);

    public static bool IsFalse(ReadOnlySpan<byte> cell) =>
        cell is [(byte)'0'] || Is(cell, "false"u8) || Is(cell, "no"u8) || Is(cell, "f"u8) || Is(cell, "n"u8);

    private static bool Is(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(cell, word);
}
