namespace Throughline.Matching.Scoring;

/// <summary>Kinds of pairs that the model tells apart.</summary>
enum PairKind
{
    /// <summary>Two who have nothing to do with each other; what they share they share by chance.</summary>
    Strangers = 0,
    /// <summary>One and the same.</summary>
    Same = 1,
    /// <summary>Two who live together: they share place, phone and family name, not who they are.</summary>
    Mates = 2,
    /// <summary>One and the same at another place.</summary>
    Moved = 3,
    /// <summary>Two who bear one name: they share it and the addresses made of it, nothing else.</summary>
    Namesakes = 4,
    /// <summary>Two of one name who live together: father and son.</summary>
    Kin = 5,
    /// <summary>Two who live together and were born on one day.</summary>
    Twins = 6,
}

/// <summary>
/// Fellegi-Sunter with seven kinds of pairs instead of two: within a kind fields are independent, and what fields depend on each other for
/// (a household, a move) is a kind of its own. Holds log2 probabilities.
/// </summary>
sealed class PairModel
{
    public const int Kinds = 7;

    /// <summary>log2 of the share of each kind among all pairs.</summary>
    public required double[] Share { get; init; }

    /// <summary>Pairs that the shares were learnt from; 0 where they are supposed.</summary>
    public double Pairs { get; init; }

    /// <summary>log2 probability of a level, by kind, comparison and level.</summary>
    public required double[][][] Level { get; init; }

    /// <summary>True where agreement within a kind is by chance, so that rare values say more.</summary>
    public required bool[][] ByChance { get; init; }

    /// <summary>log2 of share times probability of a pattern's levels, for one kind.</summary>
    public double Log(PairKind kind, ulong pattern)
    {
        var levels = Level[(int)kind];
        var sum = Share[(int)kind];
        for (var i = 0; i < levels.Length; i++)
        {
            sum += levels[i][PairPattern.Level(pattern, i)];
        }

        return sum;
    }
}
