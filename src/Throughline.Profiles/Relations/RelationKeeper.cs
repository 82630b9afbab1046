using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Relations;

/// <summary>
/// Works the inferred ties out again when profiles have changed and nothing has moved for a moment, and at least hourly while they keep
/// changing. It rests twenty times as long as it worked, so that it takes no more than a twentieth of a core.
/// </summary>
public sealed partial class RelationKeeper(KeyStore keys, SignalLog log, TimeProvider time, ILogger<RelationKeeper> logger) : BackgroundService
{
    /// <summary>Most records that households are found among; of more none are, and the report says so.</summary>
    public const int MostRecords = 2_000_000;

    static readonly TimeSpan s_look = TimeSpan.FromSeconds(5), s_atLeast = TimeSpan.FromHours(1), s_leastRest = TimeSpan.FromSeconds(20);
    const int RestFactor = 20;

    readonly SemaphoreSlim _turn = new(1);
    TimeSpan _worked;
    long _lastRun;

    /// <summary>Works them out now.</summary>
    public async Task<RelationRun> RunAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var clock = Stopwatch.StartNew();
            var (run, state) = Run(cancellation);
            Keep(run, state);
            _worked = clock.Elapsed;
            _lastRun = time.GetTimestamp();
            return run;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What the last run found; null before the first.</summary>
    public RelationRun? Last() => keys.Read(connection => connection.One(
        "SELECT report FROM profiles_relation_run", r => JsonSerializer.Deserialize<RelationRun>(r.GetString(0))));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _lastRun = time.GetTimestamp();
        using var looks = new PeriodicTimer(s_look, time);
        var (before, kept) = (default(State), keys.Read(KeptState));
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = keys.Read(StateNow);
                var rested = time.GetElapsedTime(_lastRun);
                if (now != kept && rested >= s_leastRest && rested >= _worked * RestFactor && ((now == before && !now.IsWaiting) || rested >= s_atLeast))
                {
                    await RunAsync(stoppingToken);
                    kept = now;
                }

                before = now;
            }
            catch (Exception failure) when (failure is SqliteException or IOException)
            {
                Failed(failure.GetType().Name);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    (RelationRun Run, State State) Run(CancellationToken cancellation)
    {
        var state = keys.Read(StateNow);
        var at = time.GetUtcNow().UtcDateTime;
        var records = keys.Read(connection => connection.One("SELECT count(*) FROM profiles_record", r => r.GetInt64(0)));
        if (records > MostRecords)
        {
            return (new RelationRun(at, records, 0, 0, null, "too_many_records"), state);
        }

        var today = DateOnly.FromDateTime(at);
        var reading = keys.Read(connection => HouseholdReading.Of(connection, log.Catalogue.Contents.Attributes, cancellation));
        var found = reading.Find(today, cancellation);
        InferredRelations.Write(keys, InferredRelations.Of(found, reading.Profiles, found.IsMinor), cancellation);
        return (new RelationRun(at, records, found.Households, found.Ties.Count, found.EstimatedPrecision, null), state);
    }

    void Keep(RelationRun run, State state) => keys.Write(connection => connection.Run("""
        INSERT INTO profiles_relation_run (one, at, facts, signals, report) VALUES (1, @at, @facts, @signals, @report)
        ON CONFLICT DO UPDATE SET at = excluded.at, facts = excluded.facts, signals = excluded.signals, report = excluded.report
        """, ("@at", IdentityTables.Text(run.At)), ("@facts", state.Facts), ("@signals", state.Signals), ("@report", JsonSerializer.Serialize(run))));

    static State KeptState(SqliteConnection connection) => connection.One(
        "SELECT facts, signals FROM profiles_relation_run", r => new State(r.GetInt64(0), r.GetInt64(1), false));

    /// <summary>How far profiles have come: facts that were added, and signals that records were made of.</summary>
    static State StateNow(SqliteConnection connection) => connection.One("""
        SELECT coalesce((SELECT max(seq) FROM platform_fact WHERE kind NOT LIKE 'relation_%'), 0),
            coalesce((SELECT seq FROM platform_watermark WHERE follower = 'profiles_records'), 0),
            EXISTS (SELECT 1 FROM profiles_waiting)
        """, r => new State(r.GetInt64(0), r.GetInt64(1), r.GetBoolean(2)));

    [LoggerMessage(LogLevel.Warning, "Households could not be worked out; tried again: {Kind}")]
    partial void Failed(string kind);

    readonly record struct State(long Facts, long Signals, bool IsWaiting);
}

/// <summary>What a run of working out ties found.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Records">Records that there were.</param>
/// <param name="Households">Households of two profiles or more.</param>
/// <param name="Ties">Pairs of profiles that seem to live together.</param>
/// <param name="EstimatedPrecision">Expected share of these pairs that are right; null where there is none.</param>
/// <param name="Refused">Code of why nothing was worked out; null when it was.</param>
public sealed record RelationRun(DateTime At, long Records, int Households, int Ties, double? EstimatedPrecision, string? Refused);
