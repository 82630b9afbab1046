using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>
/// Takes the events of one request from the reader of its format: writes the parts of a signal, sees to ids, clocks and limits, and
/// holds with a reason what cannot be kept. The verdict is each event's own.
/// </summary>
sealed class EventSink
{
    static readonly TimeSpan _mostSkewBack = TimeSpan.FromHours(24);
    static readonly TimeSpan _mostSkewAhead = TimeSpan.FromMinutes(10);

    const int UsualEvent = 400;
    const int MostExpected = 256;

    readonly bool _allText;
    bool _isRented;
    byte[] _bytes;
    int _length;
    string _where = ""; // of the event that is read
    long _said; // what the last event says its time is, ticks; 0 when it says nothing

    /// <param name="sourceId">The source that the key may write to.</param>
    /// <param name="route">Name of the route's format; part of derived ids.</param>
    /// <param name="body">The request's bytes; the sink writes behind them.</param>
    /// <param name="receivedAt">Now, UTC.</param>
    /// <param name="headers">The request's headers without secrets, as JSON; asked for when an event is held.</param>
    public EventSink(int sourceId, string route, RequestBody body, DateTime receivedAt, Func<string?> headers)
    {
        Arrival = new Arrival { SourceId = sourceId, Format = route };
        (Route, ReceivedAt, Headers) = (route, receivedAt, headers);
        (_bytes, _length) = (body.Bytes, body.Length);
        BodyLength = body.Length;
        _isRented = body.IsRented;
        Arrival.Events.EnsureCapacity(Math.Clamp(body.Length / UsualEvent, 1, MostExpected));
        _allText = Utf8.IsValid(body.Span);
    }

    /// <summary>What goes to the log; complete after <see cref="Finish"/>.</summary>
    public Arrival Arrival { get; }

    /// <summary>Name of the route's format.</summary>
    public string Route { get; }

    /// <summary>Now, UTC.</summary>
    public DateTime ReceivedAt { get; }

    /// <summary>When the client says that it sent the request; null when it does not. Set by the reader.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>Length of the body that the slices of events lie in.</summary>
    public int BodyLength { get; }

    /// <summary>What holds for every event of the request.</summary>
    public SignalWarnings Marks { get; init; }

    /// <summary>From activities to touchpoints, as the source has it; null when it has no table.</summary>
    public Mappings.TouchpointMap? Touchpoints { get; init; }

    /// <summary>The checks of the source that hold events or turn them away; null where it has none, and then nothing is asked.</summary>
    public Quality.Checks.EventChecks? Checks { get; init; }

    Func<string?> Headers { get; }

    /// <summary>A text of the body as a slice, unescaped behind the body where it has to be.</summary>
    public Slice Text(in Member member, ref SignalWarnings warnings)
    {
        if (member.Type is not (JsonTokenType.String or JsonTokenType.Number) || member.Length == 0)
        {
            return default;
        }

        if (!member.IsEscaped)
        {
            return new Slice(member.Start, member.Length);
        }

        Room(member.Length);
        var quoted = _bytes.AsSpan(member.Start - 1, member.Length + 2);
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        try
        {
            var written = reader.CopyString(_bytes.AsSpan(_length));
            return Wrote(written);
        }
        catch (InvalidOperationException)
        {
            warnings |= SignalWarnings.BrokenText;
            return Write(BrokenText.Read(_bytes.AsSpan(member.Start, member.Length)));
        }
    }

    /// <summary>Writes bytes behind the body.</summary>
    public Slice Write(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        return Wrote(bytes.Length);
    }

    /// <summary>Writes a text behind the body.</summary>
    public Slice Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a part of the body behind a word, for example <c>user:</c> before an id.</summary>
    public Slice Write(ReadOnlySpan<byte> word, Slice text)
    {
        Room(word.Length + text.Length);
        word.CopyTo(_bytes.AsSpan(_length));
        text.Of(_bytes).CopyTo(_bytes.AsSpan(_length + word.Length));
        return Wrote(word.Length + text.Length);
    }

