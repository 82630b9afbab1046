using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Throughline.Listening.Mappings;

namespace Throughline.Tests.Listening;

public sealed class ValueTests
{
    static double? Number(string text, bool comma = false) =>
        NumberText.TryRead(Encoding.UTF8.GetBytes(text), comma, out var value) ? value : null;

    static string? Time(string text, string? format = null, string zone = "UTC") =>
        TimeText.For(format, zone)!.TryRead(Encoding.UTF8.GetBytes(text), out var utc) == TimeVerdict.Read
            ? utc.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture).Replace(" 00:00:00", "", StringComparison.Ordinal).TrimEnd('.')
            : null;

    [Theory]
    [InlineData("4", 4.0)]
    [InlineData("-0.5", -0.5)]
    [InlineData(" 3.25 ", 3.25)]
    [InlineData("۴٫۵", 4.5)]
    [InlineData("٤٫٥", 4.5)]
    [InlineData("۱۲۳", 123.0)]
    [InlineData("٧", 7.0)]
    [InlineData("８．５", 8.5)]
    [InlineData("3,5", 3.5)]
    [InlineData("1,234", 1234.0)]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1 234 567", 1234567.0)]
    [InlineData("1'234", 1234.0)]
    [InlineData("۱٬۲۳۴٫۵", 1234.5)]
    [InlineData("85 %", 85.0)]
    [InlineData("−2", -2.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("0,500", 0.5)]
    public void Numbers_are_read_as_people_write_them(string text, double expected) => Assert.Equal(expected, Number(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("four")]
    [InlineData("4/5")]
    [InlineData("1,23,456")]
    [InlineData("12 34")]
    [InlineData("4d")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("2024-01-01")]
    public void What_is_no_number_is_not_read(string text) => Assert.Null(Number(text));

    [Fact]
    public void The_files_decimal_comma_decides_what_three_digits_mean()
    {
        Assert.Equal(1.234, Number("1,234", comma: true));
        Assert.Equal(1234, Number("1.234", comma: true));
        Assert.Equal(2.5, Number("2.5", comma: true));
    }

    [Fact]
    public void The_fast_reading_of_numbers_agrees_with_the_complete_one_and_with_the_platforms()
    {
        var numbers = Gen.Choose(-99_999_999, 99_999_999).SelectMany(n => Gen.Choose(0, 6).Select(places => n / (decimal)Math.Pow(10, places)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(numbers), number =>
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            var bytes = Encoding.UTF8.GetBytes(text);
            return NumberText.TryRead(bytes, false, out var fast) && NumberText.TryAny(bytes, false, out var complete)
                && fast.Equals(complete) && fast.Equals(double.Parse(text, CultureInfo.InvariantCulture));
        }));
    }

    [Theory]
    [InlineData("2024-03-01", "2024-03-01")]
    [InlineData("2024-03-01T10:20:30Z", "2024-03-01 10:20:30")]
    [InlineData("2024-03-01 10:20", "2024-03-01 10:20:00")]
    [InlineData("2024-03-01T10:20:30.125+03:30", "2024-03-01 06:50:30.125")]
    [InlineData("2024-03-01T10:20:30+0330", "2024-03-01 06:50:30")]
    [InlineData("20240301", "2024-03-01")]
    [InlineData("2024/3/1", "2024-03-01")]
    [InlineData("2024.03.01", "2024-03-01")]
    [InlineData("1 March 2024", "2024-03-01")]
    [InlineData("Mar 1, 2024 3:05 PM", "2024-03-01 15:05:00")]
    [InlineData("Fri, 01 Mar 2024 10:20:30 GMT", "2024-03-01 10:20:30")]
    [InlineData("2024年3月1日 10:20", "2024-03-01 10:20:00")]
    [InlineData("۱۴۰۲/۱۲/۱۱", "2024-03-01")]
    [InlineData("1402-12-11 08:00", "2024-03-01 08:00:00")]
    [InlineData("٢٠٢٤-٠٣-٠١", "2024-03-01")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2024-03-01T24:00:00Z", "2024-03-02")]
    public void Times_are_read_as_people_write_them(string text, string expected) => Assert.Equal(expected, Time(text));

    [Theory]
    [InlineData("01/03/2024", "day_month_year", "2024-03-01")]
    [InlineData("01/03/2024", "month_day_year", "2024-01-03")]
    [InlineData("1.3.24 9:05", "day_month_year", "2024-03-01 09:05:00")]
    [InlineData("13-03-2024", "day_month_year", "2024-03-13")]
    [InlineData("۱۱/۱۲/۱۴۰۲", "day_month_year", "2024-03-01")]
    [InlineData("2024-03-01", "day_month_year", "2024-03-01")]
    [InlineData("1709251200", "epoch_seconds", "2024-03-01")]
    [InlineData("1709294430500", "epoch_milliseconds", "2024-03-01 12:00:30.5")]
    public void The_format_of_the_mapping_decides(string text, string format, string expected) => Assert.Equal(expected, Time(text, format));

    [Theory]
    [InlineData("", null)]
    [InlineData("yesterday", null)]
    [InlineData("2024-02-30", null)]
    [InlineData("2024-13-01", null)]
    [InlineData("01/03/2024", null)]
    [InlineData("2024-03-01T25:00", null)]
    [InlineData("13/13/2024", "day_month_year")]
    [InlineData("1402-12-31", null)]
    [InlineData("5", null)]
    public void What_is_no_time_is_not_read(string text, string? format) => Assert.Null(Time(text, format));

    [Fact]
    public void Times_without_an_offset_are_of_the_mappings_zone()
    {
        Assert.Equal("2024-03-01 06:30:00", Time("2024-03-01 10:00", zone: "Asia/Tehran"));
        Assert.Equal("2024-07-01 08:00:00", Time("2024-07-01 10:00", zone: "Europe/Berlin"));
        Assert.Equal("2024-07-01 10:00:00", Time("2024-07-01 10:00Z", zone: "Europe/Berlin"));
    }

    [Theory]
    [InlineData("2024-03-01", null, "2024-03-01")]
    [InlineData("20240301", null, "2024-03-01")]
    [InlineData("1 March 2024", null, "2024-03-01")]
    [InlineData("01/03/2024", "day_month_year", "2024-03-01")]
    [InlineData("۱۴۰۲/۱۲/۱۱", null, "2024-03-01")]
    [InlineData("2024年3月1日", null, "2024-03-01")]
    [InlineData("2024-03-01T00:00:00", null, null)]
    [InlineData("2024-03-01 00:00", null, null)]
    [InlineData("Mar 1, 2024 12:00 AM", null, null)]
    [InlineData("1709251200", "epoch_seconds", null)]
    public void A_day_without_a_clock_is_told_from_a_midnight_that_is_written(string text, string? format, string? day)
    {
        // In every zone it is the day that is written, not the one on which its midnight falls in UTC.
        foreach (var zone in new[] { "UTC", "Asia/Tehran", "America/New_York" })
        {
            Assert.Equal(TimeVerdict.Read, TimeText.For(format, zone)!.TryRead(Encoding.UTF8.GetBytes(text), out _, out var read));
            Assert.Equal(day, read?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void A_time_in_a_gap_moves_on_and_one_that_occurs_twice_is_the_first()
    {
        // Berlin skipped 02:00 to 03:00 on 31 March 2024 and lived 02:00 to 03:00 twice on 27 October.
        Assert.Equal("2024-03-31 01:30:00", Time("2024-03-31 02:30", zone: "Europe/Berlin"));
        Assert.Equal("2024-10-27 00:30:00", Time("2024-10-27 02:30", zone: "Europe/Berlin"));
    }

    [Fact]
    public void Every_printed_time_is_read_back()
    {
        var times = Gen.Choose(0, int.MaxValue).SelectMany(a => Gen.Choose(0, 999_999).Select(b =>
            new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(a * 4.0).AddTicks(b * 10L)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(times), time =>
        {
            var iso = Encoding.UTF8.GetBytes(time.ToString("O", CultureInfo.InvariantCulture));
            return WrittenTime.TryReadIso(iso, out var fast) && WrittenTime.TryRead(iso, DateOrder.YearFirst, out var slow)
                && fast == slow && fast.Local == time && fast.Offset == TimeSpan.Zero;
        }));
    }

    [Theory]
    [InlineData("The staff was friendly", "en")]
    [InlineData("کارکنان خیلی مهربان بودند", "fa")]
    [InlineData("كان الموظفون لطفاء جدا", "ar")]
    [InlineData("服务很好，下次还会再来 OK", "zh")]
    [InlineData("Très déçu, être à l'hôtel été", "und")]
    [InlineData("12345 !!", "und")]
    [InlineData("Обслуживание", "und")]
    [InlineData("服務態度很差，不會再來了", "zh")]
    [InlineData("商品が届きません。返金してください", "ja")]
    [InlineData("خيلي بد بود غذا سرد رسيد و كسي جواب نداد", "fa")]
    [InlineData("Repas froid et personne ne repond au telephone", "und")]
    [InlineData("خواردنەکە سارد بوو و کەس وەڵامی نەدایەوە", "und")]
    [InlineData("", "und")]
    public void The_language_of_a_text_is_told_by_its_letters_and_small_words(string text, string expected) =>
        Assert.Equal(expected, TextLanguage.Of(text));
}
