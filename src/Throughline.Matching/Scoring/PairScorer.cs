using Throughline.Matching.Protection;
using Throughline.Matching.Records;

namespace Throughline.Matching.Scoring;

/// <summary>Weight of evidence that two records are one customer, in bits: log2 of the odds, prior included.</summary>
sealed class PairScorer
{
    const double SupposedMates = 0.5; // for each match, in a town
    const double SupposedMatches = 10; // that this counts for

    readonly Comparison[] _comparisons;
    readonly PairModel _model;
    readonly double[][] _evidence;
    readonly Column[] _roofs;
    readonly double[] _logs; // by pattern number, then kind

    public PairScorer(Comparison[] comparisons, PairModel model, IReadOnlyList<ulong> patterns)
    {
        (_comparisons, _model) = (comparisons, model);
        _evidence = [.. comparisons.Select((c, i) => Enumerable.Range(0, c.Levels).Select(level => Evidence(model, c, i, level)).ToArray())];
        _roofs = [.. comparisons.Select(c => c.Column).Where(c => c.Field is MatchField.Street or MatchField.Postcode or MatchField.Phone)];
        Witnesses = [.. Enumerable.Range(0, comparisons.Length)
            .Where(i => ComparisonPlan.IsWitness(comparisons[i].Column.Field))
            .Select(i => new Witness(i, ComparisonPlan.IsLasting(comparisons[i].Column.Field), comparisons[i].Column.Field == MatchField.FirstName, VetoOf(comparisons[i].Column.Field)))];
        _logs = new double[patterns.Count * PairModel.Kinds];
        for (var p = 0; p < patterns.Count; p++)
        {
            Logs(patterns[p], _logs.AsSpan(p * PairModel.Kinds, PairModel.Kinds));
        }
    }

    /// <summary>Comparisons that speak for a person alone.</summary>
    public Witness[] Witnesses { get; }

    /// <summary>Bits that one comparison alone says of two records, or null where a value is missing.</summary>
    public double? Evidence(int comparison, int left, int right)
    {
        var level = _comparisons[comparison].Level(left, right);
        return level == Comparison.Missing ? null : _evidence[comparison][level];
    }

    /// <summary>
    /// Two who live together for each two who are the same, at most 1. A file with few matches cannot show that nobody in it lives with another: what is
    /// supposed of a town counts beside it for a few of them.
    /// </summary>
    public double MatesPerMatch
    {
        get
        {
            double mates = double.Exp2(_model.Share[(int)PairKind.Mates]), same = double.Exp2(Sum(_model.Share[(int)PairKind.Same], _model.Share[(int)PairKind.Moved]));
            return Math.Min(1, _model.Pairs == 0 ? mates / same : (mates * _model.Pairs + SupposedMates * SupposedMatches) / (same * _model.Pairs + SupposedMatches));
        }
    }

    /// <summary>True for two records that bear one and the same value, or a number with one slip; addresses that are made of one surname are like each other.</summary>
    public bool BearOne(int comparison, int left, int right) =>
        _comparisons[comparison] is var own && own.Level(left, right) is var level && level >= own.Exact - (own is CodeComparison ? 1 : 0);

