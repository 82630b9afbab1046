using System.Collections.Frozen;

namespace Throughline.Matching.Names;

/// <summary>How Chinese characters are read, and the simplified form of a traditional one.</summary>
static class HanReadings
{
    const int First = 0x4E00, Last = 0x9FFF;

    /// <summary>Readings in Mandarin that are kept for one character.</summary>
    public const int Most = 3;

    static readonly ushort[] Mandarin = ReadMandarin();
    static readonly FrozenDictionary<char, char> Simple = ReadSimple();

    static readonly FrozenSet<string> DoubleNames = Surnames().Where(name => name.Length == 2).ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenSet<char> SingleNames = Surnames().Where(name => name.Length > 2).SelectMany(names => names).ToFrozenSet();

    /// <summary>Whether the character is one of the basic block, where all of these readings are.</summary>
    public static bool Has(char c) => c is >= (char)First and <= (char)Last;

    /// <summary>The simplified form, or the character itself.</summary>
    public static char Simplified(char c) => Simple.TryGetValue(c, out var simple) ? simple : c;

    /// <summary>Initial and final of one reading, usual ones first; false when there is none at this place.</summary>
    public static bool TryRead(char c, int place, out byte initial, out byte final)
    {
        var packed = Has(c) ? Mandarin[(c - First) * Most + place] : (ushort)0;
        (initial, final) = ((byte)(packed >> 8), (byte)packed);
        return packed != 0;
    }

    /// <summary>
    /// Characters of the family name at the beginning of a name in one piece, 1 or 2; 0 when it does not begin with one.
    /// </summary>
    public static int FamilyName(ReadOnlySpan<char> name)
    {
        if (name.Length < 2)
        {
            return 0;
        }

        Span<char> two = [Simplified(name[0]), Simplified(name[1])];
        return name.Length > 2 && DoubleNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(two) ? 2 : SingleNames.Contains(two[0]) ? 1 : 0;
    }

    static ushort[] ReadMandarin()
    {
        var table = new ushort[(Last - First + 1) * Most];
        foreach (var line in NameTables.Lines("han-names.txt"))
        {
            var parts = line.Split(' ');
            Put(table, parts[0], parts[1]);
        }

        foreach (var line in NameTables.Lines("han-mandarin.txt"))
        {
            var parts = line.Split(' ');
            Put(table, parts[1], parts[2]);
        }

        return table;
    }

    /// <summary>The next free place of each character gets the reading, unless it has it.</summary>
    static void Put(ushort[] table, string pinyin, string characters)
    {
        var (initial, final) = PinyinParts.Syllable(pinyin);
        if (final == 0)
        {
            return; // an exclamation such as hm or ng
        }

        var packed = (ushort)((initial << 8) | final);
        foreach (var c in characters)
        {
            var places = table.AsSpan((c - First) * Most, Most);
            if (places.IndexOf((ushort)0) is var place and >= 0 && !places.Contains(packed))
            {
                places[place] = packed;
            }
        }
    }

    static IEnumerable<string> Surnames() => NameTables.Lines("han-surnames.txt").SelectMany(line => line.Split(' '));

    static FrozenDictionary<char, char> ReadSimple() => NameTables.Lines("han-simplified.txt")
        .SelectMany(line => line.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
}
