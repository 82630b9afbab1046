using Throughline.Matching.Records;

namespace Throughline.Matching.Blocking;

/// <summary>
/// Inverted keys: blocks of records that share a key, none above a cap. A block over the cap is parted by further atoms rather than
/// dropped. Each record knows its blocks in rising order, so that a pair is met in the first block that both share and nowhere else.
/// </summary>
sealed class KeyIndex
{
    readonly int[] _starts;
    readonly int[] _members;
    readonly int[] _blockStarts;
    readonly int[] _blocksOf;

    KeyIndex(int[] starts, int[] members, int records)
    {
        (_starts, _members) = (starts, members);
        _blockStarts = new int[records + 1];
        foreach (var record in members)
        {
            _blockStarts[record + 1]++;
        }

        for (var record = 0; record < records; record++)
        {
            _blockStarts[record + 1] += _blockStarts[record];
        }

        _blocksOf = new int[members.Length];
        var at = _blockStarts[..^1];
        for (var block = 0; block < Blocks; block++)
        {
            foreach (var record in Of(block))
            {
                _blocksOf[at[record]++] = block;
            }
        }
    }

    /// <summary>Largest block of each family, by its name.</summary>
    public required IReadOnlyDictionary<string, int> Limits { get; init; }

    /// <summary>Number of blocks.</summary>
    public int Blocks => _starts.Length - 1;

    /// <summary>Records of a block, rising.</summary>
    public ReadOnlySpan<int> Of(int block) => _members.AsSpan(_starts[block].._starts[block + 1]);

    /// <summary>True when this is the first block that both records are in.</summary>
    public bool IsFirstShared(int block, int left, int right) => FirstShared(left, right) == block;

    /// <summary>The first block that both records are in; -1 when there is none.</summary>
    public int FirstShared(int left, int right)
    {
        var (i, j) = (_blockStarts[left], _blockStarts[right]);
        var (endI, endJ) = (_blockStarts[left + 1], _blockStarts[right + 1]);
        while (i < endI && j < endJ)
        {
            var (a, b) = (_blocksOf[i], _blocksOf[j]);
            if (a == b)
            {
                return a;
            }

            i += a < b ? 1 : 0;
            j += b < a ? 1 : 0;
        }

        return -1;
    }

    /// <param name="pairsOfFamily">Most pairs that one family may bring; its largest blocks are left to the families that are finer.</param>
    public static KeyIndex Of(RecordTable table, int cap, long pairsOfFamily)
    {
        var (families, refiners) = KeyPlan.Of(table);
        var made = new Blocks[families.Count];
        Parallel.For(0, families.Count, i => made[i] = new FamilyBlocks(table, cap, refiners).Of(families[i], pairsOfFamily));
        var starts = new List<int> { 0 };
        var members = new int[made.Sum(m => m.Members.Count)];
        var at = 0;
        foreach (var blocks in made)
        {
            foreach (var end in blocks.Ends)
            {
                starts.Add(at + end);
            }

            blocks.Members.CopyTo(members, at);
            at += blocks.Members.Count;
        }

        var limits = families.Zip(made, (family, blocks) => (family.Name, blocks.Limit)).ToDictionary(StringComparer.Ordinal);
        return new KeyIndex([.. starts], members, table.Count) { Limits = limits };
    }
}

/// <summary>Blocks of one family: members one after the other, where each block ends, and how large one may be.</summary>
sealed record Blocks(List<int> Members, List<int> Ends, int Limit);
