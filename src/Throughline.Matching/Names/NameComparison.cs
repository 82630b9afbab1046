namespace Throughline.Matching.Names;

/// <summary>
/// How alike two names sound, in whatever scripts: one name taken, many laid beside it. The scale is that of <see cref="NameIndex"/>,
/// and so is its cut <see cref="NameIndex.Alike"/>. Takes no new memory once warm. For one thread; make one for each.
/// </summary>
public sealed class NameComparison
{
    /// <summary>Tables that a name of one script may be read by: one for each other script, and one for native names.</summary>
    const int Tables = 4;

    readonly NameSounds _taken = new();
    readonly NameSounds _other = new();
    readonly SoundQuery?[] _queries = new SoundQuery[NameSounds.MostForms * Tables];
    readonly bool[] _filled = new bool[NameSounds.MostForms * Tables];
    readonly byte[] _middle = new byte[SoundQuery.Longest];

    /// <summary>Takes the name that the next ones are compared with.</summary>
    public void Take(ReadOnlySpan<char> name)
    {
        _taken.Fill(name, turned: true);
        _filled.AsSpan().Clear();
    }

    /// <summary>
    /// From 0 (nothing in common that is worth telling, or no letter in one of them) to 1 (the same sounds); the best over the
    /// readings of both names and over both orders of the taken one's parts.
    /// </summary>
    public double Score(ReadOnlySpan<char> other)
    {
        _other.Fill(other, turned: false);
        var best = 0.0;
        for (var form = 0; form < _taken.Count; form++)
        {
            for (var reading = 0; reading < _other.Count; reading++)
            {
                // A reading outside Mandarin is in Latin letters; only a name in Latin letters is held against it.
                var (here, there) = (form >= _taken.ElsewhereFrom, reading >= _other.ElsewhereFrom);
                if ((here && (there || _other.Script != NameScript.Latin)) || (there && _taken.Script != NameScript.Latin))
                {
                    continue;
                }

                best = Math.Max(best, Score(
                    form, here ? NameScript.Latin : _taken.Script, _other[reading], there ? NameScript.Latin : _other.Script,
                    _taken.Extra(form) + _other.Extra(reading), Math.Max(best, NameScore.Least)));
            }
        }

        return best;
    }

    double Score(int form, NameScript from, ReadOnlySpan<byte> sounds, NameScript script, int extra, double floor)
    {
        if (NameTables.Rules(from, script) is null)
        {
            sounds = _middle.AsSpan(0, Romanised.Write(script, sounds, _middle));
            script = NameScript.Latin;
        }

        var score = Score(Query(form, (int)script, NameTables.Rules(from, script)!), _taken[form].Length, sounds, extra, floor);
        return NameTables.NativeRules(from, script) is { } native
            ? Math.Max(score, Score(
                Query(form, Tables - 1, native), _taken[form].Length, sounds, extra + NameScore.NativeOrigin, Math.Max(score, floor)))
            : score;
    }

    static double Score(SoundQuery query, int length, ReadOnlySpan<byte> sounds, int extra, double floor)
    {
        var letters = length + sounds.Length;
        var limit = NameScore.Limit(floor, letters) - extra;
        var cost = query.Cost(sounds, limit);
        return cost < limit ? NameScore.Of(cost + extra, letters) : 0;
    }

    SoundQuery Query(int form, int table, SoundRules rules)
    {
        var place = form * Tables + table;
        var query = _queries[place] ??= new SoundQuery();
        if (!_filled[place])
        {
            query.Fill(_taken[form], rules);
            _filled[place] = true;
        }

        return query;
    }
}
