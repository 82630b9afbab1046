using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Language.Aspects;
using Throughline.Language.Lexicon;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Topics;

/// <summary>What one text says of each thing that it speaks of: read when it is asked for, kept nowhere.</summary>
static class ReadAspects
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/signals/{id}/aspects", HandleAsync)
        .WithName("GetAspects").WithTags("Topics").ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("What the customer's words say of each thing: the topic, good or bad, the words for the thing, the words that judge it, and the clause in which both stand.");

    static async Task<Ok<AspectList>> HandleAsync(string id, TaxonomyBook book, DetectorBook detectors, SignalLog log, CancellationToken cancellation)
    {
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Detections, catalogue);
        var found = SignalId.Parse(id) is { } known
            ? await log.ReadAsync(connection =>
            {
                using var reader = connection.Query($"SELECT source_id, CASE WHEN {CustomersWords.Sql(catalogue)} THEN text END FROM signal WHERE id = $id AND {Listed.NoEmployee} ORDER BY seq DESC LIMIT 1", ("id", known.Value));
                return reader.Read() ? (reader.GetInt32(0), reader.GetStringOrNull(1)) : ((int Source, string? Text)?)null;
            }, cancellation)
            : null;
        var (source, text) = found ?? throw new NotFoundException("No record has this id. It may have been removed with its source.", "no_record");
        if (string.IsNullOrEmpty(text) || !detectors.Now.IsAllowed || !asking.Takes(source, Part.Text))
        {
            return TypedResults.Ok(new AspectList([], asking.LeftOut));
        }

        return TypedResults.Ok(new AspectList(Read(book.Now, text), asking.LeftOut));
    }

    /// <summary>The aspects of a text: one for each topic and clause, in the order of the text.</summary>
    internal static IReadOnlyList<AspectLine> Read(TaxonomyVersion topics, string text)
    {
        var opinions = new LexiconReader();
        var reader = new AspectFinder(topics.Taxonomy.Value, clause => opinions.Read(clause) ? opinions.Probabilities[1] : null).Reader();
        reader.Read(text);
        var lines = new List<AspectLine>();
        foreach (var aspect in reader.Aspects.Where(one => one.Topic is not null).DistinctBy(one => (one.Topic, one.Clause)))
        {
            var clause = text.AsSpan(aspect.Clause.Start, aspect.Clause.Length);
            var strongest = opinions.Strongest(clause);
            var topic = int.Parse(aspect.Topic!, CultureInfo.InvariantCulture);
            lines.Add(new AspectLine(
                topic, topics.Find(topic)!.Words.Name, aspect.Polarity, new TextSpan(aspect.Span.Start, aspect.Span.End),
                aspect.Polarity != AspectPolarity.NotAssessed && strongest is { } span ? new TextSpan(aspect.Clause.Start + span.Start, aspect.Clause.Start + span.End) : null,
                new TextSpan(aspect.Clause.Start, aspect.Clause.End)));
        }

        return lines;
    }
}

/// <summary>What is said of things in one text.</summary>
/// <param name="Aspects">In the order of the text; empty where it speaks of no topic.</param>
/// <param name="LeftOut">What is left out because no purpose is named for it.</param>
sealed record AspectList(IReadOnlyList<AspectLine> Aspects, IReadOnlyList<LeftOut> LeftOut);

/// <summary>What is said of one thing.</summary>
/// <param name="Topic">The topic that the word for it belongs to.</param>
/// <param name="Aspect">Its name.</param>
/// <param name="Polarity">What the clause says of it.</param>
/// <param name="AspectSpan">The word for the thing.</param>
/// <param name="OpinionSpan">The word that judges most in the clause; null where none does.</param>
/// <param name="ClauseSpan">The clause.</param>
sealed record AspectLine(int Topic, string Aspect, AspectPolarity Polarity, TextSpan AspectSpan, TextSpan? OpinionSpan, TextSpan ClauseSpan);
