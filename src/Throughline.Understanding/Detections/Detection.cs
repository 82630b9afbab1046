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
public sealed record Detection(string Detector, Trait Trait, DetectionState State, IReadOnlyList<TextSpan> Spans, int Version, bool IsExperimental);
