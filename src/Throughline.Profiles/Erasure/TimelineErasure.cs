using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;
using Throughline.Profiles.Timelines;

namespace Throughline.Profiles.Erasure;

/// <summary>The index of timelines, which follows the log: what is gone there is gone here when it has caught up.</summary>
sealed class TimelineErasure(TimelineIndex index, FollowerPump pump) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "timelines";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places =>
        ["keys:profiles_timeline_tail", "keys:profiles_timeline_run", "keys:profiles_timeline_chunk", "keys:profiles_timeline_form", "keys:profiles_timeline_state"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var until = person.Until is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds() * 1000 : long.MaxValue;
        var records = person.Records.Select(record => new TimelineRecord(record.SourceId, record.Customer)).ToList();
        var found = until == long.MaxValue ? index.Count(records).Sum(form => form.Count)
            : index.Page(records, new TimelinePlace(until, long.MaxValue), int.MaxValue, long.MaxValue).Count;
        return Task.FromResult(new StoreFinding(index.Size().Postings, found));
    }

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation) => pump.CatchUpAsync(cancellation);
}
