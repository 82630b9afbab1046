using Throughline.Contracts;
using Throughline.Listening.Quarantine;
using Throughline.Platform.Log;

namespace Throughline.Listening.Imports;

/// <summary>What an id that came before means.</summary>
public enum Repeat
{
    /// <summary>The id is new.</summary>
    New = 0,
    /// <summary>The same id with the same content: nothing to add.</summary>
    Duplicate = 1,
    /// <summary>The same id with another content: held as <see cref="QuarantineReasons.SameIdOtherContent"/>.</summary>
    Conflict = 2,
}

/// <summary>Finds repeats within what was read so far, for a preview. Remembers at most the given number of ids.</summary>
public sealed class RepeatCheck(bool timeIsReceipt, int most = 1_000_000)
{
    readonly Dictionary<SignalId, ulong> _seen = [];

    /// <summary>Says what the signal is and remembers it. Past the limit a new id is not remembered.</summary>
    public Repeat See(Signal signal)
    {
        var content = ContentHash.Of(signal, timeIsKnown: !timeIsReceipt);
        if (_seen.TryGetValue(signal.Id, out var before))
        {
            return content == before ? Repeat.Duplicate : Repeat.Conflict;
        }

        if (_seen.Count < most)
        {
            _seen[signal.Id] = content;
        }

        return Repeat.New;
    }
}
