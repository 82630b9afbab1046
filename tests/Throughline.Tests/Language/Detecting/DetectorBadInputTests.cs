using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Throughline.Language.Detecting;

namespace Throughline.Tests.Language.Detecting;

public sealed class DetectorBadInputTests
{
    static readonly string[] s_pieces =
    [
        "I want a refund", "fed up", "not happy", " ", "\u00A0", "نمی‌خوام", "خسته شدم", "أُرِيدُ", "استرداد المبلغ", "ﻻ أنصح", "ﷲ", "再也不來了", "退款", "垃圾", "𠵾", "👍🏽", "👩‍💻", "❤️", "😡", "🇮🇷", "<b>", "</p>", "<", ">",
        "&amp;", "&#39;", "&", "http://a.b/c?d", "@name", "a@b.co", ".", "!!!!", "soooooo", "\u202E", "\u202C", "\u2066", "\u200F", "\u200B", "\u200C", "\u200D", "\uD83D", "\uDE00", "\uD800", "e\u0301", "thank you", "\u0301", "ＲＥＦＵＮＤ",
        "\0", "\r\n", "\uE000", "ـ", "한국어", "か゛", "1️⃣", "-", "(", "۳ بار زنگ زدم", "等了3个小时", "called 3 times", "\uFFFD", "’",
    ];

    static readonly string?[] s_languages = [null, "en", "ar", "fa", "zh"];

    readonly DetectorSet _set = DetectorSet.BuiltIn;
    readonly DetectorReading _reader = DetectorSet.BuiltIn.Reader();

    static Arbitrary<string> Texts() => Gen.Elements(s_pieces).ListOf().Select(string.Concat).ToArbitrary();

    static Arbitrary<string> Units() => Gen.Elements("abn't !.\u200C\u200D\u0301\u064B\uD83D\uDE21\uD800\uDC00退款不好谢感أشكرا\u202Eم\uFE0F<>&;@".ToCharArray()).ListOf().Select(units => new string([.. units])).ToArbitrary();

    [Fact]
    public void Any_text_gets_an_answer_with_whole_characters_of_it() =>
        Prop.ForAll(Texts(), text => s_languages.All(language => IsSound(text, language))).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Any_UTF_16_gets_an_answer_with_whole_characters_of_it() =>
        Prop.ForAll(Units(), text => s_languages.All(language => IsSound(text, language))).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void The_same_text_gets_the_same_answer_whatever_was_read_before() =>
        Prop.ForAll(Texts(), Texts(), (text, before) =>
        {
            var fresh = _set.Reader();
            fresh.Read(text, null);
            _reader.Read(before, null);
            _reader.Read(text, null);
            return Enumerable.Range(0, _set.Detectors.Count).All(one => fresh.State(one) == _reader.State(one) && fresh.Probability(one).Equals(_reader.Probability(one)) && fresh.Spans(one).SequenceEqual(_reader.Spans(one)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("I am fed up and want a refund, thank you. ")]
    [InlineData("not good ")]
    [InlineData("不好退款垃圾")]
    [InlineData("لا أنصح ")]
    [InlineData("a")]
    [InlineData("<b")]
    [InlineData("\uD83D")]
    [InlineData("😡")]
    [InlineData("\u202E")]
    public void A_megabyte_is_read_in_a_time_that_grows_with_its_length(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length));
        var clock = Stopwatch.StartNew();
        Assert.True(IsSound(text, null));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    bool IsSound(string text, string? language)
    {
        _reader.Read(text, language);
        for (var detector = 0; detector < _set.Detectors.Count; detector++)
        {
            var spans = _reader.Spans(detector);
            if (spans.IsEmpty == (_reader.State(detector) == DetectionState.Present))
            {
                return false;
            }

            for (var i = 0; i < spans.Length; i++)
            {
                var span = spans[i];
                if (span.Start < 0 || span.Length < 1 || span.End > text.Length || Parts(text, span.Start) || Parts(text, span.End) || Overlaps(spans, i))
                {
                    return false;
                }
            }
        }

        return true;
    }

    static bool Overlaps(ReadOnlySpan<Throughline.Language.Normal.SourceRange> spans, int one)
    {
        for (var other = 0; other < one; other++)
        {
            if (spans[one].Start < spans[other].End && spans[other].Start < spans[one].End)
            {
                return true;
            }
        }

        return false;
    }

    static bool Parts(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);
}
