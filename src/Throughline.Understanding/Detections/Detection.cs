using Throughline.Language.Detecting;
using Throughline.Understanding.Voices;

namespace Throughline.Understanding.Detections;

/// <summary>What a detector says of a text. There is no degree.</summary>
/// <param name="Detector">Its id.</param>
/// <param name="Trait">What kind of thing it finds.</param>
/// <param name="State">present or not_assessed; what is absent is not told.</param>
/// <param name="Spans">The places that say so, strongest first; empty when not assessed.</param>
/// <param name="Version">Version of the detectors that read it.</param>
/// <param name="IsExperimental">True until its precision was measured on the company's own texts.</param>
public sealed record Detection(string Detector, Trait Trait, DetectionState State, IReadOnlyList<TextSpan> Spans, int Version, bool IsExperimental)
{
    /// <summary>What gave it where it was not the own detectors; null where it was.</summary>
    public SecondOpinion? PlugIn { get; init; }
}

/// <summary>A model outside of the program gave an answer, and it stands in the place of the own detectors'.</summary>
/// <param name="Model">The model, as its endpoint names it.</param>
/// <param name="Prompt">Version of what it was asked.</param>
/// <param name="Own">What the own detectors say.</param>
public sealed record SecondOpinion(string Model, string Prompt, DetectionState Own);
