using System.Text;

namespace ShopSimulator;

/// <summary>Writes a CSV file: UTF-8 without a byte order mark, LF on every machine. No cell of the shop needs quotes.</summary>
internal static class CsvFile
{
    public static void Write(string folder, string name, string header, IEnumerable<string> rows)
    {
        using var file = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        file.WriteLine(header);
        foreach (string row in rows)
            file.WriteLine(row);
    }
}
