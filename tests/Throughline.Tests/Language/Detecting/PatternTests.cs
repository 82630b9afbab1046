using Throughline.Language.Detecting;

namespace Throughline.Tests.Language.Detecting;

public sealed class PatternTests
{
    static readonly string[] s_languages = ["en", "ar", "fa", "zh"];

    [Fact]
    public void Every_example_in_the_files_is_said_to_be_what_the_files_say()
    {
        var set = DetectorSet.BuiltIn;
        var reader = set.Reader();
        var wrong = new List<string>();
        foreach (var file in DetectorSet.Files())
        {
            var detector = set.IndexOf(file.Id);
            foreach (var example in file.Examples)
            {
                reader.Read(example.Text, example.Language);
                var said = example.IsPresent ? DetectionState.Present : DetectionState.Absent;
                if (reader.State(detector) != said)
                {
                    wrong.Add($"{example.Place} [{example.Language}]: {reader.State(detector)}: {example.Text}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_detector_has_patterns_and_examples_of_both_kinds_in_four_languages()
    {
        foreach (var file in DetectorSet.Files())
        {
            Assert.False(string.IsNullOrEmpty(file.Version), file.Id);
            foreach (var language in s_languages)
            {
                Assert.True(file.Lines.Exists(line => line.Language == language), $"{file.Id} has no pattern in {language}.");
                Assert.True(file.Examples.Exists(one => one.Language == language && one.IsPresent), $"{file.Id} has nothing that must match in {language}.");
                Assert.True(file.Examples.Exists(one => one.Language == language && !one.IsPresent), $"{file.Id} has nothing that must not match in {language}.");
            }
        }
    }

    [Theory]
    [InlineData("2 late", "It was late", "late")]
    [InlineData("2 cancel*", "They were CANCELLING it", "CANCELLING")]
    [InlineData("2 (so|very) late", "so late", "so late")]
    [InlineData("2 (so|very)? late", "late", "late")]
    [InlineData("2 (call back|ring) me", "please call back me", "call back me")]
    [InlineData("2 wait ~2 hours", "wait for two hours now", "wait for two hours")]
    [InlineData("2 wait ~2 hours", "wait for more than two hours", null)]
    [InlineData("2 wait ~2 hours", "wait. Opening hours", null)]
    [InlineData("2 a ~2 b ~2 c", "a b x b y c", "a b x b y c")]
    [InlineData("2 <n> times", "called 3 times", "3 times")]
    [InlineData("2 {pest}", "a mouse", "mouse")]
    [InlineData("2 good", "not good", null)]
    [InlineData("2 good", "it is not so very very good", "good")]
    [InlineData("2 good", "No. Good", "Good")]
    [InlineData("2^ good", "not good", "good")]
    [InlineData("2 not good", "not good", "not good")]
    [InlineData("2 so", "sooooooo", "sooooooo")]
    [InlineData("2 don't", "dont", "dont")]
    [InlineData("1 late", "late", null)]
    [InlineData("2 late;- late (fee|fees)", "the late fee", null)]
    [InlineData("2 late;- late (fee|fees)", "a late fee, and late", "late")]
    public void A_pattern_means_what_the_syntax_says(string lines, string text, string? span) => Assert.Equal(span, First("en", lines, text));

    [Theory]
    [InlineData("fa", "2 می‌خواهم", "من می‌خواهم", "می‌خواهم")]
    [InlineData("fa", "2 می‌خواهم", "من می خواهم", "می خواهم")]
    [InlineData("fa", "2 می‌خواهم", "من میخواهم", "میخواهم")]
    [InlineData("fa", "2 راضی", "راضی نبودم اصلا", null)]
    [InlineData("ar", "2 مدير", "اين المدير هنا", "المدير")]
    [InlineData("ar", "2 مدير", "ارسلتها للمدير", "للمدير")]
    [InlineData("ar", "2 مدير", "أين المُدِيرُ هنا", "المُدِيرُ")]
    [InlineData("ar", "2 جيد", "غير جيد ابدا", null)]
    [InlineData("zh", "2 退 ~2 款", "要退全款", "退全款")]
    [InlineData("zh", "2 满意", "不太满意啊", null)]
    [InlineData("zh", "2 满意", "非常滿意", "滿意")]
    [InlineData("zh", "2 app 打不开", "这个APP打不开", "APP打不开")]
    public void Patterns_read_each_language_as_it_is_written(string language, string lines, string text, string? span) => Assert.Equal(span, First(language, lines, text));

    [Theory]
    [InlineData("2 (late")]
    [InlineData("2 {nobody}")]
    [InlineData("2 ...")]
    [InlineData("9 late")]
    public void What_cannot_be_read_is_refused_with_its_place(string line) => Assert.Contains("test.txt, line 4", Assert.Throws<FormatException>(() => First("en", line, "late")).Message, StringComparison.Ordinal);

    [Fact]
    public void More_that_is_found_never_means_less()
    {
        var reader = DetectorSet.BuiltIn.Reader();
        var frustration = DetectorSet.BuiltIn.IndexOf("frustration");
        var before = 0.0;
        foreach (var text in new[] { "The room had two beds.", "Again and again.", "Again and again, ridiculous.", "Again and again, ridiculous, I am fed up.", "Again and again, ridiculous, I am fed up. It keeps crashing." })
        {
            reader.Read(text, "en");
            Assert.True(reader.Probability(frustration) > before, text);
            before = reader.Probability(frustration);
        }
    }

    static string? First(string language, string lines, string text)
    {
        var file = PatternFile.Read("test", new StringReader($"trait Emotion\nversion 1\n[{language}]\n{lines.Replace(';', '\n')}\nlet pest = rat|mouse"));
        var shared = DetectorSet.SharedFile();
        var reader = DetectorSet.Of([file], shared).Reader();
        reader.Read(text, language);
        return reader.State(0) == DetectionState.Present ? text[reader.Spans(0)[0].Start..reader.Spans(0)[0].End] : null;
    }
}
