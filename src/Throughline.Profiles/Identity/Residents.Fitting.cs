using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Matching.Live;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;
using Throughline.Profiles.Reviews;

namespace Throughline.Profiles.Identity;

public sealed partial class Residents
{
    const string Waits = "model_waits";

    (LiveRecords Live, Refit Refit, RefitReport Report)? _waiting;
    long _changes;
    long _fitted;

    /// <summary>The model that was fitted in shadow and waits for a person; null when none does.</summary>
    public RefitReport? Waiting => _waiting?.Report;

    /// <summary>Least average weight of a join at present, in bits.</summary>
    internal double Threshold => _model?.Threshold ?? 0;

    /// <summary>
    /// True when a model waited for a person and is not in memory any more, because the program started anew or the records were read anew: a fit is due
    /// that brings it back.
    /// </summary>
    internal bool WaitingIsLost => _waiting is null && keys.Read(connection => connection.One("SELECT value FROM profiles_mark WHERE name = @name", r => r.GetInt64(0), ("@name", Waits))) == 1;

    /// <summary>True when records moved since the last fit, in this run of the program.</summary>
    internal bool ChangedSinceFit => Volatile.Read(ref _changes) != Volatile.Read(ref _fitted);

    /// <summary>True when records have grown so much since the last fit that another is due, none waits for a person, and they are in memory anyway.</summary>
    internal bool RefitDue => _waiting is null && _live is { RefitDue: true };

    /// <summary>Counts what moved records, so that two looks tell whether anything came between them.</summary>
    internal long Changes => Volatile.Read(ref _changes);

    /// <summary>True when a fit is due if nothing more arrives, none waits for a person, and the records are in memory anyway.</summary>
    internal bool PauseRefitDue => _waiting is null && _live is { PauseRefitDue: true };

    /// <summary>True while a model takes over whatever it changes, as those do that are fitted while records arrive.</summary>
    internal bool FitsInside => _live is { FitsInside: true };

    /// <summary>Fits a model beside the one that decides; records are resolved meanwhile.</summary>
    internal (RefitReport Report, double? PrecisionBefore) Fit(CancellationToken cancellation)
    {
        var live = Alone(live =>
        {
            live.Judge(keys.Read(VerdictBook.Labels)); // verdicts that were taken back are not told one by one
            return live;
        });
        var changes = Volatile.Read(ref _changes);
        var before = live.Model.EstimatedPrecision;
        var refit = live.TryRefit(cancellation: cancellation);
        var report = new RefitReport(Now, refit.Model.FittedOn, refit.Agreement, refit.ExpectedPrecision, refit.ExpectedRecall, refit.Model.Threshold, refit.ChangedGroups);
        _waiting = (live, refit, report);
        keys.Write(connection => Mark(connection, waits: true));
        Volatile.Write(ref _fitted, changes);
        return (report, before);
    }

    /// <summary>The verdicts of people changed: the next fit learns from them as they are now.</summary>
    internal void Judge()
    {
        if (_live is not null)
        {
            Alone(live =>
            {
                live.Judge(keys.Read(VerdictBook.Labels));
                return true;
            });
            Interlocked.Increment(ref _changes);
        }
    }

    static void Mark(SqliteConnection connection, bool waits) => connection.Run(
        "INSERT INTO profiles_mark (name, value) VALUES (@name, @value) ON CONFLICT DO UPDATE SET value = excluded.value", ("@name", Waits), ("@value", waits ? 1 : 0));

    /// <summary>The model that waits decides from now on; its version.</summary>
    /// <param name="who">The person; null when it takes over by itself.</param>
    internal int Adopt(string? who) => Alone(live =>
    {
        if (_waiting is not { } waiting)
        {
            throw new ConflictException("No model waits. Fit one first.", "no_model");
        }

        _waiting = null;
        if (!ReferenceEquals(waiting.Live, live))
        {
            throw new ConflictException("The records were read anew since this model was fitted. Fit again.", "model_stale");
        }

        Matching.Live.Regrouping changed;
        try
        {
            changed = live.Adopt(waiting.Refit);
        }
        catch (InvalidOperationException)
        {
            throw new ConflictException("Another model was fitted since. Fit again.", "model_stale");
        }

        Apply(live, [changed], null, (connection, facts) =>
        {
            Mark(connection, waits: false);
            KeepModel(connection, live, JsonSerializer.Serialize(waiting.Report));
            facts.Add(IdentityFacts.Adopted, who ?? "refit", IdentityFacts.Write(new AdoptedBody(_version ?? 0, waiting.Report.Agreement, who is null ? "refit" : "person")), "model");
        });
        return _version ?? 0;
    });
}
