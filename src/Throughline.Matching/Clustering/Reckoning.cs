using Throughline.Matching.Records;

namespace Throughline.Matching.Clustering;

/// <summary>What a clustering may be expected to be worth, without labels.</summary>
/// <param name="Precision">Expected share of joined pairs that are one customer; null where nothing was joined.</param>
/// <param name="Recall">Expected share of the pairs of one customer that were joined; null where there seem to be none.</param>
sealed record Reckoning(double? Precision, double? Recall)
{
    /// <param name="table">The records.</param>
    /// <param name="joins">How clusters came about.</param>
    /// <param name="rule">The rule they came about by.</param>
    /// <param name="clusters">The cluster of each record.</param>
    /// <param name="edges">Weighed pairs; those across clusters are what may be missed.</param>
    public static Reckoning Of(RecordTable table, IReadOnlyList<Join> joins, LinkRule rule, int[] clusters, IReadOnlyList<Edge> edges)
    {
        double joined = 0, right = 0, missed = 0;
        var chances = new PairChances(rule, clusters, edges);
        foreach (var join in joins)
        {
            joined += join.Pairs;
            right += join.Pairs * (chances.Of(join) ?? join.Probability(rule));
        }

        foreach (var edge in edges)
        {
            missed += clusters[edge.Left] == clusters[edge.Right] ? 0 : chances.Of(edge);
        }

        var all = right + missed + Unmet(table, clusters, right);
        return new Reckoning(joined > 0 ? right / joined : null, all > 0 ? right / all : null);
    }

    /// <summary>
    /// Pairs of one customer that no key brings together, by capture and recapture (Chapman 1951): pairs caught by a name, pairs caught
    /// by anything else, and pairs caught by both, among those that were joined.
    /// </summary>
    static double Unmet(RecordTable table, int[] clusters, double right)
    {
        Column[] names = [.. table.Columns.Where(c => c.Field is MatchField.FirstName or MatchField.LastName or MatchField.Organisation or MatchField.Title)];
        Column[] others = [.. table.Columns.Except(names)];
        double byName = 0, byOther = 0, byBoth = 0, pairs = 0;
        foreach (var members in MembersOf(clusters))
        {
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++)
                {
                    var (name, other) = (Share(names, members[i], members[j]), Share(others, members[i], members[j]));
                    pairs++;
                    byName += name ? 1 : 0;
                    byOther += other ? 1 : 0;
                    byBoth += name && other ? 1 : 0;
                }
            }
        }

        if (pairs == 0 || names.Length == 0 || others.Length == 0)
        {
            return 0;
        }

        var estimate = (byName + 1) * (byOther + 1) / (byBoth + 1) - 1;
        return right / pairs * Math.Max(0, estimate - (byName + byOther - byBoth));
    }

    static IEnumerable<int[]> MembersOf(int[] clusters) =>
        clusters.Index().GroupBy(c => c.Item, c => c.Index).Select(g => g.ToArray()).Where(members => members.Length > 1);

    static bool Share(Column[] columns, int left, int right) =>
        columns.Any(column => column.Ids[left] != 0 && column.Ids[left] == column.Ids[right]);
}
