using Throughline.Language.Detecting;

namespace Throughline.Understanding.Detections;

/// <summary>The detectors that read now. Immutable; a change makes another one with the next version.</summary>
/// <param name="Version">Grows with everything that the answer of a text depends on.</param>
/// <param name="Set">The detectors, those too that are switched off: what they say is not kept.</param>
/// <param name="Detectors">What is known of each, in the order of the set.</param>
/// <param name="IsAllowed">False while people have switched off the reading of words for its purpose.</param>
/// <param name="IsPaused">True while the reading stands still.</param>
public sealed record RunningSet(int Version, DetectorSet Set, IReadOnlyList<KnownDetector> Detectors, bool IsAllowed, bool IsPaused)
{
    /// <summary>A detector by its id; null when there is none.</summary>
    public KnownDetector? Find(string id) => Detectors.FirstOrDefault(detector => detector.Id == id);

    /// <summary>A detector by its number; null when there is none.</summary>
    public KnownDetector? Find(int number) => Detectors.FirstOrDefault(detector => detector.Number == number);
}

/// <summary>A detector and what people decided of it.</summary>
/// <param name="Place">Its place in the set.</param>
/// <param name="Number">Its number, which it keeps: its bit in readings.</param>
/// <param name="IsOn">False when it is switched off.</param>
/// <param name="OwnThreshold">The threshold that a person set; null for the detector's own.</param>
/// <param name="HeadVersion">Version of its learned head; null when it reads by patterns.</param>
/// <param name="Detector">What it looks for.</param>
public sealed record KnownDetector(int Place, int Number, bool IsOn, double? OwnThreshold, int? HeadVersion, Detector Detector)
{
    /// <summary>Its name.</summary>
    public string Id => Detector.Id;
}
