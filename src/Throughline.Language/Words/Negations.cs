using System.Collections.Frozen;
using Throughline.Language.Normal;

namespace Throughline.Language.Words;

/// <summary>
/// Which words of a text a negator reaches: up to three after it, or, where the verb that negates stands at the end as in Persian, up to two before
/// it; never beyond a sign. Chinese runs are not looked into: their pieces hold the negator and what it negates.
/// </summary>
public sealed class Negations
{
    const int ReachAfter = 3, ReachBefore = 2;

    static readonly FrozenSet<string> s_before = Words(
        "not no never none nothing nobody neither nor cannot cant dont doesnt didnt isnt wasnt arent wont wouldnt couldnt shouldnt hasnt havent hadnt aint without hardly barely lacks lacking " +
        "لا لم لن ليس ليست لسنا ما مش مو موب مب غير بدون عدم ولا ولم وليس ومش هيچ نه بي بدون نا");

    static readonly FrozenSet<string> s_after = Words(
        "نيست نبود نبوده نيستم نيستند نبودند ندارد نداره نداشت نداشتم ندارم ندارند نشد نشده نميشه نميشود نكرد نكردند نكنيد نكرده نيومد نرسيد نداد ندادند نخواهم نميخوام");

    bool[] _reached = new bool[128];

    /// <summary>True when a token is negated.</summary>
    public bool IsReached(int token) => _reached[token];

    /// <summary>Finds them; what was there is forgotten.</summary>
    public void Find(NormalText text, Tokens tokens)
    {
        var all = tokens.All;
        if (_reached.Length < all.Length)
        {
            _reached = new bool[Math.Max(all.Length, _reached.Length * 2)];
        }

        Array.Clear(_reached, 0, all.Length);
        var before = s_before.GetAlternateLookup<ReadOnlySpan<char>>();
        var after = s_after.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Kind != TokenKind.Word)
            {
                continue;
            }

            var word = text.Units.Slice(all[i].Start, all[i].Length);
            if (before.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal))
            {
                Reach(all, i, 1, ReachAfter);
            }
            else if (after.Contains(word))
            {
                Reach(all, i, -1, ReachBefore);
            }
        }
    }

    void Reach(ReadOnlySpan<Token> all, int from, int step, int reach)
    {
        for (var i = from + step; reach > 0 && i >= 0 && i < all.Length && all[i].Kind == TokenKind.Word; i += step, reach--)
        {
            _reached[i] = true;
        }
    }

    static FrozenSet<string> Words(string words) => words.Split(' ').Select(Normaliser.Of).ToFrozenSet(StringComparer.Ordinal);
}
