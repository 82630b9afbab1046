using Throughline.Language.Normal;

namespace Throughline.Language.Topics.Discovery;

/// <summary>Names groups by the terms that tell each from the others: tf · ln(1 + A / f), with A the terms of a mean group and f how often a term occurs in all (class-based TF-IDF, Grootendorst 2022).</summary>
static class TopicNames
{
    /// <summary>Of each group its most telling terms; pieces of a term that is shown, and terms that a shown one is a piece of, are left out.</summary>
    public static string[][] Of(TermTable table, int[][] groups, int shown)
    {
        var all = new double[table.Words.Length];
        var counts = groups.Select(group =>
        {
            var of = new SortedDictionary<int, double>();
            foreach (var row in group)
            {
                foreach (var column in table.Rows[row].Columns)
                {
                    of[column] = of.GetValueOrDefault(column) + 1;
                    all[column]++;
                }
            }

            return of;
        }).ToArray();
        var mean = all.Sum() / Math.Max(1, groups.Length);
        return [.. counts.Select(of => Chosen(of.OrderByDescending(term => term.Value * Math.Log(1 + (mean / all[term.Key]))).ThenBy(term => term.Key).Select(term => table.Words[term.Key]), shown))];
    }

    static string[] Chosen(IEnumerable<string> terms, int shown)
    {
        var chosen = new List<string>();
        foreach (var term in terms)
        {
            if (!chosen.Exists(other => IsPiece(term, other) || IsPiece(other, term)))
            {
                chosen.Add(term);
            }

            if (chosen.Count == shown)
            {
                break;
            }
        }

        return [.. chosen];
    }

    static bool IsPiece(string part, string whole) => Letters.IsHan(part[0]) && (whole.Contains(part, StringComparison.Ordinal) || (whole.Length > 1 && part.Length > 1 && (whole[^1] == part[0] || part[^1] == whole[0])));
}
