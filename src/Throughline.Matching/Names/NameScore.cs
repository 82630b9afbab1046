namespace Throughline.Matching.Names;

/// <summary>What a cost is worth: from hundredths of a unit of cost over all letters of both names to 0 … 1.</summary>
static class NameScore
{
    /// <summary>The cost of a letter at which the score is one half.</summary>
    const double Half = 60;

    /// <summary>Below this score two names have nothing in common that is worth telling.</summary>
    public const double Least = 0.25;

    /// <summary>What it costs to read a name by the rules of the rarer origin, in hundredths.</summary>
    public const int NativeOrigin = 100;

    public static double Of(int cost, int letters) => Math.Pow(2, -cost / (Half * letters));

    /// <summary>The cost that is just too high for a score.</summary>
    public static int Limit(double score, int letters) => (int)(-Math.Log2(score) * Half * letters) + 1;
}
