using System.Runtime.InteropServices;
using Throughline.DuckDb;
using Throughline.Platform.Log.Known;

namespace Throughline.Platform.Log;

/// <summary>
/// Writes arrived events in the writer's turn: decides new, repeat or conflict for each by what the log knows, then appends signals,
/// held events and counts in one transaction.
/// </summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="known">What the log knows.</param>
/// <param name="mapped">The appender of signals with answers and attributes, as the catalogue is now.</param>
sealed partial class ArrivalWriter(DuckConnection connection, KnownEvents known, Func<SignalAppender> mapped) : IDisposable
{
    static readonly string[] _columns =
    [
        "seq", "id", "source_id", "import_id", "kind", "mode", "occurred_at", "received_at", "content_hash", "record_key", "customer",
        "identifiers", "touchpoint", "channel", "language", "text", "rest", "has_text", "activity", "sent_at", "warnings",
    ];

    readonly Dictionary<UInt128, ulong> _ofGroup = [];
    readonly Dictionary<int, IntakeCounts> _counts = [];
    DuckAppender? _signals;
    DuckAppender? _held;
    DuckAppender? _intake;
    int _row;
    SignalAppender? _ofMapped;

    /// <summary>Writes a group; signals taken into the log. Nothing of it is in the log when this throws.</summary>
    public long Write(IReadOnlyList<Arrival> group, long first, DateTime now)
    {
        known.CatchUp(connection, first - 1);
        _ofGroup.Clear();
        _counts.Clear();
        try
        {
            return WriteAll(group, first, now);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    public void Dispose() => Forget();

    /// <summary>Lets go of the appenders: their tables are about to change, or they failed.</summary>
    public void Forget()
    {
        _signals?.Dispose();
        _held?.Dispose();
        _intake?.Dispose();
        (_signals, _held, _intake) = (null, null, null);
    }

    long WriteAll(IReadOnlyList<Arrival> group, long first, DateTime now)
    {
        using var transaction = connection.Begin();
        _signals ??= connection.Append("signal", _columns);
        var seq = first;
        (_row, _ofMapped) = (0, null);
        foreach (var arrival in group)
        {
            arrival.ReceivedAt = now;
            seq = WriteOne(arrival, seq, now);
        }

        if (_row > 0)
        {
            _signals.EndChunk(_row);
        }

        _signals.Flush();
        _ofMapped?.Flush();
        _held?.Flush();
        Count(now);
        transaction.Commit();
        foreach (var (id, hash) in _ofGroup)
        {
            known.Set(id, hash, now);
        }

        known.Reach(seq - 1);
        return seq - first;
    }

    long WriteOne(Arrival arrival, long seq, DateTime now)
    {
        var (stored, duplicate, conflict) = (0L, 0L, 0L);
        for (var i = 0; i < arrival.Events.Count; i++)
        {
            ref var one = ref CollectionsMarshal.AsSpan(arrival.Events)[i];
            var id = DuckRaw.Uuid(one.Id.Value);
            if ((_ofGroup.TryGetValue(id, out var hash) ? hash : known.Find(id)) is { } there)
            {
                one.Verdict = there == one.ContentHash ? Verdict.Duplicate : Verdict.Conflict;
                (duplicate, conflict) = one.Verdict == Verdict.Duplicate ? (duplicate + 1, conflict) : (duplicate, conflict + 1);
                if (one.Verdict == Verdict.Conflict && !Hold(arrival, ConflictOf(one.ConflictId, one.Key, one.Rest), now))
                {
                    (duplicate, conflict) = (duplicate + 1, conflict - 1);
                }

                continue;
            }

            one.Verdict = Verdict.Stored;
            _ofGroup.Add(id, one.ContentHash);
            Append(arrival, in one, id, seq++, now);
            stored++;
        }

        foreach (var one in arrival.Mapped)
        {
            one.Verdict = Judge(arrival, one, now);
            (stored, duplicate, conflict) = one.Verdict switch
            {
                Verdict.Stored => (stored + 1, duplicate, conflict),
                Verdict.Conflict => (stored, duplicate, conflict + 1),
                _ => (stored, duplicate + 1, conflict),
            };
            if (one.Verdict == Verdict.Stored)
            {
                _ofMapped ??= mapped();
                _ofMapped.Add(one.Signal, seq++, now, one.ContentHash, one.Warnings);
            }
        }

        var held = 0L;
        foreach (ref var one in CollectionsMarshal.AsSpan(arrival.Held))
        {
            one.Verdict = Hold(arrival, one, now) ? Verdict.Held : Verdict.Duplicate;
            (held, duplicate) = one.Verdict == Verdict.Held ? (held + 1, duplicate) : (held, duplicate + 1);
        }

        var counts = new IntakeCounts(arrival.Received, stored, duplicate, held + conflict, arrival.Rejected, 0);
        _counts[arrival.SourceId] = _counts.GetValueOrDefault(arrival.SourceId) + counts;
        return seq;
    }

    /// <summary>New, repeat or conflict; a conflict is held, and a repeat of a held conflict is a repeat.</summary>
    Verdict Judge(Arrival arrival, MappedSignal one, DateTime now)
    {
        var id = DuckRaw.Uuid(one.Signal.Id.Value);
        if ((_ofGroup.TryGetValue(id, out var hash) ? hash : known.Find(id)) is not { } there)
        {
            _ofGroup.Add(id, one.ContentHash);
            return Verdict.Stored;
        }

        return there != one.ContentHash && Hold(arrival, ConflictOf(one.ConflictId, default, one.Raw), now, one.Signal.RecordKey)
            ? Verdict.Conflict
            : Verdict.Duplicate;
    }

    static HeldEvent ConflictOf(Guid id, Slice key, Slice raw) => new()
    {
        Id = id,
        Code = "conflict",
        Where = "",
        Detail = "An event with this id came before with other content. The first stays.",
        Key = key,
        Raw = raw,
        HasKey = true,
    };

    /// <summary>Holds an event; false when it is held already.</summary>
    bool Hold(Arrival arrival, in HeldEvent one, DateTime now, string? key = null)
    {
        var id = DuckRaw.Uuid(one.Id);
        if (one.HasKey)
        {
            if (_ofGroup.ContainsKey(id) || known.Find(id) is not null)
            {
                connection.Execute("UPDATE held SET last_seen = $now WHERE id = $id", ("now", now), ("id", one.Id));
                return false;
            }

            _ofGroup.Add(id, 0);
        }

        _held ??= connection.Append("held");
        var raw = SecretBlank.Of(one.Raw.Of(arrival.Bytes));
        var isText = System.Text.Unicode.Utf8.IsValid(raw);
        _held.BeginRow();
        _held.Value(one.Id);
        _held.Value(arrival.SourceId);
        _held.Value(0);
        _held.Null();
        _held.Null();
        _held.Value(one.Where);
        _held.Null();
        _held.Value(one.Code);
        _ = isText ? _held.Value(raw) : _held.Value("");
        _held.Value(now);
        _ = one.Key.IsEmpty ? _held.Value(key) : _held.Value(one.Key.Of(arrival.Bytes));
        _held.Value(one.Detail);
        _held.Value(one.Headers);
        _ = isText ? _held.Null() : _held.Value(raw);
        _held.Value(now);
        _held.Value(0);
        _held.Null();
        _held.Value(arrival.Format);
        _ = arrival.SentAt is { } sent ? _held.Value(sent) : _held.Null();
        _held.Null();
        _held.Null();
        _held.EndRow();
        return true;
    }

    void Append(Arrival arrival, in ArrivedEvent one, UInt128 id, long seq, DateTime now)
    {
        var (signals, row, bytes) = (_signals!, _row, arrival.Bytes);
        signals.Column<long>(0)[row] = seq;
        signals.Column<UInt128>(1)[row] = id;
        signals.Column<int>(2)[row] = arrival.SourceId;
        signals.Column<int>(3)[row] = 0;
        signals.Column<byte>(4)[row] = (byte)one.Kind;
        signals.Column<byte>(5)[row] = (byte)one.Mode;
        signals.Column<long>(6)[row] = DuckRaw.Micros(one.OccurredAt);
        signals.Column<long>(7)[row] = DuckRaw.Micros(now);
        signals.Column<ulong>(8)[row] = one.ContentHash;
        Text(9, row, one.Key, bytes);
        Text(10, row, one.Customer, bytes);
        Text(11, row, one.Identifiers, bytes);
        Text(12, row, one.Touchpoint, bytes);
        Text(13, row, one.Channel, bytes);
        Text(14, row, one.Language, bytes);
        Text(15, row, one.Text, bytes);
        Text(16, row, one.Rest, bytes);
        signals.Column<byte>(17)[row] = one.Text.IsEmpty ? (byte)0 : (byte)1;
        Text(18, row, one.Activity, bytes);
        if (one.SentAt is { } sent)
        {
            signals.Column<long>(19)[row] = DuckRaw.Micros(sent);
        }
        else
        {
            signals.SetNull(19, row);
        }

        signals.Column<int>(20)[row] = (int)one.Warnings;
        if (++_row == signals.Capacity)
        {
            signals.EndChunk(_row);
            _row = 0;
        }
    }

    void Text(int column, int row, Slice text, byte[] bytes)
    {
        if (text.IsEmpty)
        {
            _signals!.SetNull(column, row);
        }
        else
        {
            _signals!.SetString(column, row, text.Of(bytes));
        }
    }

    /// <summary>Counts what was not simply stored; signals are counted where they are.</summary>
    void Count(DateTime now)
    {
        foreach (var (source, counts) in _counts.Where(c => c.Value is not { Duplicate: 0, Quarantined: 0, Rejected: 0 }))
        {
            _intake ??= connection.Append("intake");
            _intake.BeginRow().Value(0).Value(source).Null().Null().Null().Null()
                .Value(counts.Received - counts.Stored).Value(0).Value(counts.Duplicate).Value(counts.Quarantined).Value(counts.Rejected).Value(0).Value(now)
                .EndRow();
        }

        _intake?.Flush();
    }
}
