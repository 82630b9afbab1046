using Throughline.Contracts;
using Throughline.Listening.Mappings;
using Throughline.Platform.Log;

namespace Throughline.Listening.Imports;

/// <summary>What a mapping brings into the log's catalogue, and how to take it back when nothing is stored.</summary>
sealed class Declaration
{
    readonly bool _isNew;
    readonly bool _hadTime;
    readonly IReadOnlyList<Question> _before;

    Declaration(Source source, bool isNew, bool hadTime, IReadOnlyList<Question> before, CatalogueIds ids)
    {
        (Source, _isNew, _hadTime, _before, Ids) = (source, isNew, hadTime, before, ids);
    }

    public Source Source { get; }

    public CatalogueIds Ids { get; }

    public IReadOnlyList<int> AttributeIds => [.. Ids.Attributes.Values.Distinct()];

    public static Declaration Make(SignalLog log, Mapping mapping, string sourceName)
    {
        var known = log.Catalogue.Contents.Sources.FirstOrDefault(source => source.Name == sourceName);
        IReadOnlyList<Question> before = known is null ? [] : [.. log.Catalogue.Contents.QuestionsOf(known.Id)];
        var source = log.Catalogue.DeclareSource(sourceName, mapping.HasTime);
        var questions = mapping.QuestionsOf(source.Id)
            .ToDictionary(question => question.Name, question => log.Catalogue.DeclareQuestion(question).Id);
        var attributes = mapping.AttributesOf()
            .ToDictionary(attribute => attribute.Name, attribute => log.Catalogue.DeclareAttribute(attribute.Name, attribute.Kind).Id);
        return new(source, known is null, known?.HasTime ?? false, before, new CatalogueIds(source.Id, questions, attributes));
    }

    /// <summary>Leaves the source as it was before; a new one goes.</summary>
    public void Undo(SignalLog log)
    {
        if (_isNew)
        {
            log.RemoveSource(Source.Id);
            return;
        }

        log.Catalogue.DeclareSource(Source.Name, _hadTime);
        foreach (var question in _before)
        {
            log.Catalogue.DeclareQuestion(question);
        }
    }
}
