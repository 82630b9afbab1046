using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>
/// Keeps a profile of every field of every source, behind the log. Much that comes at once is looked at by a sample, and then the figures are
/// estimates; how many rows there are is always counted.
/// </summary>
public sealed class ProfileFollower(SignalLog signals) : Follower
{
    /// <summary>Rows of one source in one stretch from which on only a sample of an import is looked at.</summary>
    public const int MostOfImport = 50_000;

    /// <summary>The same for what arrives by itself: a stretch is then what came within <see cref="Rest"/>.</summary>
    public const int MostArrived = 10_000;

    /// <inheritdoc/>
    public override string Name => "quality_profile";

    /// <inheritdoc/>
    public override int MostAtOnce => 200_000;

    /// <inheritdoc/>
    public override TimeSpan Rest => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch)
    {
        var catalogue = signals.Catalogue.Contents;
        var batches = new List<BatchProfile>();
        foreach (var (source, batch) in Batches(log, stretch).GroupBy(one => one.Key.SourceId).Select(group => (catalogue.FindSource(group.Key), group.ToList())))
        {
            if (source is not null)
            {
                batches.AddRange(Look(log, catalogue, source, stretch, batch));
            }
        }

        return batches;
    }

    /// <inheritdoc/>
    public override void Write(SqliteConnection keys, object read)
    {
        foreach (var batch in (List<BatchProfile>)read)
        {
            ProfileStore.Add(keys, batch);
        }
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys) => ProfileStore.Forget(keys, null);

    List<BatchProfile> Look(DuckConnection log, CatalogueContents catalogue, Source source, LogStretch stretch, List<(BatchKey Key, long Rows)> batches)
    {
        var most = batches.Exists(one => one.Key.ImportId > 0) ? MostOfImport : MostArrived;
        var stride = Math.Max(1, (batches.Sum(one => one.Rows) + most - 1) / most);
        var names = StoredNames.Of(log, catalogue, source, stretch, []);
        var sketches = batches.ToDictionary(one => one.Key, _ => TableProfile.Sketches(names.Fields.Count));
        var looked = new Dictionary<BatchKey, long>();
        using (var rows = StoredTable.Open(log, source.Id, names, stretch, stride))
        {
            while (rows.Read())
            {
                var key = new BatchKey(source.Id, rows.ImportId, DateOnly.FromDateTime(rows.ReceivedAt));
                if (sketches.TryGetValue(key, out var fields))
                {
                    TableProfile.Add(fields, rows, decimalComma: false);
                    looked[key] = looked.GetValueOrDefault(key) + 1;
                }
            }
        }

        var personal = PersonalFields.Of(signals.Uses, catalogue, source.Id);
        return
        [
            .. batches.Select(one => new BatchProfile(one.Key, one.Rows, looked.GetValueOrDefault(one.Key),
                names.Fields.Select((name, i) => (name, Sketch: sketches[one.Key][i])).ToDictionary(field => field.name, field => (field.Sketch, personal.Contains(field.name))))),
        ];
    }

    static List<(BatchKey Key, long Rows)> Batches(DuckConnection log, LogStretch stretch)
    {
        var batches = new List<(BatchKey, long)>();
        using var reader = log.Query("""
            SELECT source_id, import_id, received_at::DATE AS day, count(*) FROM signal WHERE seq > $after AND seq <= $upto
            GROUP BY source_id, import_id, day ORDER BY source_id, import_id, day
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            batches.Add((new BatchKey(reader.GetInt32(0), reader.GetInt32(1), reader.GetDate(2)), reader.GetInt64(3)));
        }

        return batches;
    }
}

/// <summary>The fields that the register, or their kind, calls personal.</summary>
sealed class PersonalFields
{
    readonly HashSet<FieldName> _names;

    PersonalFields(HashSet<FieldName> names) => _names = names;

    /// <summary>What a collector keeps of an event is one element of the register, with all its names.</summary>
    static readonly FieldName _properties = new("kept", "properties");

    public bool Contains(FieldName name) =>
        name.Use is "identifier" or "text" or "record_id" || _names.Contains(name) || (name.Use == "kept" && _names.Contains(_properties));

    public static PersonalFields Of(DataUse uses, CatalogueContents catalogue, int sourceId) => new(
    [
        .. uses.Elements().Where(one => one.Key.SourceId == sourceId && one.Regulation == "personal_data").Select(one => FieldOf(one.Key)),
        .. catalogue.Attributes.Where(one => one.Kind == AttributeKind.Identity).Select(one => new FieldName("attribute", one.Name)),
    ]);

    static FieldName FieldOf(ElementKey key) => new(key.Kind switch
    {
        ElementKind.Score => "score",
        ElementKind.Attribute => "attribute",
        ElementKind.Kept => "kept",
        _ => "other",
    }, key.Name);
}
