using Throughline.Listening.Sources;
using Throughline.Platform.Erasing;
using Throughline.Platform.Followers;

namespace Throughline.Listening.Erasing;

/// <summary>Counts of a day and source say nothing of anybody, but are counted again without what was erased.</summary>
sealed class ActivityErasure(FollowerPump pump, SourceActivity activity) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "counts";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:listening_activity"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(new StoreFinding(0, 0));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation) => pump.RepairAsync(activity, activity.Read, (keys, read) =>
    {
        activity.Clear(keys);
        activity.Write(keys, read);
    }, cancellation);
}
