using System.Numerics;

namespace Throughline.Matching.Names;

/// <summary>
/// Keys under which names that may be the same are filed together, whatever their scripts: the consonants heard, in six classes,
/// vowels and repeats left out. Where a letter leaves its sound open a name has several keys. For one thread; make one for each.
/// </summary>
public sealed class NameKeys
{
    /// <summary>Keys of one name at most.</summary>
    public const int Most = 12;

    const int Consonants = 6;

    readonly NameSounds _sounds = new();
    readonly ushort[] _places = new ushort[SoundQuery.Longest * 2];

    /// <summary>Writes the keys of a name, each once.</summary>
    /// <param name="name">A name in any script; one without a consonant has the key 0, one without a letter none.</param>
    /// <param name="keys">Room for <see cref="Most"/> keys; with less only so many are written.</param>
    /// <returns>How many were written.</returns>
    public int Write(ReadOnlySpan<char> name, Span<ulong> keys)
    {
        _sounds.Fill(name, turned: false);
        var n = 0;
        for (var form = 0; form < _sounds.Count; form++)
        {
            var places = SkeletonOf.Places(form < _sounds.ElsewhereFrom ? _sounds.Script : NameScript.Latin, _sounds[form], _places);
            n = Spread(_places.AsSpan(0, places), 0, 0, keys[..Math.Min(keys.Length, Most)], n);
        }

        return n;
    }

    static int Spread(ReadOnlySpan<ushort> places, ulong key, int length, Span<ulong> keys, int n)
    {
        if (n == keys.Length)
        {
            return n;
        }

        if (places.IsEmpty || length == Consonants)
        {
            if (!keys[..n].Contains(key))
            {
                keys[n++] = key;
            }

            return n;
        }

        var tried = 0;
        for (var heard = places[0] & ~SoundSkeleton.Silent; heard != 0; heard &= heard - 1)
        {
            var group = Group(BitOperations.TrailingZeroCount(heard));
            if ((tried & (1 << group)) == 0)
            {
                tried |= 1 << group;
                n = group == 0 || (key & 0xF) == (ulong)group
                    ? Spread(places[1..], key, length, keys, n)
                    : Spread(places[1..], (key << 4) | (uint)group, length + 1, keys, n);
            }
        }

        return (places[0] & SoundSkeleton.Silent) != 0 && (tried & 1) == 0 ? Spread(places[1..], key, length, keys, n) : n;
    }

    /// <summary>p b f v w as one, m n as one, r l as one; h, y and the ends of the name are not heard.</summary>
    static int Group(int heard) => heard switch { 1 or 2 => 1, 3 or 4 => 2, 5 => 3, 6 => 4, 7 => 5, 8 or 9 => 6, _ => 0 };
}
