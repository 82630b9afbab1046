using Throughline.Matching.Blocking;
using Throughline.Matching.Protection;

namespace Throughline.Matching.Live;

/// <summary>
/// Who bears each value of one kind of identifier, and which values say nothing because they are nobody's own: those that a policy blocks, and those
/// that are learnt to be shared as records come.
/// </summary>
/// <param name="beyond">Different people up to whom a value is not shared.</param>
/// <param name="person">Who a record is about, as far as it says.</param>
sealed class BorneValues(int beyond, Func<int, PersonSketch> person)
{
    const int MostBearers = 250; // of one value; above, it brings nobody together anyway

    readonly Postings _bearers = new();
    readonly HashSet<int> _shared = [];

    /// <summary>Different people up to whom a value is not shared.</summary>
    public int Beyond => beyond;

    public long Bytes => _bearers.Bytes;

    /// <summary>True when too many people bear the value, or too many records for anybody to tell.</summary>
    public bool IsShared(int value)
    {
        _bearers.Of(Key(value), out var tooMany);
        return tooMany || _shared.Contains(value);
    }

    /// <summary>Records that bear a value, rising; none where they are too many to be listed.</summary>
    public ReadOnlySpan<int> Of(int value, out bool tooMany) => _bearers.Of(Key(value), out tooMany);

    /// <summary>A record bears a value. Its names must be known already.</summary>
    /// <returns>True when the value is shared from now on, or is not any more.</returns>
    public bool Add(int value, int record)
    {
        _bearers.TryAdd(Key(value), record, MostBearers, out _);
        return Turns(value);
    }

    /// <summary>A record bears a value no longer, or becomes another.</summary>
    /// <returns>True when the value is shared from now on, or is not any more.</returns>
    public bool Remove(int value, int record)
    {
        _bearers.Remove(Key(value), record);
        return Turns(value);
    }

    /// <summary>
    /// Tells people apart anew among all bearers, in the order of their numbers: what comes of it depends on who bears the value now, not on
    /// the way there, so that a start decides as the run before it.
    /// </summary>
    bool Turns(int value)
    {
        var bearers = _bearers.Of(Key(value), out var tooMany);
        if (tooMany)
        {
            return false;
        }

        return bearers.Length > beyond && SharedValues.AreMoreThan(beyond, bearers.ToArray(), person, out _) ? _shared.Add(value) : _shared.Remove(value);
    }

    static ulong Key(int value) => KeyHash.Mix((ulong)value + 1);
}
