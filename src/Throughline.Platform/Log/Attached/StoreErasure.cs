using Throughline.Platform.Erasing;

namespace Throughline.Platform.Log.Attached;

/// <summary>What an attached store holds of the person's signals: gone with them, once they left the log.</summary>
public sealed class StoreErasure(AttachedStore store) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => store.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => [.. store.SignalTables().Select(table => $"{store.Name}:{table}")];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => store.Log.ReadAsync(connection =>
    {
        var (searched, found) = (0L, 0L);
        using var transaction = connection.Begin();
        LogErasure.Name(connection, person.Records);
        foreach (var table in store.SignalTables())
        {
            searched += connection.Scalar<long>($"SELECT count(*) FROM {store.Name}.{table}");
            found += connection.Scalar<long>(
                $"SELECT count(*) FROM {store.Name}.{table} AS own JOIN signal USING (seq), erased_record WHERE {LogErasure.OfPerson}", ("until", person.Until));
        }

        LogErasure.Forget(connection);
        return new StoreFinding(searched, found);
    }, cancellation);

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation) => Task.Run(store.RemoveGone, cancellation);
}
