using Throughline.Matching.Clustering;
using Throughline.Matching.Protection;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

/// <summary>
/// Evidence of two resident records: what their values say, exact identifiers, and what somebody said. A strong identifier that is shared makes a pair
/// likely with nothing else to go by; whatever differs counts against that.
/// </summary>
sealed class LivePairs(PairScorer scorer, JoinGuard guard, IdentifierBook identifiers, LimitBook limits, StatementBook statements) : IPairEvidence
{
    /// <summary>Weight in bits of two records that share a strong identifier and nothing else.</summary>
    const double StrongAlone = 10;

    /// <summary>The same of a weak one: not enough.</summary>
    const double WeakAlone = -2;

    /// <summary>So far against a join that no average makes up for it.</summary>
    const double Forbidden = -1e6;

    public double Prior => scorer.Prior;

    public double MatesPerMatch => scorer.MatesPerMatch;

    public Witness[] Witnesses => scorer.Witnesses;

    /// <summary>
    /// What the values of two records say. Records that were said to be one customer speak as one: another that is like any of them is not kept away
    /// by the others.
    /// </summary>
    public float Weight(int left, int right)
    {
        if (!statements.Any)
        {
            return Plain(left, right);
        }

        var (lefts, rights) = (statements.OneWith(left), statements.OneWith(right));
        return lefts.Max(l => rights.Max(r => Plain(l, r)));
    }

    /// <summary>What evidence alone says of two records, and whether protection lets it decide; what was said of them is no part of it.</summary>
    public double? Unsaid(int left, int right) =>
        (guard.KnowsWeak && !RestsOnMore(left, right)) || IsOverLimit([left], [right]) || scorer.Witnesses.Any(witness => AreTwo(witness, left, right)) ? null : Plain(left, right);

    float Plain(int left, int right) => (float)(scorer.Weight(left, right) + OfIdentifiers(left, right));

    /// <summary>Bits that shared identifiers add.</summary>
    public double OfIdentifiers(int left, int right) => identifiers.Shared(left, right, out _) switch
    {
        IdentifierStrength.Strong => StrongAlone - scorer.Prior,
        IdentifierStrength.Weak => WeakAlone - scorer.Prior,
        _ => 0,
    };

    public double? Evidence(int comparison, int left, int right) => scorer.Evidence(comparison, left, right);

    public bool UnderOneRoof(int left, int right) => scorer.UnderOneRoof(left, right);

    public bool BearOne(int comparison, int left, int right) => scorer.BearOne(comparison, left, right);

    public bool KnowsWeak => guard.KnowsWeak;

    public bool RestsOnMore(int left, int right) => guard.RestsOnMore(left, right) || identifiers.Shared(left, right, out _) == IdentifierStrength.Strong;

    public bool AreTwo(Witness witness, int left, int right) => guard.AreTwo(witness, left, right);

    public bool IsOverLimit(IReadOnlyList<int> left, IReadOnlyList<int> right) => limits.IsOver(left, right);

    public double? Said(int left, int right) => statements.AreApart(left, right) ? Forbidden : null;

    /// <summary>What joined two records, as a code.</summary>
    public string By(int left, int right) =>
        statements.AreTogether(left, right) ? "statement" : identifiers.Shared(left, right, out _) == IdentifierStrength.Strong ? "identifier" : "evidence";
}
