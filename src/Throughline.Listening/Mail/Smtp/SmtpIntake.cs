using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Listening.Alerts;
using Throughline.Listening.Collectors;
using Throughline.Listening.Files;
using Throughline.Listening.Invitations;
using Throughline.Listening.Quarantine;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Mail.Smtp;

/// <summary>
/// Brings a message into the log: bound to its invitation when one of its addresses bears our signature, or when it answers a mail that
/// carried one, else as a message of nobody. An automatic one is kept and counted without a text. The sender's address stands beside it
/// and identifies nobody.
/// </summary>
sealed class SmtpIntake(
    SignalLog log, ReplyAddress addresses, InvitationStore invitations, LiveFeed live, SourceHours hours, string source, TimeProvider time)
{
    const string Format = "smtp";
    const string PersonalReply = "reply";
    const string SurveyName = "survey";

    static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True when the log has it on disk, as a signal or in quarantine.</summary>
    public async Task<bool> TakeAsync(SmtpMail mail)
    {
        try
        {
            var into = log.Catalogue.Contents.Sources.FirstOrDefault(one => one.Name == source) ?? log.Catalogue.DeclareSource(source, hasTime: true);
            var arrival = Arrive(into.Id, mail);
            await log.ReceiveAsync(arrival, CancellationToken.None);
            Note(arrival);
            hours.Count(arrival);
            live.Tell(into.Id, arrival);
            return true;
        }
        catch (Exception e) when (e is DuckException or IOException or InvalidOperationException or Microsoft.Data.Sqlite.SqliteException)
        {
            return false;
        }
    }

    void Note(Arrival arrival)
    {
        var naming = new PurposeNaming(Purposes.Improve, null, "preset");
        ArrivedElements.Note(log, arrival, Format, naming);
        foreach (var one in arrival.Mapped)
        {
            ArrivedElements.Register(log, arrival.SourceId, one.Signal.Mode, Format, naming, one.Signal.Text is not null);
            log.Uses.Register(
            [
                new DataElement { Key = new ElementKey(arrival.SourceId, ElementKind.Attribute, SurveyName), Captured = "invitation", Stored = "log.duckdb, signal.attribute", Mode = one.Signal.Mode, Solicited = true },
            ], naming);
            if (one is { Verdict: Verdict.Stored, Signal.Activity: PersonalReply })
            {
                invitations.Answered(one.Signal.Identifiers[^1].Value);
            }
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
            var answers = AnswerTo(mail, read);
            var one = Event(sourceId, mail, read, answers, bytes);
            if (answers is { Invitation: { } invitation, IsOpen: true })
            {
                arrival.Mapped.Add(Joined(sourceId, mail, read, answers, invitation, one, bytes));
            }
            else
            {
                arrival.Events.Add(one);
            }
        }

        arrival.Bytes = bytes.ToArray();
        return arrival;
    }

    /// <summary>
    /// What a mail answers: by our signature in one of its addresses, else by the mail that it says it answers, the nearest first. Null when
    /// nothing tells. Never by who says that they wrote it.
    /// </summary>
    InvitedBy? AnswerTo(SmtpMail mail, MailReading read)
    {
        if (mail.To.Concat(read.To).Select(addresses.InvitationOf).FirstOrDefault(one => one is not null) is { } signed)
        {
            var invitation = invitations.Find(signed);
            return new(signed, invitation, "address", invitation is null || invitations.IsOpen(invitation));
        }

        return invitations.OfMails(read.Answers) is { } found ? new(found.Id, found, "in_reply_to", invitations.IsOpen(found)) : null;
    }

    /// <summary>The reply as a signal of the customer who was asked, under the survey that it answers.</summary>
    MappedSignal Joined(int sourceId, SmtpMail mail, MailReading read, InvitedBy answers, Invitation invitation, in ArrivedEvent one, MemoryStream bytes)
    {
        string? Text(Slice slice) => slice.IsEmpty ? null : Encoding.UTF8.GetString(slice.Of(bytes.GetBuffer()));
        return new MappedSignal
        {
            Signal = new Signal
            {
                Id = one.Id,
                SourceId = sourceId,
                Kind = one.Kind,
                Mode = one.Mode,
                OccurredAt = one.OccurredAt,
                RecordKey = Text(one.Key),
                Identifiers = [Identifier.Parse(invitation.Customer)!.Value, new Identifier("invitation", invitation.Id)],
                Activity = Text(one.Activity),
                Channel = Text(one.Channel),
                Touchpoint = invitation.Touchpoint,
                Language = Text(one.Language),
                Text = Text(one.Text),
                Attributes = [new AttributeValue(log.Catalogue.DeclareAttribute(SurveyName, AttributeKind.Descriptive).Id, invitation.Survey)],
                Rest = Encoding.UTF8.GetString(Rest(mail, read, answers)),
            },
            ContentHash = one.ContentHash,
            Warnings = one.Warnings,
            Raw = one.Rest,
        };
    }

    ArrivedEvent Event(int sourceId, SmtpMail mail, MailReading read, InvitedBy? answers, MemoryStream bytes)
    {
        var automatic = read.AutomaticBy is not null;
        var said = Rest(mail, read, null); // the same mail is the same also when it is known only later what it answers
        var rest = answers is null ? said : Rest(mail, read, answers);
        var now = time.GetUtcNow().UtcDateTime;
        var one = new ArrivedEvent
        {
            Kind = SignalKind.Message,
            Mode = SignalMode.Direct,
            ContentHash = ContentHash.OfBytes(said),
            Key = Put(bytes, Encoding.UTF8.GetBytes(read.MessageId ?? $"derived-{Convert.ToHexStringLower(SHA256.HashData(said))[..32]}")),
            Activity = Put(bytes, Encoding.ASCII.GetBytes(automatic ? "automatic_reply" : PersonalReply)),
            Channel = Put(bytes, "email"u8),
            Rest = Put(bytes, rest),
            OccurredAt = now,
            Warnings = read.MessageId is null ? SignalWarnings.Derived : SignalWarnings.None,
        };
        one.Id = SignalId.OfEvent(sourceId, one.Key.Of(bytes.GetBuffer()));
        SetTime(ref one, read.Date, now);
        if (answers is { IsOpen: true })
        {
            one.Customer = Put(bytes, Encoding.ASCII.GetBytes($"invitation:{answers.Id}"));
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

    static byte[] Rest(SmtpMail mail, MailReading read, InvitedBy? answers)
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
            Write("invitation", answers?.Id);
            Write("invitation_by", answers?.By);
            Write("survey", answers is { IsOpen: true } ? answers.Invitation?.Survey : null);
            if (answers is { IsOpen: false })
            {
                json.WriteBoolean("invitation_expired", true);
            }

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

/// <summary>What a mail answers.</summary>
/// <param name="Id">The invitation's id.</param>
/// <param name="Invitation">The invitation; null when it was never registered, though it bears our signature.</param>
/// <param name="By">How it is known: address or in_reply_to.</param>
/// <param name="IsOpen">False when it has expired.</param>
sealed record InvitedBy(string Id, Invitation? Invitation, string By, bool IsOpen);
