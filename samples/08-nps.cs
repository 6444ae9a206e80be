// Do customers recommend us?
//     dotnet run samples/08-nps.cs [answers.csv]
// The file has rating (0 to 10; blank: no answer) and, if you have them, date, segment and customer_id. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Csv;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string shop = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop");
using RatingReader file = RatingReader.Open(args.FirstOrDefault() ?? Path.Combine(shop, "ratings.csv"));
List<Rating> ratings = [.. file];
Console.WriteLine(file.Quality);

void Print(string name, NpsTally t) => Console.WriteLine(t.Score() is not { } nps ? $"{name,-10}  {0,7}"
    : $"{name,-10}  {t.N,7}  {t.Promoters,9}  {t.Passives,8}  {t.Detractors,10}  {nps.Value,5:F1}  {nps.Lower,5:F1} to {nps.Upper,5:F1}{(nps.SmallSample ? "  few answers" : "")}");
Console.WriteLine("\n            answers  promoters  passives  detractors    NPS   95 % interval");
var all = NpsTally.Count(ratings);
Print("all", all);
foreach (NpsSegment s in NpsTally.BySegment(ratings).Where(s => s.Segment is not null))
    Print(s.Segment!, s.Tally);

Console.WriteLine("\nquarter from");
List<NpsPeriod> quarters = [.. NpsTally.ByPeriod(ratings, CalendarPeriod.Quarter).Where(q => q.Start is not null && q.Tally.N > 0)];
foreach (NpsPeriod q in quarters.TakeLast(6))
    Print($"{q.Start:yyyy-MM-dd}", q.Tally);

if (quarters is [.., var before, var last] && NpsComparison.Compare(last.Tally, before.Tally) is { } change)
    Console.WriteLine($"\nthe last quarter against the one before: {change.Difference.Value:+0.0;-0.0} points ({change.Difference.Lower:F1} to {change.Difference.Upper:F1}), p {change.PValue:F2}");
Console.WriteLine($"for an interval of ± 5 points {all.SampleSizeFor(5)} answers are needed");
Console.WriteLine("\nNPS: the share of 9 and 10 less the share of 0 to 6, times 100. Interval: adjusted Wald. No answer is not counted.");
