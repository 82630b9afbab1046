using System.Runtime.CompilerServices;
using System.Text.Json;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>
/// One pass over one JSON value: where it lies, how deep and how wide it is, where the members are that its reader asks for, and a hash
/// of its content in which neither white space nor the order of members matters. Works on the bytes; makes no tree and no strings.
/// </summary>
/// <remarks>The reader must allow any depth: too deep is a verdict on one event, not an error of the request.</remarks>
sealed class EventScan
{
    const int MostDeep = IngestLimits.Depth + 1;

    readonly byte[][] _names;
    readonly byte[][] _ignored;
    readonly ulong _lengths; // of the names; spares most comparisons
    readonly Member[] _members;
    readonly ulong[] _sums = new ulong[MostDeep + 1];
    readonly ulong[] _nameHashes = new ulong[MostDeep + 1];
    readonly bool[] _inObject = new bool[MostDeep + 1];

    /// <param name="names">Paths of members that are asked for, of at most two names, for example <c>context.channel</c>.</param>
    /// <param name="ignored">Members of the event itself that a client stamps anew at each attempt: no part of the content.</param>
    public EventScan(IReadOnlyList<string> names, params IReadOnlyList<string> ignored)
    {
        _names = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];
        _ignored = [.. ignored.Select(System.Text.Encoding.UTF8.GetBytes)];
        _members = new Member[names.Count];
        foreach (var name in _names)
        {
            _lengths |= 1ul << Math.Min(63, name.Length);
        }
    }

    /// <summary>First byte of the value.</summary>
    public int Start { get; private set; }

    /// <summary>Bytes of the value.</summary>
    public int Length { get; private set; }

    /// <summary>What kind of value it is.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>Deepest nesting; a flat object is 1.</summary>
    public int Depth { get; private set; }

    /// <summary>Names in it, nested ones included.</summary>
    public int Keys { get; private set; }

    /// <summary>True when a name that is asked for stands twice in it; the last value holds.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>Hash of the content; meaningless when it is too deep.</summary>
    public ulong Hash { get; private set; }

    /// <summary>A member that was asked for, by its place in the list; its type is None when it is not there.</summary>
    public Member this[int place] => _members[place];

    /// <summary>Reads the value that the reader stands on, up to its last token.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public void Read(ref Utf8JsonReader reader)
    {
        Array.Clear(_members);
        (Start, Type, Depth, Keys, HasDuplicates) = ((int)reader.TokenStartIndex, reader.TokenType, 0, 0, false);
        if (Type is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            ReadNested(ref reader);
        }
        else
        {
            Hash = HashOf(ref reader);
        }

        Length = (int)reader.BytesConsumed - Start;
    }

    void ReadNested(ref Utf8JsonReader reader)
    {
        var outer = reader.CurrentDepth;
        Open(1, reader.TokenType);
        ReadOnlySpan<byte> parent = default;
        var place = -1;
        var skipped = false;
        while (reader.Read())
        {
            var depth = reader.CurrentDepth - outer; // of the container that the token stands in
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    Keys++;
                    if (depth <= IngestLimits.Depth)
                    {
                        _nameHashes[depth] = ContentHash.OfBytes(reader.ValueSpan);
                    }

                    if (depth == 1)
                    {
                        parent = reader.ValueSpan;
                        skipped = Ignores(parent);
                    }

                    place = depth == 1 ? PlaceOf(default, reader.ValueSpan) : depth == 2 ? PlaceOf(parent, reader.ValueSpan) : -1;
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Depth = Math.Max(Depth, depth + 1);
                    if (place >= 0)
                    {
                        var start = (int)reader.TokenStartIndex;
                        Note(place, new Member(reader.TokenType, start, 1, false));
                        place = -1;
                    }

                    if (depth + 1 <= MostDeep)
                    {
                        Open(depth + 1, reader.TokenType);
                    }

                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    if (depth == 0)
                    {
                        Hash = Close(1);
                        Depth = Math.Max(Depth, 1);
                        return;
                    }

                    if (depth + 1 <= MostDeep)
                    {
                        Take(depth, Close(depth + 1), depth == 1 && skipped);
                    }

                    continue;
                default:
                    if (place >= 0)
                    {
                        var start = (int)reader.TokenStartIndex;
                        var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
                        Note(place, new Member(reader.TokenType, start + quote, (int)reader.BytesConsumed - start - (2 * quote), reader.ValueIsEscaped));
                        place = -1;
                    }

                    if (depth <= MostDeep)
                    {
                        Take(depth, HashOf(ref reader), depth == 1 && skipped);
                    }

                    continue;
            }
        }

        throw new JsonException("The value does not end.");
    }

    void Note(int place, Member member)
    {
        HasDuplicates |= _members[place].Type != JsonTokenType.None;
        _members[place] = member;
    }

    void Open(int depth, JsonTokenType type)
    {
        _inObject[depth] = type == JsonTokenType.StartObject;
        _sums[depth] = _inObject[depth] ? 0x9ae16a3b2f90404ful : 0xc949c7defeebc9d9ul;
    }

    ulong Close(int depth) => ContentHash.Mix(_sums[depth], _inObject[depth] ? 3ul : 5ul);

    /// <summary>Members of an object add up in any order; elements of an array follow each other.</summary>
    void Take(int depth, ulong value, bool ignored)
    {
        if (!ignored)
        {
            _sums[depth] = _inObject[depth] ? _sums[depth] + ContentHash.Mix(_nameHashes[depth], value) : ContentHash.Mix(_sums[depth], value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong HashOf(ref Utf8JsonReader reader) => ContentHash.Mix((ulong)reader.TokenType, ContentHash.OfBytes(reader.ValueSpan));

    bool Ignores(ReadOnlySpan<byte> name)
    {
        foreach (var ignored in _ignored)
        {
            if (name.SequenceEqual(ignored))
            {
                return true;
            }
        }

        return false;
    }

    int PlaceOf(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name)
    {
        var length = parent.IsEmpty ? name.Length : parent.Length + 1 + name.Length;
        if ((_lengths & (1ul << Math.Min(63, length))) == 0)
        {
            return -1;
        }

        for (var i = 0; i < _names.Length; i++)
        {
            var wanted = _names[i].AsSpan();
            if (wanted.Length == length && wanted.EndsWith(name)
                && (parent.IsEmpty || (wanted[parent.Length] == (byte)'.' && wanted.StartsWith(parent))))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A member's value: what it is, and where its bytes lie (of a text: between its quotes).</summary>
/// <param name="Type">Kind of value; None when the member is missing.</param>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes; of an object or array only its first.</param>
/// <param name="IsEscaped">True when a text has escapes in it.</param>
readonly record struct Member(JsonTokenType Type, int Start, int Length, bool IsEscaped)
{
    /// <summary>True for a text that is not empty, and for a number.</summary>
    public bool Names => (Type == JsonTokenType.String && Length > 0) || Type == JsonTokenType.Number;
}
