using Throughline.Matching.Blocking;
using Throughline.Matching.Records;

namespace Throughline.Matching.Live;

/// <summary>Exact identifiers of records, and who bears each.</summary>
sealed class IdentifierBook
{
    const int MostBearers = 200; // of one identifier; above, it brings nobody together
    const int MostOfRecord = 50;

    readonly ValueTable _texts = new();
    readonly Postings _bearers = new();
    int[]?[] _of = [];

    public long Bytes => _bearers.Bytes + _of.LongLength * 8;

    public void MakeRoom(int records) => Array.Resize(ref _of, Math.Max(records, _of.Length));

    public void Put(int record, IReadOnlyList<string> identifiers)
    {
        Remove(record);
        var own = identifiers.Select(text => text.Trim()).Where(text => text.Length is > 0 and <= 512).Distinct(StringComparer.Ordinal).Take(MostOfRecord)
            .Where(text => IdentifierWeight.Of(text) != IdentifierStrength.None)
            .Select(_texts.Add).Order().ToArray();
        if (own.Length == 0)
        {
            return;
        }

        _of[record] = own;
        foreach (var id in own)
        {
            _bearers.TryAdd(Key(id), record, MostBearers, out _);
        }
    }

    public void Remove(int record)
    {
        foreach (var id in _of[record] ?? [])
        {
            _bearers.Remove(Key(id), record);
        }

        _of[record] = null;
    }

    /// <summary>Asks for the bearers of each identifier of a record.</summary>
    public void Find(int record, FoundBlocks into)
    {
        foreach (var id in _of[record] ?? [])
        {
            into.Add(_bearers.Of(Key(id), out _));
        }
    }

    /// <summary>The strongest that two records share.</summary>
    public IdentifierStrength Shared(int left, int right)
    {
        if (_of[left] is not { } own || _of[right] is not { } others)
        {
            return IdentifierStrength.None;
        }

        var strongest = IdentifierStrength.None;
        foreach (var id in own)
        {
            if (Array.BinarySearch(others, id) >= 0)
            {
                _bearers.Of(Key(id), out var broad);
                var strength = broad ? IdentifierStrength.None : IdentifierWeight.Of(_texts[id]);
                strongest = strength > strongest ? strength : strongest;
            }
        }

        return strongest;
    }

    /// <summary>The identifiers of a record.</summary>
    public IReadOnlyList<string> Of(int record) => [.. (_of[record] ?? []).Select(id => _texts[id])];

    /// <summary>All pairs that share an identifier.</summary>
    public IEnumerable<(int Left, int Right)> Pairs(IEnumerable<int> records)
    {
        foreach (var record in records)
        {
            foreach (var id in _of[record] ?? [])
            {
                foreach (var bearer in _bearers.Of(Key(id), out _).ToArray())
                {
                    if (bearer > record)
                    {
                        yield return (record, bearer);
                    }
                }
            }
        }
    }

    static ulong Key(int id) => KeyHash.Mix((ulong)id + 1);
}

/// <summary>What a shared identifier proves.</summary>
enum IdentifierStrength
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Not enough alone: a device that a household shares.</summary>
    Weak = 1,
    /// <summary>Enough where nothing speaks against it: the number of a customer.</summary>
    Strong = 2,
}

/// <summary>How strong identifiers of a namespace are.</summary>
static class IdentifierWeight
{
    public static IdentifierStrength Of(string identifier) =>
        identifier.IndexOf(':', StringComparison.Ordinal) is var colon && colon <= 0 ? IdentifierStrength.None
        : identifier.AsSpan(0, colon) is "device" or "anonymous" or "cookie" or "session" or "ip" ? IdentifierStrength.Weak
        : IdentifierStrength.Strong;
}
