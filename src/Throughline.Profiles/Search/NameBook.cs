using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Matching.Names;
using Throughline.Matching.Records;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Profiles.Attributes;
using Throughline.Profiles.Reading;

namespace Throughline.Profiles.Search;

/// <summary>
/// The names that records hold, to be searched in any script. Few are indexed while the asker waits; many beside the answers, at most a
/// tenth of the time, so that a new name is found a while after it came. Every hit is held against the tables before it is shown.
/// </summary>
public sealed class NameBook(SignalLog log, KeyStore keys, TimeProvider time)
{
    /// <summary>More distinct names are not indexed: they would take more than about a gibibyte.</summary>
    public const int Most = 1_000_000;

    const int Few = 2_000;
    const int Pause = 10;

    readonly Lock _turn = new();
    Indexed? _last;
    Task _running = Task.CompletedTask;
    long _begun, _took;

    /// <summary>Names and parts of names in the index now, and names that found no room; zeros before the first search.</summary>
    public (int Names, int Parts, int LeftOut) Size => Volatile.Read(ref _last) is { } last ? (last.Names.Count, last.Parts.Count, last.LeftOut) : default;

    /// <summary>The last signal of the log whose names are in the index; that of the records before the first search.</summary>
    internal long Reached => Volatile.Read(ref _last)?.NamesFrom.Watermark ?? RecordsReached();

    /// <summary>The last signal of the log that is in a record.</summary>
    internal long RecordsReached() => keys.Read(connection => connection.One("SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'", r => r.GetInt64(0)));

    /// <summary>Names that sound like this one with the records that held them, the most alike first.</summary>
    internal IReadOnlyList<NameFound> Search(string name, int most)
    {
        var index = Now();
        var found = new List<NameFound>(index.Names.Search(name, most, 1));
        if (!name.Trim().Contains(' ', StringComparison.Ordinal))
        {
            found.AddRange(index.Parts.Search(name, most, NameFound.PartScore));
        }

        return found;
    }

    Indexed Now()
    {
        lock (_turn)
        {
            var now = BasisNow();
            if (_last is not { } last || (last.Names.Count <= Few && last.NamesFrom != now))
            {
                return _last = Build(now);
            }

            if (last.NamesFrom != now && _running.IsCompleted && time.GetTimestamp() - _begun > Pause * _took)
            {
                _begun = time.GetTimestamp();
                _running = Task.Run(() =>
                {
                    Volatile.Write(ref _last, Build(now));
                    _took = time.GetTimestamp() - _begun;
                });
            }

            return last;
        }
    }

    NamesFrom BasisNow() => new(RecordsReached(), log.Removals, log.Catalogue.Contents);