    /// <summary>A value behind its namespace; nothing for no value.</summary>
    public Slice Named(ReadOnlySpan<byte> word, Slice value) => value.IsEmpty ? default : Write(word, value);

    /// <summary>The client's id of an event; nothing when it gives none or one that is too long.</summary>
    public Slice EventKey(in Member id, ref SignalWarnings warnings)
    {
        var key = Text(id, ref warnings);
        return key.Length <= 4 * IngestLimits.EventId ? key : default;
    }

    /// <summary>The bytes of a slice; good until the next write.</summary>
    public ReadOnlySpan<byte> Of(Slice slice) => slice.Of(_bytes);

    /// <summary>
    /// True when the event is within the limits and is text; else it is held and the reader goes on with the next.
    /// </summary>
    public bool IsSound(EventScan scan, string where, Slice key, Slice known = default)
    {
        _where = where;
        var raw = new Slice(scan.Start, scan.Length);
        if (Fault(scan, raw) is not var (code, detail))
        {
            return true;
        }

        var named = code != IngestReasons.NotText;
        Hold(code, where, detail, raw, named ? key : default, named ? known : default);
        return false;
    }

    /// <summary>What is wrong with an event, by the limits and its text; null when nothing is.</summary>
    /// <param name="scan">The event.</param>
    /// <param name="kept">What would be kept of it.</param>
    public (string Code, string Detail)? Fault(EventScan scan, Slice kept) =>
        kept.Length > IngestLimits.Event ? (IngestReasons.TooLarge, $"The event has {kept.Length:N0} bytes; {IngestLimits.Event:N0} are allowed.")
        : scan.Depth > IngestLimits.Depth ? (IngestReasons.TooDeep, $"The event is nested deeper than {IngestLimits.Depth}.")
        : scan.Keys > IngestLimits.Keys ? (IngestReasons.TooManyKeys, $"The event has {scan.Keys:N0} names; {IngestLimits.Keys:N0} are allowed.")
        : !_allText && !Utf8.IsValid(kept.Of(_bytes)) ? (IngestReasons.NotText, "The event's bytes are no UTF-8.")
        : null;

    /// <summary>Keeps an event. Its id comes from its key, or from its content when it has none.</summary>
    /// <param name="one">The event.</param>
    /// <param name="known">What it is known by, when that is more than its key.</param>
    public void Keep(ref ArrivedEvent one, Slice known = default)
    {
        if (Checks?.Ask(in one, this) is { } finding)
        {
            Refuse(finding, in one, known);
            return;
        }

        if (one.Key.IsEmpty)
        {
            one.Key = Write(string.Create(CultureInfo.InvariantCulture, $"derived-{Route}-{one.ContentHash:x16}{ContentHash.Mix(one.ContentHash, (ulong)_said):x16}"));
            one.Warnings |= SignalWarnings.Derived;
        }

        one.Warnings |= Marks;
        if (Touchpoints is not null && one.Touchpoint.IsEmpty && Touchpoints.Find(Of(one.Activity)) is { IsEmpty: false } touchpoint)
        {
            one.Touchpoint = Write(touchpoint);
        }

        one.Id = SignalId.OfEvent(Arrival.SourceId, (known.IsEmpty ? one.Key : known).Of(_bytes));
        _said = 0;
        Arrival.Events.Add(one);
    }

    void Refuse(Quality.Checks.CheckFinding finding, in ArrivedEvent one, Slice known)
    {
        _said = 0;
        if (finding.Check.Line.Action == Quality.Checks.CheckAction.Reject)
        {
            Arrival.Rejected++;
            return;
        }

        Hold(finding.Check.Kind.Code!, $"{_where}/{finding.Field.Replace("~", "~0", StringComparison.Ordinal).Replace('.', '/')}", finding.Detail, one.Rest, one.Key, known);
    }

