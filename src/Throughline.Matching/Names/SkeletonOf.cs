using static Throughline.Matching.Names.SoundSkeleton;

namespace Throughline.Matching.Names;

/// <summary>The consonants heard in the letters of each script.</summary>
static class SkeletonOf
{
    static readonly ushort[] ArabicClasses = Arabic();
    static readonly ushort[] PinyinClasses = Pinyin();

    /// <summary>The keys of a name in letters of its script.</summary>
    public static int Keys(NameScript script, ReadOnlySpan<byte> letters, Span<ushort> places, Span<ushort> keys) =>
        SoundSkeleton.Keys(places[..Places(script, letters, places)], keys);

    /// <summary>The consonants of a name in letters of its script.</summary>
    /// <returns>Places written.</returns>
    public static int Places(NameScript script, ReadOnlySpan<byte> letters, Span<ushort> places) => script switch
    {
        NameScript.Arabic => Arabic(letters, places),
        NameScript.Han => Pinyin(letters, places),
        _ => Latin(letters, places),
    };

    static int Arabic(ReadOnlySpan<byte> letters, Span<ushort> places) => Mapped(letters, ArabicClasses, places);

    static int Pinyin(ReadOnlySpan<byte> parts, Span<ushort> places) => Mapped(parts, PinyinClasses, places);

    static int Mapped(ReadOnlySpan<byte> letters, ushort[] classes, Span<ushort> places)
    {
        var n = 0;
        foreach (var letter in letters)
        {
            if (classes[letter] is var heard and not 0)
            {
                places[n++] = heard;
            }
        }

        return n;
    }

    static int Latin(ReadOnlySpan<byte> letters, Span<ushort> places)
    {
        var n = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            var next = i + 1 < letters.Length ? letters[i + 1] : LatinLetters.End;
            if (i > 0 && letters[i] == letters[i - 1])
            {
                continue;
            }

            var heard = Heard(letters[i], next, i + 2 < letters.Length ? letters[i + 2] : LatinLetters.End, out var both);
            if (heard == 0)
            {
                continue;
            }

            places[n++] = heard;
            if (letters[i] == 24)
            {
                places[n++] = S | Silent; // x is k and s
            }

            if (both)
            {
                i++;
            }
        }

        return n;
    }

    /// <summary>What a letter sounds like before the next ones; <paramref name="both"/> when it sounds together with the next.</summary>
    static ushort Heard(byte letter, byte next, byte after, out bool both)
    {
        both = false;
        var h = next == 8;
        switch (letter)
        {
            case LatinLetters.Start: return Begin;
            case LatinLetters.End: return End;
            case 2: return P;
            case 3 when h: both = true; return S | K | H;
            case 3 when next == 26: both = true; return S;
            case 3: return next == LatinLetters.SoftC ? (ushort)(K | S | Silent) : (ushort)(K | S);
            case 4: return T;
            case 6: return F;
            case 7 when h: both = true; return K | Silent;
            case 7: return K | S;
            case 8: return H | Silent;
            case 10: return S | Y | H | Silent;
            case 11 when h: both = true; return K | H;
            case 11: return K;
            case 12 or 34: return L;
            case 13: return M;
            case 14 or 33: return N;
            case 16 when h: both = true; return F | P;
            case 16: return P;
            case 17: return K | S;
            case 18 or 46: return LatinLetters.IsVowel(next) ? R : (ushort)(R | Silent);
            case 19 when next == 3 && after == 8: return S | Silent;
            case 19 when h: both = true; return S;
            case 19: return next == LatinLetters.End ? (ushort)(S | Silent) : S;
            case 20 when h: both = true; return T | S;
            case 20 when next is 19 or 26: return T | Silent;
            case 20: return next == LatinLetters.End ? (ushort)(T | Silent) : T;
            case 22: return F | P;
            case 23: return F | Silent;
            case 24: return K | S;
            case 25: return 0;
            case 26: return S | T;
            case LatinLetters.SoftC: return S | K;
            case LatinLetters.SoftG: return S | K;
            case 32: return S;
            case 35: return K | Silent;
            case 38 or 39 or 40: return S;
            case 44 or 45: return T | S;
            default: return 0;
        }
    }

    static ushort[] Arabic()
    {
        var classes = new ushort[ArabicLetters.Count];
        Set("بپ", P);
        Set("فڤ", F);
        Set("م", M);
        Set("ن", N);
        Set("تدطض", T);
        Set("كقغگ", K);
        Set("خ", K | H);
        Set("ج", S | K);
        Set("سشصزچژ", S);
        Set("ثذظ", S | T);
        Set("ر", R);
        Set("ل", L);
        Set("هحة", H | Silent);
        Set("و", F | Silent);
        classes[ArabicLetters.OfTable('و')] = Silent | F;
        classes[ArabicLetters.Start] = Begin;
        classes[ArabicLetters.End] = End;
        return classes;

        void Set(string letters, int heard)
        {
            foreach (var letter in letters)
            {
                classes[ArabicLetters.OfTable(letter)] = (ushort)heard;
            }
        }
    }

    static ushort[] Pinyin()
    {
        var classes = new ushort[PinyinParts.Count];
        Set("B P", P);
        Set("F", F);
        Set("W", F | Silent);
        Set("M", M);
        Set("N", N);
        Set("an ang en eng in ing ian iang iong ong uan uang un van vn n ng", N | M);
        Set("D T", T);
        Set("G K", K);
        Set("H", H | K | F | Silent);
        Set("J Q X", S | K);
        Set("ZH CH SH Z C S", S);
        Set("R", S | L | R);
        Set("L er", L | R);
        classes[PinyinParts.Of("X")] |= H;
        classes[PinyinParts.Start] = Begin;
        classes[PinyinParts.End] = End;
        return classes;

        void Set(string parts, int heard)
        {
            foreach (var part in parts.Split(' '))
            {
                classes[PinyinParts.Of(part)] = (ushort)heard;
            }
        }
    }
}
