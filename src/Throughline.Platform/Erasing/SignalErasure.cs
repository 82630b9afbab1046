using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;

namespace Throughline.Platform.Erasing;

/// <summary>The person's signals in the log, and what of them waits in the spool.</summary>
public sealed class SignalErasure(SignalLog log) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "signals";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["log:signal", "folder:spool", "folder:spill"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => log.ReadAsync(connection =>
    {
        using var transaction = connection.Begin();
        LogErasure.Name(connection, person.Records);
        var found = connection.Scalar<long>($"SELECT count(*) FROM signal, erased_record WHERE {LogErasure.OfPerson}", ("until", person.Until));
        var employee = connection.Scalar<long>($"""
            SELECT count(*) FROM signal, erased_record
            WHERE signal.kind = {(int)SignalKind.Employee} AND signal.source_id = erased_record.source_id AND signal.customer = erased_record.customer
            """);
        var later = person.Until is null ? 0 : connection.Scalar<long>(
            $"SELECT count(*) FROM signal, erased_record WHERE {LogErasure.OfPerson} ", ("until", null)) - found;
        LogErasure.Forget(connection);
        return new StoreFinding(connection.Scalar<long>("SELECT count(*) FROM signal"), found,
        [
            .. new LeftBehind[] { new(employee, "employee"), new(later, "came_back") }.Where(left => left.Count > 0),
        ]);
    }, cancellation);

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation) =>
        person.Records.Count == 0 ? Task.CompletedTask : log.EraseAsync(person.Records, person.Until, [], cancellation);
}

/// <summary>Held rows and events that name the person, or that stand in the rows that the person's signals came from.</summary>
public sealed class HeldErasure(SignalLog log) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "quarantine";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["log:held"];

    /// <inheritdoc/>
    public override async Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var (searched, found) = await SearchAsync(person, cancellation);
        return new StoreFinding(searched, found.Count);
    }

    /// <inheritdoc/>
    public override async Task EraseAsync(ErasedPerson person, CancellationToken cancellation)
    {
        if (await SearchAsync(person, cancellation) is { Found: { Count: > 0 } found })
        {
            await log.EraseAsync([], null, found, cancellation);
        }
    }

    Task<(long Searched, List<Guid> Found)> SearchAsync(ErasedPerson person, CancellationToken cancellation)
    {
        var rows = person.Rows.ToHashSet();
        return log.ReadAsync(connection =>
        {
            var (searched, found) = (0L, new List<Guid>());
            using var reader = connection.Query(
                "SELECT id, source_id, import_id, row_number, raw, value, record_key, detail, headers, raw_bytes, held_at FROM held");
            while (reader.Read())
            {
                searched++;
                if (!person.Covers(reader.GetDateTime(10)) && !person.CameIn(reader.GetInt32(2)))
                {
                    continue;
                }

                if ((!reader.IsNull(3) && rows.Contains(new FileRow(reader.GetInt32(2), reader.GetInt64(3)))) || Names(reader, person))
                {
                    found.Add(reader.GetGuid(0));
                }
            }

            return (searched, found);
        }, cancellation);
    }

    static bool Names(DuckReader held, ErasedPerson person)
    {
        var own = person.IsOf(held.GetInt32(1));
        for (var column = 4; column <= 8; column++)
        {
            if (person.Mentions.In(held.GetStringOrNull(column), own))
            {
                return true;
            }
        }

        // Bytes that are no UTF-8: addresses and numbers stand in them as ASCII all the same.
        return !held.IsNull(9) && person.Mentions.In(System.Text.Encoding.Latin1.GetString(held.GetBytes(9)), own);
    }
}
