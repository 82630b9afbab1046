using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

/// <summary>
/// What is supposed of fields before there are records enough to learn from: a town of a thousand records, half of them a second record of
/// somebody, in which two who bear one name are a little more often two people than one.
/// </summary>
static class SupposedModel
{
    const double Records = 1_000;
    const double Matches = 500;
    const double Moved = 0.2, Mates = 0.5, Namesakes = 1.2, Kin = 0.05, Twins = 0.05; // for each match

    // Mean share of records that bear a value of each class of rarity: the middle of its bits.
    static readonly double[] s_mean = [double.Exp2(-3), double.Exp2(-6.5), double.Exp2(-9.5), double.Exp2(-13)];

    /// <summary>log2 of the share of each kind among all pairs.</summary>
    public static double[] Share()
    {
        const double pairs = Records * (Records - 1) / 2;
        var share = new double[PairModel.Kinds];
        share[(int)PairKind.Same] = (1 - Moved) * Matches / pairs;
        share[(int)PairKind.Moved] = Moved * Matches / pairs;
        share[(int)PairKind.Mates] = Mates * Matches / pairs;
        share[(int)PairKind.Namesakes] = Namesakes * Matches / pairs;
        share[(int)PairKind.Kin] = Kin * Matches / pairs;
        share[(int)PairKind.Twins] = Twins * Matches / pairs;
        share[(int)PairKind.Strangers] = 1 - share.Sum();
        return [.. share.Select(Math.Log2)];
    }

    /// <summary>Records that the shares are about.</summary>
    public static int Of => (int)Records;

    /// <summary>What a field's levels are worth.</summary>
    /// <remarks>The comparison counts by what is supposed from now on.</remarks>
    public static FieldWorth Worth(Comparison comparison)
    {
        var field = comparison.Column.Field;
        double[] classes = [.. Enumerable.Repeat(1.0 / Rarity.Classes, Rarity.Classes)];
        double[] meeting = [.. classes.Zip(s_mean, (share, mean) => share * mean)];
        comparison.CountBy(new Rarity(new RunningRarity(comparison.Column, classes, meeting, Records, Typical(field))));
        double[] chance = [.. Chance(comparison, field), .. meeting];
        chance[Comparison.Different] = 1 - chance.Sum();
        var tied = Enumerable.Range(0, PairModel.Kinds).Select(kind => ModelFit.IsTied((PairKind)kind, field)).ToArray();
        var level = tied.Select((byChance, kind) => byChance ? chance
            : field == MatchField.Email && (PairKind)kind is PairKind.Namesakes or PairKind.Kin ? OfOneName(comparison)
            : ModelFit.Prior((PairKind)kind, comparison));
        return new FieldWorth
        {
            Field = field,
            ByWords = comparison is WordsComparison,
            Level = [.. level.Select(l => l.Select((p, i) => i == Comparison.Missing ? 0 : Math.Log2(Math.Max(p, 1e-30))).ToArray())],
            ByChance = tied,
            RarityShare = classes,
            RarityMeeting = meeting,
            Supposed = Records,
            Typical = Typical(field),
        };
    }

    /// <summary>Two who bear one name have addresses made of it, seldom the very same.</summary>
    static double[] OfOneName(Comparison comparison)
    {
        double[] levels = [0, 0.78, 0.1, 0.08, 0.02, .. Enumerable.Repeat(0.02 / Rarity.Classes, Rarity.Classes)];
        return levels.Length == comparison.Levels ? levels : throw new InvalidOperationException("Addresses have other levels than are supposed here.");
    }

    /// <summary>How often two strangers reach each level below exact agreement.</summary>
    static double[] Chance(Comparison comparison, MatchField field) => comparison switch
    {
        PersonNameComparison => [0, 0, 0.01, 0.003, 0.002, 0.002, 0.002, 0.0005, 0.0005],
        DateComparison => [0, 0, 0.015, 0.015, 0.002, 0.002, 0.001, 0.0003],
        EmailComparison => [0, 0, 0.005, 0.001, 0.001],
        CodeComparison => [0, 0, field == MatchField.Postcode ? 0.05 : 0.002, 0.001],
        WordsComparison => [0, 0, 0.05, 0.02, 0.003, 0.0005],
        YearComparison => [0, 0, 0.08],
        _ => [0, 0, 0.02, 0.005],
    };

    /// <summary>Share of records that bear a value of the field as frequent as most are.</summary>
    static double Typical(MatchField field) => field switch
    {
        MatchField.FirstName => 0.005,
        MatchField.LastName or MatchField.Street => 0.001,
        MatchField.BirthDate => 0.0001,
        MatchField.Email or MatchField.Phone or MatchField.NationalId or MatchField.ExternalId => 0.00001,
        MatchField.Organisation or MatchField.Title => 0.0005,
        MatchField.Postcode => 0.002,
        MatchField.Region => 0.1,
        MatchField.Country => 0.5,
        MatchField.Year => 0.03,
        MatchField.HouseNumber or MatchField.Occupation => 0.01,
        _ => 0.02,
    };
}
