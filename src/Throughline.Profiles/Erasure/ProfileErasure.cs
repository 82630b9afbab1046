using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;

namespace Throughline.Profiles.Erasure;

/// <summary>The records of the person with identifiers, values, pins and reasons; whoever stood with them in a profile is resolved without them.</summary>
sealed class ProfileErasure(KeyStore keys, ProfileDirectory directory) : PersonalStore
{
    /// <summary>Its name.</summary>
    public const string Called = "profiles";

    /// <inheritdoc/>
    public override string Name => Called;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places =>
        ["keys:profiles_record", "keys:profiles_identifier", "keys:profiles_value", "keys:profiles_waiting", "keys:profiles_pin"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(keys.Read(connection => new StoreFinding(
        connection.One("SELECT count(*) FROM profiles_record", r => r.GetInt64(0)),
        person.Until is not null ? 0 : person.Records.Sum(record => connection.One(
            "SELECT count(*) FROM profiles_record WHERE source_id = @source AND customer = @customer", r => r.GetInt64(0),
            ("@source", record.SourceId), ("@customer", record.Customer))))));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        if (person.Until is null) // else the records go on with what is new; the log tells them that the old is gone
        {
            directory.Erase([.. person.Records.Select(record => (record.SourceId, record.Customer))], "erasure");
        }

        return Task.CompletedTask;
    }
}
