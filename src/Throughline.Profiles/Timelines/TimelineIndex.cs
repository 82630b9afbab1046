using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Timelines;

/// <summary>One customer as one source knows them: where a part of a timeline is looked up.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Customer">The strongest identifier, <c>namespace:value</c>, as the log has it.</param>
public readonly record struct TimelineRecord(int SourceId, string Customer);

/// <summary>One signal of a timeline.</summary>
/// <param name="At">When it happened, microseconds since 1970, UTC.</param>
/// <param name="Seq">Its number in the log.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="Form">What is counted of it.</param>
public readonly record struct TimelineSignal(long At, long Seq, int SourceId, SignalForm Form);

/// <summary>A place in a timeline, the newest first: what comes after it is earlier.</summary>
/// <param name="At">Time of the last signal shown, microseconds since 1970.</param>
/// <param name="Seq">Its number.</param>
public readonly record struct TimelinePlace(long At, long Seq);

/// <summary>How often signals of one form stand in a timeline.</summary>
/// <param name="Form">The form.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstAt">The earliest, microseconds since 1970.</param>
/// <param name="LastAt">The latest.</param>
public sealed record FormCount(SignalForm Form, long Count, long FirstAt, long LastAt);

/// <summary>
/// The door to the index of timelines: which signals a profile's records have, newest first, and how many of which form; without a look
/// at the log. It follows the log, so that the very latest may be missing for a moment.
/// </summary>
public sealed class TimelineIndex(KeyStore keys)
{
    const int MostKept = 64;

    readonly Lock _turn = new();
    readonly Queue<KeptCount> _kept = [];
    volatile KnownForms? _forms;

    /// <summary>How far it has come in the log.</summary>
    public long UpTo() => keys.Read(connection => connection.One(
        "SELECT seq FROM platform_watermark WHERE follower = 'timelines'", r => r.GetInt64(0)));

    /// <summary>The signals of some records, the newest first.</summary>
    /// <param name="records">The records, each once.</param>
    /// <param name="after">After which place; null for the first page.</param>
    /// <param name="take">Most signals.</param>
    /// <param name="upTo">None with a larger number.</param>
    /// <param name="only">Which forms; null for all.</param>
    public IReadOnlyList<TimelineSignal> Page(
        IReadOnlyList<TimelineRecord> records, TimelinePlace? after, int take, long upTo, Func<SignalForm, bool>? only = null) =>
        keys.Read(connection =>
        {
            using var oneMoment = connection.BeginTransaction(deferred: true);
            var forms = Forms(connection);
            var newest = new NewestPostings(after ?? new TimelinePlace(long.MaxValue, long.MaxValue), take, upTo);
            using var reader = new PostingReader(connection);
            foreach (var record in records)
            {
                Offer(reader.Tail(record), record.SourceId);
            }

            // The chunks that end last come first: once the page is full of later signals, the rest need not be read. Those that begin after its place were on pages before.
            var latest = after?.At ?? long.MaxValue;
            foreach (var place in records.SelectMany(record => reader.Places(record)).Where(place => place.FirstAt <= latest).OrderByDescending(place => place.LastAt))
            {
                if (newest.IsBeyond(place.LastAt))
                {
                    break;
                }

                Offer(reader.Read(place), place.Record.SourceId);
            }

            return newest.Take().Select(one => new TimelineSignal(one.Posting.At, one.Posting.Seq, one.Source, forms[one.Posting.Form])).ToList();

            void Offer(ReadOnlySpan<Posting> postings, int source)
            {
                foreach (var posting in postings)
                {
                    if (only is null || only(forms[posting.Form]))
                    {
                        newest.Offer(posting, source);
                    }
                }
            }
        });

    /// <summary>How many signals of which form some records have, the most frequent form first. Counted once while the index stands still: a page about a customer asks more than once.</summary>
    public IReadOnlyList<FormCount> Count(IReadOnlyList<TimelineRecord> records) => keys.Read(connection =>
    {
        using var oneMoment = connection.BeginTransaction(deferred: true);
        var version = TimelineTables.State(connection).Version;
        lock (_turn)
        {
            if (_kept.FirstOrDefault(one => one.Version == version && one.Records.SequenceEqual(records)) is { } kept)
            {
                return kept.Counts;
            }
        }

        var counts = Counted(connection, records);
        lock (_turn)
        {
            _kept.Enqueue(new KeptCount(version, [.. records], counts));
            if (_kept.Count > MostKept)
            {
                _kept.Dequeue();
            }
        }

        return counts;
    });

