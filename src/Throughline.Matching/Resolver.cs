using System.Globalization;
using Throughline.Matching.Blocking;
using Throughline.Matching.Clustering;
using Throughline.Matching.Protection;
using Throughline.Matching.Records;
using Throughline.Matching.Scoring;

namespace Throughline.Matching;

/// <summary>
/// Finds which records are about one customer, without labels: keys bring pairs together, a model fitted on this table alone says what
/// each agreement is worth, and records are joined while the evidence among all of them holds.
/// </summary>
public static class Resolver
{
    const double PairsPerRecord = 0.6; // that one family of keys may bring
    const int LeastPairs = 100_000; // that it may bring to any file
    const int BlockCap = 100;
    const int PairsOfStrangers = 500_000;
    const float Hopeless = -12; // bits; rarity alone does not lift such a pair
    const int MostRounds = 5; // of learning how many records customers have
    const float Least = -6; // bits; pairs below are neither joined by nor told
    const float Linking = -3; // bits; pairs below do not bring clusters together

    internal static LinkRule Rule { get; } = new();

    /// <summary>Resolves all records of a table.</summary>
    /// <param name="table">The records.</param>
    /// <param name="options">How.</param>
    /// <param name="tell">Is told what is being done, a line at a time; between the steps, when what the last one needed can go.</param>
    /// <param name="cancellation">Stops between the steps.</param>
    public static Resolution Resolve(RecordTable table, ResolveOptions options, Action<string>? tell = null, CancellationToken cancellation = default) =>
        Run(table, options, tell ?? (_ => { }), cancellation).Resolution;

    /// <param name="records">The records.</param>
    /// <param name="options">How.</param>
    /// <param name="tell">Is told what is being done.</param>
    /// <param name="cancellation">Stops between the steps.</param>
    /// <param name="beside">What is known of the records beside their cells.</param>
    internal static ResolverRun Run(RecordTable records, ResolveOptions options, Action<string> tell, CancellationToken cancellation, BesideCells? beside = null)
    {
        var (table, shared) = ProtectedTable.Of(records, options.Policies);
        if (shared.Count > 0)
        {
            tell(string.Create(CultureInfo.InvariantCulture, $"{shared.Count:N0} values are nobody's own and say nothing: {string.Join(", ", shared.CountBy(value => value.Reason).Select(count => $"{count.Value:N0} {count.Key}"))}"));
        }

        var comparisons = ComparisonPlan.Of(table);
        var leftOut = ComparisonPlan.LeftOut(table);
        if (leftOut.Count > 0)
        {
            tell($"at most {ComparisonPlan.Most} fields are compared; left out: {string.Join(", ", leftOut)}");
        }

        var index = KeyIndex.Of(table, BlockCap, Math.Max(LeastPairs, (long)(PairsPerRecord * table.Count)));
        cancellation.ThrowIfCancellationRequested();
        tell(string.Create(CultureInfo.InvariantCulture, $"{index.Blocks:N0} blocks of records that share a key"));
        var limits = index.Limits;
        var pairs = CandidatePairs.Of(table, index, comparisons, PairsOfStrangers, options.Seed);
        var compared = pairs.Count; // the blocks from here on, and the pairs once they are weighed, are room for the edges
        cancellation.ThrowIfCancellationRequested();
        tell(string.Create(CultureInfo.InvariantCulture, $"{pairs.Count:N0} pairs compared, {pairs.Patterns.Count:N0} patterns"));
        if (pairs.Count == 0)
        {
            return Alone(table, comparisons, limits, shared, leftOut);
        }

        var model = new ModelFit(comparisons, pairs).Fit(Math.Min(table.Count * 0.5, table.PossiblePairs * 0.1));
        cancellation.ThrowIfCancellationRequested();
        tell("model fitted");
        var scorer = new PairScorer(comparisons, model, pairs.Patterns);
        var edges = Weigh(pairs, scorer);
        var rule = Rule;
        var guard = new JoinGuard(table, comparisons, scorer, options.Policies);
        var evidence = beside?.Evidence(scorer, guard) ?? new TablePairs(table, scorer, rule, guard, new CellLimits(table, options.Policies));
        if (beside is not null)
        {
            var shift = beside.Shift(evidence);
            rule = rule with { Threshold = rule.Threshold + shift, Shift = shift };
            edges = beside.Added(edges, evidence, Least);
        }

        List<Edge> linking = [.. edges.Where(edge => edge.Weight >= Linking)];
        var linked = new AverageLinkage(table.Count, evidence, rule).Of(linking, beside?.Together);
        for (var round = 0; beside is null && round < MostRounds && rule.FurtherOf(linked.Joins, SizesOf(linked.Clusters)) is var further && further < 0.95 * rule.Further; round++)
        {
            rule = rule with { Further = further };
            linked = new AverageLinkage(table.Count, evidence, rule).Of(linking);
        }

        if (ThresholdFor(linked.Joins, rule, options.TargetPrecision) is var threshold && threshold > rule.Threshold)
        {
            rule = rule with { Threshold = threshold };
            tell(string.Create(CultureInfo.InvariantCulture, $"threshold raised to {threshold:0.0} bits for an expected precision of {options.TargetPrecision:0.###}"));
            linked = new AverageLinkage(table.Count, evidence, rule).Of(linking, beside?.Together);
        }

        var reckoning = Reckoning.Of(table, linked.Joins, rule, linked.Clusters, edges);
        var profiles = Numbered(linked.Clusters);
        tell(string.Create(CultureInfo.InvariantCulture, $"{edges.Count:N0} pairs with a chance weighed, {profiles.Max() + 1:N0} profiles"));
        var sizes = profiles.CountBy(profile => profile).Max(count => count.Value);
        var resolution = new Resolution
        {
            ProfileOf = profiles,
            Profiles = profiles.Max() + 1,
            Largest = sizes,
            CandidatePairs = compared,
            Threshold = rule.Threshold,
            EstimatedPrecision = reckoning.Precision,
            EstimatedRecall = reckoning.Recall,
            Pairs = Told(edges),
            Shared = shared,
            Refused = linked.Refused,
            FieldsLeftOut = leftOut,
        };
        return new ResolverRun(resolution, edges, scorer, model, comparisons, linked.Joins, limits, evidence);
    }

