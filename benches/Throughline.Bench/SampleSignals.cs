using Throughline.Contracts;
using Throughline.Platform.Log;

namespace Throughline.Bench;

/// <summary>One source with eight scores and five attributes, the shape of a real file of reviews.</summary>
sealed class SampleSignals
{
    public const int Scores = 8;
    public const int Attributes = 5;

    static readonly string[] _texts =
    [
        "The seats were worn and the coffee machine was out of order, but the staff did what they could.",
        "Quick, quiet and clean. I would come again.",
        "We waited forty minutes for a table and nobody told us why.",
        "صندلی‌ها راحت بود ولی غذا سرد بود و کسی پاسخگو نبود.",
    ];

    public SampleSignals(LogCatalogue catalogue)
    {
        Source = catalogue.DeclareSource("bench", hasTime: true);
        Questions = [.. Enumerable.Range(0, Scores).Select(i => catalogue.DeclareQuestion(new Question
        {
            Id = 0, SourceId = Source.Id, Name = $"q{i}", Label = $"Question {i}", Scale = new Scale(1, 5),
            Metric = Metric.Csat, Role = i == 0 ? QuestionRole.Outcome : QuestionRole.Driver,
        }))];
        Names = [.. Enumerable.Range(0, Attributes).Select(i => catalogue.DeclareAttribute($"bench {i}", AttributeKind.Descriptive))];
    }

    public Source Source { get; }

    public Question[] Questions { get; }

    public AttributeName[] Names { get; }

    public Signal[] Make(int first, int count)
    {
        var random = new Random(first);
        var signals = new Signal[count];
        for (var i = 0; i < count; i++)
        {
            signals[i] = new Signal
            {
                Id = SignalId.OfEvent(Source.Id, $"{first + i}"),
                SourceId = Source.Id,
                Kind = SignalKind.Review,
                OccurredAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(first + i),
                RecordKey = $"{first + i}",
                Identifiers = [new Identifier("customer", $"c{random.Next(500_000)}")],
                Channel = random.Next(2) == 0 ? "web" : "app",
                Language = "en",
                Text = _texts[random.Next(_texts.Length)],
                Answers = [.. Questions.Select(q => new Answer(q.Id, random.Next(1, 6)))],
                Attributes = [.. Names.Select((a, j) => new AttributeValue(a.Id, $"v{random.Next(20 * (j + 1))}"))],
            };
        }

        return signals;
    }
}