    List<FormCount> Counted(SqliteConnection connection, IReadOnlyList<TimelineRecord> records)
    {
        var forms = Forms(connection);
        var counts = new (long Count, long First, long Last)[forms.Last + 1];
        using var reader = new PostingReader(connection);
        foreach (var record in records)
        {
            Add(reader.Tail(record), counts);
            foreach (var place in reader.Places(record))
            {
                Add(reader.Read(place), counts);
            }
        }

        return counts.Select((one, number) => (One: one, Number: number)).Where(one => one.One.Count > 0)
            .Select(one => new FormCount(forms[one.Number], one.One.Count, one.One.First, one.One.Last))
            .OrderByDescending(one => one.Count).ThenByDescending(one => one.LastAt).ThenBy(one => one.Form.SourceId).ToList();
    }

    static void Add(ReadOnlySpan<Posting> postings, (long Count, long First, long Last)[] counts)
    {
        foreach (var posting in postings)
        {
            ref var one = ref counts[posting.Form];
            one = one.Count == 0 ? (1, posting.At, posting.At) : (one.Count + 1, Math.Min(one.First, posting.At), Math.Max(one.Last, posting.At));
        }
    }

    /// <summary>Bytes of the index, postings in it, and runs; read from its tables, for benches and tests.</summary>
    public (long Bytes, long Postings, int Runs) Size() => keys.Read(connection => (
        connection.One("SELECT coalesce(sum(length(body) + 60), 0) FROM profiles_timeline_chunk", r => r.GetInt64(0)),
        connection.One("SELECT coalesce(sum(postings), 0) + (SELECT tail FROM profiles_timeline_state) FROM profiles_timeline_run", r => r.GetInt64(0)),
        connection.One("SELECT count(*) FROM profiles_timeline_run", r => r.GetInt32(0))));

    /// <summary>The forms, from memory while there are no new ones: a number is never given twice before the index begins anew.</summary>
    SignalForms Forms(SqliteConnection connection)
    {
        var (beginning, last) = connection.One(
            "SELECT beginning, (SELECT coalesce(max(id), 0) FROM profiles_timeline_form) FROM profiles_timeline_state", r => (r.GetInt64(0), r.GetInt32(1)));
        var known = _forms;
        if (known is null || known.Beginning != beginning || known.Forms.Last != last)
        {
            _forms = known = new KnownForms(beginning, SignalForms.Read(connection));
        }

        return known.Forms;
    }

    sealed record KeptCount(long Version, IReadOnlyList<TimelineRecord> Records, IReadOnlyList<FormCount> Counts);

    sealed record KnownForms(long Beginning, SignalForms Forms);
}

/// <summary>Keeps the newest of what is offered, in a heap with the earliest on top.</summary>
sealed class NewestPostings(TimelinePlace after, int take, long upTo)
{
    readonly PriorityQueue<(Posting Posting, int Source), (long At, long Seq)> _kept = new();

    public void Offer(Posting posting, int source)
    {
        if (posting.Seq > upTo || posting.At > after.At || (posting.At == after.At && posting.Seq >= after.Seq))
        {
            return;
        }

        if (_kept.Count < take)
        {
            _kept.Enqueue((posting, source), (posting.At, posting.Seq));
        }
        else if (_kept.TryPeek(out _, out var earliest) && (posting.At, posting.Seq).CompareTo(earliest) > 0)
        {
            _kept.EnqueueDequeue((posting, source), (posting.At, posting.Seq));
        }
    }

    /// <summary>True when nothing that ends at this time or before can be among them.</summary>
    public bool IsBeyond(long lastAt) => _kept.Count == take && _kept.TryPeek(out _, out var earliest) && lastAt < earliest.At;

    /// <summary>What was kept, the newest first.</summary>
    public List<(Posting Posting, int Source)> Take() =>
        [.. _kept.UnorderedItems.OrderByDescending(one => one.Priority.At).ThenByDescending(one => one.Priority.Seq).Select(one => one.Element)];
}
