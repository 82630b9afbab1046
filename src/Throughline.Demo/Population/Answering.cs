namespace Throughline.Demo;

/// <summary>Who answers surveys: those at the ends rather than the middle, some languages more than others, many never.</summary>
/// <param name="Never">True for a customer who never answers; unhappy customers are over-represented among them.</param>
/// <param name="Willing">Chance to answer a survey after a middling experience.</param>
internal sealed record Answering(bool Never, double Willing)
{
    static readonly double[] _byRating = [2.0, 1.0, 0.6, 0.85, 1.15];
    static readonly double[] _byRecommend = [1.8, 1.7, 1.6, 1.4, 1.1, 0.85, 0.7, 0.7, 0.9, 1.05, 1.1];

    public static Answering Of(ulong seed, int number, string language, Experience experience)
    {
        var dice = new Dice(seed, number, Strand.Answering);
        var silent = 0.34 + 0.06 * (Planted.RecommendMean - experience.Recommend) + (language == "zh" ? 0.1 : 0);
        var talkative = language switch { "en" => 0.145, "ar" => 0.13, "fa" => 0.125, _ => 0.095 };
        return new Answering(dice.Chance(Math.Clamp(silent, 0.05, 0.85)), talkative * (0.4 + 1.2 * dice.Unit()));
    }

    /// <summary>Chance to answer a survey after a contact that deserved this rating, 1 to 5.</summary>
    public double AfterContact(int rating) => Never ? 0 : Willing * _byRating[rating - 1];

    /// <summary>Chance to answer the relationship survey with this recommendation in mind, 0 to 10.</summary>
    public double Relationship(int recommend) => Never ? 0 : Willing * _byRecommend[recommend];
}
