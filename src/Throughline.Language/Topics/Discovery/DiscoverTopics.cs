using Throughline.Language.Normal;

namespace Throughline.Language.Topics.Discovery;

/// <summary>
/// Proposes topics for texts that no topic of a taxonomy took. The same texts in any order, on any number of threads, give the same topics to the bit.
/// Topics found this way do not make a taxonomy: a person looks at them and adopts some.
/// </summary>
public static class DiscoverTopics
{
    /// <summary>Fewest different texts that topics are looked for in.</summary>
    public const int FewestTexts = 30;

    /// <summary>Fewest different texts of a topic.</summary>
    public const int FewestAlike = 3;

    /// <summary>Fewest and most groups.</summary>
    public const int FewestGroups = 2, MostGroups = 24;

    const int Starts = 4, ShownWords = 4, ShownTexts = 3;
    const double SameTopic = 0.3; // likeness of two directions from which on they are one topic
    const ulong Seed = 20_260_101;

    /// <summary>Finds topics.</summary>
    /// <param name="texts">The texts, one for each answer; equal ones count as often as they are there.</param>
    /// <param name="last">What the last run found: its topics are where this one begins, and those that stay keep their ids. Null for a first run.</param>
    /// <param name="firstId">The id of the first new topic where there was no run before that is still known.</param>
    public static DiscoveredTopics Of(IEnumerable<string> texts, DiscoveredTopics? last = null, int firstId = 1)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        var normal = new NormalText();
        foreach (var text in texts)
        {
            Normaliser.Normalise(text, normal);
            var key = normal.ToString();
            times[key] = times.GetValueOrDefault(key) + 1;
        }

        var table = TermTable.Of(times);
        var different = table.Rows.Count;
        var nextId = last?.NextId ?? firstId;
        if (table.TextsWithTerms < FewestTexts || different < FewestAlike)
        {
            return new DiscoveredTopics([], Phrases.Of(times), times.Count, nextId, TermTable.Of([], []), [], []);
        }

        var centres = Centres(table, last);
        var of = new int[different];
        var likes = new double[different];
        for (var row = 0; row < different; row++)
        {
            (of[row], likes[row]) = SphericalMeans.Nearest(centres, table.Rows[row]);
        }

        var groups = Enumerable.Range(0, centres.Count).Select(group => Enumerable.Range(0, different).Where(row => of[row] == group && likes[row] > 0).ToArray()).ToArray();
        var ids = Ids(table, centres, groups, last, ref nextId);
        var words = TopicNames.Of(table, groups, ShownWords);
        var topics = Enumerable.Range(0, centres.Count).Where(group => ids[group] > 0).Select(group => new DiscoveredTopic(
            ids[group], words[group],
            [.. groups[group].OrderByDescending(row => likes[row]).ThenBy(row => row).Take(ShownTexts).Select(row => Shown(table.Rows[row].Text))],
            groups[group].Sum(row => table.Rows[row].Times), groups[group].Length));
        return new DiscoveredTopics([.. topics.OrderBy(topic => topic.Id)], [], times.Count, nextId, TermTable.Of(table.Words, table.Telling), centres, ids);
    }

    /// <summary>How many groups some different texts are put into: the root of half of them, 2 to 24.</summary>
    public static int Groups(int differentTexts) => Math.Clamp((int)Math.Round(Math.Sqrt(differentTexts / 2.0), MidpointRounding.AwayFromZero), FewestGroups, MostGroups);

    /// <summary>Of several beginnings the one that ends best; after an earlier run, its topics are the beginning.</summary>
    static List<double[]> Centres(TermTable table, DiscoveredTopics? last)
    {
        var begin = last is null ? [] : Enumerable.Range(0, last.Centres.Count).Where(group => last.Ids[group] > 0)
            .OrderByDescending(group => last.Topics.First(topic => topic.Id == last.Ids[group]).Texts).ThenBy(group => last.Ids[group])
            .Select(group => Projected(last, group, table)).ToArray();
        List<double[]> best = [];
        var worth = double.NegativeInfinity;
        for (var start = 0; start < (begin.Length > 0 ? 1 : Starts); start++)
        {
            var means = new SphericalMeans(table.Rows, table.Words.Length);
            means.Run(Groups(table.Rows.Count), begin, Seed + (ulong)start);
            if (means.Worth > worth)
            {
                (best, worth) = ([.. means.Centres], means.Worth);
            }
        }

        return best;
    }

    static int[] Ids(TermTable table, List<double[]> centres, int[][] groups, DiscoveredTopics? last, ref int nextId)
    {
        var ids = new int[centres.Count];
        if (last is not null && last.Centres.Count > 0)
        {
            int[] known = [.. Enumerable.Range(0, last.Centres.Count).Where(group => last.Ids[group] > 0)];
            var likes = new double[centres.Count, known.Length];
            for (var one = 0; one < known.Length; one++)
            {
                var before = Projected(last, known[one], table);
                for (var group = 0; group < centres.Count; group++)
                {
                    likes[group, one] = Dot(before, centres[group]);
                }
            }

            var pairs = Hungarian.Pair(likes);
            for (var group = 0; group < centres.Count; group++)
            {
                ids[group] = pairs[group] >= 0 && likes[group, pairs[group]] >= SameTopic ? last.Ids[known[pairs[group]]] : 0;
            }
        }

        // The largest of the new ones gets the next id.
        foreach (var group in Enumerable.Range(0, centres.Count).OrderByDescending(group => groups[group].Length).ThenBy(group => group))
        {
            ids[group] = groups[group].Length < FewestAlike ? 0 : ids[group] > 0 ? ids[group] : nextId++;
        }

        return ids;
    }

    /// <summary>A direction of the last run in the terms of this one.</summary>
    static double[] Projected(DiscoveredTopics last, int group, TermTable table)
    {
        var centre = new double[table.Words.Length];
        for (var place = 0; place < last.Table.Words.Length; place++)
        {
            if (table.Places.TryGetValue(last.Table.Words[place], out var now))
            {
                centre[now] = last.Centres[group][place];
            }
        }

        SphericalMeans.Scale(centre);
        return centre;
    }

    /// <summary>A normal text with signs that can be read in the place of what was taken out of it.</summary>
    static string Shown(string normal) => normal.Replace(Letters.Link, '…').Replace(Letters.Account, '@').Replace(Letters.Mail, '@').Trim();

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
