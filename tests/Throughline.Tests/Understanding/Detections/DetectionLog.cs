using Throughline.Contracts;
using Throughline.Platform.Followers;
using Throughline.Platform.Log.Attached;
using Throughline.Tests.Platform;
using Throughline.Understanding;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Voices;

namespace Throughline.Tests.Understanding.Detections;

/// <summary>A log whose words are read by the detectors when a test says so.</summary>
sealed class DetectionLog : IDisposable
{
    public DetectionLog(string? path = null)
    {
        Open = new OpenLog(path, UnderstandingModule.Migrations);
        Open.Allow(Open.Source, Open.Airline);
        Store = AttachedStore.Open(Open.Log, Open.Folder.UnderstandingFile, UnderstandingModule.StoreMigrations);
        Book = new DetectorBook(Open.Keys, Store, TimeProvider.System);
        Follower = new DetectionFollower(Store, Book);
        Pump = new FollowerPump(Open.Log, Open.Keys, [Follower]);
        Told = new DetectionRows(Open.Log, Book);
        Voices = new VerbatimBook(Open.Log, Told);
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public OpenLog Open { get; }

    public AttachedStore Store { get; }

    public DetectorBook Book { get; }

    public DetectionFollower Follower { get; }

    public FollowerPump Pump { get; }

    public DetectionRows Told { get; }

    public VerbatimBook Voices { get; }

    /// <summary>Signals with these words come in; read by nobody yet.</summary>
    public Task SayAsync(params string[] texts) => SayAsync(SignalKind.Review, texts);

    public Task SayAsync(SignalKind kind, params string[] texts) => Open.Log.AppendAsync(
        [.. texts.Select((text, i) => Open.Signal($"{kind}{Open.Log.Head}.{i}", text: text, customer: $"c{i}") with { Kind = kind, Language = null })], Stop);

    public Task ReadAsync() => Pump.CatchUpAsync(Stop);

    /// <summary>What is present in each text, by the text.</summary>
    public async Task<Dictionary<string, string[]>> PresentAsync(SignalFilter? filter = null)
    {
        var page = await Voices.ListAsync(filter ?? new SignalFilter(), VerbatimOrder.Newest, null, 200, Stop);
        return page.Items.Where(one => one.Text is not null).ToDictionary(one => one.Text!,
            one => one.Detections.Where(detection => detection.State == Throughline.Language.Detecting.DetectionState.Present).Select(detection => detection.Detector).Order().ToArray());
    }

    public Task<long> CountAsync(string table, string condition = "TRUE") =>
        Open.Log.ReadAsync(connection => connection.Scalar<long>($"SELECT count(*) FROM understanding.{table} WHERE {condition}"), Stop);

    /// <summary>All rows of readings and detections as one text.</summary>
    public Task<string> RowsAsync() => Open.Log.ReadAsync(connection => connection.Scalar<string>("""
        SELECT (SELECT count(*) || ':' || coalesce(sum(hash(seq, source_id, language, assessed, present)), 0) FROM understanding.reading) || ' '
            || (SELECT count(*) || ':' || coalesce(sum(hash(seq, detector, probability, spans)), 0) FROM understanding.detection) || ' '
            || (SELECT count(*) || ':' || coalesce(sum(hash(source_id, month, read, present)), 0) FROM understanding.employee_effort)
        """), Stop);

    public void Dispose()
    {
        Store.Dispose();
        Open.Dispose();
    }
}
