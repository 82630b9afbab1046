using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Throughline.Platform.Log.Spooling;

/// <summary>
/// One judged request as it lies in the spool: a head, a line for each event to be stored, what is rare as JSON, and the bytes that
/// the slices point into. Written and read as it lies in memory, little-endian.
/// </summary>
static class SpoolRecord
{
    /// <summary>No record is longer: the largest request, its lines and what a reader wrote anew.</summary>
    public const int Longest = 256 << 20;

    static readonly JsonSerializerOptions _json = new() { IncludeFields = false };

    /// <summary>
    /// Writes all of a record but its bytes into the buffer, to be followed by them; bytes of the whole record. The head's checksum is of
    /// this position: stale bytes of another place are no record.
    /// </summary>
    public static int Write(System.Buffers.ArrayBufferWriter<byte> buffer, Arrival arrival, long position)
    {
        var stored = 0;
        foreach (ref readonly var one in CollectionsMarshal.AsSpan(arrival.Events))
        {
            stored += one.Verdict == Verdict.Stored ? 1 : 0;
        }

        var rest = SpooledRest.Of(arrival);
        var extra = rest is null ? [] : JsonSerializer.SerializeToUtf8Bytes(rest, _json);
        var bytes = stored > 0 || rest is not null ? arrival.BytesUsed : 0;
        var head = new SpoolHead
        {
            Length = Unsafe.SizeOf<SpoolHead>() + (stored * Unsafe.SizeOf<SpooledEvent>()) + extra.Length + bytes,
            Lines = stored,
            Extra = extra.Length,
            ReceivedAt = arrival.ReceivedAt.Ticks,
            SourceId = arrival.SourceId,
            Duplicates = arrival.Duplicates,
            Rejected = arrival.Rejected,
        };
        var span = buffer.GetSpan(head.Length - bytes)[..(head.Length - bytes)];
        var lines = MemoryMarshal.Cast<byte, SpooledEvent>(span.Slice(Unsafe.SizeOf<SpoolHead>(), stored * Unsafe.SizeOf<SpooledEvent>()));
        var line = 0;
        foreach (ref readonly var one in CollectionsMarshal.AsSpan(arrival.Events))
        {
            if (one.Verdict == Verdict.Stored)
            {
                lines[line++] = new SpooledEvent(in one);
            }
        }

        extra.CopyTo(span[^extra.Length..]);
        head.Checksum = Checksum(in head, position, span[Unsafe.SizeOf<SpoolHead>()..], arrival.Bytes.AsSpan(0, bytes));
        MemoryMarshal.Write(span, head);
        buffer.Advance(span.Length);
        return head.Length;
    }

    /// <summary>The record at the start of the bytes; null when there is no whole one.</summary>
    public static SpooledArrival? Read(byte[] bytes, int start, int end, long position)
    {
        var span = bytes.AsSpan(start, end - start);
        if (span.Length < Unsafe.SizeOf<SpoolHead>())
        {
            return null;
        }

        var head = MemoryMarshal.Read<SpoolHead>(span);
        if (!head.IsPossible || head.Length > span.Length)
        {
            return null;
        }

        var fixedPart = Unsafe.SizeOf<SpoolHead>() + (head.Lines * Unsafe.SizeOf<SpooledEvent>()) + head.Extra;
        if (Checksum(in head, position, span[Unsafe.SizeOf<SpoolHead>()..fixedPart], span[fixedPart..head.Length]) != head.Checksum)
        {
            return null;
        }

        var extra = span.Slice(fixedPart - head.Extra, head.Extra);
        return new SpooledArrival(
            head, bytes, start + Unsafe.SizeOf<SpoolHead>(), start + fixedPart,
            extra.IsEmpty ? null : JsonSerializer.Deserialize<SpooledRest>(extra, _json));
    }

    /// <summary>Length of the record whose head stands at the start of the bytes; 0 when that is no head.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Unsafe.SizeOf<SpoolHead>() && MemoryMarshal.Read<SpoolHead>(bytes) is { IsPossible: true } head ? head.Length : 0;

    /// <summary>The position behind the last whole record of a file.</summary>
    public static long EndOfWhole(string path, long start)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read);
        var buffer = new byte[1 << 20];
        var at = 0L;
        while (true)
        {
            var read = RandomAccess.Read(file, buffer, at);
            var length = LengthOf(buffer.AsSpan(0, read));
            if (length > buffer.Length)
            {
                buffer = new byte[length];
                continue;
            }

            var done = 0;
            while (Read(buffer, done, read, start + at + done) is { } record)
            {
                done += record.Length;
            }

            if (done == 0)
            {
                return start + at;
            }

            at += done;
        }
    }

    static ulong Checksum(in SpoolHead head, long position, ReadOnlySpan<byte> lines, ReadOnlySpan<byte> bytes)
    {
        var own = head;
        own.Checksum = (ulong)position;
        var hash = ContentHash.OfBytes(MemoryMarshal.AsBytes(new ReadOnlySpan<SpoolHead>(in own)));
        return ContentHash.Mix(ContentHash.Mix(hash, ContentHash.OfBytes(lines)), ContentHash.OfBytes(bytes));
    }
}

