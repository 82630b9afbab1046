using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Quality;

/// <summary>Which part of the register a field stands under. Whoever shows its values asks for that part first.</summary>
static class QualityPart
{
    /// <summary>Pages of data quality that show values.</summary>
    public static Use Use { get; } = new("data_quality", Purposes.Improve);

    public static Part Of(FieldName name, int sourceId, CatalogueContents catalogue) => name.Use switch
    {
        "score" => catalogue.QuestionsOf(sourceId).FirstOrDefault(one => one.Name == name.Name) is { } question ? Part.Of(question) : Kept(name.Name),
        "attribute" => catalogue.Attributes.FirstOrDefault(one => one.Name == name.Name) is { } attribute ? Part.Of(attribute) : Kept(name.Name),
        "identifier" => Part.Customer,
        "text" => Part.Text,
        "touchpoint" => Part.Touchpoint,
        "channel" => Part.Channel,
        "language" => Part.Language,
        "activity" => Part.Activity,
        "record_id" => Part.RecordKey,
        "time" => new Part(ElementKind.Time, "time", "time", "time"),
        _ => Kept(name.Name),
    };

    static Part Kept(string name) => new(ElementKind.Kept, "kept", name, name);
}
