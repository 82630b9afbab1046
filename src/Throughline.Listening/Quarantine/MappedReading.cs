using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Collectors;
using Throughline.Listening.Mappings;
using Throughline.Listening.Mappings.Presets;
using Throughline.Listening.Quality;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Quarantine;

/// <summary>
/// Reads held events through a mapping that a person chose instead of the reader that they came to. Objects become rows as the mapping's
/// preset says, else by their nested names with dots.
/// </summary>
sealed class MappedReading
{
    readonly EventScan _scan = MappedEvents.NewScan();
    readonly Preset _preset;
    readonly MappedEvents _events;

    MappedReading(Mapping mapping, CatalogueIds ids, SourceRules? rules)
    {
        _preset = (mapping.Preset is { } mark ? PresetShelf.Find(mark.Split('@')[0]) : null) ?? new Preset { Name = "mapping", Version = 0, Title = mapping.Name, Fields = [] };
        _events = new MappedEvents(_preset, mapping, ids, rules, counts: false);
    }

    /// <summary>A reading that changes nothing: what the catalogue does not know stays unknown to it.</summary>
    public static MappedReading Forecast(Mapping mapping, Source source, SignalLog log, SourceRules? rules) =>
        new(mapping, CatalogueIds.Known(mapping, source, log.Catalogue.Contents), rules);

    /// <summary>A reading whose signals can be stored: questions, attributes and what they are used for are entered.</summary>
    public static MappedReading Real(Mapping mapping, Source source, SignalLog log, SourceRules? rules)
    {
        var reading = new MappedReading(mapping, CatalogueIds.Declare(mapping, source, log), rules);
        MappedElements.Register(log, mapping, source, "replay", new PurposeNaming(MappedElements.Proposed, null, "preset"));
        return reading;
    }

    /// <summary>Reads one event, alone in its body.</summary>
    public void Read(EventSink sink, RequestBody body) => EventWalk.Through(sink, body.Span, "batch", false,
        (ref Utf8JsonReader reader, string where) =>
        {
            if (MappedEvents.Read(sink, _scan, _preset, ref reader, where) is { } row)
            {
                _events.Take(sink, row, where);
            }
        });
}
