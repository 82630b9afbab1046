using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Language.Topics;
using Throughline.Platform.Log;
using Throughline.Stats;

namespace Throughline.Understanding.Topics;

/// <summary>The company's topics with how many texts each has, how far texts are read, and the order to read them anew.</summary>
static class ListTopics
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/topics", HandleAsync).WithName("ListTopics").WithTags("Topics")
            .WithSummary("The company's own topics, with how many texts of customers each has, how many texts have none and why, and how far texts are read.");
        routes.MapPost("/topics/retag", RetagAsync).WithName("RetagTopics").WithTags("Topics")
            .WithSummary("Has all texts read by the topics as they stand now. What was read before is shown until all is read; the answer of GET /topics tells how far it is.");
    }

    static async Task<Ok<TopicList>> HandleAsync(TaxonomyBook book, TopicFollower follower, TopicCounts counts, SignalLog log, CancellationToken cancellation)
    {
        var now = book.Now;
        var progress = await follower.ProgressAsync(cancellation);
        var counted = await counts.NowAsync(cancellation);
        var missed = new TextTopicsReading(now);
        var read = counted.ByNone.Values.Sum();
        var having = counted.ByNone.GetValueOrDefault(0);
        return TypedResults.Ok(new TopicList
        {
            Version = now.Version,
            Topics = [.. now.Topics.Where(topic => !topic.IsGone || counted.Topics.ContainsKey(topic.Id)).Select(topic => TopicLine.Of(topic, counted.Topics.GetValueOrDefault(topic.Id), missed))],
            Coverage = read == 0 ? null : ShareOf(having, read),
            None = read - having,
            NoneReasons = counted.ByNone.Where(one => one.Key > 0).Select(one => new NoneCount(((TopicNone)one.Key).Word(), one.Value)).ToList(),
            Reading = progress,
            IsRetagNeeded = now.Version != progress.Wanted,
            LastChange = await log.ReadAsync(LastChange, cancellation),
        });
    }

    static async Task<Accepted<TopicProgress>> RetagAsync(TaxonomyBook book, TopicFollower follower, CancellationToken cancellation)
    {
        book.AskForReading();
        return TypedResults.Accepted("/api/v1/topics", await follower.ProgressAsync(cancellation));
    }

    /// <summary>A share with its interval, in per cent.</summary>
    internal static Estimate ShareOf(long hits, long n)
    {
        var share = Proportion.Wilson(hits, n).Times(100);
        return new Estimate { Value = share.Value, Low = share.Low, High = share.High, N = n, Method = "proportions" };
    }

    static TopicChange? LastChange(DuckConnection connection)
    {
        using var reader = connection.Query("SELECT from_version, to_version, topic, before, after FROM understanding.topic_change ORDER BY topic NULLS LAST");
        var lines = new List<ChangedTopic>();
        TopicChange? change = null;
        while (reader.Read())
        {
            change ??= new TopicChange(reader.GetInt32(0), reader.GetInt32(1), lines, 0, 0);
            if (reader.GetInt32OrNull(2) is { } topic)
            {
                lines.Add(new ChangedTopic(topic, reader.GetInt64(3), reader.GetInt64(4)));
            }
            else
            {
                change = change with { NoneBefore = reader.GetInt64(3), NoneAfter = reader.GetInt64(4) };
            }
        }

        return change;
    }
}

/// <summary>The company's topics.</summary>
sealed record TopicList
{
    /// <summary>Grows by one with every edit; 0 where there never was a topic: adopt the starter, or add one.</summary>
    public required int Version { get; init; }

    /// <summary>The topics by their numbers; a deleted one as long as texts are shown by a version that has it.</summary>
    public required IReadOnlyList<TopicLine> Topics { get; init; }

    /// <summary>Share of the customers' texts that have a topic, in per cent; null before any was read.</summary>
    public required Estimate? Coverage { get; init; }

    /// <summary>Texts of customers without a topic.</summary>
    public required long None { get; init; }

    /// <summary>The same by the reason.</summary>
    public required IReadOnlyList<NoneCount> NoneReasons { get; init; }

    /// <summary>How far texts are read.</summary>
    public required TopicProgress Reading { get; init; }

    /// <summary>True when the topics were edited since somebody asked for texts to be read by them.</summary>
    public required bool IsRetagNeeded { get; init; }

    /// <summary>What the last reading by a newer version changed; null before the first.</summary>
    public required TopicChange? LastChange { get; init; }
}

/// <summary>One topic.</summary>
/// <param name="Id">Its number, never given to another.</param>
/// <param name="Parent">The topic that it is a part of; null for one of the first level.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Names">What it is called in other languages, by code.</param>
/// <param name="Seeds">Words that speak of it, by language.</param>
/// <param name="Examples">Texts that speak of it.</param>
/// <param name="ExamplesMissed">Those of them in which its words, as they stand now, do not find it.</param>
/// <param name="Origin"><c>own</c>, or <c>adopted</c>.</param>
/// <param name="Gone">True when it was deleted.</param>
/// <param name="Texts">Texts of customers that speak of it or of a part of it.</param>
/// <param name="OwnTexts">Those that speak of it itself.</param>
/// <param name="EmployeeTexts">Texts of employees; null below 10, which are told of nobody.</param>
sealed record TopicLine(
    int Id, int? Parent, string Name, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, IReadOnlyList<string>> Seeds, IReadOnlyList<string> Examples,
    IReadOnlyList<string> ExamplesMissed, string Origin, bool Gone, long Texts, long OwnTexts, long? EmployeeTexts)
{
    public static TopicLine Of(CompanyTopic topic, CountedTopic? counted, TextTopicsReading reading) => new(
        topic.Id, topic.Words.Parent, topic.Words.Name, topic.Words.Names, topic.Words.Seeds, topic.Words.Examples,
        topic.IsGone ? [] : [.. topic.Words.Examples.Where(example => !reading.Read(example).Topics.Contains((topic.Id, true)))],
        topic.Origin, topic.IsGone, counted?.Texts ?? 0, counted?.Own ?? 0, counted?.Employees);
}

/// <summary>Texts without a topic for one reason.</summary>
/// <param name="Reason"><c>no_words</c>, <c>too_short</c>, <c>language_not_covered</c> or <c>nothing_matched</c>.</param>
/// <param name="Texts">How many.</param>
sealed record NoneCount(string Reason, long Texts);

/// <summary>What a reading by a newer version changed: texts of customers before and after.</summary>
/// <param name="From">The older version.</param>
/// <param name="To">The newer one.</param>
/// <param name="Topics">By topic, parts included.</param>
/// <param name="NoneBefore">Texts without a topic before.</param>
/// <param name="NoneAfter">And after.</param>
sealed record TopicChange(int From, int To, IReadOnlyList<ChangedTopic> Topics, long NoneBefore, long NoneAfter);

/// <summary>Texts of one topic before and after.</summary>
/// <param name="Id">The topic.</param>
/// <param name="Before">Texts by the older version.</param>
/// <param name="After">Texts by the newer one.</param>
sealed record ChangedTopic(int Id, long Before, long After);