    Indexed Build(NamesFrom basis) => keys.Read(connection =>
    {
        var fields = FieldsOf(basis.Catalogue);
        var (names, parts, leftOut) = (new Gathered(int.MaxValue), new Gathered(Gathered.MostOfPart), 0);
        foreach (var (record, held) in Held(connection, fields))
        {
            foreach (var name in Names(held))
            {
                if (names.Count >= Most && !names.Has(name))
                {
                    leftOut++;
                    continue;
                }

                names.Add(name, record);
                foreach (var part in name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length > 1))
                {
                    parts.Add(part, record);
                }
            }
        }

        return new Indexed(basis, new NameList(names), new NameList(parts), leftOut);
    });

    /// <summary>Which attributes are names of a person.</summary>
    internal static Dictionary<int, MatchField> FieldsOf(CatalogueContents catalogue) =>
        catalogue.Attributes.Where(ProfileBook.IsName).ToDictionary(attribute => attribute.Id, attribute => ValueForms.FieldOf(attribute.Name)!.Value);

    /// <summary>The names that one record's values make: the whole ones, and given with family names.</summary>
    internal static IReadOnlyList<string> Names(IReadOnlyList<(MatchField Field, string Value)> held)
    {
        const int MostParts = 2;
        var given = held.Where(one => one.Field == MatchField.FirstName).Select(one => one.Value.Trim()).Take(MostParts).ToList();
        var family = held.Where(one => one.Field == MatchField.LastName).Select(one => one.Value.Trim()).Take(MostParts).ToList();
        return
        [
            .. held.Where(one => one.Field == MatchField.FullName).Select(one => one.Value.Trim())
                .Concat(given.Count == 0 ? family : family.Count == 0 ? given : given.SelectMany(first => family.Select(last => $"{first} {last}")))
                .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal),
        ];
    }

    static IEnumerable<(int Record, List<(MatchField, string)> Held)> Held(SqliteConnection connection, Dictionary<int, MatchField> fields)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT record, attribute_id, value FROM profiles_value WHERE attribute_id IN (SELECT value FROM json_each(@attributes)) ORDER BY record, last_at DESC, value
            """;
        command.Parameters.AddWithValue("@attributes", ProfileRows.Json(fields.Keys));
        using var reader = command.ExecuteReader();
        var (record, held) = (0, new List<(MatchField, string)>());
        while (reader.Read())
        {
            if (reader.GetInt32(0) is var next && next != record)
            {
                if (held.Count > 0)
                {
                    yield return (record, held);
                }

                (record, held) = (next, []);
            }

            held.Add((fields[reader.GetInt32(1)], reader.GetString(2)));
        }

        if (held.Count > 0)
        {
            yield return (record, held);
        }
    }

    sealed record NamesFrom(long Watermark, long Removals, CatalogueContents Catalogue);

    sealed record Indexed(NamesFrom NamesFrom, NameList Names, NameList Parts, int LeftOut);
}

/// <summary>A name that was found.</summary>
/// <param name="Name">As a record holds it.</param>
/// <param name="Score">1 for the same, at least <see cref="NameIndex.Alike"/>; of a part of a name less.</param>
/// <param name="Records">Records that hold it.</param>
sealed record NameFound(string Name, double Score, IReadOnlyList<int> Records)
{
    /// <summary>What a part of a name is worth beside the whole of one.</summary>
    public const double PartScore = 0.8;
}

/// <summary>Distinct names with their records, while they are gathered.</summary>
sealed class Gathered(int mostRecords)
{
    /// <summary>Of a common part of a name, no more records are kept: nobody looks through them one by one.</summary>
    public const int MostOfPart = 200;

    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly List<int> _counts = [];
    readonly List<(int Name, int Record)> _bearers = [];

    public int Count => _counts.Count;

    public IReadOnlyList<string> Names => [.. _numbers.OrderBy(one => one.Value).Select(one => one.Key)];

    public bool Has(string name) => _numbers.ContainsKey(name);

    public void Add(string name, int record)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, name, out var known);
        if (!known)
        {
            number = _counts.Count;
            _counts.Add(0);
        }

        if (_counts[number] < mostRecords)
        {
            _counts[number]++;
            _bearers.Add((number, record));
        }
    }

    /// <summary>Where the records of each name end, and the records.</summary>
    public (int[] Ends, int[] Records) Bearers()
    {
        var ends = new int[_counts.Count + 1];
        for (var i = 0; i < _counts.Count; i++)
        {
            ends[i + 1] = ends[i] + _counts[i];
        }

        var (records, next) = (new int[_bearers.Count], ends.ToArray());
        foreach (var (name, record) in _bearers)
        {
            records[next[name]++] = record;
        }

        return (ends, records);
    }
}

/// <summary>Distinct names, searched one asker after the other.</summary>
sealed class NameList
{
    readonly IReadOnlyList<string> _names;
    readonly int[] _ends;
    readonly int[] _records;
    readonly NameSearcher _searcher;
    readonly Lock _turn = new();

    public NameList(Gathered gathered)
    {
        _names = gathered.Names;
        (_ends, _records) = gathered.Bearers();
        _searcher = new NameSearcher(NameIndex.Of(_names));
    }

    public int Count => _names.Count;

    public IReadOnlyList<NameFound> Search(string name, int most, double worth)
    {
        lock (_turn)
        {
            var found = new List<NameFound>();
            foreach (var hit in _searcher.Search(name, most))
            {
                if (hit.Score >= NameIndex.Alike)
                {
                    found.Add(new NameFound(_names[hit.Row], hit.Score * worth, _records[_ends[hit.Row].._ends[hit.Row + 1]]));
                }
            }

            return found;
        }
    }
}
