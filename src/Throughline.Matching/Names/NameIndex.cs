namespace Throughline.Matching.Names;

/// <summary>One name found: its row, counted from 0, and how alike it sounds, from 0 to 1 (see <see cref="NameIndex.Alike"/>).</summary>
public readonly record struct NameHit(int Row, double Score);

/// <summary>
/// Names in any script, to be searched by a name in any script: written the same way, with slips, or in other letters. Immutable;
/// one index serves any number of <see cref="NameSearcher"/>s at once. The same names and query give the same hits.
/// </summary>
public sealed class NameIndex
{
    /// <summary>
    /// The score from which two names count as spellings of one: fewer than 1 in 100 pairs drawn at random reach it.
    /// See docs/methods/names.md for what it was measured on.
    /// </summary>
    public const double Alike = 0.5;

    readonly SoundList[] _lists = [new(), new(), new()];
    readonly SoundList _elsewhere = new();

    NameIndex(IReadOnlyList<string> names)
    {
        Count = names.Count;
        var sounds = new NameSounds();
        for (var row = 0; row < names.Count; row++)
        {
            sounds.Fill(names[row], turned: false);
            for (var form = 0; form < sounds.Count; form++)
            {
                var list = form < sounds.ElsewhereFrom ? _lists[(int)sounds.Script] : _elsewhere;
                list.Add(row, sounds[form], sounds.Extra(form));
            }
        }

        foreach (var script in Enum.GetValues<NameScript>())
        {
            _lists[(int)script].Seal(script);
        }

        _elsewhere.Seal(NameScript.Latin);
    }

    /// <summary>Rows of the index, names without a letter among them.</summary>
    public int Count { get; }

    /// <summary>Indexes the names in the order given; a name that has no letter is never found.</summary>
    public static NameIndex Of(IReadOnlyList<string> names) => new(names);

    /// <summary>Chinese names as they are read outside Mandarin, in Latin letters.</summary>
    internal SoundList Elsewhere => _elsewhere;

    internal SoundList List(NameScript script) => _lists[(int)script];

    /// <summary>
    /// The hits of every query, best first, on all processors. Equal scores stand in the order of their rows.
    /// </summary>
    /// <param name="queries">Names in any script.</param>
    /// <param name="top">Hits for one query at most, 1 or more.</param>
    public NameHit[][] Search(IReadOnlyList<string> queries, int top)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        var hits = new NameHit[queries.Count][];
        Parallel.For(0, queries.Count, () => new NameSearcher(this), (at, _, searcher) =>
        {
            hits[at] = searcher.Search(queries[at], top).ToArray();
            return searcher;
        }, _ => { });
        return hits;
    }
}
