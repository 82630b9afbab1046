using Throughline.Contracts;
using Throughline.Listening.Quarantine;

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
public sealed class RepeatCheck(int most = 1_000_000)
{
    readonly Dictionary<SignalId, ulong> _seen = [];

    /// <summary>Says what the signal is and remembers it. Past the limit a new id is not remembered.</summary>
    public Repeat See(ReadSignal read)
    {
        if (_seen.TryGetValue(read.Signal.Id, out var content))
        {
            return content == read.Content ? Repeat.Duplicate : Repeat.Conflict;
        }

        if (_seen.Count < most)
        {
            _seen[read.Signal.Id] = read.Content;
        }

        return Repeat.New;
    }
}