    /// <summary>True for two records with one street, postcode or phone.</summary>
    public bool UnderOneRoof(int left, int right)
    {
        foreach (var column in _roofs)
        {
            if (column.Ids[left] != 0 && column.Ids[left] == column.Ids[right])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Bits by which all kinds but strangers are rarer than in the fit: pairs grow with the square of the records, matches with their number.
    /// </summary>
    public double Dilution { get; set; }

    /// <summary>Bits before anything is compared.</summary>
    public double Prior
    {
        get
        {
            Span<double> logs = stackalloc double[PairModel.Kinds];
            Logs(0, logs); // a pattern in which everything is missing
            return Weight(logs);
        }
    }

    /// <summary>The weight of any two records.</summary>
    public float Weight(int left, int right)
    {
        var pattern = PairPattern.Of(_comparisons, left, right);
        Span<double> logs = stackalloc double[PairModel.Kinds];
        Logs(pattern, logs);
        return Weight(pattern, left, right, logs);
    }

    /// <summary>
    /// The weight as fields are added one after another: the level of each, and the weight with it and those before it. Rounded to 2^-20 bits, so
    /// that differences add up without error.
    /// </summary>
    public (int Level, double Total)[] Steps(int left, int right)
    {
        var pattern = PairPattern.Of(_comparisons, left, right);
        var steps = new (int, double)[_comparisons.Length];
        Span<double> logs = stackalloc double[PairModel.Kinds];
        for (var i = 0; i < steps.Length; i++)
        {
            var part = pattern & (ulong.MaxValue >> (60 - 4 * i));
            Logs(part, logs);
            steps[i] = (PairPattern.Level(pattern, i), Rounded(Exact(part, left, logs)));
        }

        return steps;
    }

    /// <summary>A weight in whole 2^-20 bits.</summary>
    public static double Rounded(double weight) => Math.Round(weight * (1 << 20)) / (1 << 20);

    /// <summary>The weight of a pair whose pattern is known; one that is hopeless for any values is not looked at closer.</summary>
    public float Weight(int number, ulong pattern, int left, int right, float hopeless)
    {
        var logs = _logs.AsSpan(number * PairModel.Kinds, PairModel.Kinds);
        var plain = Weight(logs);
        return plain < hopeless ? (float)plain : Weight(pattern, left, right, logs);
    }

    float Weight(ulong pattern, int left, int right, ReadOnlySpan<double> logs) => (float)Exact(pattern, left, logs);

    double Exact(ulong pattern, int left, ReadOnlySpan<double> logs)
    {
        Span<double> shifted = stackalloc double[PairModel.Kinds];
        logs.CopyTo(shifted);
        for (var i = 0; i < _comparisons.Length; i++)
        {
            var shift = _comparisons[i].Shift(left, PairPattern.Level(pattern, i));
            if (shift != 0)
            {
                for (var kind = 0; kind < PairModel.Kinds; kind++)
                {
                    shifted[kind] -= _model.ByChance[kind][i] ? shift : 0;
                }
            }
        }

        return Weight(shifted);
    }

    static string? VetoOf(MatchField field) => field switch
    {
        MatchField.FirstName => ProtectionReason.OtherFirstName,
        MatchField.BirthDate => ProtectionReason.OtherBirthDate,
        _ => null,
    };

    void Logs(ulong pattern, Span<double> logs)
    {
        for (var kind = 0; kind < PairModel.Kinds; kind++)
        {
            logs[kind] = _model.Log((PairKind)kind, pattern) - (kind == 0 ? 0 : Dilution);
        }
    }

    /// <summary>A first name is what namesakes share anyway; an address that is made of it is not more than it.</summary>
    static double Evidence(PairModel model, Comparison comparison, int place, int level) =>
        model.Level[(int)PairKind.Same][place][level] - Math.Max(
            model.Level[(int)PairKind.Strangers][place][level],
            comparison.Column.Field == MatchField.FirstName ? double.NegativeInfinity : model.Level[(int)PairKind.Namesakes][place][level]);

    /// <summary>Log2 of the odds of the two kinds that are one and the same against all others.</summary>
    static double Weight(ReadOnlySpan<double> logs)
    {
        var against = logs[(int)PairKind.Strangers];
        for (var kind = (int)PairKind.Mates; kind < PairModel.Kinds; kind++)
        {
            against = kind == (int)PairKind.Moved ? against : Sum(against, logs[kind]);
        }

        return Sum(logs[(int)PairKind.Same], logs[(int)PairKind.Moved]) - against;
    }

    static double Sum(double a, double b)
    {
        var (high, low) = a > b ? (a, b) : (b, a);
        if (high - low > 40)
        {
            return high;
        }

        return high + Math.Log2(1 + double.Exp2(low - high));
    }
}

/// <summary>A comparison that speaks for a person alone, not for the house.</summary>
/// <param name="Comparison">Its place.</param>
/// <param name="Lasting">True where the field hardly ever differs altogether within one customer.</param>
/// <param name="FirstName">True for the first name.</param>
/// <param name="Veto">Why two under one roof who differ in it are never joined, as a code; null where they may be.</param>
readonly record struct Witness(int Comparison, bool Lasting, bool FirstName, string? Veto)
{
    /// <summary>True for a number or an address that only one person has; twins share a birth date.</summary>
    public bool IsOwn => !FirstName && Veto is null;
}
