using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>
/// Tries the held rows of one import again, in one transaction. They stay rows of that import, so that a later run of a mapping
/// replaces them too.
/// </summary>
sealed class FileReplay(SignalLog log, Source source, Mapping mapping, ImportRecord import, TableFile file, Quality.SourceRules? rules, TimeProvider time)
{
    /// <summary>What <see cref="Run"/> would do now; writes nothing.</summary>
    public async Task<ReplayResult> ForecastAsync(IReadOnlyList<HeldLine> lines, CancellationToken cancellation)
    {
        var passing = Passing(lines, CatalogueIds.Known(mapping, source, log.Catalogue.Contents), cancellation).ToList();
        var timeIsKnown = mapping.HasTime;
        var (duplicate, conflict) = (0L, 0L);
        foreach (var some in passing.Chunk(1_000))
        {
            var known = await log.ReadAsync(connection => Hashes(connection, some.Select(one => one.Signal.Id.Value)), cancellation);
            foreach (var (_, signal) in some)
            {
                if (known.TryGetValue(signal.Id.Value, out var hash))
                {
                    var equal = hash == ContentHash.Of(signal, timeIsKnown);
                    (duplicate, conflict) = equal ? (duplicate + 1, conflict) : (duplicate, conflict + 1);
                }
            }
        }

        return new(passing.Count - duplicate - conflict, duplicate, lines.Count - passing.Count + conflict);
    }

    /// <summary>Stores what the mapping can read now and takes it out of quarantine.</summary>
    public ReplayResult Run(IReadOnlyList<HeldLine> lines, CancellationToken cancellation)
    {
        var declared = Declaration.Make(log, mapping, source.Name);
        var done = false;
        try
        {
            using var stage = log.BeginImport(new IntakeOrigin
            {
                ImportId = import.Id,
                SourceId = source.Id,
                File = import.File,
                Mapping = mapping.Name,
                MappingVersion = mapping.Version,
            }, declared.AttributeIds);
            var passed = 0;
            foreach (var (held, signal) in Passing(lines, declared.Ids, cancellation))
            {
                stage.Add(signal);
                stage.Release(held);
                passed++;
            }

            if (passed == 0)
            {
                return new(0, 0, lines.Count);
            }

            var counts = stage.Commit(cancellation);
            done = true;

            // What conflicts with the log goes back into quarantine, under that reason.
            return new(counts.Stored, counts.Duplicate, lines.Count - counts.Stored - counts.Duplicate);
        }
        finally
        {
            if (!done)
            {
                declared.Undo(log);
            }
        }
    }

    Dictionary<Guid, ulong> Hashes(DuckConnection connection, IEnumerable<Guid> ids)
    {
        var hashes = new Dictionary<Guid, ulong>();
        using var reader = connection.Query($"""
            SELECT id, content_hash FROM signal
            WHERE source_id = $source AND id IN ({string.Join(", ", ids.Select(id => $"'{id}'::UUID"))})
            """, ("source", source.Id));
        while (reader.Read())
        {
            hashes[reader.GetGuid(0)] = (ulong)reader.GetUInt128(1);
        }

        return hashes;
    }

    IEnumerable<(Guid Held, Signal Signal)> Passing(IReadOnlyList<HeldLine> lines, CatalogueIds ids, CancellationToken cancellation)
    {
        using var table = HeldTable.Of(lines, file.Columns);
        var compiled = new CompiledMapping(mapping, file.Columns, ids,
            new ReadingOf(import.Digest, time.GetUtcNow().UtcDateTime, file.DecimalComma, Rules: rules));
        var counts = new FieldCounts(mapping.Fields.Count);
        while (table.Read())
        {
            cancellation.ThrowIfCancellationRequested();

            // A conflict is decided by a person, not by a mapping.
            if (table.Current.Code != QuarantineReasons.SameIdOtherContent && compiled.Apply(table, counts).Signal is { } signal)
            {
                yield return (table.Current.Id, signal);
            }
        }
    }
}
