using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Clustering;

/// <summary>What clustering asks about two records: of a table that is whole, or of records that come and go.</summary>
interface IPairEvidence
{
    /// <summary>Bits before anything is compared.</summary>
    double Prior { get; }

    /// <summary>Two who live together for each two who are the same, at most 1.</summary>
    double MatesPerMatch { get; }

    /// <summary>Comparisons that speak for a person alone.</summary>
    Witness[] Witnesses { get; }

    /// <summary>The weight of any two records.</summary>
    float Weight(int left, int right);

    /// <summary>Bits that one comparison alone says of two records, or null where a value is missing.</summary>
    double? Evidence(int comparison, int left, int right);

    /// <summary>True for two records with one street, postcode or phone.</summary>
    bool UnderOneRoof(int left, int right);

    /// <summary>False where a table has nothing but weak identifiers, or none: then there is nothing to tell by.</summary>
    bool KnowsWeak { get; }

    /// <summary>True when something else than one weak identifier speaks for the two being one.</summary>
    bool RestsOnMore(int left, int right);

    /// <summary>True for two under one roof whom a witness tells apart clearly.</summary>
    bool AreTwo(Witness witness, int left, int right);

    /// <summary>True for two who bear one and the same value of a comparison.</summary>
    bool BearOne(int comparison, int left, int right);

    /// <summary>True when two clusters together would bear more values of an identifier than its policy allows.</summary>
    bool IsOverLimit(IReadOnlyList<int> left, IReadOnlyList<int> right);

    /// <summary>What a pair counts whatever its values say; null where they decide.</summary>
    double? Said(int left, int right);
}

/// <summary>Evidence of a table that is whole. Two records of one side of a link count as far against each other as any pair does.</summary>
sealed class TablePairs(RecordTable table, PairScorer scorer, LinkRule rule, JoinGuard guard, CellLimits limits) : IPairEvidence
{
    public double Prior => scorer.Prior;

    public double MatesPerMatch => scorer.MatesPerMatch;

    public Witness[] Witnesses => scorer.Witnesses;

    public float Weight(int left, int right) => scorer.Weight(left, right);

    public double? Evidence(int comparison, int left, int right) => scorer.Evidence(comparison, left, right);

    public bool UnderOneRoof(int left, int right) => scorer.UnderOneRoof(left, right);

    public bool BearOne(int comparison, int left, int right) => scorer.BearOne(comparison, left, right);

    public bool KnowsWeak => guard.KnowsWeak;

    public bool RestsOnMore(int left, int right) => guard.RestsOnMore(left, right);

    public bool AreTwo(Witness witness, int left, int right) => guard.AreTwo(witness, left, right);

    public bool IsOverLimit(IReadOnlyList<int> left, IReadOnlyList<int> right) => limits.IsOver(left, right);

    public double? Said(int left, int right) => table.MayPair(left, right) ? null : rule.Least;
}
