using System.Globalization;
using System.Text;

namespace Throughline.Demo;

/// <summary>Words with the language they are in.</summary>
internal sealed record Verbatim(string Language, string Text);

/// <summary>Puts phrases together to what a customer writes: sometimes one word, sometimes a small story.</summary>
internal static class Voice
{
    /// <summary>Words about one topic.</summary>
    public static Verbatim About(Dice dice, string language, string topic, bool good)
    {
        language = Spoken(dice, language);
        var book = PhraseBook.Of(language);
        var side = good ? "good" : "bad";
        return dice.Chance(0.1)
            ? Written(dice, language, dice.Pick(book["short " + side]))
            : Written(dice, language, Told(dice, book, language, topic, side));
    }

    /// <summary>Words that praise one thing and blame another.</summary>
    public static Verbatim Both(Dice dice, string language, string goodTopic, string badTopic)
    {
        language = Spoken(dice, language);
        var book = PhraseBook.Of(language);
        var text = dice.Pick(book["mixed"])
            .Replace("{good}", dice.Pick(book[goodTopic + " good"]), StringComparison.Ordinal)
            .Replace("{bad}", dice.Pick(book[badTopic + " bad"]), StringComparison.Ordinal);
        return Written(dice, language, text);
    }

    /// <summary>A question, with or without a word of thanks.</summary>
    public static Verbatim Question(Dice dice, string language)
    {
        var book = PhraseBook.Of(language);
        var more = dice.Chance(0.5) ? (language == "zh" ? "" : " ") + dice.Pick(book["question more"]) : "";
        return Written(dice, language, dice.Pick(book["question"]) + more);
    }

    /// <summary>One phrase of a section, as it stands.</summary>
    public static Verbatim One(Dice dice, string language, string section) =>
        Written(dice, language, dice.Pick(PhraseBook.Of(language)[section]));

    /// <summary>A judgement in a word or two, about nothing in particular.</summary>
    public static Verbatim Short(Dice dice, string language, bool good) =>
        One(dice, language, good ? "short good" : "short bad");

    static string Told(Dice dice, PhraseBook book, string language, string topic, string side)
    {
        var space = language == "zh" ? "" : " ";
        var text = new StringBuilder();
        if (dice.Chance(0.25))
        {
            text.Append(dice.Pick(book["open " + side])).Append(space);
        }

        text.Append(dice.Pick(book[topic + " " + side]));
        if (dice.Chance(0.5))
        {
            text.Append(space).Append(dice.Pick(book[topic + " " + side + " more"]));
        }

        if (dice.Chance(0.3))
        {
            text.Append(space).Append(dice.Pick(book["close " + side]));
        }

        return text.ToString();
    }

    static Verbatim Written(Dice dice, string language, string phrase) =>
        new(language, Typing.As(dice, language, Filled(dice, language, phrase)));

    // Some write to the company in English, whatever they speak at home.
    static string Spoken(Dice dice, string language) => dice.Chance(0.05) ? "en" : language;

    static string Filled(Dice dice, string language, string phrase)
    {
        if (!phrase.Contains('{', StringComparison.Ordinal))
        {
            return phrase;
        }

        return phrase
            .Replace("{minutes}", Number(dice.Between(12, 55)), StringComparison.Ordinal)
            .Replace("{days}", Number(dice.Between(3, 9)), StringComparison.Ordinal)
            .Replace("{times}", Number(dice.Between(3, 6)), StringComparison.Ordinal)
            .Replace("{amount}", Number(dice.Between(11, 38)), StringComparison.Ordinal)
            .Replace("{city}", dice.Pick(Places.RegionsIn(language)), StringComparison.Ordinal)
            .Replace("{bank}", Places.FaultBankIn(language), StringComparison.Ordinal);
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
