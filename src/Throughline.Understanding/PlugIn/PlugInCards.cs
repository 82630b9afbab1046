using System.Globalization;
using Throughline.Language.Detecting;
using Throughline.Platform.Log;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Labels;

namespace Throughline.Understanding.PlugIn;

/// <summary>Which of the plug-in's detectors have been measured and found good enough: all others are experimental wherever its answer is shown.</summary>
public sealed class PlugInMarks
{
    volatile HashSet<string> _good = [];

    /// <summary>True until its answers were measured on the company's own texts.</summary>
    public bool IsExperimental(string detector) => !_good.Contains(detector);

    internal void Set(IEnumerable<string> good) => _good = [.. good];
}

/// <summary>How good the plug-in is, on the same labels and by the same rule as the own detectors.</summary>
sealed class PlugInCards(SignalLog log, DetectorBook detectors, LabelBook labels, PlugInMarks marks, TimeProvider time)
{
    /// <summary>A card for each detector that it reads, by detector; what is experimental is noted for those who show answers.</summary>
    public async Task<IReadOnlyDictionary<string, DetectorCard>> LookAsync(PlugInSettings settings, CancellationToken cancellation)
    {
        var cards = new Dictionary<string, DetectorCard>(StringComparer.Ordinal);
        foreach (var chosen in settings.Detectors)
        {
            cards[chosen.Id] = await OfAsync(chosen.Id, cancellation);
        }

        marks.Set(cards.Where(one => !one.Value.IsExperimental).Select(one => one.Key));
        return cards;
    }

    async Task<DetectorCard> OfAsync(string detector, CancellationToken cancellation)
    {
        List<Label> random = [.. LabelJudge.First(labels.Of(detector)).Where(label => label.IsRandom)];
        if (random.Count == 0 || detectors.Now.Find(detector) is not { } known)
        {
            return LabelJudge.CardOf([], time.GetUtcNow().UtcDateTime);
        }

        var said = await log.ReadAsync(connection =>
        {
            var found = new Dictionary<Guid, (DetectionState State, double? Probability, bool HasWords)>();
            using var reader = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
                SELECT id, state, probability, octet_length(spans) > 0 FROM understanding.plug_in_reading JOIN signal USING (seq)
                WHERE detector = {known.Number} AND id IN ({string.Join(", ", random.Select(label => $"'{label.Signal:D}'::UUID"))})
                """));
            while (reader.Read())
            {
                found[reader.GetGuid(0)] = ((DetectionState)reader.GetInt32(1), reader.GetDoubleOrNull(2), reader.GetBoolean(3));
            }

            return found;
        }, cancellation);
        return LabelJudge.CardOf([.. random.Where(label => said.ContainsKey(label.Signal)).Select(label => (label, Said: said[label.Signal])).Select(one => new Judged(
            one.Said.State == DetectionState.Present, one.label.Present!.Value, one.label.Language, one.Said.HasWords ? one.Said.Probability : 0))], time.GetUtcNow().UtcDateTime);
    }
}