    /// <summary>Nothing is shared: every record is a profile of its own.</summary>
    static ResolverRun Alone(RecordTable table, Comparison[] comparisons, IReadOnlyDictionary<string, int> limits, IReadOnlyList<SharedValue> shared, IReadOnlyList<string> leftOut)
    {
        var resolution = new Resolution
        {
            ProfileOf = [.. Enumerable.Range(0, table.Count)],
            Profiles = table.Count,
            Largest = Math.Min(1, table.Count),
            CandidatePairs = 0,
            Threshold = Rule.Threshold,
            EstimatedPrecision = null,
            EstimatedRecall = null,
            Pairs = [],
            Shared = shared,
            Refused = [],
            FieldsLeftOut = leftOut,
        };
        var model = new PairModel { Share = [], Level = [], ByChance = [] };
        return new ResolverRun(resolution, [], new PairScorer([], model, []), model, comparisons, [], limits, null);
    }

    /// <summary>The lowest threshold, not below even odds, from which on joins keep to the wanted precision.</summary>
    static double ThresholdFor(IReadOnlyList<Join> joins, LinkRule rule, double precision)
    {
        double pairs = joins.Sum(join => (double)join.Pairs), right = joins.Sum(join => join.Pairs * join.Probability(rule));
        if (right >= precision * pairs)
        {
            return rule.Threshold;
        }

        foreach (var join in joins.OrderBy(join => join.Weight))
        {
            if (right >= precision * pairs)
            {
                return join.Weight;
            }

            pairs -= join.Pairs;
            right -= join.Pairs * join.Probability(rule);
        }

        return rule.Threshold;
    }

    static IEnumerable<int> SizesOf(int[] clusters) => clusters.CountBy(cluster => cluster).Select(count => count.Value);

    static List<Edge> Weigh(CandidatePairs pairs, PairScorer scorer)
    {
        var found = new List<Edge>[pairs.Chunks.Count];
        Parallel.For(0, found.Length, c =>
        {
            var chunk = pairs.Chunks[c];
            var own = found[c] = [];
            for (var i = 0; i < chunk.Left.Length; i++)
            {
                var number = chunk.Pattern[i];
                var weight = scorer.Weight(number, pairs.Patterns[number], chunk.Left[i], chunk.Right[i], Hopeless);
                if (weight >= Least)
                {
                    own.Add(new Edge(chunk.Left[i], chunk.Right[i], weight));
                }
            }
        });
        return [.. found.SelectMany(own => own)];
    }

    static ScoredPair[] Told(List<Edge> edges)
    {
        var pairs = new ScoredPair[edges.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new ScoredPair(edges[i].Left, edges[i].Right, Probability(edges[i].Weight), edges[i].Weight);
        }

        Array.Sort(pairs, (a, b) => a.Left != b.Left ? a.Left.CompareTo(b.Left) : a.Right.CompareTo(b.Right));
        return pairs;
    }

    static double Probability(double weight) => 1 / (1 + double.Exp2(-weight));

    static int[] Numbered(int[] roots)
    {
        var numbers = new Dictionary<int, int>();
        var profiles = new int[roots.Length];
        for (var record = 0; record < roots.Length; record++)
        {
            ref var number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(numbers, roots[record], out var known);
            number = known ? number : numbers.Count - 1;
            profiles[record] = number;
        }

        return profiles;
    }
}

/// <summary>A resolution with all that led to it.</summary>
sealed record ResolverRun(Resolution Resolution, IReadOnlyList<Edge> Edges, PairScorer Scorer, PairModel Model, Comparison[] Comparisons, IReadOnlyList<Join> Joins, IReadOnlyDictionary<string, int> BlockLimits, IPairEvidence? Evidence)
{
    public int[] Profiles => Resolution.ProfileOf;
}
