using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Alerts;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Sources;

/// <summary>The sources with the balance of everything received, and the removal of one.</summary>
static class ListSources
{
    const int Days = 40;
    static readonly TimeSpan Quiet = TimeSpan.FromDays(30);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sources", ListAsync).WithName("ListSources").WithSummary("Sources and the balance of everything received");
        routes.MapDelete("/sources/{id:int}", Remove).WithName("RemoveSource").WithSummary("Remove a source with all its signals and files");
    }

    static async Task<Ok<SourceList>> ListAsync(
        SignalLog log, KeyStore keys, MappingStore mappings, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var sources = log.Catalogue.Contents.Sources;
        var (balances, imports, waiting) = await log.ReadAsync(
            connection => (Balances(connection), Imports(connection), Waiting(connection)), cancellation);
        var activity = SourceActivity.Recent(keys, imports, Days);
        var items = sources.Select(source =>
        {
            var (counts, last) = balances.GetValueOrDefault(source.Id);
            var use = mappings.UseOf(source.Id);
            var questions = use?.Questions ?? [];
            return new SourceView(source.Id, source.Name, source.Demo, source.HasTime,
                counts.Received, counts.Stored, counts.Duplicate, counts.Quarantined, counts.Rejected, waiting.GetValueOrDefault(source.Id), last,
                activity.GetValueOrDefault(source.Id) ?? [], use is { } used ? new MappingRef(used.Name, used.Version) : null, questions,
                waiting.ContainsKey(source.Id) || questions.Any(question => question.Blocking) ? SourceState.Held
                    : last is null || now - last > Quiet ? SourceState.Quiet
                    : SourceState.Listening);
        }).ToList();
        var all = balances.Values.Aggregate(default(IntakeCounts), (sum, one) => sum + one.Counts);
        return TypedResults.Ok(new SourceList(
            new Balance(all.Received, all.Stored, all.Duplicate, all.Quarantined, all.Rejected), items));
    }

    static Ok<Removed> Remove(int id, SignalLog log, MappingStore mappings, ImportStore imports, SourceHours hours, AlertBook alerts, Quality.QualityBook quality, DataFolder folder)
    {
        if (log.Catalogue.Contents.FindSource(id) is null)
        {
            throw new NotFoundException($"There is no source {id}.", "no_source");
        }

        var removed = log.RemoveSource(id);
        mappings.Forget(id);
        hours.Forget(id);
        alerts.Forget(id);
        quality.Forget(id);
        foreach (var digest in imports.Forget(id))
        {
            File.Delete(Path.Combine(folder.Files, digest));
        }

        return TypedResults.Ok(new Removed(removed));
    }

    static Dictionary<int, (IntakeCounts Counts, DateTime? Last)> Balances(DuckConnection connection)
    {
        var balances = new Dictionary<int, (IntakeCounts, DateTime?)>();
        using var reader = connection.Query("""
            SELECT source_id, sum(received)::BIGINT, sum(stored)::BIGINT, sum(duplicate)::BIGINT, sum(quarantined)::BIGINT,
                sum(rejected)::BIGINT, sum(set_aside)::BIGINT, max(received_at)
            FROM balance GROUP BY source_id
            """);
        while (reader.Read())
        {
            balances[reader.GetInt32(0)] = (new IntakeCounts(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3),
                reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6)), reader.GetDateTimeOrNull(7));
        }

        return balances;
    }

    static Dictionary<int, long> Waiting(DuckConnection connection)
    {
        var waiting = new Dictionary<int, long>();
        using var reader = connection.Query("SELECT source_id, count(*) FROM held WHERE state = 0 GROUP BY source_id");
        while (reader.Read())
        {
            waiting[reader.GetInt32(0)] = reader.GetInt64(1);
        }

        return waiting;
    }

    static HashSet<(int Source, int Import)> Imports(DuckConnection connection)
    {
        var imports = new HashSet<(int, int)>();
        using var reader = connection.Query("SELECT DISTINCT source_id, import_id FROM balance");
        while (reader.Read())
        {
            imports.Add((reader.GetInt32(0), reader.GetInt32(1)));
        }

        return imports;
    }
}

/// <summary>All sources and the balance over them.</summary>
sealed record SourceList(Balance Totals, IReadOnlyList<SourceView> Items);

/// <summary>Everything received: received = stored + duplicate + quarantined + rejected.</summary>
sealed record Balance(long Received, long Stored, long Duplicate, long Quarantined, long Rejected);

/// <summary>Whether a source brings something.</summary>
enum SourceState
{
    /// <summary>Something came within 30 days.</summary>
    Listening,
    /// <summary>Nothing came for 30 days.</summary>
    Quiet,
    /// <summary>Rows are held, or a question waits for a person.</summary>
    Held,
}

/// <summary>A source with its balance. Waiting are those in quarantine that nobody has decided on; the rest of them was dropped.</summary>
sealed record SourceView(
    int Id, string Name, bool Demo, bool HasTime, long Received, long Stored, long Duplicate, long Quarantined, long Rejected, long Waiting,
    DateTime? LastReceivedAt, IReadOnlyList<DayCount> Activity, MappingRef? Mapping, IReadOnlyList<OpenQuestion> OpenQuestions, SourceState State);

/// <summary>Signals of a day.</summary>
sealed record DayCount(DateOnly Day, long Count);

/// <summary>Signals that were removed.</summary>
sealed record Removed([property: System.Text.Json.Serialization.JsonPropertyName("removed")] long Count);
