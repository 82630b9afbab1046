namespace Throughline.Matching.Names;

/// <summary>
/// Searches one <see cref="NameIndex"/>, one name after the other, without taking new memory. For one thread; make one for each.
/// </summary>
public sealed class NameSearcher(NameIndex index)
{
    const int MostElsewhere = 200;

    readonly NameSounds _sounds = new();
    readonly SoundCandidates _candidates = new();
    readonly SoundQuery _query = new();
    readonly double[] _scores = new double[index.Count];
    readonly List<int> _rows = [];
    readonly List<NameHit> _hits = [];
    readonly PriorityQueue<int, double> _best = new();
    readonly byte[] _middle = new byte[SoundQuery.Longest];
    double _floor;
    int _top;

    /// <summary>The names that sound most like this one, best first; valid until the next search.</summary>
    /// <param name="name">A name in any script; without a letter in it nothing is found.</param>
    /// <param name="top">Hits at most, 1 or more.</param>
    public ReadOnlySpan<NameHit> Search(ReadOnlySpan<char> name, int top)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        (_top, _floor) = (top, NameScore.Least);
        _best.Clear();
        _sounds.Fill(name, turned: true);
        for (var form = 0; form < _sounds.Count; form++)
        {
            if (form >= _sounds.ElsewhereFrom)
            {
                Search(_sounds[form], NameScript.Latin, _sounds.Extra(form), index.List(NameScript.Latin), NameScript.Latin, MostElsewhere);
                continue;
            }

            for (var script = NameScript.Latin; script <= NameScript.Han; script++)
            {
                Search(_sounds[form], _sounds.Script, _sounds.Extra(form), index.List(script), script);
            }

            if (_sounds.Script == NameScript.Latin)
            {
                Search(_sounds[form], NameScript.Latin, _sounds.Extra(form), index.Elsewhere, NameScript.Latin, MostElsewhere);
            }
        }

        return Best(top);
    }

    void Search(ReadOnlySpan<byte> sounds, NameScript from, int more, SoundList list, NameScript to, int most = SoundCandidates.MostCandidates)
    {
        if (list.Count == 0)
        {
            return;
        }

        if (NameTables.Rules(from, to) is not { } rules)
        {
            Search(_middle.AsSpan(0, Romanised.Write(from, sounds, _middle)), NameScript.Latin, more, list, to, most);
            return;
        }

        var candidates = _candidates.Choose(from, sounds, list, most);
        Compare(sounds, rules, list, candidates, more);
        if (NameTables.NativeRules(from, to) is { } native)
        {
            Compare(sounds, native, list, candidates, more + NameScore.NativeOrigin);
        }
    }

    void Compare(ReadOnlySpan<byte> sounds, SoundRules rules, SoundList list, ReadOnlySpan<int> candidates, int more)
    {
        _query.Fill(sounds, rules);
        foreach (var entry in candidates)
        {
            var candidate = list.Sounds(entry);
            var letters = sounds.Length + candidate.Length;
            var extra = more + list.Extra(entry);
            var limit = NameScore.Limit(_floor, letters) - extra;
            if (_query.Cost(candidate, limit) is var cost && cost < limit)
            {
                Keep(list.Row(entry), NameScore.Of(cost + extra, letters));
            }
        }
    }

    /// <summary>Once there are as many rows as were asked for, only better ones are looked for.</summary>
    void Keep(int row, double score)
    {
        if (_scores[row] == 0)
        {
            _rows.Add(row);
            _best.Enqueue(row, score);
            if (_best.Count > _top)
            {
                _best.Dequeue();
                _best.TryPeek(out var _, out var worst);
                _floor = Math.Max(_floor, worst);
            }
        }

        _scores[row] = Math.Max(_scores[row], score);
    }

    ReadOnlySpan<NameHit> Best(int top)
    {
        _hits.Clear();
        foreach (var row in _rows)
        {
            _hits.Add(new NameHit(row, _scores[row]));
            _scores[row] = 0;
        }

        _rows.Clear();
        _hits.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Row.CompareTo(b.Row));
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_hits)[..Math.Min(top, _hits.Count)];
    }
}
