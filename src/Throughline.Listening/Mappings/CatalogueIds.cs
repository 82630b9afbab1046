namespace Throughline.Listening.Mappings;

/// <summary>Ids that the log's catalogue gave to a source's questions and to attributes.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Questions">Id by the name of the question in this source.</param>
/// <param name="Attributes">Id by the name of the attribute.</param>
public sealed record CatalogueIds(
    int SourceId, IReadOnlyDictionary<string, int> Questions, IReadOnlyDictionary<string, int> Attributes)
{
    /// <summary>Ids counted from 1 in the order of the mapping: for a preview, before anything is in the catalogue.</summary>
    public static CatalogueIds Numbered(Mapping mapping, int sourceId = 0) => new(
        sourceId,
        mapping.QuestionsOf(sourceId).Select((question, i) => (question.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i + 1),
        mapping.AttributesOf().Select((attribute, i) => (attribute.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i + 1));
}
