using System.Globalization;
using Throughline.DuckDb;
using Throughline.Language.Detecting;
using Throughline.Platform.Log;
using Throughline.Understanding.PlugIn;
using Throughline.Understanding.Topics;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Detections;

/// <summary>What was told of signals' words, for those who show signals. What may not be shown now is not given, whatever is kept.</summary>
public sealed class DetectionRows(SignalLog log, DetectorBook book, TopicRows? topics = null, PlugInBook? plugIn = null, PlugInMarks? marks = null)
{
    volatile ShownSet? _shown;

    /// <summary>What they are about; null where nobody reads that.</summary>
    internal TopicRows? Topics => topics;

    /// <summary>The detectors that are shown, in the order of their numbers.</summary>
    internal IReadOnlyList<KnownDetector> Shown
    {
        get
        {
            var now = book.Now;
            if (_shown is not { } shown || !ReferenceEquals(shown.Of, now)) // asked for every row of a list or a file
            {
                _shown = shown = new ShownSet(now, now.IsAllowed ? [.. now.Detectors.Where(one => one.IsOn).OrderBy(one => one.Number)] : []);
            }

            return shown.Detectors;
        }
    }

    /// <summary>What an answer depends on beside the log, as one text.</summary>
    internal string State(DuckConnection connection)
    {
        using var reader = connection.Query("""
            SELECT coalesce((SELECT max(read_up_to) FROM understanding.follower WHERE name = 'detections'), 0), coalesce((SELECT max(position) FROM understanding.redetection), -1),
                (SELECT max(set_version) FROM understanding.read_with), (SELECT max(without_sources) FROM understanding.read_with),
                (SELECT max(changes) FROM understanding.plug_in_progress)
            """);
        reader.Read();
        return string.Create(CultureInfo.InvariantCulture, $"{book.Now.Version}.{book.Now.IsAllowed}.{reader.GetInt64(0)}.{reader.GetInt64(1)}.{reader.GetInt32(2)}.{reader.GetString(3)}.{reader.GetInt64(4)}");
    }

    /// <summary>The signals with what their words say.</summary>
    internal void AddTo(Dictionary<long, Verbatim> signals, DuckConnection connection)
    {
        List<long> worded = [.. signals.Where(signal => signal.Value.Text is not null).Select(signal => signal.Key)];
        if (worded.Count == 0 || book.Now is not { IsAllowed: true } set)
        {
            return;
        }

        var without = AllowedSources.Without(log, set);
        var among = string.Create(CultureInfo.InvariantCulture, $"seq BETWEEN {worded.Min()} AND {worded.Max()} AND seq IN ({string.Join(", ", worded)})");
        var found = new Dictionary<(long Seq, int Detector), IReadOnlyList<TextSpan>>();
        using (var reader = connection.Query($"SELECT seq, detector, spans FROM understanding.detection WHERE {among}"))
        {
            while (reader.Read())
            {
                found[(reader.GetInt64(0), reader.GetInt32(1))] = SpanPacking.Read(reader.GetBytes(2));
            }
        }

        var second = plugIn?.Now.Url is null ? [] : Second(connection, among); // without an address it never read anything, or all of it is taken out
        using var readings = connection.Query($"SELECT seq, source_id, language, assessed, present, set_version FROM understanding.reading WHERE {among}");
        while (readings.Read())
        {
            var seq = readings.GetInt64(0);
            if (without.Contains(readings.GetInt32(1)))
            {
                continue;
            }

            var (language, assessed, present, version) = (readings.GetString(2), readings.GetInt64(3), readings.GetInt64(4), readings.GetInt32(5));
            signals[seq] = signals[seq] with
            {
                ReadIn = language.Length == 0 ? null : language,
                Detections =
                [
                    .. Shown.Where(one => Has(present, one)).Select(one => Of(one, DetectionState.Present, found.GetValueOrDefault((seq, one.Number)) ?? [], version, second.GetValueOrDefault((seq, one.Number)))),
                    .. Shown.Where(one => !Has(assessed, one)).Select(one => Of(one, DetectionState.NotAssessed, [], version, second.GetValueOrDefault((seq, one.Number)))),
                ],
            };
        }
    }

    /// <summary>The names of what is present, for a file: those that are experimental say so.</summary>
    internal string Names(long present) => string.Join(", ", Shown.Where(one => Has(present, one))
        .Select(one => IsExperimental(one) ? $"{one.Id} (experimental)" : one.Id));

    /// <summary>The same, with the mark of those that the plug-in reads and nobody measured, for those who count many texts at once.</summary>
    internal IReadOnlyList<KnownDetector> Marked => [.. Shown.Select(one => IsExperimental(one) ? one with { Detector = one.Detector with { IsExperimental = true } } : one)];

    /// <summary>True where some of what a detector says was not measured: by itself, or by the plug-in that reads for it.</summary>
    internal bool IsExperimental(KnownDetector one) => one.Detector.IsExperimental
        || (plugIn?.Now is { IsOn: true } settings && settings.Detectors.Any(chosen => chosen.Id == one.Id) && marks?.IsExperimental(one.Id) != false);

    /// <summary>What the plug-in gave, of those that stand in a reading.</summary>
    static Dictionary<(long Seq, int Detector), SecondOpinion> Second(DuckConnection connection, string among)
    {
        var second = new Dictionary<(long, int), SecondOpinion>();
        using var reader = connection.Query($"SELECT seq, detector, model, prompt, own_state FROM understanding.plug_in_reading WHERE {among} AND joined_set <> 0");
        while (reader.Read())
        {
            second[(reader.GetInt64(0), reader.GetInt32(1))] = new SecondOpinion(reader.GetString(2), reader.GetString(3), (DetectionState)reader.GetInt32(4));
        }

        return second;
    }

    static bool Has(long bits, KnownDetector detector) => (bits >> detector.Number & 1) == 1;

    Detection Of(KnownDetector one, DetectionState state, IReadOnlyList<TextSpan> spans, int version, SecondOpinion? second) =>
        new(one.Id, one.Detector.Trait, state, spans, version, second is null ? one.Detector.IsExperimental : marks?.IsExperimental(one.Id) != false) { PlugIn = second };

    /// <summary>What is shown by a set.</summary>
    sealed record ShownSet(RunningSet Of, IReadOnlyList<KnownDetector> Detectors);
}
