using System.Collections.Frozen;
using Throughline.Language.Normal;
using Throughline.Language.Topics;
using Throughline.Language.Topics.Discovery;
using Throughline.Language.Words;

namespace Throughline.Language.Aspects;

/// <summary>
/// Words for things that are judged, learnt from texts without labels: what stands beside a word of opinion in several texts (after Hu and Liu 2004, and the rules
/// between words of opinion and things of Qiu et al. 2011). In Chinese what stands before the opinion in its clause, degree words left out; else the word before
/// it, across “is very”, or the one behind it.
/// </summary>
public static class AspectTerms
{
    const int ShortestHan = 2, LongestHan = 5, LongestOpinion = 6;
    const double Judged = 0.15; // share of the texts with a word in which it is judged; words that are judged more seldom are not of the things

    // Between a thing and what is said of it, and before a thing; the longer first.
    static readonly string[] s_between =
        ["还是比较", "也还可以", "真的很", "真的是", "非常的", "感觉", "算是", "还是", "比较", "非常", "特别", "十分", "相当", "超级", "有点", "有些", "实在", "真的", "真是", "总体", "整体", "依然", "一直", "一般",
         "都是", "也是", "也很", "都很", "还", "也", "都", "很", "太", "挺", "蛮", "好", "真", "最", "更", "超", "不", "没", "是", "算", "的", "得", "就", "又", "巨", "略", "够", "地", "多", "了"];

    static readonly string[] s_before =
        ["他们家的", "他家的", "这里的", "里面的", "店里的", "他们家", "我们", "他家", "他们", "这家的", "这里", "那里", "里面", "感觉", "觉得", "总之", "总体", "整体", "首先", "其次", "而且", "另外", "还有", "不过", "但是", "虽然", "就是", "可是", "只是",
         "因为", "所以", "个人", "但", "而", "还", "也", "都", "的", "我", "他", "她", "你", "那", "这", "吃", "点", "喝", "了", "和"];

    static readonly FrozenSet<string> s_links = Words("is was are were be been being very so really too quite extremely pretty absolutely a the and بود است هست خيلي واقعا بسيار كان كانت جدا و هو هي");

    /// <summary>Learns them.</summary>
    /// <param name="texts">Texts, best those of one source; equal ones count once.</param>
    /// <param name="opinions">Words of opinion, in any form.</param>
    /// <param name="fewest">Different texts in which a word must stand beside an opinion.</param>
    /// <returns>The words in normal form, in ordinal order.</returns>
    public static IReadOnlyList<string> Learn(IEnumerable<string> texts, IEnumerable<string> opinions, int fewest = 3)
    {
        var known = opinions.Select(Normaliser.Of).Where(word => word.Length > 0).ToFrozenSet(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var (text, tokens, clauses) = (new NormalText(), new Tokens(), new Clauses());
        var found = new HashSet<string>(StringComparer.Ordinal);
        string[] different = [.. texts.Select(Normaliser.Of).Distinct(StringComparer.Ordinal)];
        foreach (var one in different)
        {
            Normaliser.Normalise(one, text);
            tokens.Part(text);
            clauses.Part(text, tokens);
            found.Clear();
            foreach (var clause in clauses.All)
            {
                Look(text.Units, tokens.All, clause, known, found);
            }

            foreach (var word in found)
            {
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        string[] words = [.. counts.Where(word => word.Value >= fewest && !known.Contains(word.Key)).Select(word => word.Key).Order(StringComparer.Ordinal)];
        var having = Having(words, different);
        return [.. words.Where((word, place) => counts[word] >= Judged * having[place])];
    }

    /// <summary>Of each word the texts that have it, judged or not.</summary>
    static int[] Having(string[] words, string[] texts)
    {
        var seeds = new SeedAutomaton(words.Select((word, place) => (place, "und", word)));
        var (having, hits, last) = (new int[words.Length], new List<SeedAutomaton.Hit>(), new int[words.Length]);
        for (var text = 0; text < texts.Length; text++)
        {
            hits.Clear();
            seeds.Run(texts[text], hits);
            foreach (var hit in hits)
            {
                having[hit.Topic] += last[hit.Topic] == text + 1 ? 0 : 1;
                last[hit.Topic] = text + 1;
            }
        }

        return having;
    }

    static void Look(ReadOnlySpan<char> units, ReadOnlySpan<Token> tokens, Clause clause, FrozenSet<string> opinions, HashSet<string> found)
    {
        var known = opinions.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Start >= clause.End || tokens[i].End <= clause.Start)
            {
                continue;
            }

            if (tokens[i].Kind == TokenKind.Han)
            {
                var from = Math.Max(tokens[i].Start, clause.Start);
                Before(units[from..Math.Min(tokens[i].End, clause.End)], known, found);
            }
            else if (tokens[i].Kind == TokenKind.Word && known.Contains(Of(units, tokens[i])))
            {
                Beside(units, tokens, i, -1, clause, known, found);
                Beside(units, tokens, i, 1, clause, known, found);
            }
        }
    }

    /// <summary>What stands before the first opinion of a Chinese run.</summary>
    static void Before(ReadOnlySpan<char> run, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> opinions, HashSet<string> found)
    {
        for (var at = 1; at < run.Length; at++)
        {
            for (var length = Math.Min(LongestOpinion, run.Length - at); length >= 1; length--)
            {
                if (opinions.Contains(run.Slice(at, length)))
                {
                    var thing = Stripped(run[..at]);
                    if (thing.Length is >= ShortestHan and <= LongestHan && !StopWords.Has(thing))
                    {
                        found.Add(thing.ToString());
                    }

                    return;
                }
            }
        }
    }

    static ReadOnlySpan<char> Stripped(ReadOnlySpan<char> thing)
    {
        for (var cut = true; cut;)
        {
            cut = false;
            foreach (var word in s_between)
            {
                if (thing.EndsWith(word, StringComparison.Ordinal))
                {
                    thing = thing[..^word.Length];
                    cut = true;
                }
            }
        }

        for (var cut = true; cut;)
        {
            cut = false;
            foreach (var word in s_before)
            {
                if (thing.StartsWith(word, StringComparison.Ordinal))
                {
                    thing = thing[word.Length..];
                    cut = true;
                }
            }
        }

        return thing;
    }

    static void Beside(ReadOnlySpan<char> units, ReadOnlySpan<Token> tokens, int opinion, int step, Clause clause, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> opinions, HashSet<string> found)
    {
        var links = s_links.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = opinion + step; i >= 0 && i < tokens.Length && tokens[i].Start >= clause.Start && tokens[i].End <= clause.End && tokens[i].Kind == TokenKind.Word; i += step)
        {
            var word = Of(units, tokens[i]);
            if (step < 0 && links.Contains(word))
            {
                continue;
            }

            if (word.Length > 2 && !StopWords.Has(word) && !opinions.Contains(word) && word.ContainsAnyExceptInRange('0', '9'))
            {
                found.Add(word.ToString());
            }

            return;
        }
    }

    static ReadOnlySpan<char> Of(ReadOnlySpan<char> units, Token token) => units.Slice(token.Start, token.Length);

    static FrozenSet<string> Words(string words) => words.Split(' ').Select(Normaliser.Of).ToFrozenSet(StringComparer.Ordinal);
}
