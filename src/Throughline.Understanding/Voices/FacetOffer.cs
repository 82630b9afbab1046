using Throughline.Contracts;
using Throughline.DuckDb;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Voices;

/// <summary>A part of signals that a list can be narrowed by.</summary>
/// <param name="Column">Its column.</param>
/// <param name="WithoutSources">Sources whose values are not counted, because no purpose is named for them.</param>
/// <param name="Attribute">The attribute; null when it is something else.</param>
/// <param name="Question">The question; null when it is something else.</param>
sealed record FacetOffer(string Column, IReadOnlyList<int> WithoutSources, AttributeName? Attribute = null, Question? Question = null)
{
    /// <summary>The filter without its choice of this part; null when it chooses nothing here.</summary>
    public SignalFilter? Lifted(SignalFilter filter) => this switch
    {
        { Attribute: { } attribute } => filter.Attributes.Any(c => c.AttributeId == attribute.Id)
            ? filter with { Attributes = [.. filter.Attributes.Where(c => c.AttributeId != attribute.Id)] }
            : null,
        { Question: { } question } => filter.Scores.Any(s => s.QuestionId == question.Id)
            ? filter with { Scores = [.. filter.Scores.Where(s => s.QuestionId != question.Id)] }
            : null,
        { Column: "channel" } => filter.Channels.Count == 0 ? null : filter with { Channels = [] },
        { Column: "touchpoint" } => filter.Touchpoints.Count == 0 ? null : filter with { Touchpoints = [] },
        _ => filter.Languages.Count == 0 ? null : filter with { Languages = [] },
    };
}

/// <summary>What a list offers to narrow by: parts with a purpose, and not more values than a facet can show.</summary>
static class FacetOffers
{
    /// <summary>The offers under a filter; what has no purpose is refused to the asking.</summary>
    public static IReadOnlyList<FacetOffer> Of(DuckConnection connection, SignalFilter filter, CatalogueContents catalogue, Asking asking)
    {
        List<(Part Part, FacetOffer Offer)> parts =
        [
            (Part.Channel, new FacetOffer("channel", [])),
            (Part.Touchpoint, new FacetOffer("touchpoint", [])),
            (Part.Language, new FacetOffer("language", [])),
        ];
        // Who someone is, is nothing to choose by: names and addresses are in no list of values, however few there are.
        List<(Part Part, FacetOffer Offer)> open =
        [
            .. catalogue.Attributes.Where(a => a.Kind != AttributeKind.Identity).Select(a => (Part.Of(a), new FacetOffer(SignalWhere.Column(a), [], Attribute: a))),
            .. catalogue.Questions.Where(q => filter.SourceId is null || q.SourceId == filter.SourceId).Select(q => (Part.Of(q), new FacetOffer(SignalWhere.Column(q), [], Question: q))),
        ];
        var distinct = ColumnStatistics.Distinct(connection, [.. open.Select(one => one.Offer.Column)]);

        // Columns that hold far more values than a facet shows, by the log's own estimate, are not worth counting.
        parts.AddRange(open.Where((_, i) => !(distinct[i] > 10 * FacetCount.MostValues)));
        return [.. parts.Select(one => asking.Offer(filter, one.Part) is { } without ? one.Offer with { WithoutSources = without } : null).OfType<FacetOffer>()];
    }

    /// <summary>What of the offers an answer depends on.</summary>
    public static string Name(IReadOnlyList<FacetOffer> offers) =>
        string.Join(';', offers.Select(offer => offer.WithoutSources.Count == 0 ? offer.Column : $"{offer.Column}-{string.Join(',', offer.WithoutSources)}"));
}
