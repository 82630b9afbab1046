using System.Globalization;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Language.Detecting;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Detections;

/// <summary>How far the reading has come, and how often each detector is present.</summary>
sealed class ReadingDesk(SignalLog log, AttachedStore store, DetectorBook book, DetectionRows told, DetectionFollower follower)
{
    readonly Lock _turn = new();
    (string State, IReadOnlyDictionary<int, (long Assessed, long Present)> Counts)? _counts;

    /// <summary>How far the reading has come.</summary>
    public async Task<WordsReading> ReadAsync(CancellationToken cancellation)
    {
        var (now, head, upTo, step) = (book.Now, log.Head, store.Watermark(follower.Name), follower.Redetection.Now);
        var read = await log.ReadAsync(connection => connection.Scalar<long>("SELECT count(*) FROM understanding.reading"), cancellation);
        var perSecond = follower.Redetection.PerSecond;
        return new WordsReading(
            head, upTo, Math.Max(0, head - upTo), read, now.IsPaused ? ReadingState.Paused : upTo < head || step is not null ? ReadingState.Reading : ReadingState.Idle,
            now.IsAllowed, Use.Detections.Purpose, now.Version,
            step is null ? null : new ReadingAnew(step.Done, step.Total, Math.Round(perSecond), perSecond > 0 ? Math.Ceiling(Math.Max(0, step.Total - step.Done) / perSecond) : null));
    }

    /// <summary>All detectors.</summary>
    public async Task<DetectorList> ListAsync(CancellationToken cancellation)
    {
        var (now, counts) = (book.Now, await CountsAsync(cancellation));
        return new DetectorList(await ReadAsync(cancellation), EmployeeEffort.Floor, [.. now.Detectors.Select(one => View(one, counts))]);
    }

    /// <summary>One detector with its curve and what was changed of it.</summary>
    public async Task<DetectorDetail> FindAsync(KnownDetector detector, CancellationToken cancellation)
    {
        var counts = await CountsAsync(cancellation);
        var (card, count) = (book.Card(detector.Id), counts.GetValueOrDefault(detector.Number));
        return new DetectorDetail(detector, count.Present, count.Assessed, card, book.History(detector.Id));
    }

    DetectorView View(KnownDetector detector, IReadOnlyDictionary<int, (long Assessed, long Present)> counts)
    {
        var count = counts.GetValueOrDefault(detector.Number);
        return new DetectorView(detector, count.Present, count.Assessed, book.Card(detector.Id));
    }

    Task<IReadOnlyDictionary<int, (long Assessed, long Present)>> CountsAsync(CancellationToken cancellation) => log.ReadAsync<IReadOnlyDictionary<int, (long Assessed, long Present)>>(connection =>
    {
        var state = string.Create(CultureInfo.InvariantCulture, $"{told.State(connection)}.{log.Removals}");
        lock (_turn)
        {
            if (_counts is { } kept && kept.State == state)
            {
                return kept.Counts;
            }
        }

        var shown = told.Shown;
        var counts = Count(connection, shown);
        lock (_turn)
        {
            _counts = (state, counts);
        }

        return counts;
    }, cancellation);

    static Dictionary<int, (long Assessed, long Present)> Count(DuckConnection connection, IReadOnlyList<KnownDetector> shown)
    {
        if (shown.Count == 0)
        {
            return [];
        }

        using var reader = connection.Query($"""
            SELECT {string.Join(", ", shown.Select(one => string.Create(CultureInfo.InvariantCulture,
                $"count(*) FILTER (assessed & {1L << one.Number} <> 0), count(*) FILTER (present & {1L << one.Number} <> 0)")))}
            FROM understanding.reading
            """);
        reader.Read();
        return shown.Select((one, i) => (one.Number, (reader.GetInt64(2 * i), reader.GetInt64((2 * i) + 1)))).ToDictionary(one => one.Number, one => one.Item2);
    }
}

