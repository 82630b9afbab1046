using Throughline.Contracts;

namespace Throughline.Understanding.Detections;

/// <summary>How good a detector is, as measured on the company's own labelled texts.</summary>
public sealed record DetectorCard
{
    /// <summary>Share of what it calls present that people call present, in per cent; null when it was not measured.</summary>
    public Estimate? Precision { get; init; }

    /// <summary>Share of what people call present that it finds, in per cent; null when it was not measured.</summary>
    public Estimate? Recall { get; init; }

    /// <summary>Why there are no figures, as a code; null when there are.</summary>
    public string? Refused { get; init; } = "no_labels";

    /// <summary>Labelled texts behind it.</summary>
    public long N { get; init; }

    /// <summary>Those of them that people call present.</summary>
    public long Positives { get; init; }

    /// <summary>Languages of these texts.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>When it was measured, UTC.</summary>
    public DateTime? MeasuredAt { get; init; }

    /// <summary>How these texts were drawn, for example <c>random labels</c>.</summary>
    public string? Data { get; init; }

    /// <summary>False where it was measured on enough texts and is good enough; docs/methods/labels.md.</summary>
    public bool IsExperimental { get; init; } = true;

    /// <summary>Precision and recall at other thresholds; empty when they were not measured.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];
}

/// <summary>What a threshold would give.</summary>
/// <param name="Threshold">From which probability on it would be present.</param>
/// <param name="Precision">Per cent; null when nothing would be present.</param>
/// <param name="Recall">Per cent; null when nothing is present.</param>
public sealed record CurvePoint(double Threshold, Estimate? Precision, Estimate? Recall);
