using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Throughline.Contracts;
using Throughline.Platform.Log;
using Throughline.Priorities;
using Throughline.Stats;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Priorities;

/// <summary>A real log with one survey of an outcome and some drivers, and the door that studies it.</summary>
sealed class SurveyLog : IDisposable
{
    readonly OpenLog _open = new();
    int _imports;

    public SurveyLog(Question outcome, params Question[] drivers)
    {
        Source = _open.Log.Catalogue.DeclareSource("survey", hasTime: true);
        _open.Allow(Source, _open.Airline);
        Outcome = Declare(outcome);
        Drivers = [.. drivers.Select(Declare)];
        List = new PriorityList(_open.Log) { Options = new DriverOptions { Draws = Draws } };
    }

    /// <summary>Draws of the studies; fewer than on pages, so that tests are quick.</summary>
    public const int Draws = 400;

    public Source Source { get; }

    public Question Outcome { get; }

    public Question[] Drivers { get; }

    public PriorityList List { get; }

    public SignalLog Log => _open.Log;

    public int Airline => _open.Airline.Id;

    public static Question Ask(
        string name, double min = 1, double max = 5, Metric metric = Metric.Mean, QuestionRole role = QuestionRole.Driver, bool lowIsGood = false) => new()
        {
            Id = 0,
            SourceId = 0,
            Name = name,
            Label = name,
            Scale = new Scale(min, max, lowIsGood),
            Metric = metric,
            Role = role,
        };

    public static Question Result(string name = "overall", double min = 0, double max = 10, Metric metric = Metric.Mean, bool lowIsGood = false) =>
        Ask(name, min, max, metric, QuestionRole.Outcome, lowIsGood);

    public Question Declare(Question question) => _open.Allow(_open.Log.Catalogue.DeclareQuestion(question with { SourceId = Source.Id }));

    /// <summary>Imports rows of the outcome and the drivers in order; null is an empty cell.</summary>
    public void Import(IEnumerable<double?[]> rows, string airline = "blue")
    {
        var import = ++_imports;
        using var stage = _open.Log.BeginImport(new IntakeOrigin { ImportId = import, SourceId = Source.Id }, [Airline]);
        var number = 0;
        Question[] questions = [Outcome, .. Drivers];
        foreach (var row in rows)
        {
            stage.Add(new Signal
            {
                Id = SignalId.OfEvent(Source.Id, string.Create(CultureInfo.InvariantCulture, $"{import}-{number}")),
                SourceId = Source.Id,
                Kind = SignalKind.Response,
                OccurredAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(number++ % 100),
                Answers = [.. questions.Zip(row).Where(x => x.Second is not null).Select(x => new Answer(x.First.Id, x.Second!.Value))],
                Attributes = [new AttributeValue(Airline, airline)],
            });
        }

        stage.Commit();
    }

    /// <summary>Asks as the address does.</summary>
    public async Task<PriorityAnswer> AnswerAsync(string query = "") => ListPriorities.Answer(await StudyAsync(query));

    public async Task<WhatIfAnswer> WhatIfAsync(Question driver, double? threshold = null, double? step = null, double part = 1, string query = "") =>
        AskWhatIf.Answer(await StudyAsync(query), driver.Id, threshold, step, part);

    public Task<DriverStudy> StudyAsync(string query = "") =>
        List.StudyAsync(List.ReadQuestion(new QueryCollection(QueryHelpers.ParseQuery($"source={Source.Id}&{query}"))), TestContext.Current.CancellationToken);

    /// <summary>Names of the drivers of ids, joined.</summary>
    public string Name(IEnumerable<int> ids) => string.Join(' ', ids.Select(id => Drivers.First(d => d.Id == id).Name));

    public void Dispose() => _open.Dispose();
}
