using System.Text.RegularExpressions;
using Throughline.Contracts;
using Throughline.Demo;

namespace Throughline.Tests.Demo;

public sealed partial class WordsTests
{
    static readonly IReadOnlyList<Signal> _texts = [.. Solvane.Told.Heard.Where(s => s.Text is not null)];

    [Fact]
    public void No_text_is_empty_or_holds_a_slot()
    {
        Assert.All(_texts, s => Assert.False(string.IsNullOrWhiteSpace(s.Text)));
        Assert.All(_texts, s => Assert.DoesNotContain('{', s.Text!));
        Assert.All(_texts, s => Assert.DoesNotContain("  ", s.Text!));
    }

    [Fact]
    public void Each_language_is_written_in_its_script()
    {
        Assert.All(_texts.Where(s => s.Language == "en"), s => Assert.Matches(Latin(), s.Text!));
        Assert.All(_texts.Where(s => s.Language == "zh"), s => Assert.Matches(Han(), s.Text!));
        Assert.All(_texts.Where(s => s.Language is "fa" or "ar"), s => Assert.Matches(Arabic(), s.Text!));
        Assert.All(_texts.Where(s => s.Language == "ar"), s => Assert.DoesNotMatch(PersianOnly(), s.Text!));
        Assert.All(_texts.Where(s => s.Language == "fa"), s => Assert.DoesNotContain('ة', s.Text!));
        Assert.Equal(["ar", "en", "fa", "zh"], _texts.Select(s => s.Language!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hundreds_of_distinct_texts_are_heard_in_each_language() =>
        Assert.All(
            _texts.GroupBy(s => s.Language),
            language => Assert.True(language.Select(s => s.Text).Distinct().Count() > 1_000, language.Key));

    [Fact]
    public void The_books_have_the_same_sections_and_no_section_is_thin()
    {
        var english = PhraseBook.Of("en");
        Assert.All(Places.Languages, language =>
        {
            var book = PhraseBook.Of(language);
            Assert.Equal(english.Sections, book.Sections);
            Assert.All(book.Sections, section => Assert.InRange(book[section].Count, 3, 30));
            Assert.All(book.Sections, section => Assert.Equal(book[section].Count, book[section].Distinct().Count()));
        });
    }

    [Fact]
    public void Every_phrase_closes_with_a_sign_of_its_language() =>
        Assert.All(Places.Languages, language =>
        {
            var book = PhraseBook.Of(language);
            var signs = language switch { "zh" => "。！？", "en" => ".!?", _ => ".!؟" };
            Assert.All(
                book.Sections.Where(s => s != "mixed").SelectMany(s => book[s]),
                phrase => Assert.Contains(phrase[^1], signs));
        });

    [Fact]
    public void Promoters_praise_and_detractors_complain()
    {
        var recommend = Solvane.Question("relationship", "recommend");
        var english = PhraseBook.Of("en");
        var bad = english.Sections.Where(s => s.EndsWith(" bad", StringComparison.Ordinal)).SelectMany(s => english[s])
            .Where(p => !p.Contains('{', StringComparison.Ordinal)).ToHashSet();
        bool Complains(Signal s) => bad.Any(p => s.Text!.Contains(p, StringComparison.Ordinal));
        var relationship = _texts.Where(s => s.Language == "en" && Solvane.Score(s, recommend) is not null).ToList();
        Assert.DoesNotContain(relationship, s => Solvane.Score(s, recommend) >= 9 && Complains(s));
        Assert.Contains(relationship, s => Solvane.Score(s, recommend) <= 6 && Complains(s));
    }

    [Fact]
    public void Name_books_hold_both_scripts() =>
        Assert.All(Places.Languages, language =>
        {
            var book = NameBook.Of(language);
            Assert.InRange(book.Given.Count, 50, 200);
            Assert.InRange(book.Family.Count, 50, 200);
            Assert.All(book.Given.Concat(book.Family), n => Assert.NotEmpty(n.Latin));
            Assert.All(book.Given.Concat(book.Family).SelectMany(n => n.Latin), n => Assert.Matches(LatinName(), n));
        });

    [GeneratedRegex(@"^[\u0020-\u007E]+$")]
    private static partial Regex Latin();

    [GeneratedRegex(@"^[\u4E00-\u9FFF，。！？：“”、 0-9A-Za-z]+$")]
    private static partial Regex Han();

    [GeneratedRegex(@"^[\u0600-\u06FF\u200C .!:«»0-9]+$")]
    private static partial Regex Arabic();

    [GeneratedRegex(@"[پچژگکی\u200C]")]
    private static partial Regex PersianOnly();

    [GeneratedRegex(@"^[A-Za-zü' -]+$")]
    private static partial Regex LatinName();
}
