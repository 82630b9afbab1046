using System.Collections.Concurrent;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Mappings;
using Throughline.Listening.Mappings.Presets;
using Throughline.Listening.Quality;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Collectors;

/// <summary>
/// JSON that arrives and goes through a mapping: a preset's, or what a person has made of it since. A source has one mapping for each
/// preset, saved like any other; a question that was not seen before gets its own field as long as there are not too many.
/// </summary>
sealed class MappedIntake(MappingStore mappings, SignalLog log, QualityBook quality)
{
    /// <summary>Fields that arrivals may add to a mapping: a write key is public, and each may cost a column of the log.</summary>
    public const int MostGrown = 100;

    readonly ConcurrentDictionary<(int Source, string Preset), Reading> _readings = new();

    /// <summary>Reads the events of a request into the sink.</summary>
    public void Read(EventSink sink, RequestBody body, Envelope envelope, Preset preset, Source source)
    {
        var reading = _readings.GetOrAdd((source.Id, preset.Name), _ => new Reading(preset, source, mappings, log, quality));
        lock (reading)
        {
            reading.Begin();
            EventWalk.Through(sink, body.Span, "batch", envelope.HasList,
                (ref Utf8JsonReader reader, string where) => reading.Take(sink, ref reader, where));
        }
    }

    /// <summary>One source's way through one preset; used by one thread at a time.</summary>
    sealed class Reading(Preset preset, Source source, MappingStore mappings, SignalLog log, QualityBook quality)
    {
        readonly EventScan _scan = MappedEvents.NewScan();
        MappedEvents? _events;

        Mapping Mapping => _events!.Mapping;

        /// <summary>Takes the mapping as it is saved now.</summary>
        public void Begin()
        {
            var saved = mappings.Find(preset.MappingName(source.Name));
            if (saved is null)
            {
                Save(preset.ForSource(source.Name), $"from the preset {preset.Mark}");
            }
            else if (_events is null || saved.Version != Mapping.Version || _events.Rules != quality.Of(source.Id))
            {
                Compile(saved);
            }
        }

        public void Take(EventSink sink, ref Utf8JsonReader reader, string where)
        {
            if (MappedEvents.Read(sink, _scan, preset, ref reader, where) is { } row)
            {
                Grow(row.Row.Asked);
                _events!.Take(sink, row, where);
            }
        }

        /// <summary>Gives questions that were not seen before their fields, in one new version of the mapping.</summary>
        void Grow(IReadOnlyList<AskedColumn> asked)
        {
            List<MappingField>? fields = null;
            foreach (var one in asked)
            {
                var grown = (fields ?? Mapping.Fields).Count - preset.Fields.Count;
                if (grown < MostGrown && !(fields ?? Mapping.Fields).Any(field => field.Column == one.Column) && one.Field() is { } field)
                {
                    fields ??= [.. Mapping.Fields];
                    fields.Add(field.As == FieldUse.Attribute && fields.Exists(other => other.As == FieldUse.Attribute && (other.Name ?? other.Column) == field.Name)
                        ? field with { Name = field.Column }
                        : field);
                }
            }

            if (fields is not null && MappingCheck.Problems(Mapping with { Fields = fields }).Count == 0)
            {
                Save(Mapping with { Fields = fields }, "a question arrived that was not asked before");
            }
        }

        void Save(Mapping mapping, string note)
        {
            var saved = mappings.Save(mapping, null, note);
            mappings.Use(source.Id, saved, []);
            Compile(saved);
        }

        void Compile(Mapping mapping)
        {
            _events = new MappedEvents(preset, mapping, CatalogueIds.Declare(mapping, source, log), quality.Of(source.Id));
            MappedElements.Register(log, mapping, source, "webhook", new PurposeNaming(MappedElements.Proposed, null, "preset"));
        }
    }
}
