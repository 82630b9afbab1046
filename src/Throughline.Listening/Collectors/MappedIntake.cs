using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;
using Throughline.Listening.Mappings.Presets;
using Throughline.Listening.Quarantine;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Collectors;

/// <summary>
/// JSON that arrives and goes through a mapping: a preset's, or what a person has made of it since. A source has one mapping for each
/// preset, saved like any other; a question that was not seen before gets its own field as long as there are not too many.
/// </summary>
sealed class MappedIntake(MappingStore mappings, SignalLog log)
{
    /// <summary>Fields that arrivals may add to a mapping: a write key is public, and each may cost a column of the log.</summary>
    public const int MostGrown = 100;

    readonly ConcurrentDictionary<(int Source, string Preset), Reading> _readings = new();

    /// <summary>Reads the events of a request into the sink.</summary>
    public void Read(EventSink sink, RequestBody body, Envelope envelope, Preset preset, Source source)
    {
        var reading = _readings.GetOrAdd((source.Id, preset.Name), _ => new Reading(preset, source, mappings, log));
        lock (reading)
        {
            reading.Begin(sink.ReceivedAt);
            EventWalk.Through(sink, body.Span, "batch", envelope.HasList,
                (ref Utf8JsonReader reader, string where) => reading.Take(sink, ref reader, where));
        }
    }

    /// <summary>One source's way through one preset; used by one thread at a time.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The row holds memory only.")]
    sealed class Reading(Preset preset, Source source, MappingStore mappings, SignalLog log)
    {
        readonly EventScan _scan = new([], "sentAt", "sent_at");
        Mapping _mapping = null!;
        CompiledMapping _compiled = null!;
        RowOfNames _row = null!;

        /// <summary>Takes the mapping as it is saved now.</summary>
        public void Begin(DateTime receivedAt)
        {
            var saved = mappings.Find(preset.MappingName(source.Name));
            if (saved is null)
            {
                Save(preset.ForSource(source.Name), $"from the preset {preset.Mark}");
            }
            else if (_mapping is null || saved.Version != _mapping.Version)
            {
                Compile(saved);
            }

            _compiled.ReceivedAt = receivedAt;
        }

        public void Take(EventSink sink, ref Utf8JsonReader reader, string where)
        {
            _scan.Read(ref reader);
            var raw = new Slice(_scan.Start, _scan.Length);
            if (_scan.Type != JsonTokenType.StartObject)
            {
                sink.Hold(IngestReasons.NotAnObject, where, "What is mapped is one JSON object for each record.", raw, default);
                return;
            }

            if (!sink.IsSound(_scan, where, default))
            {
                return;
            }

            using var json = JsonDocument.Parse(sink.Of(raw).ToArray(), new JsonDocumentOptions { MaxDepth = IngestLimits.Depth + 1 });
            var row = JsonRow.Of(json.RootElement, preset);
            Grow(row.Asked);
            _row.Set(row.Values);
            var verdict = _compiled.Apply(_row, new FieldCounts(_mapping.Fields.Count));
            if (verdict.Reject is { } reject)
            {
                Hold(sink, reject, row, where, raw);
            }
            else
            {
                Keep(sink, verdict.Signal!, raw);
            }
        }

        void Keep(EventSink sink, Signal signal, Slice raw)
        {
            var hash = ContentHash.Of(signal, timeIsKnown: !_compiled.TimeIsReceipt);
            var warnings = SignalWarnings.None;
            if (signal.RecordKey is null)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"derived-{preset.Name}-{hash:x16}{_scan.Hash:x16}");
                signal = signal with { RecordKey = key, Id = SignalId.OfEvent(source.Id, key) };
                warnings = SignalWarnings.Derived;
            }

            sink.Arrival.Mapped.Add(new MappedSignal { Signal = signal with { Row = null }, ContentHash = hash, Warnings = warnings, Raw = raw });
        }

        void Hold(EventSink sink, Reject reject, JsonRow row, string where, Slice raw)
        {
            var id = _mapping.Fields.FirstOrDefault(field => field.As == FieldUse.RecordId)?.Column;
            var key = id is not null && row.Values.TryGetValue(id, out var value) ? sink.Write(value) : default;
            var reason = QuarantineReasons.Of(reject.Code);
            sink.Hold(reject.Code, reject.Column is null ? where : $"{where}/{reject.Column.Replace("~", "~0", StringComparison.Ordinal).Replace('.', '/')}",
                $"{reason.Reason} {reason.WhatToDo} Mapping {_mapping.Name}, version {_mapping.Version}.", raw, key);
        }

        /// <summary>Gives questions that were not seen before their fields, in one new version of the mapping.</summary>
        void Grow(IReadOnlyList<AskedColumn> asked)
        {
            List<MappingField>? fields = null;
            foreach (var one in asked)
            {
                var grown = (fields ?? _mapping.Fields).Count - preset.Fields.Count;
                if (grown < MostGrown && !(fields ?? _mapping.Fields).Any(field => field.Column == one.Column) && one.Field() is { } field)
                {
                    fields ??= [.. _mapping.Fields];
                    fields.Add(field.As == FieldUse.Attribute && fields.Exists(other => other.As == FieldUse.Attribute && (other.Name ?? other.Column) == field.Name)
                        ? field with { Name = field.Column }
                        : field);
                }
            }

            if (fields is not null && MappingCheck.Problems(_mapping with { Fields = fields }).Count == 0)
            {
                var at = _compiled.ReceivedAt;
                Save(_mapping with { Fields = fields }, "a question arrived that was not asked before");
                _compiled.ReceivedAt = at;
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
            var questions = mapping.QuestionsOf(source.Id).ToDictionary(one => one.Name, one => log.Catalogue.DeclareQuestion(one).Id);
            var attributes = mapping.AttributesOf().ToDictionary(one => one.Name, one => log.Catalogue.DeclareAttribute(one.Name, one.Kind).Id);
            string[] columns = [.. mapping.Fields.SelectMany(ColumnsOf).Append(mapping.CustomerWords?.Column).OfType<string>().Distinct(StringComparer.Ordinal)];
            _compiled = new CompiledMapping(mapping, columns, new CatalogueIds(source.Id, questions, attributes), new ReadingOf("", default, Arriving: true));
            _row = new RowOfNames(columns) { Columns = columns };
            _mapping = mapping;
            MappedElements.Register(log, mapping, source, "webhook", new PurposeNaming(MappedElements.Proposed, null, "preset"));
        }

        static IEnumerable<string?> ColumnsOf(MappingField field) =>
            [field.Column, field.OtherScale?.Column, field.RowScale?.MinColumn, field.RowScale?.MaxColumn];
    }
}
