namespace Samples.Tests.Report;

/// <summary>Every mistake ends with one clear line, exit code 2, and no output file.</summary>
public sealed class ReportErrorTests
{
    private const string Orders = "customer_id,date,amount\na,2026-01-01,10\na,2026-02-01,12\nb,2026-01-05,7\n";

    [Theory]
    [InlineData("--transactionz", "*--transactionz*")]
    [InlineData("--unit fortnight", "*fortnight*day*week*month*")]
    [InlineData("--refunds maybe", "*maybe*ignore*order*customer*")]
    [InlineData("--as-of 31.12.2026", "*--as-of must be a day such as 2026-06-30*")]
    [InlineData("--as-of 2026-02-30", "*--as-of must be a day*")]
    [InlineData("--as-of 1990-01-01", "*nothing to report on up to 1990-01-01*")]
    [InlineData("--calibration-end 2026-02-01", "*--calibration-end 2026-02-01 must lie between the first purchase (2026-01-01) and the day before the as-of date (2026-02-01)*")]
    [InlineData("--calibration-end 2020-01-01", "*--calibration-end 2020-01-01 must lie between*")]
    [InlineData("--high-touch-capacity -1", "*--high-touch-capacity must be at least 0*")]
    [InlineData("--low-touch-capacity many", "*many*--low-touch-capacity*")]
    [InlineData("--horizon 1e10", "*--horizon must be at most 100 years*")]
    [InlineData("--spend-amount cost", "*--spend-amount needs --spend*")]
    [InlineData("--horizon 0", "*--horizon must be a number greater than 0*")]
    [InlineData("--gross-margin 35", "*--gross-margin must be a number from 0 to 1*")]
    [InlineData("--date-format dd/mm/yyyy", "*--date-format 'dd/mm/yyyy' does not determine a day*")]
    [InlineData("--amount gross", "*no column 'gross'*'customer_id', 'date', 'amount'*--help*")]
    [InlineData("--spend NOWHERE/spend.csv", "*spend.csv*")]
    [InlineData("--ratings-date-format x", "*--ratings-date-format 'x'*", "--ratings", "rating\n9\n")]
    public void A_wrong_argument_is_named(string arguments, string message, string? fileOption = null, string? content = null)
    {
        using var folder = new ReportProcess.Folder();
        string[] more = fileOption is null ? [] : [fileOption, folder.File("more.csv", content!)];
        Fails(folder, message, ["--transactions", folder.File("orders.csv", Orders), .. more, .. arguments.Split(' ')]);
    }

    [Theory]
    [InlineData("", "*orders.csv*RM1101*empty*")]
    [InlineData("customer_id,date,amount\n", "*nothing to report on*orders.csv: 0 read*")]
    [InlineData("id,day,total\n1,2026-01-01,5\n", "*orders.csv*no column 'customer_id'*'id', 'day', 'total'*")]
    [InlineData("customer_id;date\n1;2026-01-01\n", "*orders.csv*no column 'amount'*'customer_id', 'date'*")]
    [InlineData("customer_id:date:amount\n1:2026-01-01:5\n", "*RM1104*likely ':'. Write the file with commas*")]
    [InlineData("customer_id,\0date,amount\n1,2026-01-01,5\n", "*RM1105*NUL*EXPORT*")]
    [InlineData("customer_id,date,amount\na,2026-01-01,x\nb,2026-13-01,1\n", "*2 rejected*RM2002 1*RM2003 1*orders.csv:2:3 amount RM2003*")]
    [InlineData("customer_id,date,amount,order_id\na,2026-01-01,5,1\na,2026-01-02,-5,1\n", "*no purchase up to*left after refunds*")]
    [InlineData("customer_id,date,amount\na,2024-01-01,79228162514264337593543950335\na,2024-01-02,79228162514264337593543950335\n", "*too large to add up*")]
    [InlineData("customer_id,date,amount\na,0001-01-01,1\nb,2024-01-01,1\n", "*dates span*periods*leave out the far dates*")]
    public void A_wrong_file_is_named(string content, string message)
    {
        using var folder = new ReportProcess.Folder();
        Fails(folder, message, ["--transactions", folder.File("orders.csv", content)]);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        using var folder = new ReportProcess.Folder();
        Fails(folder, "*nowhere.csv*", ["--transactions", folder["nowhere.csv"]]);
        Fails(folder, "*" + Path.GetFileName(folder.Path) + "*", ["--transactions", folder.Path]);
    }

    [Fact]
    public void Customers_need_transactions()
    {
        using var folder = new ReportProcess.Folder();
        Fails(folder, "*--csv needs --transactions*", ["--ratings", folder.File("ratings.csv", "rating,date\n9,2026-01-01\n")]);
    }

    [Fact]
    public void Outputs_are_written_all_or_none_and_never_over_an_input()
    {
        using var folder = new ReportProcess.Folder();
        string orders = folder.File("orders.csv", Orders), csv = folder["out.csv"];
        Directory.CreateDirectory(folder["out.json"]);
        OneLine(ReportProcess.Run("--transactions", orders, "--csv", folder["no/such/folder/out.csv"]), "*--csv*there is no such folder*");
        OneLine(ReportProcess.Run("--transactions", orders, "--csv", csv, "--json", folder["out.json"]), "*--json*is a folder*");
        OneLine(ReportProcess.Run("--transactions", orders, "--csv", orders), "*--csv would overwrite the input orders.csv*");
        OneLine(ReportProcess.Run("--transactions", orders, "--csv", csv, "--json", csv), "*--csv and --json name the same file*");
        OneLine(ReportProcess.Run("--transactions", orders, "--json", ""), "*--json needs the name of a file*");
        Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("orders.csv", "out.json");
        File.ReadAllText(orders).Should().Be(Orders);
    }

    private static void Fails(ReportProcess.Folder folder, string message, string[] args)
    {
        string[] before = Directory.GetFileSystemEntries(folder.Path);
        OneLine(ReportProcess.Run([.. args, "--csv", folder["out.csv"], "--json", folder["out.json"]]), message);
        Directory.GetFileSystemEntries(folder.Path).Should().BeEquivalentTo(before, "no output file may be left");
    }

    private static void OneLine(ReportProcess.Result result, string message)
    {
        result.ExitCode.Should().Be(2, result.Error);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith("error: ").And.EndWith("\n");
        result.Error.TrimEnd('\n').Should().NotContain("\n").And.NotContain("   at ").And.Match(message);
    }
}
