using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Collectors;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Listening.Uploads;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Quarantine;

/// <summary>Runs a mapping on held rows of files: those that it can read now become signals and leave the quarantine, file by file.</summary>
sealed class ReplayRows(
    SignalLog log, ImportStore imports, UploadStore uploads, DecisionLog decisions, Quality.QualityBook quality, TimeProvider time)
{
    /// <summary>The way by a saved mapping and a choice of held rows.</summary>
    public async Task<ReplayAnswer> RunAsync(ReplayChoice request, Mapping mapping, string who, CancellationToken cancellation)
    {
        if (request.Patch is not null)
        {
            throw new BadInputException("patch", "Rows of files are mended by a mapping, events by a patch. Give one of the two.", "patch_or_mapping");
        }

        var source = NamedSource.Find(log, request.Source ?? throw new BadInputException("source", "A mapping runs on the rows of one source; name it."));
        var lines = await HeldAsync(new HeldSelection(request, log), cancellation);
        if (request.DryRun)
        {
            var would = await RunAsync(source, mapping, lines, dryRun: true, cancellation);
            return Answer(null, lines.Count, would) with { WouldPass = would.Stored + would.Duplicate };
        }

        var id = decisions.Begin("replay", who, ReplayHeld.Choice(request), null, $"{mapping.Name}@{mapping.Version}", ofRows: true);
        var result = await RunAsync(source, mapping, lines, dryRun: false, cancellation);
        var answer = Answer(id, lines.Count, result) with { Passed = result.Stored + result.Duplicate };
        decisions.End(id, lines.Count, result.Stored + result.Duplicate, answer.Problems);
        return answer;
    }

    /// <summary>Tries rows of any number of files.</summary>
    /// <param name="source">Their source.</param>
    /// <param name="mapping">A mapping without problems of its own.</param>
    /// <param name="lines">The rows.</param>
    /// <param name="dryRun">True only says what would happen.</param>
    /// <param name="cancellation">Stops between files.</param>
    public async Task<ReplayResult> RunAsync(Source source, Mapping mapping, IReadOnlyList<HeldLine> lines, bool dryRun, CancellationToken cancellation)
    {
        var total = new ReplayResult(0, 0, lines.Count(line => line.ImportId <= 0));
        foreach (var file in lines.Where(line => line.ImportId > 0).GroupBy(line => line.ImportId))
        {
            if (imports.Find(file.Key) is not { } import || uploads.FindFile(import.Digest) is not { } upload
                || MappingCheck.Problems(mapping, upload.File.Columns).Count > 0)
            {
                total = total with { StayHeld = total.StayHeld + file.Count() };
                continue;
            }

            var replay = new FileReplay(log, source, mapping, import, upload.File, quality.Of(source.Id), time);
            total += dryRun
                ? await replay.ForecastAsync([.. file], cancellation)
                : await Task.Run(() => replay.Run([.. file], cancellation), cancellation);
        }

        return total;
    }

    /// <summary>The rows of files that wait and are chosen.</summary>
    public Task<List<HeldLine>> HeldAsync(HeldSelection where, CancellationToken cancellation) => log.ReadAsync(connection =>
    {
        var lines = new List<HeldLine>();
        using var reader = connection.Query(
            $"SELECT id, import_id, row_number, code, raw FROM held WHERE state = 0 AND import_id > 0 AND {where.Sql} ORDER BY import_id, row_number",
            where.Parameters);
        while (reader.Read())
        {
            lines.Add(new(reader.GetGuid(0), reader.GetInt32(1), reader.GetInt64OrNull(2), reader.GetString(3), reader.GetString(4)));
        }

        return lines;
    }, cancellation);

    static ReplayAnswer Answer(int? id, long selected, ReplayResult result) => new(
        id?.ToString(CultureInfo.InvariantCulture), selected, result.StayHeld,
        result.StayHeld == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { ["stay-held"] = result.StayHeld })
    {
        Duplicate = result.Duplicate,
    };
}
