using Throughline.Language.Learning;
using Throughline.Language.Models;

namespace Throughline.Understanding.Detections;

/// <summary>A learned head for a detector: its patterns rest while it is in place.</summary>
/// <param name="Detector">Id of the detector.</param>
/// <param name="Head">The model.</param>
/// <param name="IsExperimental">False only where its precision and recall were measured and are good enough.</param>
/// <param name="Version">Version of the head.</param>
/// <param name="OfClass">The class of the model that means present; null where the model's own names tell it.</param>
/// <param name="Languages">Languages that it was learnt from; null for those of the detector.</param>
/// <param name="Fits">How its probabilities are brought to sources with enough pairs of their own, by the source's number; null for none.</param>
public sealed record LearnedHead(
    string Detector, TextClassifier Head, bool IsExperimental, int Version, string? OfClass = null, IReadOnlyList<string>? Languages = null,
    IReadOnlyDictionary<int, SourceFit>? Fits = null);
