using Throughline.Contracts;
using Throughline.Platform.Log;

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

    /// <summary>Ids as the catalogue gives them: what it does not know yet is entered.</summary>
    internal static CatalogueIds Declare(Mapping mapping, Source source, SignalLog log) => new(
        source.Id,
        mapping.QuestionsOf(source.Id).ToDictionary(one => one.Name, one => log.Catalogue.DeclareQuestion(one).Id),
        mapping.AttributesOf().ToDictionary(one => one.Name, one => log.Catalogue.DeclareAttribute(one.Name, one.Kind).Id));

    /// <summary>Ids as the catalogue has them; names that it does not know yet get ids that nothing has.</summary>
    public static CatalogueIds Known(Mapping mapping, Source source, CatalogueContents contents)
    {
        var questions = contents.QuestionsOf(source.Id).ToDictionary(question => question.Name, question => question.Id);
        var attributes = contents.Attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Id);
        var next = int.MaxValue;
        return new(source.Id,
            mapping.QuestionsOf(source.Id).ToDictionary(one => one.Name, one => questions.TryGetValue(one.Name, out var id) ? id : next--),
            mapping.AttributesOf().ToDictionary(one => one.Name, one => attributes.TryGetValue(one.Name, out var id) ? id : next--));
    }
}
