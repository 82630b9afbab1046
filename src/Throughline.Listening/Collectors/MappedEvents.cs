using System.Globalization;
using System.Text.Json;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Mappings;
using Throughline.Listening.Mappings.Presets;
using Throughline.Listening.Quality;
using Throughline.Listening.Quality.Checks;
using Throughline.Listening.Quarantine;
using Throughline.Platform.Log;

namespace Throughline.Listening.Collectors;

/// <summary>JSON objects through one mapping into a sink: each becomes a signal or is held with the reason. Used by one thread at a time.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The row holds memory only.")]
sealed class MappedEvents
{
    readonly Preset _preset;
    readonly bool _counts;
    readonly CompiledMapping _compiled;
    readonly RowOfNames _row;

    /// <param name="preset">How an object becomes a row.</param>
    /// <param name="mapping">A mapping without problems.</param>
    /// <param name="ids">The ids of its questions and attributes.</param>
    /// <param name="rules">How the source's rows are cleaned and what they are asked; null for neither.</param>
    /// <param name="counts">False for a replay, which counts no rejected rows.</param>
    public MappedEvents(Preset preset, Mapping mapping, CatalogueIds ids, SourceRules? rules, bool counts = true)
    {
        string[] columns =
        [
            .. mapping.Fields.SelectMany(ColumnsOf).Append(mapping.CustomerWords?.Column).OfType<string>()
                .Concat(rules is null ? [] : rules.Steps.Select(step => step.Field).Concat(CompiledChecks.ColumnsOf(rules.Checks))).Distinct(StringComparer.Ordinal),
        ];
        (_preset, Rules, _counts) = (preset, rules, counts);
        _compiled = new CompiledMapping(mapping, columns, ids, new ReadingOf("", default, Arriving: true, Rules: rules));
        _row = new RowOfNames(columns) { Columns = columns };
    }

    /// <summary>What looks over an object; when it was sent is no part of what it says.</summary>
    public static EventScan NewScan() => new([], "sentAt", "sent_at");

    /// <summary>The mapping.</summary>
    public Mapping Mapping => _compiled.Mapping;

    /// <summary>How rows are cleaned and what they are asked; null for neither.</summary>
    public SourceRules? Rules { get; }

    /// <summary>The object that the reader stands on as a row; null when it is held.</summary>
    public static MappedRow? Read(EventSink sink, EventScan scan, Preset preset, ref Utf8JsonReader reader, string where)
    {
        scan.Read(ref reader);
        var raw = new Slice(scan.Start, scan.Length);
        if (scan.Type != JsonTokenType.StartObject)
        {
            sink.Hold(IngestReasons.NotAnObject, where, "What is mapped is one JSON object for each record.", raw, default);
            return null;
        }

        if (!sink.IsSound(scan, where, default))
        {
            return null;
        }

        using var json = JsonDocument.Parse(sink.Of(raw).ToArray(), new JsonDocumentOptions { MaxDepth = IngestLimits.Depth + 1 });
        return new MappedRow(JsonRow.Of(json.RootElement, preset), raw, scan.Hash);
    }

    /// <summary>Takes a row.</summary>
    public void Take(EventSink sink, MappedRow row, string where)
    {
        _compiled.ReceivedAt = sink.ReceivedAt;
        _row.Set(row.Row.Values);
        var verdict = _compiled.Apply(_row, new FieldCounts(Mapping.Fields.Count));
        if (verdict.Reject is { } reject)
        {
            Hold(sink, reject, row, where);
        }
        else if (verdict.Turned is { } check)
        {
            sink.Arrival.Rejected++;
            Rules!.Turn(check, _counts ? 1 : 0);
        }
        else
        {
            Keep(sink, verdict.Signal!, row);
        }
    }

    void Keep(EventSink sink, Signal signal, MappedRow row)
    {
        var hash = ContentHash.Of(signal, timeIsKnown: !_compiled.TimeIsReceipt);
        var warnings = SignalWarnings.None;
        if (signal.RecordKey is null)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"derived-{_preset.Name}-{hash:x16}{row.Hash:x16}");
            signal = signal with { RecordKey = key, Id = SignalId.OfEvent(signal.SourceId, key) };
            warnings = SignalWarnings.Derived;
        }

        sink.Arrival.Mapped.Add(new MappedSignal { Signal = signal with { Row = null }, ContentHash = hash, Warnings = warnings, Raw = row.Raw });
    }

    void Hold(EventSink sink, Reject reject, MappedRow row, string where)
    {
        var id = Mapping.Fields.FirstOrDefault(field => field.As == FieldUse.RecordId)?.Column;
        var key = id is not null && row.Row.Values.TryGetValue(id, out var value) ? sink.Write(value) : default;
        var reason = QuarantineReasons.Of(reject.Code);
        sink.Hold(reject.Code, reject.Column is null ? where : $"{where}/{reject.Column.Replace("~", "~0", StringComparison.Ordinal).Replace('.', '/')}",
            reject.Detail ?? $"{reason.Reason} {reason.WhatToDo} Mapping {Mapping.Name}, version {Mapping.Version}.", row.Raw, key);
    }

    static IEnumerable<string?> ColumnsOf(MappingField field) =>
        [field.Column, field.OtherScale?.Column, field.RowScale?.MinColumn, field.RowScale?.MaxColumn];
}

/// <summary>One object as a row.</summary>
/// <param name="Row">Its values by column.</param>
/// <param name="Raw">Where it lies.</param>
/// <param name="Hash">Hash of its content.</param>
readonly record struct MappedRow(JsonRow Row, Slice Raw, ulong Hash);
