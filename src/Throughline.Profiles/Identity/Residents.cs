using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Throughline.Matching.Live;
using Throughline.Platform.Facts;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Profiles.Protection;
using Throughline.Profiles.Reviews;

namespace Throughline.Profiles.Identity;

/// <summary>
/// The records in memory and the profiles in the tables, kept as one. Whatever moves records goes through here, one thing at a time: first
/// memory decides, then facts and tables are written in one transaction. When that fails, memory is thrown away and built again from the
/// tables, so that the two never tell different things. There is nothing in memory before there is a record.
/// </summary>
public sealed partial class Residents(
    SignalLog signals, KeyStore keys, FactLog facts, ProtectionPolicies policies, TimeProvider time, ILogger<Residents> logger)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly Lock _turn = new();
    LiveRecords? _live;
    int _policies;
    LiveModel? _model;
    int? _version;

    /// <summary>The time, UTC.</summary>
    internal DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Why records are not resolved at present; null when they are.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Resolves the records that wait. What fails is told in <see cref="Trouble"/> and tried again with the next that wait.</summary>
    public void ResolveWaiting(CancellationToken cancellation)
    {
        try
        {
            lock (_turn)
            {
                Keeping(() => Resolve(cancellation));
            }

            Trouble = null;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Trouble = problem.Message;
            NotResolved(problem);
        }
    }

    /// <summary>Does something with the records in memory, alone.</summary>
    /// <exception cref="ConflictException">Many records are being resolved; it can be tried again in a moment.</exception>
    internal T Alone<T>(Func<LiveRecords, T> work)
    {
        if (!_turn.TryEnter(Patience))
        {
            throw new ConflictException("Many records are being resolved just now. Try again in a moment.", "resolving");
        }

        try
        {
            return Keeping(() => work(Live([])));
        }
        finally
        {
            _turn.Exit();
        }
    }

    /// <summary>Throws away what is in memory, so that it is read again from the tables.</summary>
    internal void Forget() => (_live, _model, _version, _waiting) = (null, null, null, null);

    /// <summary>Begins to write facts.</summary>
    internal T Write<T>(Func<SqliteConnection, FactWriter, ProfileWriting, T> work) => keys.Write(connection =>
    {
        using var adding = facts.Write(connection);
        using var profiles = new ProfileWriting(connection, adding);
        return work(connection, adding, profiles);
    });

    /// <summary>The steps from the profiles in the tables to those that memory told.</summary>
    internal static List<ProfileStep> StepsTo(SqliteConnection connection, IReadOnlyList<IReadOnlyList<int>> groups, IReadOnlyList<Bond> bonds)
    {
        using var profile = new SqliteStatement(connection, "SELECT profile FROM profiles_record WHERE id = @id", "@id");
        var profileOf = groups.SelectMany(group => group).ToDictionary(record => record, record => profile.One(r => r.GetInt32(0), record));
        return Regroup.Steps(profileOf, groups, bonds, (old, records) => FormerNumber(connection, old, records));
    }

    /// <summary>Writes what a change of memory did to profiles, and a model that it fitted on the way.</summary>
    /// <param name="live">Memory.</param>
    /// <param name="changed">What was told.</param>
    /// <param name="who">Who wanted it; null for the resolver.</param>
    /// <param name="also">More to write before.</param>
    internal long Apply(LiveRecords live, IReadOnlyList<Regrouping> changed, string? who = null, Action<SqliteConnection, FactWriter>? also = null)
    {
        var groups = GroupsNow(live, changed);
        var bonds = changed.SelectMany(one => one.Groups).SelectMany(group => group.Because)
            .Select(because => new Bond(because.Left, because.Right, because.Weight, because.By)).ToList();
        Interlocked.Increment(ref _changes);
        return Write((connection, adding, profiles) =>
        {
            also?.Invoke(connection, adding);
            KeepModel(connection, live);
            RefusedJoins.Keep(connection, [.. changed.SelectMany(one => one.Refused)], Now);
            return StepsTo(connection, groups, bonds).Aggregate(0L, (_, step) => profiles.Write(step, _version, who));
        });
    }

    /// <summary>The groups as they are now of all records that were told of.</summary>
    static List<IReadOnlyList<int>> GroupsNow(LiveRecords live, IReadOnlyList<Regrouping> changed)
    {
        var groups = new List<IReadOnlyList<int>>();
        var seen = new HashSet<int>();
        foreach (var record in changed.SelectMany(one => one.Groups).SelectMany(group => group.Records))
        {
            if (!seen.Contains(record) && live.Has(record))
            {
                groups.Add(live.GroupOf(record));
                seen.UnionWith(groups[^1]);
            }
        }

        return groups;
    }

    void Resolve(CancellationToken cancellation)
    {
        var waiting = keys.Read(connection => connection.All("""
            SELECT w.record, w.profile, r.id IS NOT NULL FROM profiles_waiting w LEFT JOIN profiles_record r ON r.id = w.record ORDER BY w.record
            """, r => (Record: r.GetInt32(0), Profile: r.GetInt32(1), Here: r.GetBoolean(2))));
        if (waiting.Count == 0)
        {
            return;
        }

        List<int> here = [.. waiting.Where(one => one.Here).Select(one => one.Record)];
        List<int> gone = [.. waiting.Where(one => !one.Here).Select(one => one.Record)];
        if (_live is null)
        {
            // Memory does not know what they held together: what else is in their profiles is looked at like new.
            here = [.. here.Union(BesideWaiting()).Order()];
        }

        var changed = new List<Regrouping>();
        if (keys.Read(connection => connection.One("SELECT EXISTS (SELECT 1 FROM profiles_record)", r => r.GetBoolean(0))))
        {
            var (isRead, live) = (_live is not null, Live(here));
            foreach (var record in gone.Where(live.Has))
            {
                changed.Add(live.Remove(record));
            }

            Put(live, here, changed, cancellation);
            if (!isRead)
            {
                SayAgain(live, [.. here], changed);
            }

            _ = Apply(live, changed, also: (connection, _) => Done(connection, waiting.Select(one => one.Record), gone.Count > 0));
        }
        else
        {
            Forget();
            keys.Write(connection => Done(connection, waiting.Select(one => one.Record), anyGone: true));
        }
    }

    void Put(LiveRecords live, List<int> records, List<Regrouping> changed, CancellationToken cancellation) => keys.Read(connection =>
    {
        using var now = new RecordsNow(connection, signals.Catalogue.Contents);
        changed.Add(records.Count == 1 ? live.Put(now.Read(records[0])) : live.PutMany(records.Select(now.Read), null, cancellation));
        return true;
    });

    /// <summary>What was said of records that were put and not read.</summary>
    void SayAgain(LiveRecords live, HashSet<int> put, List<Regrouping> changed)
    {
        foreach (var word in keys.Read(Said.Read).Standing.Where(word => (put.Contains(word.Left) || put.Contains(word.Right)) && live.Has(word.Left) && live.Has(word.Right)))
        {
            changed.Add(word.Together ? live.Join(word.Left, word.Right) : live.Part(word.Left, word.Right));
        }
    }

    /// <summary>All records of the profiles that the waiting ones are in, or were.</summary>
    List<int> BesideWaiting() => keys.Read(connection => connection.All("""
        SELECT id FROM profiles_record WHERE profile IN (
            SELECT profile FROM profiles_waiting UNION SELECT r.profile FROM profiles_waiting w JOIN profiles_record r ON r.id = w.record)
        """, r => r.GetInt32(0)));

    static void Done(SqliteConnection connection, IEnumerable<int> records, bool anyGone)
    {
        using var done = new SqliteStatement(connection, "DELETE FROM profiles_waiting WHERE record = @record", "@record");
        foreach (var record in records)
        {
            done.Run(record);
        }

        if (anyGone)
        {
            FactReplay.DropDead(connection);
            RefusedJoins.DropDead(connection);
        }
    }

    /// <summary>The records in memory, read from the tables if they are not there; nothing is decided anew.</summary>
    /// <param name="apart">Records that are about to be put, and are not read.</param>
    LiveRecords Live(IReadOnlyCollection<int> apart)
    {
        if (_live is not null)
        {
            return _live;
        }

        var now = policies.Now;
        var live = new LiveRecords(new LiveOptions { Policies = now.Policies });
        _policies = now.Version;
        var without = apart.ToHashSet();
        keys.Read(connection =>
        {
            var stored = ModelStore.Running(connection);
            var rows = connection.All("SELECT id, profile FROM profiles_record ORDER BY id", r => (Record: r.GetInt32(0), Group: r.GetInt32(1)));
            rows.RemoveAll(row => without.Contains(row.Record));
            using var read = new RecordsNow(connection, signals.Catalogue.Contents);
            var here = rows.Select(row => row.Record).ToHashSet();
            live.Restore(rows.Select(row => read.Read(row.Record)), rows, stored?.Model,
                Said.Read(connection).Standing.Where(word => here.Contains(word.Left) && here.Contains(word.Right))
                    .Select(word => new Statement(word.Left, word.Right, word.Together, word.Fact)));
            live.Judge(VerdictBook.Labels(connection));
            (_model, _version) = (live.Model, stored?.Version);
            return true;
        });
        return _live = live;
    }

    /// <summary>Keeps the model of memory when it is another than the one that is kept.</summary>
    internal void KeepModel(SqliteConnection connection, LiveRecords live, string report = "{}")
    {
        var model = live.Model;
        if (model.FittedOn > 0 && !ReferenceEquals(model, _model) && !Same(model, _model))
        {
            _version = ModelStore.Add(connection, model, Now, report, running: true);
        }

        _model = model;
    }

    /// <summary>True when two models were fitted alike; what is supposed of fields that came since is no part of a fit.</summary>
    static bool Same(LiveModel model, LiveModel? other) => other is not null && model.FittedOn == other.FittedOn && model.Threshold.Equals(other.Threshold)
        && Nullable.Equals(model.EstimatedPrecision, other.EstimatedPrecision) && model.Share.SequenceEqual(other.Share);

    T Keeping<T>(Func<T> work)
    {
        if (_live is not null && _policies != policies.Now.Version)
        {
            Forget(); // read again under the policies that hold now; what they change is decided with the next change or fit
        }

        try
        {
            return work();
        }
        catch (Exception problem) when (problem is not (ConflictException or BadInputException or NotFoundException))
        {
            Forget();
            throw;
        }
    }

    void Keeping(Action work) => Keeping(() =>
    {
        work();
        return true;
    });

    /// <summary>The number that records brought into a profile, when they come out of it again with the founding record of that number.</summary>
    internal static int? FormerNumber(SqliteConnection connection, int profile, IReadOnlyList<int> records)
    {
        if (records.Count == 1)
        {
            return null; // its own
        }

        var part = records.ToHashSet();
        var best = FactLog.About(connection, IdentityFacts.SubjectOf(profile)).Where(fact => fact.Kind == IdentityFacts.Merged)
            .Select(fact => IdentityFacts.Read<MergedBody>(fact.Body)).Where(body => body.Into == profile && part.Contains(body.From))
            .OrderByDescending(body => body.Records.Count(part.Contains)).ThenBy(body => body.From).FirstOrDefault();
        return best?.From;
    }

    [LoggerMessage(LogLevel.Error, "Records that changed could not be resolved; it is tried again with the next change")]
    partial void NotResolved(Exception problem);
}
