using Throughline.Server.Cli;

namespace Throughline.Tests.Language;

/// <summary>A developer set of the shared folder.</summary>
static class LabelledSet
{
    public readonly record struct Row(string Text, string Label, string Split);

    /// <summary>Its rows; the test is skipped where it is not there.</summary>
    public static IReadOnlyList<Row> Read(string file)
    {
        var table = CsvTable.Read(SharedFolder.Require(Path.Combine("data/text", file)));
        var (text, label, split) = (table.Place("text"), table.Place("label"), table.Place("split"));
        return [.. table.Rows.Select(row => new Row(row[text], row[label], row[split]))];
    }

    /// <summary>The chance that one of the positive side scores above one of the other; equal scores count half.</summary>
    public static double Auc(IEnumerable<(double Score, bool IsPositive)> scored)
    {
        var order = scored.OrderBy(one => one.Score).ToArray();
        double ranks = 0, positives = 0;
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end < order.Length && order[end].Score == order[i].Score)
            {
                end++;
            }

            for (var at = i; at < end; at++)
            {
                ranks += order[at].IsPositive ? (i + end + 1) / 2.0 : 0;
                positives += order[at].IsPositive ? 1 : 0;
            }

            i = end;
        }

        return (ranks - (positives * (positives + 1) / 2)) / (positives * (order.Length - positives));
    }
}
