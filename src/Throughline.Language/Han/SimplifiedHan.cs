using System.Collections.Frozen;
using System.Text;

namespace Throughline.Language.Han;

/// <summary>
/// Traditional characters and the Simplified ones that stand for them, one for one (the table of OpenCC, Apache-2.0; the build takes it from the npm
/// package of its makers). Some lie beyond the first plane.
/// </summary>
public static class SimplifiedHan
{
    /// <summary>Simplified forms that Traditional texts write too, since they were a character of their own.</summary>
    const string AlsoTraditional = "后里面只台表丑出斗范谷姜借千秋曲舍松沈象叶余郁云折征制致朱筑准几卜干系克了向才冬回家沾并布彩采仿合厘升私它托万咨着扎吁同札占周注志岳于仆吊杆升巨你欲游愈夫栗晒线凶斤席么吃";

    static readonly FrozenDictionary<int, int> s_simplified = Read();

    static readonly FrozenSet<int> s_onlySimplified = s_simplified.Values.Where(simple => !AlsoTraditional.Contains(char.ConvertFromUtf32(simple), StringComparison.Ordinal)).ToFrozenSet();

    /// <summary>Pairs in the table.</summary>
    public static int Count => s_simplified.Count;

    /// <summary>The Simplified character of a code point; 0 where it is none that has another.</summary>
    public static int Of(int codePoint) => codePoint >= 0x3400 && s_simplified.TryGetValue(codePoint, out var simple) ? simple : 0;

    /// <summary>True for a character that only Simplified texts write.</summary>
    public static bool IsOnlySimplified(int codePoint) => codePoint >= 0x3400 && s_onlySimplified.Contains(codePoint);

    static FrozenDictionary<int, int> Read()
    {
        using var stream = typeof(SimplifiedHan).Assembly.GetManifestResourceStream("language.simplified.tsv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var pairs = new Dictionary<int, int>();
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            pairs[Rune.GetRuneAt(line, 0).Value] = Rune.GetRuneAt(line, tab + 1).Value;
        }

        // A character that is reached is left as it is, so that normalising twice is normalising once.
        return pairs.ToFrozenDictionary(pair => pair.Key, pair => Last(pairs, pair.Value));
    }

    static int Last(Dictionary<int, int> pairs, int character)
    {
        for (var steps = 0; steps < 4 && pairs.TryGetValue(character, out var next) && next != character; steps++)
        {
            character = next;
        }

        return character;
    }
}
