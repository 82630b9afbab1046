namespace Throughline.Understanding.Learning;

/// <summary>What a customer wrote, and on which side the score lies that the same customer gave with it.</summary>
/// <param name="Text">The words, without those that say the score.</param>
/// <param name="IsPositive">True for a promoter or one of the best answers, false for a detractor or one of the worst; what lies between is no pair.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Customer">A number that only signals of one customer of one source share; 0 where nobody is named.</param>
/// <param name="Language">Language of the words.</param>
/// <param name="SourceId">The source.</param>
public readonly record struct ScorePair(string Text, bool IsPositive, DateTime At, ulong Customer, string Language, int SourceId);

/// <summary>How a model is learnt from scores.</summary>
/// <param name="HalfLifeDays">After so many days a pair counts half.</param>
/// <param name="HeldOutShare">Share of the pairs, the newest, that a model is judged by and never learns from.</param>
public sealed record LearningOptions(double HalfLifeDays = 180, double HeldOutShare = 0.2)
{
    /// <summary>Most pairs, the newest: so learning keeps below 300 MB and some seconds.</summary>
    public const int MostPairs = 12_000;

    /// <summary>Fewest pairs.</summary>
    public const int FewestPairs = 100;

    /// <summary>Fewest pairs of one side to learn from.</summary>
    public const int FewestOfASide = 20;

    /// <summary>Fewest held-out pairs of one side to judge by.</summary>
    public const int FewestHeldOut = 10;

    /// <summary>Fewest pairs of a source before it gets a threshold of its own.</summary>
    public const int FewestOfASource = 50;

    /// <summary>Fewest of them of each side.</summary>
    public const int FewestOfASideOfASource = 5;

    /// <summary>Fewest pairs of a language to learn from before the model reads texts in it.</summary>
    public const int FewestOfALanguage = 50;
}
