using System.Runtime.InteropServices;
using Throughline.Matching.Names;
using Throughline.Matching.Normal;

namespace Throughline.Listening.Quality.Recipes;

/// <summary>How ways of writing one value are found.</summary>
public enum ClusterBy
{
    /// <summary>The same words, whatever their case, accents, order and punctuation.</summary>
    Fingerprint = 0,
    /// <summary>The same pairs of letters, whatever stands between words.</summary>
    Ngram = 1,
    /// <summary>Names that sound alike, in Latin, Arabic and Chinese script.</summary>
    Sound = 2,
}

/// <summary>Values that may be ways of writing one.</summary>
/// <param name="Into">The most frequent, which the others may be mapped to.</param>
/// <param name="Values">All of them with how often they stand there, the most frequent first.</param>
/// <param name="Step">The line of a recipe that maps them.</param>
sealed record ValueCluster(string Into, IReadOnlyList<ValueCount> Values, string Step);

/// <summary>Finds ways of writing one value, by the keys that OpenRefine made known, and by sound.</summary>
static class ValueClusters
{
    const int MostValues = 5_000;
    const int MostClusters = 100;
    const double AlikeEnough = 0.5;

    /// <summary>Clusters of two or more values, those of the most rows first.</summary>
    public static IReadOnlyList<ValueCluster> Of(string field, IReadOnlyDictionary<string, long> counts, ClusterBy by)
    {
        List<ValueCount> values = [.. counts.Select(one => new ValueCount(one.Key, one.Value)).OrderByDescending(one => one.Count).ThenBy(one => one.Value, StringComparer.Ordinal).Take(MostValues)];
        IEnumerable<List<ValueCount>> groups = by == ClusterBy.Sound ? BySound(values) : values.GroupBy(one => by == ClusterBy.Ngram ? Ngram(one.Value) : Fingerprint(one.Value)).Where(group => group.Key.Length > 0).Select(group => group.ToList());
        return
        [
            .. groups.Where(group => group.Count > 1).OrderByDescending(group => group.Sum(one => one.Count)).Take(MostClusters).Select(group => new ValueCluster(group[0].Value, group,
                $"{Checks.CheckText.Quote(field)} map {string.Join(", ", group.Skip(1).Select(one => Checks.CheckText.Quote(one.Value)))} to {Checks.CheckText.Quote(group[0].Value)}")),
        ];
    }

    /// <summary>The words of a folded value, each once, in order.</summary>
    internal static string Fingerprint(string value) =>
        string.Join(' ', Words(TextFold.Of(value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The pairs of letters of a folded value without what stands between words, each once, in order.</summary>
    internal static string Ngram(string value)
    {
        var letters = string.Concat(Words(TextFold.Of(value)));
        return letters.Length < 2 ? letters : string.Concat(Enumerable.Range(0, letters.Length - 1).Select(i => letters.Substring(i, 2)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    static IEnumerable<string> Words(string folded)
    {
        var from = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var isLetter = i < folded.Length && char.IsLetterOrDigit(folded[i]);
            if (isLetter && from < 0)
            {
                from = i;
            }
            else if (!isLetter && from >= 0)
            {
                yield return folded[from..i];
                from = -1;
            }
        }
    }

    /// <summary>Values that share a key of sounds and are alike enough when compared; each joins the most frequent that it is like.</summary>
    static List<List<ValueCount>> BySound(List<ValueCount> values)
    {
        var (keys, comparison) = (new NameKeys(), new NameComparison());
        var room = new ulong[NameKeys.Most];
        var byKey = new Dictionary<ulong, List<int>>();
        var groups = new List<List<ValueCount>>();
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i].Value;
            if (value.Length > 80 || value.Any(char.IsDigit))
            {
                continue;
            }

            var found = -1;
            var count = keys.Write(value, room);
            comparison.Take(value);
            foreach (var key in room.AsSpan(0, count))
            {
                foreach (var group in key == 0 ? [] : byKey.GetValueOrDefault(key) ?? [])
                {
                    if (found < 0 && comparison.Score(groups[group][0].Value) >= AlikeEnough)
                    {
                        found = group;
                    }
                }
            }

            if (found >= 0)
            {
                groups[found].Add(values[i]);
                continue;
            }

            groups.Add([values[i]]);
            foreach (var key in room.AsSpan(0, count))
            {
                ref var of = ref CollectionsMarshal.GetValueRefOrAddDefault(byKey, key, out _);
                (of ??= []).Add(groups.Count - 1);
            }
        }

        return groups;
    }
}
