using System.Diagnostics;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.PlugIn;

/// <summary>Asks of one text: the last checks before a byte leaves, what is taken out of it, the question, and what of the answer can be used.</summary>
sealed class PlugInAsking(SignalLog log, PlugInBook book, PlugInClient client, PersonDoor persons)
{
    /// <summary>Asks, or says why not.</summary>
    public async Task<Asked> AskAsync(PlugInSettings settings, PlugInText text, CancellationToken cancellation)
    {
        if (NotToBeSent(settings, text) is { } reason)
        {
            return new Asked(text) { NotSent = reason };
        }

        var redacted = Redaction.Of(text.Text, persons.Known(text.SourceId, text.Customer!), text.Identifiers);
        if (!redacted.Text.Any(char.IsLetter))
        {
            return new Asked(text) { NotSent = "nothing_left" };
        }

        List<ChosenDetector> asked = [.. settings.Detectors.Where(one => text.Detectors.Any(detector => detector.Id == one.Id))];
        var reply = await client.AskAsync(settings, PlugInPrompt.Request(settings.Model!, redacted.Text, asked.Select(one => one.Id)), cancellation);
        var answer = reply.Content is { } content ? PlugInAnswer.Read(content, redacted.Text, asked) : null;
        return new Asked(text)
        {
            Reply = reply.Content is not null && answer is null ? reply with { Failure = "malformed" } : reply,
            Answer = answer,
            Redacted = redacted.Kinds,
        };
    }

    /// <summary>Why a text may not leave; null when it may. Asked at the last moment: what people took back since holds.</summary>
    string? NotToBeSent(PlugInSettings settings, PlugInText text)
    {
        if (!ReferenceEquals(book.Now, settings) || !settings.IsOn)
        {
            return "switched_off";
        }

        if (text.Customer is null || text.Identifiers.Count == 0)
        {
            return "no_customer";
        }

        if (text.Text.Length > PlugInTexts.Longest)
        {
            return "too_long";
        }

        using var asking = log.Uses.Ask(Use.PlugIn, log.Catalogue.Contents);
        if (!asking.Takes(text.SourceId, Part.Text))
        {
            return "no_purpose";
        }

        return persons.Consent(text.SourceId, text.Customer, text.Identifiers, Use.PlugIn.Purpose) switch
        {
            true => null,
            false => "refused_consent",
            null => "no_consent",
        };
    }
}

/// <summary>What came of asking of a text.</summary>
/// <param name="Text">The text.</param>
sealed record Asked(PlugInText Text)
{
    /// <summary>Why it was not sent; null when it was.</summary>
    public string? NotSent { get; init; }

    /// <summary>What the endpoint said; null when it was not asked.</summary>
    public PlugInReply? Reply { get; init; }

    /// <summary>What can be used; null when nothing can.</summary>
    public PlugInAnswer? Answer { get; init; }

    /// <summary>What was taken out, by kind.</summary>
    public IReadOnlyDictionary<string, int> Redacted { get; init; } = new Dictionary<string, int>();

    /// <summary>As figures of the ledger.</summary>
    public PlugInFigures Figures(PlugInSettings settings)
    {
        if (NotSent is { } reason)
        {
            return reason == "switched_off" ? new PlugInFigures() : new PlugInFigures { NotSent = One(reason) };
        }

        Debug.Assert(Reply is not null);
        var failure = Reply!.Failure;
        if (Reply.Requests == 0)
        {
            return failure is null or "circuit_open" ? new PlugInFigures() : new PlugInFigures { Failures = One(failure) };
        }

        var (sent, got) = (Reply.TokensIn, Reply.TokensOut);
        var cost = ((sent ?? 0) * (settings.PriceIn ?? 0) / 1_000) + ((got ?? 0) * (settings.PriceOut ?? 0) / 1_000);
        return new PlugInFigures
        {
            Requests = Reply.Requests,
            Texts = 1,
            Characters = Text.Text.Length,
            Answered = Answer is null ? 0 : 1,
            TokensIn = sent ?? 0,
            TokensOut = got ?? 0,
            WithoutUsage = Reply.Content is not null && (sent is null || got is null) ? 1 : 0,
            Cost = settings is { PriceIn: null, PriceOut: null } ? new Dictionary<string, double>() : new Dictionary<string, double> { [settings.Currency] = cost },
            DroppedSpans = Answer?.Dropped ?? 0,
            NoEvidence = Answer?.NoEvidence ?? 0,
            Failures = failure is null ? new Dictionary<string, long>() : One(failure),
            Redacted = Redacted.ToDictionary(one => one.Key, one => (long)one.Value),
            Languages = One(CustomersWords.LanguageOf(Text.Text, Text.Language)),
        };
    }

    static Dictionary<string, long> One(string key) => new() { [key] = 1 };
}
