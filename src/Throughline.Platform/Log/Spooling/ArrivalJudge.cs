using System.Runtime.InteropServices;
using Throughline.DuckDb;
using Throughline.Platform.Log.Known;

namespace Throughline.Platform.Log.Spooling;

/// <summary>
/// Decides new, repeat or conflict for each event by what is known, a group at a time: ids of the group are known to the next groups
/// when the group is on disk, and forgotten when it could not be written.
/// </summary>
sealed class ArrivalJudge(KnownEvents known)
{
    readonly Dictionary<UInt128, ulong> _ofGroup = [];

    /// <summary>Gives every event of a request its verdict.</summary>
    public void Judge(Arrival arrival, DateTime now)
    {
        arrival.ReceivedAt = now;
        foreach (ref var one in CollectionsMarshal.AsSpan(arrival.Events))
        {
            one.Verdict = Of(DuckRaw.Uuid(one.Id.Value), one.ContentHash)
                ?? (IsHeldNow(arrival, one.ConflictId) ? Verdict.Conflict : Verdict.Duplicate);
            if (one.Verdict == Verdict.Conflict)
            {
                arrival.NewlyHeld.Add(SpooledHeld.Of(Conflict(one.ConflictId, one.Key, one.Rest)));
            }
            else if (one.Verdict == Verdict.Duplicate)
            {
                arrival.Duplicates++;
            }
        }

        foreach (var one in arrival.Mapped)
        {
            one.Verdict = Of(DuckRaw.Uuid(one.Signal.Id.Value), one.ContentHash)
                ?? (IsHeldNow(arrival, one.ConflictId) ? Verdict.Conflict : Verdict.Duplicate);
            if (one.Verdict == Verdict.Conflict)
            {
                arrival.NewlyHeld.Add(SpooledHeld.Of(Conflict(one.ConflictId, default, one.Raw), one.Signal.RecordKey));
            }
            else if (one.Verdict == Verdict.Duplicate)
            {
                arrival.Duplicates++;
            }
        }

        foreach (ref var one in CollectionsMarshal.AsSpan(arrival.Held))
        {
            one.Verdict = !one.HasKey || IsHeldNow(arrival, one.Id) ? Verdict.Held : Verdict.Duplicate;
            if (one.Verdict == Verdict.Held)
            {
                arrival.NewlyHeld.Add(SpooledHeld.Of(one));
            }
            else
            {
                arrival.Duplicates++;
            }
        }
    }

    /// <summary>The group is on disk: its ids are known from now on.</summary>
    public void Keep(DateTime now)
    {
        known.SetAll(_ofGroup, now);
        _ofGroup.Clear();
    }

    /// <summary>The group could not be written: nothing of it happened.</summary>
    public void Forget() => _ofGroup.Clear();

    /// <summary>What is held for an event that contradicts an earlier one.</summary>
    public static HeldEvent Conflict(Guid id, Slice key, Slice raw) => new()
    {
        Id = id,
        Code = "conflict",
        Where = "",
        Detail = "An event with this id came before with other content. The first stays.",
        Key = key,
        Raw = raw,
        HasKey = true,
    };

    /// <summary>Stored or duplicate; null for a conflict.</summary>
    Verdict? Of(UInt128 id, ulong hash)
    {
        if (Find(id) is not { } there)
        {
            _ofGroup.Add(id, hash);
            return Verdict.Stored;
        }

        return there == hash ? Verdict.Duplicate : null;
    }

    /// <summary>True when it was not held before; else notes that it came again.</summary>
    bool IsHeldNow(Arrival arrival, Guid heldId)
    {
        var id = DuckRaw.Uuid(heldId);
        if (Find(id) is not null)
        {
            arrival.SeenAgain.Add(heldId);
            return false;
        }

        _ofGroup.Add(id, 0);
        return true;
    }

    ulong? Find(UInt128 id) => _ofGroup.TryGetValue(id, out var hash) ? hash : known.Find(id);
}
