using Throughline.Language.Damaged;
using Throughline.Language.Languages;

namespace Throughline.Tests.Language;

/// <summary>Three articles as they were found on the web, damage included.</summary>
public sealed class SourceTextTests
{
    [Theory]
    [InlineData("mediocre.ar.txt", "ar", 0.99)]
    [InlineData("quality-framework.fa.txt", "fa", 0.99)]
    [InlineData("cx-now.zh.txt", "zh", 0.99)]
    public void An_article_is_in_one_language_and_so_are_its_sentences(string file, string language, double least)
    {
        var text = Text(file);
        Assert.Equal(language, LanguageIdentifier.Of(text).Language);
        Assert.Equal(language, TextParts.Of(text).Language.Language);
        var sentences = Sentences.Of(text).Where(one => one.Language.Code != "unknown").ToList();
        Assert.True(sentences.Count > 40);
        Assert.True(sentences.Count(one => one.Language.Language == language) >= least * sentences.Count);
    }

    [Fact]
    public void The_Chinese_article_has_its_readings_and_its_shifted_bytes_found()
    {
        var text = Text("cx-now.zh.txt");
        var damage = TextDamage.Find(text);
        var glosses = damage.Where(one => one.Kind == DamageKind.Gloss).ToList();
        Assert.Equal(422, glosses.Count);
        Assert.All(glosses, one => Assert.Matches(@"^\(\p{Ll}+\)$", text[one.Start..one.End]));
        Assert.True(damage.Count(one => one.Kind == DamageKind.MisreadBytes) >= 15);
        Assert.Contains(damage, one => text[one.Start..one.End] == "?!?/p>");
    }

    [Fact]
    public void The_Arabic_article_has_what_was_not_translated_found() =>
        Assert.Equal(["[perspectives]", "[an experience]", "[of]", "[technology implementation]", "[are built]"], Found("mediocre.ar.txt", DamageKind.Untranslated).Take(5));

    [Fact]
    public void The_Persian_article_has_its_stray_letters_found() => Assert.Equal(["do"], Found("quality-framework.fa.txt", DamageKind.StrayLetters));

    static IEnumerable<string> Found(string file, DamageKind kind)
    {
        var text = Text(file);
        return TextDamage.Find(text).Where(one => one.Kind == kind).Select(one => text[one.Start..one.End]);
    }

    static string Text(string file) => File.ReadAllText(SharedFolder.Require($"data/source-texts/{file}"));
}
