using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Tests.Platform;
using Throughline.Understanding;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Topics;
using Throughline.Understanding.Voices;

namespace Throughline.Tests.Understanding;

/// <summary>A log with verbatims in four languages, from two sources, some without text and one of an employee.</summary>
sealed class VoicesLog : IDisposable
{
    public static readonly string[] Texts =
    [
        "I waited an hour, the queue was endless",
        "پول از حسابم کم شد ولی شارژ نیامد 😡",
        "التطبيق جميل وسريع، لكن عند خطوة البنك أعود إلى البداية",
        "银行页面打不开，又要重新输入卡号",
        "=SUM(A1) \"quoted\", with\nline",
    ];

    static readonly string[] Languages = ["en", "fa", "ar", "zh", "en"];
    static readonly string[] Channels = ["web", "app", "phone"];
    static readonly string[] Airlines = ["blue", "red", "green"];

    public VoicesLog()
    {
        Open = new OpenLog(more: UnderstandingModule.Migrations);
        Store = AttachedStore.Open(Open.Log, Open.Folder.UnderstandingFile, UnderstandingModule.StoreMigrations);
        Detectors = new DetectorBook(Open.Keys, Store, TimeProvider.System);
        Told = new DetectionRows(Open.Log, Detectors, new TopicRows(Open.Log, new TaxonomyBook(Open.Keys, TimeProvider.System), Detectors));
        Book = new VerbatimBook(Open.Log, Told);
    }

    public OpenLog Open { get; }

    public SignalLog Log => Open.Log;

    public AttachedStore Store { get; }

    public DetectorBook Detectors { get; }

    public DetectionRows Told { get; }

    public VerbatimBook Book { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The n-th signal; every third has no text, times repeat, every seventh has no answer.</summary>
    public Signal Signal(int n) => new()
    {
        Id = SignalId.OfEvent(Open.Source.Id, $"v{n}"),
        SourceId = Open.Source.Id,
        Kind = SignalKind.Review,
        OccurredAt = new DateTime(2026, 3, 1 + (n * 7 % 5), n * 5 % 3, 0, 0, DateTimeKind.Utc),
        RecordKey = $"v{n}",
        Identifiers = n % 4 == 0 ? [] : [new Identifier("reviewer", $"c{n % 6}")],
        Channel = Channels[n % 3],
        Touchpoint = n % 5 == 0 ? null : "lounge",
        Text = n % 3 == 2 ? null : Texts[n % Texts.Length],
        Language = n % 3 == 2 ? null : Languages[n % Texts.Length],
        Answers = n % 7 == 0 ? [] : [new Answer(Open.Overall.Id, 1 + (n % 5)), new Answer(Open.Comfort.Id, 1 + (n % 3))],
        Attributes = n % 8 == 0 ? [] : [new AttributeValue(Open.Airline.Id, Airlines[n % 3])],
    };

    public Signal Employee(int n) => Signal(n) with
    {
        Id = SignalId.OfEvent(Open.Source.Id, $"e{n}"),
        Kind = SignalKind.Employee,
        Text = "Our own queue is endless",
    };

    public VoicesLog With(int count)
    {
        Open.Import(1, [.. Enumerable.Range(0, count).Select(Signal), Employee(1), Employee(2)]);
        return this;
    }

    public void Dispose()
    {
        Store.Dispose();
        Open.Dispose();
    }
}
