using Throughline.Language.Detecting;
using Throughline.Language.Normal;

namespace Throughline.Tests.Language.Detecting;

public sealed class DetectorReadingTests
{
    readonly DetectorSet _set = DetectorSet.BuiltIn;
    readonly DetectorReading _reader = DetectorSet.BuiltIn.Reader();

    [Fact]
    public void There_are_the_detectors_that_others_count_on() => Assert.Equal(
        [
            "anger", "asked_again", "buy", "cancel", "churn_threat", "complaint", "confusion", "disappointment", "frustration", "goal_reached", "gratitude", "high_effort", "human_requested", "information",
            "joy", "leaving_reason", "legal_or_safety", "negative", "positive", "praise", "refund", "worry",
        ],
        _set.Detectors.Select(detector => detector.Id));

    [Fact]
    public void Patterns_alone_are_experimental() => Assert.All(_set.Detectors, detector => Assert.True(detector.IsExperimental));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ok")]
    [InlineData("12345 678")]
    [InlineData("😡😡😡")]
    [InlineData("???!!!")]
    [InlineData("好")]
    [InlineData("\u202E\u202C\u200B\u200F")]
    [InlineData("https://example.org/refund")]
    [InlineData("Я очень недоволен, верните деньги")]
    [InlineData("Ich bin sehr unzufrieden und möchte mein Geld zurück")]
    public void What_says_nothing_or_is_in_another_language_is_not_assessed(string text)
    {
        _reader.Read(text, null);
        for (var detector = 0; detector < _set.Detectors.Count; detector++)
        {
            Assert.Equal(DetectionState.NotAssessed, _reader.State(detector));
            Assert.True(double.IsNaN(_reader.Probability(detector)));
            Assert.True(_reader.Spans(detector).IsEmpty);
        }
    }

    [Theory]
    [InlineData("I want a refund, now!", "refund", "a refund")]
    [InlineData("من فضلكم أريد اِسترداد المَبلغ", "refund", "أريد اِسترداد المَبلغ")]
    [InlineData("<p>Please, I <b>want a refund</b></p>", "refund", "a refund")]
    [InlineData("我想取消我的訂閱", "cancel", "想取消我的訂閱")]
    [InlineData("I'm so happy with it 😍😍", "joy", "so happy")]
    [InlineData("现在就要 refund，谢谢", "refund", "refund")]
    public void The_words_that_say_so_are_shown_as_they_were_written(string text, string id, string words)
    {
        _reader.Read(text, null);
        var detector = _set.IndexOf(id);
        Assert.Equal(DetectionState.Present, _reader.State(detector));
        var span = _reader.Spans(detector)[0];
        Assert.Equal(words, text[span.Start..span.End]);
    }

    [Fact]
    public void Traditional_texts_say_what_Simplified_ones_say()
    {
        var other = _set.Reader();
        foreach (var (simplified, traditional) in new[] { ("客服态度恶劣，我要退款", "客服態度惡劣，我要退款"), ("问题还没解决，请转人工", "問題還沒解決，請轉人工"), ("非常感谢，强烈推荐", "非常感謝，強烈推薦") })
        {
            _reader.Read(simplified, null);
            other.Read(traditional, null);
            for (var detector = 0; detector < _set.Detectors.Count; detector++)
            {
                Assert.Equal(_reader.State(detector), other.State(detector));
                Assert.True(_reader.Spans(detector).SequenceEqual(other.Spans(detector)));
            }
        }
    }

    [Theory]
    [InlineData("خدمت بد", "fa", "fa")]
    [InlineData("خدمت بد", "ar", "ar")]
    [InlineData("The staff was great and kind", "ar", "en")]
    [InlineData("服务很好", "en", "zh")]
    [InlineData("thx gr8", "en", "en")]
    public void A_declared_language_decides_within_a_script_and_never_against_it(string text, string declared, string language)
    {
        _reader.Read(text, declared);
        Assert.Equal(language, _reader.Language.Language);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_text()
    {
        string[] texts = ["I am fed up, I want a refund", "أريد استرداد المبلغ والخدمة سيئة جدا", "خیلی ناراضی بودم، پولم رو پس بدید", "服務太差，我要退款，再也不來了"];
        Read(texts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(texts);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Taking_away_what_is_shown_takes_away_what_was_said()
    {
        int present = 0, gone = 0;
        foreach (var file in DetectorSet.Files())
        {
            var detector = _set.IndexOf(file.Id);
            foreach (var example in file.Examples.Where(one => one.IsPresent))
            {
                _reader.Read(example.Text, example.Language);
                var rest = Without(example.Text, _reader.Spans(detector));
                _reader.Read(rest, example.Language);
                present++;
                gone += _reader.State(detector) == DetectionState.Present ? 0 : 1;
            }
        }

        Assert.True(gone >= present * 0.95, $"{gone} of {present}");
    }

    internal static string Without(string text, ReadOnlySpan<SourceRange> spans)
    {
        var rest = text;
        foreach (var span in spans.ToArray().OrderByDescending(span => span.Start))
        {
            rest = rest.Remove(span.Start, span.Length);
        }

        return rest;
    }

    void Read(string[] texts)
    {
        for (var round = 0; round < 20; round++)
        {
            foreach (var text in texts)
            {
                _reader.Read(text, null);
            }
        }
    }
}