/// <summary>What a record begins with.</summary>
[StructLayout(LayoutKind.Sequential)]
struct SpoolHead
{
    const int Mark = 0x31_4c_50_53; // "SPL1"

    public SpoolHead() => Is = Mark;

    public int Is;
    public int Length;
    public int Lines;
    public int Extra;
    public int SourceId;
    public int Duplicates;
    public int Rejected;
    public int Unused;
    public long ReceivedAt;
    public ulong Checksum;

    /// <summary>True when the lengths can be those of a record.</summary>
    public readonly bool IsPossible => Is == Mark && Length is > 0 and <= SpoolRecord.Longest && Lines >= 0 && Extra >= 0
        && Unsafe.SizeOf<SpoolHead>() + ((long)Lines * Unsafe.SizeOf<SpooledEvent>()) + Extra <= Length;
}

/// <summary>An event to be stored, as <see cref="ArrivedEvent"/> says it.</summary>
[StructLayout(LayoutKind.Sequential)]
readonly struct SpooledEvent(in ArrivedEvent one)
{
    public readonly UInt128 Id = DuckDb.DuckRaw.Uuid(one.Id.Value);
    public readonly ulong ContentHash = one.ContentHash;
    public readonly long OccurredAt = DuckDb.DuckRaw.Micros(one.OccurredAt);
    public readonly long SentAt = one.SentAt is { } sent ? DuckDb.DuckRaw.Micros(sent) : long.MinValue;
    public readonly int Warnings = (int)one.Warnings;
    public readonly byte Kind = (byte)one.Kind;
    public readonly byte Mode = (byte)one.Mode;
    public readonly Slice Key = one.Key;
    public readonly Slice Customer = one.Customer;
    public readonly Slice Identifiers = one.Identifiers;
    public readonly Slice Activity = one.Activity;
    public readonly Slice Touchpoint = one.Touchpoint;
    public readonly Slice Channel = one.Channel;
    public readonly Slice Language = one.Language;
    public readonly Slice Text = one.Text;
    public readonly Slice Rest = one.Rest;
}

/// <summary>What is rare in a request: held events, repeats of held ones, signals that a mapping made.</summary>
sealed record SpooledRest(
    string? Format, DateTime? SentAt, IReadOnlyList<SpooledHeld> Held, IReadOnlyList<Guid> SeenAgain, IReadOnlyList<SpooledSignal> Mapped)
{
    /// <summary>Of a judged request; null when there is nothing rare in it.</summary>
    public static SpooledRest? Of(Arrival arrival)
    {
        var mapped = arrival.Mapped.Where(one => one.Verdict == Verdict.Stored).ToList();
        return arrival.NewlyHeld.Count == 0 && arrival.SeenAgain.Count == 0 && mapped.Count == 0 ? null : new SpooledRest(
            arrival.Format, arrival.SentAt, [.. arrival.NewlyHeld], [.. arrival.SeenAgain],
            [.. mapped.Select(one => new SpooledSignal(one.Signal, one.ContentHash, one.Warnings, one.ConflictId, one.Raw.Start, one.Raw.Length))]);
    }
}

/// <summary>An event to be held; its slices by start and length.</summary>
sealed record SpooledHeld(
    Guid Id, string Code, string Where, string Detail, string? RecordKey, int KeyStart, int KeyLength, int RawStart, int RawLength, string? Headers)
{
    public static SpooledHeld Of(in HeldEvent one, string? recordKey = null) => new(
        one.Id, one.Code, one.Where, one.Detail, recordKey, one.Key.Start, one.Key.Length, one.Raw.Start, one.Raw.Length, one.Headers);
}

/// <summary>A signal that a mapping made, to be stored.</summary>
sealed record SpooledSignal(Contracts.Signal Signal, ulong ContentHash, SignalWarnings Warnings, Guid ConflictId, int RawStart, int RawLength);

/// <summary>A record that was read; good as long as its buffer is not read into again.</summary>
/// <param name="Head">Its counts.</param>
/// <param name="Buffer">What it lies in.</param>
/// <param name="LinesStart">Where its lines begin.</param>
/// <param name="BytesStart">Where its bytes begin, which slices count from.</param>
/// <param name="Rest">What is rare; null when nothing is.</param>
sealed record SpooledArrival(SpoolHead Head, byte[] Buffer, int LinesStart, int BytesStart, SpooledRest? Rest)
{
    public int Length => Head.Length;

    public int SourceId => Head.SourceId;

    public DateTime ReceivedAt => new(Head.ReceivedAt, DateTimeKind.Utc);

    public ReadOnlySpan<SpooledEvent> Events =>
        MemoryMarshal.Cast<byte, SpooledEvent>(Buffer.AsSpan(LinesStart, Head.Lines * Unsafe.SizeOf<SpooledEvent>()));

    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(BytesStart, Length - (BytesStart - LinesStart) - Unsafe.SizeOf<SpoolHead>());
}
