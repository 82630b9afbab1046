namespace Throughline.Profiles.Reviews;

/// <summary>A pair of records of which it is not sure whether they are one customer, with what would move.</summary>
/// <param name="Left">The lower record.</param>
/// <param name="Right">The higher record.</param>
/// <param name="Weight">Evidence in bits.</param>
/// <param name="Probability">That they are one customer, 0 to 1.</param>
/// <param name="Joined">True where they stand in one profile now.</param>
/// <param name="HeldApart">True where protection keeps them apart, whatever the evidence.</param>
/// <param name="Signals">Signals that would come to another profile.</param>
/// <param name="Records">Records that would.</param>
/// <param name="Consents">Consents and refusals of theirs.</param>
/// <param name="Relations">Ties of theirs.</param>
sealed record DoubtfulPair(
    int Left, int Right, double Weight, double Probability, bool Joined, bool HeldApart, long Signals, long Records, long Consents, long Relations);

/// <summary>Codes of why a pair is worth a look.</summary>
public static class ReviewReason
{
    /// <summary>Nearly even odds.</summary>
    public const string NearThreshold = "near_threshold";

    /// <summary>Protection keeps two apart whom the evidence would join.</summary>
    public const string HeldApart = "held_apart";

    /// <summary>Many signals would move.</summary>
    public const string ManySignals = "many_signals";

    /// <summary>Consents or refusals would move.</summary>
    public const string Consents = "consents";

    /// <summary>Ties to others would move.</summary>
    public const string Relations = "relations";

    /// <summary>Drawn by lot, so that the measured precision is not that of hard cases alone.</summary>
    public const string Drawn = "drawn";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } = [NearThreshold, HeldApart, ManySignals, Consents, Relations, Drawn];
}

/// <summary>
/// What a look at a pair is worth: how little is known times how much hangs on it. And the lot, by which one in five of the joined pairs is
/// drawn whatever it is worth; docs/methods/reviews.md.
/// </summary>
static class ReviewWorth
{
    const int OneIn = 5;
    const double LeastDoubtOfHeldApart = 0.5;
    const double ValueOfLabel = 2;

    /// <summary>The worth, 0 and more, and the code of what makes most of it.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="threshold">Weight at which pairs are joined, in bits.</param>
    /// <param name="labels">Verdicts there are on pairs of about this weight.</param>
    public static (double Worth, string Because) Of(DoubtfulPair pair, double threshold, int labels)
    {
        var p = 1 / (1 + double.Exp2(threshold - pair.Weight));
        var doubt = Math.Max(4 * p * (1 - p), pair.HeldApart ? LeastDoubtOfHeldApart : 0);
        (double Share, string Because)[] impact =
        [
            (Math.Log2(1 + pair.Signals) / 2, ReviewReason.ManySignals),
            (2 * Math.Log2(1 + pair.Consents), ReviewReason.Consents),
            (Math.Log2(1 + pair.Relations), ReviewReason.Relations),
        ];
        var most = impact.MaxBy(one => one.Share);
        var own = 1 + Math.Log2(1 + pair.Records) + ValueOfLabel / (1 + labels);
        return (doubt * (own + impact.Sum(one => one.Share)),
            pair.HeldApart ? ReviewReason.HeldApart : most.Share > own ? most.Because : ReviewReason.NearThreshold);
    }

    /// <summary>The pair's lot: always the same number, and no number tells anything of the pair.</summary>
    public static long LotOf(int left, int right)
    {
        var mixed = Mix(Mix((ulong)(uint)left << 32 | (uint)right));
        return (long)(mixed >> 1);
    }

    /// <summary>True for one in five joined pairs. They are looked at in the order of their lots alone.</summary>
    public static bool IsDrawn(bool joined, long lot) => joined && lot % OneIn == 0;

    /// <summary>Verdicts count for pairs whose weight lies in the same bit.</summary>
    public static int BandOf(double weight) => (int)Math.Floor(weight);

    static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
