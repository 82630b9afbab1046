using Throughline.Listening.Webhooks;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Erasing;

/// <summary>Invitations that asked the person, with the hashes of their mails.</summary>
sealed class InvitationErasure(KeyStore keys) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "invitations";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:listening_invitation", "keys:listening_invitation_mail"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var (searched, theirs) = Theirs(person);
        return Task.FromResult(new StoreFinding(searched, theirs.Count));
    }

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var (_, theirs) = Theirs(person);
        keys.Write(connection => theirs.ForEach(id => connection.Run("DELETE FROM listening_invitation WHERE id = @id", ("@id", id))));
        return Task.CompletedTask;
    }

    (long Searched, List<string> Theirs) Theirs(ErasedPerson person)
    {
        var all = keys.Read(connection => connection.All("SELECT id, customer, created_at FROM listening_invitation",
            r => (Id: r.GetString(0), Customer: r.GetString(1), At: Millis.Read(r.GetInt64(2)))));
        var names = person.Identifiers.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (all.Count, [.. all.Where(one => person.Covers(one.At) && (names.Contains(one.Customer) || person.Mentions.In(one.Customer) || person.Mentions.In(one.Id))).Select(one => one.Id)]);
    }
}
