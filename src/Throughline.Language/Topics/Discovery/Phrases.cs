namespace Throughline.Language.Topics.Discovery;

/// <summary>Words and pairs of words that several texts have: what can be told from few texts.</summary>
static class Phrases
{
    const int Most = 50, Fewest = 2;

    /// <summary>The phrases, the commonest first, then in ordinal order.</summary>
    public static IReadOnlyList<PhraseCount> Of(IReadOnlyCollection<KeyValuePair<string, int>> texts)
    {
        var reader = new Terms();
        var counts = new SortedDictionary<string, (int Texts, string Example)>(StringComparer.Ordinal);
        foreach (var (text, times) in texts.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            reader.Read(text);
            foreach (var phrase in In(reader).Distinct())
            {
                counts[phrase] = counts.TryGetValue(phrase, out var before) ? (before.Texts + times, before.Example) : (times, text);
            }
        }

        return [.. counts.Where(one => one.Value.Texts >= Fewest).OrderByDescending(one => one.Value.Texts).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Take(Most).Select(one => new PhraseCount(one.Key, one.Value.Texts, one.Value.Example))];
    }

    static IEnumerable<string> In(Terms reader)
    {
        for (var i = 0; i < reader.All.Count; i++)
        {
            yield return reader.All[i].Word;
            if (i > 0 && reader.All[i].Start == reader.All[i - 1].End + 1 && reader.Text.Units[reader.All[i].Start - 1] == ' ')
            {
                yield return $"{reader.All[i - 1].Word} {reader.All[i].Word}";
            }
        }
    }
}
