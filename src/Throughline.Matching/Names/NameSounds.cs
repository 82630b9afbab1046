using System.Text;

namespace Throughline.Matching.Names;

/// <summary>
/// A name as rows of sounds, one for each way it may be read: its own script's letters first, then the other readings of its
/// characters, then its parts in the other order. Filled again and again; owns its room.
/// </summary>
sealed class NameSounds
{
    /// <summary>Characters of a name that are looked at.</summary>
    public const int MostCharacters = 128;

    /// <summary>What a reading that is not the usual one, or another order of the parts, costs in hundredths.</summary>
    public const int OtherReading = 100, OtherOrder = 40, Elsewhere = 150;

    /// <summary>Forms of one name at most.</summary>
    public const int MostForms = 16;

    const int MostReadings = 4, MostReadingsSearched = 2, LongestElsewhere = 4;

    readonly byte[] _sounds = new byte[SoundQuery.Longest * MostForms];
    readonly char[] _turned = new char[MostCharacters];
    readonly (int Start, int Length, int Extra)[] _forms = new (int, int, int)[MostForms];

    public NameScript Script { get; private set; }

    /// <summary>Forms from this one on are a Chinese name's readings outside Mandarin, in Latin letters.</summary>
    public int ElsewhereFrom { get; private set; }

    /// <summary>How many forms there are; 0 for a name without a letter.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int form] => _sounds.AsSpan(_forms[form].Start, _forms[form].Length);

    /// <summary>What the form costs beyond the usual one, in hundredths.</summary>
    public int Extra(int form) => _forms[form].Extra;

    /// <param name="name">The name as it was written.</param>
    /// <param name="turned">Whether the parts are also tried in the other order: family name first.</param>
    public void Fill(ReadOnlySpan<char> name, bool turned)
    {
        Count = 0;
        name = Plain(name);
        Script = ScriptOf(name);
        Add(name, 0, turned ? MostReadingsSearched : MostReadings);
        if (turned && Turn(name) is { Length: > 0 } other)
        {
            Add(other, OtherOrder, 1);
        }

        ElsewhereFrom = Count;
        AddElsewhere(name.Trim());
    }

    void AddElsewhere(ReadOnlySpan<char> name)
    {
        Span<char> latin = stackalloc char[SoundQuery.Longest];
        for (var way = 0; Script == NameScript.Han && name.Length <= LongestElsewhere && way < HanElsewhere.Most; way++)
        {
            if (HanElsewhere.IsLikely(name, way) && HanElsewhere.Write(name, way, latin) is var n and > 0)
            {
                Keep(LatinLetters.Write(latin[..n], Room()), Elsewhere);
            }
        }
    }

    /// <summary>The script of most of the letters; Chinese characters count double, a name has few of them.</summary>
    public static NameScript ScriptOf(ReadOnlySpan<char> name)
    {
        int other = 0, arabic = 0, han = 0;
        foreach (var c in name)
        {
            if (ArabicLetters.Of(c) > ArabicLetters.End)
            {
                arabic++;
            }
            else if (HanReadings.Has(c))
            {
                han += 2;
            }
            else if (char.IsLetter(c))
            {
                other++;
            }
        }

        return han > other && han >= arabic ? NameScript.Han : arabic > other ? NameScript.Arabic : NameScript.Latin;
    }

    void Add(ReadOnlySpan<char> name, int extra, int readings)
    {
        if (Script == NameScript.Han)
        {
            for (var reading = 0; reading < readings && WriteHan(name, Room(), reading) is var n and > 0; reading++)
            {
                Keep(n, extra + (reading == 0 ? 0 : OtherReading));
            }

            return;
        }

        Keep(Script == NameScript.Arabic ? ArabicLetters.Write(name, Room()) : LatinLetters.Write(name, Room()), extra);
    }

    Span<byte> Room() => _sounds.AsSpan(Count * SoundQuery.Longest, SoundQuery.Longest);

    void Keep(int length, int extra)
    {
        if (length > 2)
        {
            _forms[Count] = (Count * SoundQuery.Longest, length, extra);
            Count++;
        }
    }

    /// <summary>Reading 0 is the usual one; reading k takes the other choice at the k-th character that has one.</summary>
    /// <returns>Sounds written; 0 when there is no such reading.</returns>
    static int WriteHan(ReadOnlySpan<char> name, Span<byte> sounds, int reading)
    {
        var n = 0;
        sounds[n++] = PinyinParts.Start;
        foreach (var c in name)
        {
            var other = reading > 0 && HanReadings.TryRead(c, 1, out _, out _) && --reading == 0;
            if (n <= sounds.Length - 3 && HanReadings.TryRead(c, other ? 1 : 0, out var initial, out var final))
            {
                sounds[n] = initial;
                n += initial == 0 ? 0 : 1;
                sounds[n++] = final;
            }
        }

        sounds[n++] = PinyinParts.End;
        return reading == 0 ? n : 0;
    }

    /// <summary>
    /// The last word first; of a Chinese name in one piece, the family name last. Empty when there is nothing to turn.
    /// </summary>
    ReadOnlySpan<char> Turn(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        var comma = name.IndexOfAny(',', '،', '，');
        var cut = comma > 0 ? comma : name.LastIndexOfAny(' ', '·', '・');
        if (cut < 0 && Script == NameScript.Han && name.Length <= 4 && HanReadings.FamilyName(name) is var family and > 0)
        {
            cut = family;
            name[cut..].CopyTo(_turned);
            name[..cut].CopyTo(_turned.AsSpan(name.Length - cut));
            return _turned.AsSpan(0, name.Length);
        }

        if (cut <= 0 || cut == name.Length - 1)
        {
            return [];
        }

        var last = name[(cut + 1)..];
        last.CopyTo(_turned);
        _turned[last.Length] = ' ';
        name[..cut].CopyTo(_turned.AsSpan(last.Length + 1));
        return _turned.AsSpan(0, name.Length);
    }

    /// <summary>Wide and joined forms of letters as ordinary ones; a long name cut.</summary>
    static ReadOnlySpan<char> Plain(ReadOnlySpan<char> name)
    {
        name = name.Length > MostCharacters ? name[..MostCharacters] : name;
        if (!name.ContainsAnyInRange('\uF900', '\uFFFF') && !name.ContainsAnyInRange('\u0300', '\u036F'))
        {
            return name;
        }

        var valid = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            valid.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune); // half a surrogate pair becomes a mark that normalising can read, too
        }

        var plain = valid.ToString().Normalize(NormalizationForm.FormKC).AsSpan();
        return plain.Length > MostCharacters ? plain[..MostCharacters] : plain;
    }
}
