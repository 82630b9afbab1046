using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Collectors;
using Throughline.Listening.Files;
using Throughline.Listening.Quarantine;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Mail.Smtp;

/// <summary>
/// Brings a message into the log: bound to its invitation when one of its addresses bears our signature, else as a message of nobody.
/// An automatic one is kept and counted without a text. The sender's address stands beside it and identifies nobody.
/// </summary>
sealed class SmtpIntake(SignalLog log, ReplyAddress addresses, LiveFeed live, string source, TimeProvider time)
{
    static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True when the log has it on disk, as a signal or in quarantine.</summary>
    public async Task<bool> TakeAsync(SmtpMail mail)
    {
        try
        {
            var into = log.Catalogue.Contents.Sources.FirstOrDefault(one => one.Name == source) ?? log.Catalogue.DeclareSource(source, hasTime: true);
            var arrival = Arrive(into.Id, mail);
            await log.ReceiveAsync(arrival, CancellationToken.None);
            ArrivedElements.Note(log, arrival, "smtp", new PurposeNaming(Purposes.Improve, null, "preset"));
            live.Tell(into.Id, arrival);
            return true;
        }
        catch (Exception e) when (e is DuckException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    Arrival Arrive(int sourceId, SmtpMail mail)
    {
        // The envelope's sender is what a mail server writes there; an empty one marks an automatic message.
        var read = MailReader.ReadMessage([.. Encoding.UTF8.GetBytes($"Return-Path: <{mail.From}>\r\n"), .. mail.Bytes]);
        var arrival = new Arrival { SourceId = sourceId };
        var bytes = new MemoryStream();
        if (read.From is null && read.MessageId is null && read.Date is null)
        {
            arrival.Held.Add(Held(sourceId, QuarantineReasons.NotAMail, "It has neither sender nor id nor date.", Put(bytes, mail.Bytes), mail.Bytes));
        }
        else if (read.Reply.Length > Limits.TextLength)
        {
            arrival.Held.Add(Held(sourceId, IngestReasons.TooLarge, $"The reply is longer than {Limits.TextLength:N0} characters.", Put(bytes, mail.Bytes), mail.Bytes));
        }
        else
        {
            arrival.Events.Add(Event(sourceId, mail, read, bytes));
        }

        arrival.Bytes = bytes.ToArray();
        return arrival;
    }

    ArrivedEvent Event(int sourceId, SmtpMail mail, MailReading read, MemoryStream bytes)
    {
        var invitation = mail.To.Concat(read.To).Select(addresses.InvitationOf).FirstOrDefault(one => one is not null);
        var automatic = read.AutomaticBy is not null;
        var rest = Rest(mail, read, invitation);
        var now = time.GetUtcNow().UtcDateTime;
        var one = new ArrivedEvent
        {
            Kind = SignalKind.Message,
            Mode = SignalMode.Direct,
            ContentHash = ContentHash.OfBytes(rest),
            Key = Put(bytes, Encoding.UTF8.GetBytes(read.MessageId ?? $"derived-{Convert.ToHexStringLower(SHA256.HashData(rest))[..32]}")),
            Activity = Put(bytes, automatic ? "automatic_reply"u8 : "reply"u8),
            Channel = Put(bytes, "email"u8),
            Rest = Put(bytes, rest),
            OccurredAt = now,
            Warnings = read.MessageId is null ? SignalWarnings.Derived : SignalWarnings.None,
        };
        one.Id = SignalId.OfEvent(sourceId, one.Key.Of(bytes.GetBuffer()));
        SetTime(ref one, read.Date, now);
        if (invitation is not null)
        {
            one.Customer = Put(bytes, Encoding.ASCII.GetBytes($"invitation:{invitation}"));
        }

        if (!automatic && read.Reply.Length > 0)
        {
            one.Text = Put(bytes, Encoding.UTF8.GetBytes(read.Reply));
            one.Language = Put(bytes, Encoding.ASCII.GetBytes(read.Language));
        }

        return one;
    }

    /// <summary>A mail may have waited for days on its way; one from the future or from long ago has a clock that is wrong.</summary>
    static void SetTime(ref ArrivedEvent one, DateTimeOffset? said, DateTime now)
    {
        if (said?.UtcDateTime is not { } written)
        {
            one.Warnings |= SignalWarnings.BadTimestamp;
        }
        else if (written > now.AddMinutes(10))
        {
            one.Warnings |= SignalWarnings.Future;
        }
        else if (written < now.AddDays(-30))
        {
            one.Warnings |= SignalWarnings.ClockSkew;
        }
        else
        {
            one.OccurredAt = written;
        }
    }

    static byte[] Rest(SmtpMail mail, MailReading read, string? invitation)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _json))
        {
            json.WriteStartObject();
            Write("message_id", read.MessageId);
            Write("in_reply_to", read.InReplyTo);
            Write("date", read.Date?.ToString("O", CultureInfo.InvariantCulture));
            Write("from", read.From);
            Write("from_name", read.FromName);
            Write("envelope_from", mail.From);
            Write("to", string.Join(", ", mail.To));
            Write("subject", read.Subject);
            Write("invitation", invitation);
            json.WriteBoolean("automatic", read.AutomaticBy is not null);
            Write("automatic_by", read.AutomaticBy);
            Write("reply", read.AutomaticBy is null ? null : read.Reply);
            json.WriteEndObject();

            void Write(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    json.WriteString(name, value);
                }
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The same message again is held once: its id is that of its bytes.</summary>
    static HeldEvent Held(int sourceId, string code, string detail, Slice raw, byte[] message) => new()
    {
        Id = SignalId.OfHeld(sourceId, SHA256.HashData(message)).Value,
        HasKey = true,
        Code = code,
        Where = "",
        Detail = detail,
        Raw = raw,
    };

    static Slice Put(MemoryStream bytes, ReadOnlySpan<byte> value)
    {
        bytes.Write(value);
        return new Slice((int)bytes.Length - value.Length, value.Length);
    }
}
