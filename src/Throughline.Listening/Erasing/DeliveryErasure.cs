using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Erasing;

/// <summary>
/// What other systems are told, or were: a signal of the person, or one that names the person by the id its sender gave it, is taken out of
/// its message. A message that says nothing then goes. What was delivered already is with its receiver, and is left to be asked of them.
/// </summary>
sealed class DeliveryErasure(KeyStore keys) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "webhooks";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:listening_out_delivery"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.FromResult(keys.Read(connection =>
    {
        var (searched, found, delivered) = (0L, 0L, 0L);
        foreach (var (_, body, state) in Messages(connection))
        {
            searched++;
            if (Without(body, person, Ids(person)) is not null)
            {
                found++;
                delivered += state == "delivered" ? 1 : 0;
            }
        }

        return new StoreFinding(searched, found, delivered > 0 ? [new LeftBehind(delivered, "delivered_to_others")] : []);
    }));

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var ids = Ids(person);
        keys.Write(connection =>
        {
            foreach (var (id, body, _) in Messages(connection))
            {
                if (Without(body, person, ids) is not { } rest)
                {
                    continue;
                }

                var left = rest["data"]?["signals"]?.AsArray().Count ?? 0;
                if (left == 0)
                {
                    connection.Run("DELETE FROM listening_out_delivery WHERE id = @id", ("@id", id));
                }
                else
                {
                    connection.Run("UPDATE listening_out_delivery SET body = @body, items = @items WHERE id = @id",
                        ("@id", id), ("@items", left), ("@body", System.Text.Encoding.UTF8.GetBytes(rest.ToJsonString())));
                }
            }
        });
        return Task.CompletedTask;
    }

    static HashSet<string> Ids(ErasedPerson person) => [.. person.Signals.Select(id => id.ToString("N"))];

    static List<(string Id, byte[] Body, string State)> Messages(SqliteConnection connection) => connection.All(
        "SELECT id, body, state FROM listening_out_delivery", r => (r.GetString(0), r.GetFieldValue<byte[]>(1), r.GetString(2)));

    /// <summary>The message without the person's signals; null when it says nothing of the person.</summary>
    static JsonNode? Without(byte[] body, ErasedPerson person, HashSet<string> ids)
    {
        var message = JsonNode.Parse(body)!;
        if (message["data"]?["signals"] is not JsonArray signals)
        {
            return null;
        }

        var theirs = signals.Where(one => ids.Contains((string?)one?["id"] ?? "") || person.Mentions.In(one?.ToJsonString())).ToList();
        theirs.ForEach(one => signals.Remove(one));
        return theirs.Count == 0 ? null : message;
    }
}
