namespace RetentionMetrics.Tests.Facts;

public class DataQualityLogTests
{
    [Fact]
    public void What_was_read_is_what_was_kept_rejected_and_blank()
    {
        var log = new DataQualityLog("x.jsonl", maxRejectsKept: 1);
        log.Keep();
        log.Keep();
        log.SkipBlankLine();
        log.SkipBlankAnswer();
        log.Reject(Bad(5, ErrorCodes.NotANumber));
        DataQuality before = log.ToQuality();
        log.Reject(Bad(6, ErrorCodes.NotADate));
        log.Reject(Bad(7, ErrorCodes.NotADate));
        log.Complete();
        DataQuality q = log.ToQuality();
        log.RecordsRead.Should().Be(7);
        (q.RecordsRead, q.RecordsKept, q.RecordsRejected, q.RecordsBlank).Should().Be((7, 2, 3, 2));
        q.ToString().Should().Be("x.jsonl: 7 read, 2 kept, 3 rejected (RM2002 2, RM2003 1), 2 blank");
        q.RejectRatio.Should().Be(0.6);
        q.FirstRejects.Should().HaveCount(3);
        log.Rejected.Should().ContainSingle();
        before.RecordsRejected.Should().Be(1, "a picture does not change");
    }

    [Fact]
    public void Limits_are_tolerated_up_to_and_including_themselves()
    {
        var log = new DataQualityLog("x", maxRejects: 1, maxRejectRatio: 1);
        log.Reject(Bad(1, ErrorCodes.NotADate));
        log.Complete();
        log.Invoking(l => l.Reject(Bad(2, ErrorCodes.NotADate))).Should().Throw<DataQualityException>().Which.Quality.RecordsRejected.Should().Be(2);
        var none = new DataQualityLog("x", maxRejectRatio: 0);
        none.Complete();
        none.Reject(Bad(1, ErrorCodes.NotADate));
        none.Invoking(l => l.Complete()).Should().Throw<DataQualityException>();
    }

    [Fact]
    public void A_log_checks_its_arguments()
    {
        FluentActions.Invoking(() => new DataQualityLog("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new DataQualityLog("x", maxRejectsKept: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new DataQualityLog("x", maxRejects: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new DataQualityLog("x", maxRejectRatio: 1.5)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_reject_without_a_column_names_its_line_only() =>
        Bad(17, ErrorCodes.RecordTooLong).ToString().Should().Be("x:17 RM1007 why");

    private static RejectedRecord Bad(long line, string code) => new("x", line, line, line, 0, null, null, code, "why");
}