/// <summary>How far the customers' words have been read.</summary>
/// <param name="Head">Number of the last signal.</param>
/// <param name="ReadUpTo">Number of the signal up to which the reading has come.</param>
/// <param name="Behind">How far that is behind.</param>
/// <param name="SignalsRead">Signals with words that were read, or found not to be readable.</param>
/// <param name="State">idle, reading or paused.</param>
/// <param name="IsAllowed">False while people have switched the reading off: then nothing is read, kept or shown.</param>
/// <param name="Purpose">The purpose that it serves, which must be named for the words of a source.</param>
/// <param name="SetVersion">Version of the detectors.</param>
/// <param name="Redetect">What is read anew, because the detectors or what they may read changed; null when nothing is.</param>
sealed record WordsReading(
    long Head, long ReadUpTo, long Behind, long SignalsRead, ReadingState State, bool IsAllowed, string Purpose, int SetVersion, ReadingAnew? Redetect);

/// <summary>What the reading does.</summary>
enum ReadingState
{
    /// <summary>Everything is read.</summary>
    Idle,

    /// <summary>Something waits and is being read.</summary>
    Reading,

    /// <summary>People let it stand still.</summary>
    Paused,
}

/// <summary>How far a reading anew has come.</summary>
/// <param name="Done">Texts read.</param>
/// <param name="Total">Texts in all.</param>
/// <param name="PerSecond">Texts in a second, of late; 0 while nobody knows.</param>
/// <param name="SecondsLeft">Seconds that are left at that speed; null while nobody knows.</param>
sealed record ReadingAnew(long Done, long Total, double PerSecond, double? SecondsLeft);

/// <summary>The detectors.</summary>
/// <param name="Reading">How far the reading has come.</param>
/// <param name="EmployeesFloor">Fewest texts of employees that are told of together.</param>
/// <param name="Detectors">All of them.</param>
sealed record DetectorList(WordsReading Reading, int EmployeesFloor, IReadOnlyList<DetectorView> Detectors);

/// <summary>A detector as a page shows it.</summary>
class DetectorView(KnownDetector detector, long present, long assessed, DetectorCard card)
{
    /// <summary>Its name in addresses.</summary>
    public string Id { get; } = detector.Id;

    /// <summary>What kind of thing it finds.</summary>
    public Trait Trait { get; } = detector.Detector.Trait;

    /// <summary>Of its patterns, and of its learned head.</summary>
    public string Version { get; } = detector.Detector.Version;

    /// <summary>Languages that it knows.</summary>
    public IReadOnlyList<string> Languages { get; } = [.. detector.Detector.Languages.Order(StringComparer.Ordinal)];

    /// <summary>From which probability on it is present.</summary>
    public double Threshold { get; } = detector.Detector.Threshold;

    /// <summary>True when a person set the threshold.</summary>
    public bool IsOwnThreshold { get; } = detector.OwnThreshold is not null;

    /// <summary>False when it is switched off: then it tells nothing anywhere.</summary>
    public bool IsOn { get; } = detector.IsOn;

    /// <summary>True until its precision was measured on the company's own texts.</summary>
    public bool IsExperimental { get; } = detector.Detector.IsExperimental;

    /// <summary>True when it reads by a learned head.</summary>
    public bool Learned { get; } = detector.HeadVersion is not null;

    /// <summary>Texts in which it is present.</summary>
    public long Present { get; } = present;

    /// <summary>Texts that it could say something of.</summary>
    public long Assessed { get; } = assessed;

    /// <summary>How good it is.</summary>
    public DetectorCard Card { get; } = card with { Curve = [] };
}

/// <summary>A detector with everything that is known of it.</summary>
sealed class DetectorDetail(KnownDetector detector, long present, long assessed, DetectorCard card, IReadOnlyList<DetectorChange> history)
    : DetectorView(detector, present, assessed, card)
{
    /// <summary>What other thresholds would give.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; } = card.Curve;

    /// <summary>What was changed, the newest first.</summary>
    public IReadOnlyList<DetectorChange> History { get; } = history;
}
