using Throughline.DuckDb;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Topics;

/// <summary>
/// Reads what customers write, behind the log's writer, by the company's topics. New texts are read by the version that is shown. When a newer
/// one is asked for, the whole log is read by it into tables beside the old ones, stretch by stretch, and takes their place when all is
/// read: so counts are always of one version, and the two can be compared. Words without a purpose are not read; what was read of them goes
/// with the purpose, and is read when it comes back.
/// </summary>
public sealed class TopicFollower(AttachedStore store, TaxonomyBook book, DetectorBook detectors, TimeProvider time) : StoreFollower(store)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    readonly SignalLog _log = store.Log;
    TextTopicsReading? _reading;
    TextTopicsReading? _next;
    volatile object? _seenUses;
    volatile bool _seenSwitch;
    volatile int _shown = -1;
    (long Since, long From, int Version) _pace;

    /// <inheritdoc/>
    public override string Name => "topics";

    /// <inheritdoc/>
    public override int MostAtOnce => 20_000;

    /// <summary>Where the reading stands.</summary>
    public async Task<TopicProgress> ProgressAsync(CancellationToken cancellation)
    {
        var state = await _log.ReadAsync(TopicState.Read, cancellation);
        var (wanted, head, upTo, pace) = (book.Wanted, _log.Head, Store.Watermark(Name), _pace);
        var isRetagging = wanted != state.Shown;
        var done = state.Next == wanted ? state.Done : 0;
        var seconds = time.GetElapsedTime(pace.Since).TotalSeconds;
        double? perSecond = pace.Version == wanted && done > pace.From && seconds > 0 ? (done - pace.From) / seconds : null;
        return new TopicProgress(isRetagging || upTo < head || state.Back is not null ? "reading" : "idle", state.Shown, wanted, upTo, head - upTo,
            isRetagging ? new Retagging(state.Shown, wanted, done, head, perSecond, perSecond is { } pacing ? (head - done) / pacing : null) : null);
    }

    /// <inheritdoc/>
    public override object Read(DuckConnection log, LogStretch stretch)
    {
        var state = TopicState.Read(log);
        var refused = Refused();
        return new Stretch(refused, By(state.Shown).Read(log, _log.Catalogue.Contents, stretch, null, [.. refused.Union(state.Left)]));
    }

    /// <inheritdoc/>
    public override void Write(DuckConnection store, object read)
    {
        var (refused, texts) = (Stretch)read;
        TopicState.Leave(store, refused);
        TopicWriting.Add(store, texts, "");
    }

    /// <inheritdoc/>
    public override void Clear(DuckConnection store)
    {
        TopicWriting.Empty(store, "");
        TopicWriting.Empty(store, "_next");
        store.Execute("DELETE FROM topic_left; DELETE FROM topic_change; UPDATE topic_state SET shown = 0, next = 0, done = 0");
    }

    /// <inheritdoc/>
    public override async Task SettleAsync(bool atEnd, CancellationToken cancellation)
    {
        await base.SettleAsync(atEnd, cancellation);
        while (await StepAsync(cancellation) && atEnd && Store.Watermark(Name) >= _log.Head)
        {
            // Nothing new has come: the old is read on.
        }
    }

    /// <inheritdoc/>
    public override async Task WokenAsync(CancellationToken cancellation)
    {
        while (book.Wanted == _shown && ReferenceEquals(_seenUses, _log.Uses.Version) && _seenSwitch == detectors.Now.IsAllowed)
        {
            await book.AskedAsync(Look, cancellation);
        }
    }

    /// <summary>One stretch of what is to be read once more; false where nothing is.</summary>
    async Task<bool> StepAsync(CancellationToken cancellation)
    {
        var (uses, isAllowed) = (_log.Uses.Version, detectors.Now.IsAllowed);
        var state = await _log.ReadBehindAsync(TopicState.Read, cancellation);
        var (refused, upTo) = (Refused(), Store.Watermark(Name));
        if (state.Differs(refused))
        {
            Store.Write(connection => TopicState.See(connection, refused, upTo));
            return true;
        }

        (_seenUses, _seenSwitch, _shown) = (uses, isAllowed, state.Shown);
        if (book.Wanted != state.Shown)
        {
            await ReadNextAsync(state, book.Wanted, upTo, cancellation);
            return true;
        }

        if (state.Back is { } back)
        {
            await BringBackAsync(state.Shown, back, cancellation);
            return true;
        }

        return false;
    }

    async Task ReadNextAsync(TopicState state, int wanted, long upTo, CancellationToken cancellation)
    {
        if (state.Next != wanted)
        {
            Store.Write(connection =>
            {
                TopicWriting.Empty(connection, "_next");
                connection.Execute($"UPDATE topic_state SET next = {wanted}, done = 0");
            });
            _pace = (time.GetTimestamp(), 0, wanted);
            return;
        }

        if (state.Done >= upTo)
        {
            Store.Write(connection => TopicWriting.Swap(connection, state.Shown, wanted));
            return;
        }

        _pace = _pace.Version == wanted ? _pace : (time.GetTimestamp(), state.Done, wanted);
        _next = _next?.Version == wanted ? _next : new TextTopicsReading(book.At(wanted));
        var stretch = new LogStretch(state.Done, Math.Min(upTo, state.Done + MostAtOnce));
        await AddAsync(_next, stretch, null, state.Left, "_next", connection => connection.Execute($"UPDATE topic_state SET done = {stretch.UpTo}"), cancellation);
    }

    Task BringBackAsync(int shown, BroughtBack back, CancellationToken cancellation)
    {
        var stretch = new LogStretch(back.Done, Math.Min(back.Until, back.Done + MostAtOnce));
        return AddAsync(By(shown), stretch, [back.Source], [], "", connection => connection.Execute(stretch.UpTo >= back.Until
            ? $"DELETE FROM topic_left WHERE source = {back.Source}"
            : $"UPDATE topic_left SET done = {stretch.UpTo} WHERE source = {back.Source}"), cancellation);
    }

    /// <summary>Reads a stretch and adds what was read, unless signals left the log meanwhile or a purpose was taken away: then it is read again.</summary>
    async Task AddAsync(
        TextTopicsReading by, LogStretch stretch, IReadOnlyCollection<int>? only, IReadOnlyCollection<int> without, string suffix, Action<DuckConnection> done, CancellationToken cancellation)
    {
        var (removals, uses) = (_log.Removals, _log.Uses.Version);
        var texts = await _log.ReadBehindAsync(connection => by.Read(connection, _log.Catalogue.Contents, stretch, only, without), cancellation);
        Store.Write(connection =>
        {
            if (_log.Removals == removals && ReferenceEquals(_log.Uses.Version, uses))
            {
                TopicWriting.Add(connection, texts, suffix);
                done(connection);
            }
        });
    }

    TextTopicsReading By(int version) => _reading?.Version == version ? _reading : _reading = new TextTopicsReading(book.At(version));

    IReadOnlyList<int> Refused() => AllowedSources.Without(_log, detectors.Now);

    sealed record Stretch(IReadOnlyList<int> Refused, List<ReadText> Texts);
}
