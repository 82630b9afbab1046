using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Timelines;

/// <summary>
/// Keeps the index of timelines behind the log. Work that takes long (sorting, packing, merging) is done beside the writer; in its turn
/// only finished chunks are written. Sources that signals were taken out of are read once more with the next step.
/// </summary>
public sealed class TimelineFollower : Follower
{
    readonly SignalLog _signals;
    readonly KeyStore _keys;
    readonly RunSizes _sizes;
    long _removals = -1;

    /// <summary>A follower of this log.</summary>
    public TimelineFollower(SignalLog signals, KeyStore keys)
        : this(signals, keys, new RunSizes())
    {
    }

    internal TimelineFollower(SignalLog signals, KeyStore keys, RunSizes sizes) => (_signals, _keys, _sizes) = (signals, keys, sizes);

    /// <inheritdoc/>
    public override string Name => "timelines";

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch)
    {
        var step = _keys.Read(connection => Begin(connection));
        step.Mended = Removed(log, step.State.Removals, out var removals);
        step.Removals = removals;
        ReadSignals(log, stretch, step, "");
        if (step.Mended.Count > 0 && stretch.After > 0)
        {
            ReadSignals(log, new LogStretch(0, stretch.After), step, $"AND source_id IN ({string.Join(", ", step.Mended)})");
        }

        foreach (var postings in step.Fresh.Values)
        {
            postings.Sort();
        }

        if (step.State.Tail + step.Fresh.Values.Sum(p => (long)p.Count) >= _sizes.Smallest)
        {
            _keys.Read(connection => Pack(connection, step));
        }

        return step;
    }

    /// <inheritdoc/>
    public override void Write(SqliteConnection keys, object read)
    {
        var step = (Step)read;
        if (TimelineTables.State(keys) is var now && now.Version != step.State.Version)
        {
            Renumber(keys, step, now);
        }

        var tail = step.State.Tail;
        foreach (var source in step.Mended)
        {
            tail -= TimelineTables.Remove(keys, source);
        }

        SignalForms.Write(keys, step.Forms.Fresh);
        if (step.Packed is { } packed)
        {
            keys.Run("DELETE FROM profiles_timeline_tail");
            TimelineTables.Remove(keys, step.Merged);
            TimelineTables.Add(keys, step.Larger);
            TimelineTables.Add(keys, packed);
            tail = 0;
        }
        else
        {
            TimelineTables.AddTail(keys, step.Fresh.SelectMany(source => source.Value.Select(posting => (source.Key, posting))));
            tail += step.Fresh.Values.Sum(p => p.Count);
        }

        TimelineTables.Note(keys, new TimelineState(tail, step.Removals, 0));
    }

    /// <inheritdoc/>
    public override async Task SettleAsync(bool atEnd, CancellationToken cancellation)
    {
        var removals = _signals.Removals;
        if (!atEnd || removals == _removals)
        {
            return;
        }

        var upTo = _keys.Read(Watermark);
        var step = await _signals.ReadBehindAsync(log => (Step)Read(log, new LogStretch(upTo, upTo)), cancellation);
        _keys.Write(connection =>
        {
            if (step.Mended.Count > 0 && Watermark(connection) == upTo)
            {
                Write(connection, step);
            }
        });
        _removals = removals;
    }

    /// <inheritdoc/>
    public override void Clear(SqliteConnection keys) => TimelineTables.Clear(keys);

    long Watermark(SqliteConnection connection) => connection.One(
        "SELECT seq FROM platform_watermark WHERE follower = @name", r => r.GetInt64(0), ("@name", Name));

    static Step Begin(SqliteConnection connection) => new(TimelineTables.State(connection), SignalForms.Read(connection));

    /// <summary>Sources that signals were taken out of since.</summary>
    static HashSet<int> Removed(DuckConnection log, long known, out long removals)
    {
        removals = log.Scalar<long>("SELECT count(*) FROM removed");
        var sources = new HashSet<int>();
        if (removals > known)
        {
            using var reader = log.Query("SELECT DISTINCT source_id FROM (SELECT source_id FROM removed ORDER BY rowid OFFSET $known)", ("known", known));
            while (reader.Read())
            {
                sources.Add(reader.GetInt32(0));
            }
        }

        return sources;
    }

    void ReadSignals(DuckConnection log, LogStretch stretch, Step step, string which)
    {
        var questions = _signals.Catalogue.Contents.Questions;
        var answered = questions.IsEmpty ? "FALSE" : $"coalesce({string.Join(", ", questions.Select(SignalWhere.Column))}) IS NOT NULL";
        using var reader = log.Query($"""
            SELECT seq, source_id, customer, epoch_us(occurred_at), kind, has_text, {answered}, language, activity FROM signal
            WHERE seq > $after AND seq <= $upto AND customer IS NOT NULL AND kind <> {(int)SignalKind.Employee} {which}
            """, ("after", stretch.After), ("upto", stretch.UpTo));
        while (reader.Read())
        {
            var source = reader.GetInt32(1);
            var form = step.Forms.NumberOf(new SignalForm(source, (SignalKind)reader.GetInt32(4), !reader.IsNull(5) && reader.GetBoolean(5), reader.GetBoolean(6),
                reader.GetStringOrNull(7), reader.GetStringOrNull(8)));
            step.Of(source).Add(new Posting(CustomerKey.Of(source, reader.GetUtf8(2)), reader.GetInt64(3), reader.GetInt64(0), form));
        }
    }

    /// <summary>The tail and what is new as one run, and what is merged of those that are there.</summary>
    bool Pack(SqliteConnection connection, Step step)
    {
        var tail = connection.All("SELECT source_id, key, at, seq, form FROM profiles_timeline_tail", r =>
                (Source: r.GetInt32(0), Posting: new Posting(r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt32(4))))
            .Where(row => !step.Mended.Contains(row.Source)).ToLookup(row => row.Source, row => row.Posting);
        step.Packed =
        [
            .. step.Fresh.Keys.Union(tail.Select(source => source.Key)).Order().SelectMany(source =>
                PostingChunk.Pack(source, RunMerge.Ordered([tail[source], step.Fresh.GetValueOrDefault(source) ?? []]))),
        ];
        step.Merged = _sizes.Choose(TimelineTables.Runs(connection));
        step.Larger = RunMerge.Merge(connection, step.Merged, step.Mended);
        return true;
    }

    /// <summary>The tables changed meanwhile: what was packed of them is stale, and so are the numbers of new forms.</summary>
    static void Renumber(SqliteConnection keys, Step step, TimelineState now)
    {
        var forms = SignalForms.Read(keys);
        foreach (var postings in step.Fresh.Values)
        {
            for (var i = 0; i < postings.Count; i++)
            {
                postings[i] = postings[i] with { Form = forms.NumberOf(step.Forms[postings[i].Form]) };
            }
        }

        (step.State, step.Forms, step.Packed) = (now, forms, null);
    }

    sealed class Step(TimelineState state, SignalForms forms)
    {
        public TimelineState State { get; set; } = state;

        public SignalForms Forms { get; set; } = forms;

        public HashSet<int> Mended { get; set; } = [];

        public long Removals { get; set; }

        public SortedDictionary<int, List<Posting>> Fresh { get; } = [];

        public List<PostingChunk>? Packed { get; set; }

        public IReadOnlyList<TimelineRun> Merged { get; set; } = [];

        public List<PostingChunk> Larger { get; set; } = [];

        public List<Posting> Of(int source)
        {
            if (!Fresh.TryGetValue(source, out var postings))
            {
                Fresh.Add(source, postings = []);
            }

            return postings;
        }
    }
}
