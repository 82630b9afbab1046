using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching.Live;

public sealed partial class LiveRecords
{
    /// <summary>Why two records are thought to be one customer, or not. Asks nothing of groups: a pair can speak for a join that the others refuse.</summary>
    public PairExplanation Explain(int a, int b)
    {
        lock (_lock)
        {
            Require(a);
            Require(b);
            Dilute();
            var prior = PairScorer.Rounded(_scorer.Prior);
            var weight = prior;
            var parts = new List<EvidencePart>();
            foreach (var (place, (level, total)) in _scorer.Steps(a, b).Index())
            {
                var comparison = _comparisons[place];
                parts.Add(new EvidencePart(comparison.Column.Field, LevelCode.Of(comparison, level), total - weight, ShareOf(comparison, level, a)));
                weight = total;
            }

            if (_pairs.OfIdentifiers(a, b) is not 0 and var bits)
            {
                bits = PairScorer.Rounded(bits);
                parts.Add(new EvidencePart(MatchField.ExternalId, LevelCode.SharedIdentifier, bits, null));
                weight += bits;
            }

            return new PairExplanation(prior, parts, weight, Probability(weight), _index.FoundBy(a, b), Objections(a, b));
        }
    }

    /// <summary>Pairs near the line between one customer and two, the nearest first, for somebody to look at.</summary>
    /// <param name="most">Most pairs to tell.</param>
    public IReadOnlyList<ReviewPair> Doubtful(int most)
    {
        lock (_lock)
        {
            LookForDoubts();
            Dilute();
            var pairs = new List<ReviewPair>();
            foreach (var (left, right) in _doubts.All(_groups.Has))
            {
                if (pairs.Count >= most)
                {
                    break;
                }

                if (!_statements.AreApart(left, right) && !_statements.AreTogether(left, right))
                {
                    double weight = _pairs.Weight(left, right);
                    pairs.Add(new ReviewPair(left, right, weight, Probability(weight), _groups.AreTogether(left, right)));
                }
            }

            return pairs;
        }
    }

    List<string> Objections(int a, int b)
    {
        var objections = new List<string>();
        if (_statements.AreApart(a, b))
        {
            objections.Add(ObjectionCode.SaidApart);
        }

        objections.AddRange(_table.Guarded.SharedInVain(a, b));
        _identifiers.Shared(a, b, out var inVain);
        if (inVain)
        {
            objections.Add(ProtectionReason.SharedValue);
        }

        var own = false;
        foreach (var witness in _scorer.Witnesses)
        {
            var evidence = _scorer.Evidence(witness.Comparison, a, b);
            own |= evidence > 0 && !witness.FirstName;
            if (witness.Lasting && evidence < 0 && !objections.Contains(ObjectionCode.LastingDiffers))
            {
                objections.Add(ObjectionCode.LastingDiffers);
            }
        }

        objections.AddRange(_scorer.Witnesses.Where(witness => witness.Veto is not null && _pairs.AreTwo(witness, a, b)).Select(witness => witness.Veto!));
        if (_pairs.KnowsWeak && !_pairs.RestsOnMore(a, b) && _pairs.Weight(a, b) > _scorer.Prior)
        {
            objections.Add(ProtectionReason.WeakAlone);
        }

        if (!_groups.AreTogether(a, b) && _limits.IsOver(_groups.Of(a), _groups.Of(b)))
        {
            objections.Add(ProtectionReason.OverLimit);
        }

        if (!own && _scorer.UnderOneRoof(a, b))
        {
            objections.Add(ObjectionCode.UnderOneRoof);
        }

        return [.. objections.Distinct()];
    }

    static double? ShareOf(Comparison comparison, int level, int record) =>
        level >= comparison.Exact ? comparison.Column.Counts[comparison.Column.Ids[record]] / (double)comparison.Column.Filled : null;

    double Probability(double weight) => 1 / (1 + double.Exp2(_rule.Shift - weight));
}
