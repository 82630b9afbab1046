namespace Throughline.Language.Normal;

/// <summary>
/// A text as the learners read it, and the way back: for each of its units the range of the original that it stands for. The original is
/// never changed. Made by <see cref="Normaliser"/>; meant to be used again for text after text, so that nothing is allocated for each.
/// For one thread at a time.
/// </summary>
public sealed class NormalText
{
    char[] _units = new char[512];
    int[] _from = new int[512];
    int[] _to = new int[512];
    bool[] _joint = new bool[512];

    /// <summary>UTF-16 units of the normal text.</summary>
    public int Length { get; private set; }

    /// <summary>The normal text.</summary>
    public ReadOnlySpan<char> Units => _units.AsSpan(0, Length);

    /// <summary>True for a blank that stands for a zero-width non-joiner: the words on both sides may be one.</summary>
    public bool IsJoint(int unit) => _joint[unit];

    /// <summary>The range of the original that some units stand for.</summary>
    /// <param name="start">First unit of the normal text.</param>
    /// <param name="end">The unit after the last; more than <paramref name="start"/>.</param>
    public SourceRange Source(int start, int end) => new(_from[start], _to[end - 1]);

    /// <summary>
    /// The range of the original that some units stand for, widened so that it parts no surrogate pair and takes the marks that follow with it.
    /// </summary>
    public SourceRange Source(ReadOnlySpan<char> original, int start, int end) => Whole(original, Source(start, end));

    /// <summary>A range of a text, widened so that it parts no surrogate pair and takes the marks that follow with it.</summary>
    public static SourceRange Whole(ReadOnlySpan<char> text, SourceRange range)
    {
        var (from, to) = range;
        if (from > 0 && char.IsLowSurrogate(text[from]) && char.IsHighSurrogate(text[from - 1]))
        {
            from--;
        }

        while (to < text.Length && (Letters.IsMark(text[to]) || (char.IsLowSurrogate(text[to]) && char.IsHighSurrogate(text[to - 1]))))
        {
            to++;
        }

        return new SourceRange(from, to);
    }

    /// <inheritdoc/>
    public override string ToString() => new(Units);

    internal void Clear() => Length = 0;

    internal void Add(char unit, int from, int to, bool joint = false)
    {
        if (Length == _units.Length)
        {
            Array.Resize(ref _units, Length * 2);
            Array.Resize(ref _from, Length * 2);
            Array.Resize(ref _to, Length * 2);
            Array.Resize(ref _joint, Length * 2);
        }

        _units[Length] = unit;
        _from[Length] = from;
        _to[Length] = to;
        _joint[Length++] = joint;
    }

    /// <summary>The last unit stands for more of the original.</summary>
    internal void Extend(int to)
    {
        if (Length > 0)
        {
            _to[Length - 1] = Math.Max(_to[Length - 1], to);
        }
    }

    /// <summary>Moves a unit to the end of what is kept; <see cref="Length"/> is the number kept so far.</summary>
    internal void Keep(int unit, ref int kept)
    {
        _units[kept] = _units[unit];
        _from[kept] = _from[unit];
        _to[kept] = _to[unit];
        _joint[kept++] = _joint[unit];
    }

    /// <summary>Puts one unit in the place of a run of them.</summary>
    internal void Replace(char with, int start, int end, ref int kept)
    {
        var (from, to) = (_from[start], _to[end - 1]);
        _units[kept] = with;
        _from[kept] = from;
        _to[kept] = to;
        _joint[kept++] = false;
    }

    /// <summary>The last of the units that are kept stands for one more.</summary>
    internal void Swallow(int unit, int kept)
    {
        if (kept > 0)
        {
            _to[kept - 1] = Math.Max(_to[kept - 1], _to[unit]);
            _joint[kept - 1] &= _joint[unit];
        }
    }

    /// <summary>One of the units that are kept stands for what came before it, too.</summary>
    internal void BeginAt(int unit, int from) => _from[unit] = Math.Min(_from[unit], from);

    internal void Cut(int length) => Length = length;
}
