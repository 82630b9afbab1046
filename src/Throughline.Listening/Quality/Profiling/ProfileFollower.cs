using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Mappings;
using Throughline.Listening.Quality.Checks;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Quality.Profiling;

/// <summary>
/// Keeps a profile of every field of every source, behind the log. Much that comes at once is looked at by a sample, and then the figures are
/// estimates; how many rows there are is always counted.
/// </summary>
public sealed class ProfileFollower(SignalLog signals, QualityBook quality, MappingStore mappings) : Follower
{
    /// <summary>Rows of one source in one stretch from which on only a sample of an import is looked at.</summary>
    public const int MostOfImport = 50_000;

    /// <summary>Rows of a source that are asked anew when its checks change.</summary>
    public const int MostRecounted = 100_000;

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
            batch.Asked.Write(keys, batch.Key);
        }
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys)
    {
        ProfileStore.Forget(keys, null);
        CheckStore.ForgetCounts(keys, null);
    }

    /// <summary>Asks the stored rows of a source anew, after its checks were changed: at most about 100,000 of them.</summary>
    public Task RecountAsync(FollowerPump pump, int sourceId, CancellationToken cancellation) => pump.RepairAsync(this,
        (log, stretch) => signals.Catalogue.Contents.FindSource(sourceId) is { } source ? Ask(log, source, stretch) : [],
        (keys, read) =>
        {
            CheckStore.ForgetCounts(keys, sourceId);
            foreach (var (batch, asked) in (Dictionary<BatchKey, AskedRows>)read)
            {
                asked.Write(keys, batch);
            }
        }, cancellation);

    Dictionary<BatchKey, AskedRows> Ask(DuckConnection log, Source source, LogStretch stretch)
    {
        var asked = new Dictionary<BatchKey, AskedRows>();
        var rows = log.Scalar<long>("SELECT count(*) FROM signal WHERE source_id = $source AND seq > $after AND seq <= $upto",
            ("source", source.Id), ("after", stretch.After), ("upto", stretch.UpTo));
        var columns = ColumnsOf(source.Id);
        var names = StoredNames.Of(log, signals.Catalogue.Contents, source, stretch, AskedFields(source.Id, columns));
        if (AskedRows.Compile(quality.Of(source.Id), names, columns) is not { } checks)
        {
            return asked;
        }

        using var table = StoredTable.Open(log, source.Id, names, stretch, Math.Max(1, (rows + MostRecounted - 1) / MostRecounted));
        while (table.Read())
        {
            var key = new BatchKey(source.Id, table.ImportId, DateOnly.FromDateTime(table.ReceivedAt));
            if (!asked.TryGetValue(key, out var of))
            {
                asked[key] = of = new AskedRows(checks);
            }

            of.Ask(table);
        }

        return asked;
    }

    FieldColumns ColumnsOf(int sourceId) => new(mappings.UseOf(sourceId) is { } use ? mappings.Find(use.Name, use.Version) : null);

    IEnumerable<FieldName> AskedFields(int sourceId, FieldColumns columns) =>
        quality.Of(sourceId) is { } rules ? CompiledChecks.ColumnsOf(rules.Checks).Where(column => column != "*").Select(columns.FieldOf) : [];

    List<BatchProfile> Look(DuckConnection log, CatalogueContents catalogue, Source source, LogStretch stretch, List<(BatchKey Key, long Rows)> batches)
    {
        var most = batches.Exists(one => one.Key.ImportId > 0) ? MostOfImport : MostArrived;
        var stride = Math.Max(1, (batches.Sum(one => one.Rows) + most - 1) / most);
        var columns = ColumnsOf(source.Id);
        var names = StoredNames.Of(log, catalogue, source, stretch, AskedFields(source.Id, columns));
        var checks = AskedRows.Compile(quality.Of(source.Id), names, columns);
        var asked = batches.ToDictionary(one => one.Key, _ => new AskedRows(checks));
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
                    asked[key].Ask(rows);
                    looked[key] = looked.GetValueOrDefault(key) + 1;
                }
            }
        }

        var personal = PersonalFields.Of(signals.Uses, catalogue, source.Id);
        return
        [
            .. batches.Select(one => new BatchProfile(one.Key, one.Rows, looked.GetValueOrDefault(one.Key),
                names.Fields.Select((name, i) => (name, Sketch: sketches[one.Key][i])).ToDictionary(field => field.name, field => (field.Sketch, personal.Contains(field.name))), asked[one.Key])),
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
