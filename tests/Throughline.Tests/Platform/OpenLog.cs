using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;

namespace Throughline.Tests.Platform;

/// <summary>A data folder of its own for one test, with one source of two questions and one attribute.</summary>
sealed class OpenLog : IDisposable
{
    readonly bool _ownsFolder;

    public OpenLog(string? path = null, IEnumerable<Migration>? more = null)
    {
        _ownsFolder = path is null;
        Path = path ?? Directory.CreateTempSubdirectory("throughline-").FullName;
        Folder = DataFolder.Open(Path);
        Keys = KeyStore.Open(Folder.KeysFile, [.. SignalLog.Migrations, .. FollowerPump.Migrations, .. SignIn.Migrations, .. AccessKeys.Migrations, .. more ?? []]);
        Log = SignalLog.Open(Folder, Keys, TimeProvider.System);
        Source = Log.Catalogue.DeclareSource("reviews", hasTime: true);
        Overall = Log.Catalogue.DeclareQuestion(new Question
        {
            Id = 0,
            SourceId = Source.Id,
            Name = "overall",
            Label = "Overall",
            Scale = new Scale(1, 5),
            Metric = Metric.Csat,
            Role = QuestionRole.Outcome,
        });
        Comfort = Log.Catalogue.DeclareQuestion(new Question
        {
            Id = 0,
            SourceId = Source.Id,
            Name = "comfort",
            Label = "Comfort",
            Scale = new Scale(1, 5),
            Metric = Metric.Csat,
        });
        Allow(Overall);
        Allow(Comfort);
        Airline = Log.Catalogue.DeclareAttribute("airline", AttributeKind.Descriptive);
        Allow(Source, Airline);
    }

    public string Path { get; }

    public DataFolder Folder { get; }

    public KeyStore Keys { get; }

    public SignalLog Log { get; }

    public Source Source { get; }

    public Question Overall { get; }

    public Question Comfort { get; }

    public AttributeName Airline { get; }

    public Signal Signal(string key, double overall = 4, double? comfort = null, string? text = null, string airline = "blue",
        string customer = "c1", DateTime? at = null) => new()
        {
            Id = SignalId.OfEvent(Source.Id, key),
            SourceId = Source.Id,
            Kind = SignalKind.Review,
            OccurredAt = at ?? new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            RecordKey = key,
            Identifiers = [new Identifier("reviewer", customer)],
            Text = text,
            Language = text is null ? null : "en",
            Answers = comfort is { } c ? [new Answer(Overall.Id, overall), new Answer(Comfort.Id, c)] : [new Answer(Overall.Id, overall)],
            Attributes = [new AttributeValue(Airline.Id, airline)],
        };

    public IntakeCounts Import(int import, params ReadOnlySpan<Signal> signals) => Import(import, null, signals);

    public IntakeCounts Import(int import, int? replaces, ReadOnlySpan<Signal> signals)
    {
        using var stage = Log.BeginImport(new IntakeOrigin { ImportId = import, SourceId = Source.Id, File = "a.csv", Replaces = replaces }, [Airline.Id]);
        foreach (var signal in signals)
        {
            stage.Add(signal);
        }

        return stage.Commit();
    }

    /// <summary>Puts a question into the register with the purpose that the analyses serve.</summary>
    public Question Allow(Question question)
    {
        Allow([DataUse.KeyOf(question)]);
        return question;
    }

    /// <summary>The same for everything else that signals of a source carry in tests.</summary>
    public void Allow(Source source, params IEnumerable<AttributeName> attributes) => Allow(
    [
        .. new[] { ElementKind.Channel, ElementKind.Touchpoint, ElementKind.Text, ElementKind.Identifier }
            .Select(kind => new ElementKey(source.Id, kind, kind.ToString())),
        .. attributes.Select(attribute => new ElementKey(source.Id, ElementKind.Attribute, attribute.Name)),
    ]);

    void Allow(IEnumerable<ElementKey> keys) => Log.Uses.Register(
        [.. keys.Select(key => new DataElement { Key = key, Captured = "a test", Stored = "log.duckdb" })], new PurposeNaming(Purposes.Improve, "tests", "person"));

    public Task<long> CountAsync(string condition = "TRUE") =>
        Log.ReadAsync(c => c.Scalar<long>($"SELECT count(*) FROM signal WHERE {condition}"));

    public void Dispose()
    {
        Close();
        if (_ownsFolder)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    public void Close()
    {
        Log.Dispose();
        Keys.Dispose();
        Folder.Dispose();
    }
}
