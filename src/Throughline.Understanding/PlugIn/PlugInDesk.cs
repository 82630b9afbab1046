using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Language.Detecting;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.PlugIn;

/// <summary>Everything that is known of the plug-in reader, on one page, and a try whether it answers.</summary>
sealed class PlugInDesk(
    SignalLog log, AttachedStore store, PlugInBook book, PlugInReader reader, PlugInTexts texts, PlugInClient client, PlugInLedger ledger, PlugInCards cards, DetectorBook detectors)
{
    const int Present = (int)DetectionState.Present;
    const string Sentence = "The parcel came a week late and nobody called me back.";

    /// <summary>The page.</summary>
    public async Task<PlugInView> ReadAsync(CancellationToken cancellation)
    {
        var now = book.Now;
        var (measured, counts, ready, position) = (await cards.LookAsync(now, cancellation), store.Read(Counts), texts.Ready, Math.Max(reader.Position, now.From));
        var sources = texts.Sources();
        return new PlugInView(
            now.IsOn, Use.PlugIn.Purpose, now.Url, now.Model, now.KeyVariable, now.KeyVariable is null ? null : now.Key() is not null, now.TimeoutSeconds, now.MostInFlight, now.PriceIn, now.PriceOut,
            now.Currency,
            [.. now.Detectors.Select(one => (Chosen: one, Count: counts.GetValueOrDefault(detectors.Now.Find(one.Id)?.Number ?? -1))).Select(one =>
                new PlugInDetector(one.Chosen.Id, one.Chosen.Threshold, one.Count.Read, one.Count.Present, one.Count.Differs, measured[one.Chosen.Id]))],
            [.. detectors.Now.Detectors.Select(one => one.Id).Where(PlugInPrompt.Traits.ContainsKey).Order(StringComparer.Ordinal)],
            [.. log.Catalogue.Contents.Sources.Where(source => sources.Contains(source.Id)).Select(source => source.Name)],
            new PlugInPromptView(PlugInPrompt.Version, PlugInPrompt.System),
            now.IsOn ? Math.Max(0, ready - position) : 0, client.Circuit.OpenUntil?.UtcDateTime, ledger.Total(), ledger.Latency(0.5), ledger.Latency(0.95), book.History());
    }

    /// <summary>Asks of a sentence of ours.</summary>
    /// <exception cref="ConflictException">Nothing is set.</exception>
    public async Task<PlugInTest> TestAsync(CancellationToken cancellation)
    {
        var now = book.Now;
        if (now.Url is null || now.Model is null)
        {
            throw new ConflictException("Set an address and a model first.", "plug_in_incomplete");
        }

        List<ChosenDetector> asked = now.Detectors.Count > 0 ? [now.Detectors[0]] : [new ChosenDetector("complaint")];
        client.Circuit.Reset();
        var reply = await client.AskAsync(now, PlugInPrompt.Request(now.Model, Sentence, asked.Select(one => one.Id)), cancellation);
        var answer = reply.Content is { } content ? PlugInAnswer.Read(content, Sentence, asked) : null;
        return new PlugInTest(answer is not null, reply.Failure ?? (answer is null ? "malformed" : null), Math.Round(reply.Took.TotalMilliseconds), reply.Model, reply.TokensIn, reply.TokensOut);
    }

    /// <summary>By number of the detector: texts read, those in which it is present, and those of which the own detectors say something else.</summary>
    static Dictionary<int, (long Read, long Present, long Differs)> Counts(DuckConnection store)
    {
        var counts = new Dictionary<int, (long, long, long)>();
        using var reader = store.Query($"""
            SELECT detector, count(*), count(*) FILTER (state = {Present}), count(*) FILTER (joined_set <> 0 AND (state = {Present}) <> (own_state = {Present})) FROM plug_in_reading GROUP BY detector
            """);
        while (reader.Read())
        {
            counts[reader.GetInt32(0)] = (reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        }

        return counts;
    }
}

/// <summary>The plug-in reader.</summary>
/// <param name="IsOn">True where somebody switched its purpose on.</param>
/// <param name="Purpose">The purpose, which must be named for the words of a source, and to which the person must have agreed.</param>
/// <param name="Url">Address before <c>/chat/completions</c>; null while none is set.</param>
/// <param name="Model">Name of the model; null while none is set.</param>
/// <param name="KeyVariable">Variable of the environment that holds the key; null for none.</param>
/// <param name="HasKey">Whether there is something in that variable; null where none is named.</param>
/// <param name="TimeoutSeconds">Seconds of one attempt.</param>
/// <param name="MostInFlight">Most requests at once.</param>
/// <param name="PriceIn">Price of 1,000 tokens sent; null where nobody said.</param>
/// <param name="PriceOut">Price of 1,000 tokens answered; null where nobody said.</param>
/// <param name="Currency">Three letters.</param>
/// <param name="Detectors">The detectors that it reads.</param>
/// <param name="Choices">The detectors that it can read.</param>
/// <param name="Sources">Sources whose words it may be sent, by name.</param>
/// <param name="Prompt">What it is asked.</param>
/// <param name="Behind">Signals that it has not come to; 0 while it is off.</param>
/// <param name="LeftAloneUntil">Until when it is left alone because it did not answer, UTC; null while it is asked.</param>
/// <param name="Ledger">What left and came back in the last thirty days.</param>
/// <param name="LatencyP50">Milliseconds of half of the newest answers; null while there are too few.</param>
/// <param name="LatencyP95">The same of nineteen in twenty.</param>
/// <param name="History">What was changed, the newest first.</param>
sealed record PlugInView(
    bool IsOn, string Purpose, string? Url, string? Model, string? KeyVariable, bool? HasKey, int TimeoutSeconds, int MostInFlight, double? PriceIn, double? PriceOut, string Currency,
    IReadOnlyList<PlugInDetector> Detectors, IReadOnlyList<string> Choices, IReadOnlyList<string> Sources, PlugInPromptView Prompt, long Behind, DateTime? LeftAloneUntil,
    PlugInFigures Ledger, Estimate? LatencyP50, Estimate? LatencyP95, IReadOnlyList<DetectorChange> History);

/// <summary>A detector that the plug-in reads.</summary>
/// <param name="Id">The detector.</param>
/// <param name="Threshold">From which probability on its answer is present.</param>
/// <param name="Read">Texts with an answer.</param>
/// <param name="Present">Texts in which it is present.</param>
/// <param name="Differs">Texts of which the own detectors say something else.</param>
/// <param name="Card">How good its answers are.</param>
sealed record PlugInDetector(string Id, double Threshold, long Read, long Present, long Differs, DetectorCard Card);

/// <summary>What the model is asked.</summary>
/// <param name="Version">Version of the words.</param>
/// <param name="Task">The words.</param>
sealed record PlugInPromptView(string Version, string Task);

/// <summary>Whether it answers.</summary>
/// <param name="Ok">True when it gave an answer of the right form.</param>
/// <param name="Failure">Why not, as a code; null when it did.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Model">The model, as its endpoint names it.</param>
/// <param name="TokensIn">Tokens sent; null when it does not say.</param>
/// <param name="TokensOut">Tokens answered; null when it does not say.</param>
sealed record PlugInTest(bool Ok, string? Failure, double Milliseconds, string? Model, long? TokensIn, long? TokensOut);
