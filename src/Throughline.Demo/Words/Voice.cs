using System.Globalization;
using System.Text;

namespace Throughline.Demo;

/// <summary>Words with the language they are in.</summary>
internal sealed record Verbatim(string Language, string Text);

/// <summary>Who speaks: the language, and the region that "here" means.</summary>
internal sealed record Speaker(string Language, string Region);

/// <summary>Puts phrases together to what a customer writes: sometimes one word, sometimes a small story.</summary>
internal static class Voice
{
    /// <summary>Words about one topic.</summary>
    public static Verbatim About(Dice dice, Speaker speaker, string topic, bool good)
    {
        speaker = Spoken(dice, speaker);
        var book = PhraseBook.Of(speaker.Language);
        var side = good ? "good" : "bad";
        return dice.Chance(0.1)
            ? Written(dice, speaker, dice.Pick(book["short " + side]))
            : Written(dice, speaker, Told(dice, book, speaker.Language, topic, side));
    }

    /// <summary>Words that praise one thing and blame another.</summary>
    public static Verbatim Both(Dice dice, Speaker speaker, string goodTopic, string badTopic)
    {
        speaker = Spoken(dice, speaker);
        var book = PhraseBook.Of(speaker.Language);
        var text = dice.Pick(book["mixed"])
            .Replace("{good}", dice.Pick(book[goodTopic + " good"]), StringComparison.Ordinal)
            .Replace("{bad}", dice.Pick(book[badTopic + " bad"]), StringComparison.Ordinal);
        return Written(dice, speaker, text);
    }

    /// <summary>A question, with or without a word of thanks.</summary>
    public static Verbatim Question(Dice dice, Speaker speaker)
    {
        var book = PhraseBook.Of(speaker.Language);
        var more = dice.Chance(0.5) ? (speaker.Language == "zh" ? "" : " ") + dice.Pick(book["question more"]) : "";
        return Written(dice, speaker, dice.Pick(book["question"]) + more);
    }

    /// <summary>One phrase of a section, as it stands.</summary>
    public static Verbatim One(Dice dice, Speaker speaker, string section) =>
        Written(dice, speaker, dice.Pick(PhraseBook.Of(speaker.Language)[section]));

    /// <summary>A judgement in a word or two, about nothing in particular.</summary>
    public static Verbatim Short(Dice dice, Speaker speaker, bool good) =>
        One(dice, speaker, good ? "short good" : "short bad");

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

    static Verbatim Written(Dice dice, Speaker speaker, string phrase) =>
        new(speaker.Language, Typing.As(dice, speaker.Language, Filled(dice, speaker, phrase)));

    // Some write to the company in English, whatever they speak at home.
    static Speaker Spoken(Dice dice, Speaker speaker) => dice.Chance(0.05) ? speaker with { Language = "en" } : speaker;

    static string Filled(Dice dice, Speaker speaker, string phrase)
    {
        if (!phrase.Contains('{', StringComparison.Ordinal))
        {
            return phrase;
        }

        var here = Places.Regions.IndexOf(speaker.Region);
        var other = (here + 1 + dice.Below(Places.Regions.Count - 1)) % Places.Regions.Count;
        var names = Places.RegionsIn(speaker.Language);
        return phrase
            .Replace("{minutes}", Number(dice.Between(12, 55)), StringComparison.Ordinal)
            .Replace("{days}", Number(dice.Between(3, 9)), StringComparison.Ordinal)
            .Replace("{times}", Number(dice.Between(3, 6)), StringComparison.Ordinal)
            .Replace("{amount}", Number(dice.Between(11, 38)), StringComparison.Ordinal)
            .Replace("{city}", names[here], StringComparison.Ordinal)
            .Replace("{other}", names[other], StringComparison.Ordinal)
            .Replace("{bank}", Places.FaultBankIn(speaker.Language), StringComparison.Ordinal);
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