    /// <summary>Holds an event with its reason.</summary>
    /// <param name="code">One of <see cref="IngestReasons"/>.</param>
    /// <param name="where">Where in the request, RFC 6901.</param>
    /// <param name="detail">What is wrong, for people.</param>
    /// <param name="raw">The event's bytes.</param>
    /// <param name="key">The client's id of the event; empty for none.</param>
    /// <param name="known">What it is known by, when that is more than its key.</param>
    public void Hold(string code, string where, string detail, Slice raw, Slice key, Slice known = default) => Arrival.Held.Add(new HeldEvent
    {
        Id = key.IsEmpty ? NewId() : SignalId.OfHeld(Arrival.SourceId, (known.IsEmpty ? key : known).Of(_bytes)).Value,
        HasKey = !key.IsEmpty,
        Code = code,
        Where = where,
        Detail = detail,
        Raw = raw,
        Key = key,
        Headers = Headers(),
    });

    /// <summary>
    /// Sets the time of an event: as its sender's clock says, put right by how far that clock is off, between a day back and ten
    /// minutes ahead.
    /// </summary>
    /// <param name="one">The event.</param>
    /// <param name="time">What the event says; null when it says nothing.</param>
    /// <param name="readable">False when it says something that is no time.</param>
    public void SetTime(ref ArrivedEvent one, DateTime? time, bool readable = true)
    {
        one.SentAt = SentAt;
        if (time is not { } said)
        {
            one.OccurredAt = ReceivedAt;
            one.Warnings |= readable ? SignalWarnings.None : SignalWarnings.BadTimestamp;
            return;
        }

        _said = said.Ticks; // not the time put right, which is another at each attempt
        var skew = SentAt is { } sent ? ReceivedAt - sent : TimeSpan.Zero;
        if (skew > _mostSkewBack || skew < -_mostSkewBack)
        {
            one.Warnings |= SignalWarnings.ClockSkew;
        }

        skew = skew > _mostSkewAhead ? _mostSkewAhead : skew < -_mostSkewBack ? -_mostSkewBack : skew;
        one.OccurredAt = said.Ticks + skew.Ticks is var ticks && ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : said;
        if (one.OccurredAt > ReceivedAt + _mostSkewAhead)
        {
            one.Warnings |= SignalWarnings.Future;
        }
    }

    /// <summary>Hands the bytes over to the arrival.</summary>
    public Arrival Finish()
    {
        (Arrival.Bytes, Arrival.BytesUsed) = (_bytes, _length);
        Arrival.SentAt = SentAt;
        return Arrival;
    }

    /// <summary>Gives the bytes back, when nobody reads the arrival any more.</summary>
    public void Release()
    {
        if (_isRented)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }

    // Random, so that two equal broken events without ids are two.
    static Guid NewId() => new(RandomNumberGenerator.GetBytes(16));

    Slice Wrote(int length)
    {
        _length += length;
        return new Slice(_length - length, length);
    }

    void Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
        {
            var more = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _length + bytes + 1024));
            _bytes.AsSpan(0, _length).CopyTo(more);
            (_bytes, _isRented) = (more, true);
        }
    }
}

/// <summary>Text with halves of surrogate pairs in it, which is no text: they become U+FFFD.</summary>
static class BrokenText
{
    /// <summary>Unescapes the inside of a JSON string.</summary>
    public static string Read(ReadOnlySpan<byte> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        var raw = Encoding.UTF8.GetString(escaped);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
            }
        }

        // Encoding replaces what stands alone.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}

/// <summary>Why an event that arrived is held. Each stands in docs/quarantine.md.</summary>
static class IngestReasons
{
    public const string NotAnObject = "not-an-object";
    public const string UnknownType = "unknown-type";
    public const string MissingIdentity = "missing-identity";
    public const string MissingEvent = "missing-event";
    public const string TooLarge = "too-large";
    public const string TooDeep = "too-deep";
    public const string TooManyKeys = "too-many-keys";
    public const string NotText = "not-text";
    public const string NotJson = "not-json";
    public const string BadId = "bad-id";
    public const string Conflict = "conflict";
    public const string MissingId = "missing-id";
}
