using Throughline.Matching.Protection;
using Throughline.Matching.Records;

namespace Throughline.Matching.Live;

/// <summary>Exact identifiers of records, who bears each, and what it proves that two bear one.</summary>
sealed class IdentifierBook(IdentifierPolicies policies, Func<int, PersonSketch> person)
{
    const int MostOfRecord = 50;
    const int Longest = 512;

    readonly ValueTable _texts = new();
    readonly Dictionary<string, BorneValues> _borne = new(StringComparer.Ordinal); // by namespace
    BorneValues[] _kind = []; // of each identifier
    IdentifierStrength[] _strength = [];
    int[]?[] _of = [];

    public long Bytes => _borne.Values.Sum(borne => borne.Bytes) + _of.LongLength * 8;

    public void MakeRoom(int records) => Array.Resize(ref _of, Math.Max(records, _of.Length));

    /// <summary>Gives a record its identifiers in place of those it had. Its names must be known already.</summary>
    /// <returns>Other records that bear an identifier which is shared from now on, or is not any more.</returns>
    public List<int> Put(int record, IReadOnlyList<string> identifiers)
    {
        var touched = Remove(record);
        var own = identifiers.Select(text => text.Trim()).Where(text => text.Length is > 0 and <= Longest).Distinct(StringComparer.Ordinal).Take(MostOfRecord)
            .Select(Known).Where(id => _strength[id] != IdentifierStrength.None).Order().ToArray();
        if (own.Length == 0)
        {
            return touched;
        }

        _of[record] = own;
        foreach (var id in own)
        {
            if (_kind[id].Add(id, record))
            {
                touched.AddRange(_kind[id].Of(id, out _));
            }
        }

        touched.Remove(record);
        return touched;
    }

    /// <summary>Takes a record's identifiers away.</summary>
    /// <returns>Other records that bear an identifier which was shared and is not any more.</returns>
    public List<int> Remove(int record)
    {
        var touched = new List<int>();
        foreach (var id in _of[record] ?? [])
        {
            if (_kind[id].Remove(id, record))
            {
                touched.AddRange(_kind[id].Of(id, out _));
            }
        }

        _of[record] = null;
        return touched;
    }

    /// <summary>The identifiers of a record.</summary>
    public IReadOnlyList<string> Of(int record) => [.. (_of[record] ?? []).Select(id => _texts[id])];

    /// <summary>Asks for the bearers of each identifier of a record.</summary>
    public void Find(int record, FoundBlocks into)
    {
        foreach (var id in _of[record] ?? [])
        {
            if (!_kind[id].IsShared(id))
            {
                into.Add(_kind[id].Of(id, out _));
            }
        }
    }

    /// <summary>The strongest that two records share.</summary>
    /// <param name="left">One record.</param>
    /// <param name="right">The other.</param>
    /// <param name="inVain">True where they share one that too many people bear.</param>
    public IdentifierStrength Shared(int left, int right, out bool inVain)
    {
        inVain = false;
        var strongest = IdentifierStrength.None;
        if (_of[left] is not { } own || _of[right] is not { } others)
        {
            return strongest;
        }

        foreach (var id in own)
        {
            if (Array.BinarySearch(others, id) < 0)
            {
                continue;
            }

            _kind[id].Of(id, out var tooMany);
            if (tooMany || _kind[id].IsShared(id))
            {
                inVain = true;
            }
            else if (_strength[id] > strongest)
            {
                strongest = _strength[id];
            }
        }

        return strongest;
    }

    /// <summary>All pairs that share an identifier.</summary>
    public IEnumerable<(int Left, int Right)> Pairs(IEnumerable<int> records)
    {
        foreach (var record in records)
        {
            foreach (var id in _of[record] ?? [])
            {
                foreach (var bearer in _kind[id].IsShared(id) ? [] : _kind[id].Of(id, out _).ToArray())
                {
                    if (bearer > record)
                    {
                        yield return (record, bearer);
                    }
                }
            }
        }
    }

    int Known(string text)
    {
        var id = _texts.Add(text);
        if (id >= _strength.Length)
        {
            Array.Resize(ref _strength, Math.Max(16, id * 3 / 2));
            Array.Resize(ref _kind, _strength.Length);
        }

        if (_kind[id] is null)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var ns = colon > 0 ? text[..colon] : "";
            var policy = policies.For(ns);
            _kind[id] = _borne.TryGetValue(ns, out var borne) ? borne : _borne[ns] = new BorneValues(policy.SharedBeyond, person);
            _strength[id] = colon <= 0 || policies.Standing(ns, text[(colon + 1)..]) == ValueStanding.Blocked ? IdentifierStrength.None
                : policy.Exclusive ? IdentifierStrength.Strong
                : IdentifierStrength.Weak;
        }

        return id;
    }
}

/// <summary>What a shared identifier proves.</summary>
enum IdentifierStrength : byte
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Not enough alone: a device that a household shares.</summary>
    Weak = 1,
    /// <summary>Enough where nothing speaks against it: the number of a customer.</summary>
    Strong = 2,
}
