namespace Throughline.Language.Topics;

/// <summary>Why a text has no topic. Every text that has none has one of these.</summary>
public enum TopicNone
{
    /// <summary>It has a topic.</summary>
    No,

    /// <summary>There is no word in it: it is empty, or numbers, signs and pictures alone.</summary>
    NoWords,

    /// <summary>It has too few words to be about anything, and none of them speaks of a topic.</summary>
    TooShort,

    /// <summary>It is in a language that the taxonomy has no seeds in.</summary>
    LanguageNotCovered,

    /// <summary>It has words enough, and none of them speaks of a topic.</summary>
    NothingMatched,

    /// <summary>No word of it is shared with another text of those that topics are discovered in.</summary>
    NothingShared,

    /// <summary>Fewer than three different texts are like it.</summary>
    TooFewAlike,

    /// <summary>There are too few texts to discover topics in.</summary>
    TooFewTexts,
}

/// <summary>The words for <see cref="TopicNone"/> in files and answers.</summary>
public static class TopicNoneWords
{
    /// <summary>The word, such as <c>nothing_matched</c>; empty where there is a topic.</summary>
    public static string Word(this TopicNone none) => none switch
    {
        TopicNone.No => "",
        TopicNone.NoWords => "no_words",
        TopicNone.TooShort => "too_short",
        TopicNone.LanguageNotCovered => "language_not_covered",
        TopicNone.NothingMatched => "nothing_matched",
        TopicNone.NothingShared => "nothing_shared",
        TopicNone.TooFewAlike => "too_few_alike",
        TopicNone.TooFewTexts => "too_few_texts",
        _ => throw new ArgumentOutOfRangeException(nameof(none), none, null),
    };
}
