using Throughline.Contracts;
using Throughline.Language.Detecting;

namespace Throughline.Understanding.Labels;

/// <summary>What the labels of a detector come to.</summary>
/// <param name="Detector">The detector.</param>
/// <param name="Labels">Labels in all.</param>
/// <param name="Random">Labels of texts by lot: these alone measure.</param>
/// <param name="Positives">Texts by lot that people say it is in.</param>
/// <param name="Precision">Per cent of what it calls present that people do; null while it says so of none.</param>
/// <param name="Recall">Per cent of what people call present that it finds; null while they say so of none.</param>
/// <param name="Agreement">How far two people agree.</param>
/// <param name="Learnt">What was learnt from the labels; null while nothing was.</param>
/// <param name="ExperimentalBecause">Why it is experimental, as a code; null when it is not.</param>
/// <param name="Needed">Texts by lot that it takes to leave experimental.</param>
/// <param name="Said">What the detector said of the text that was labelled just now; null where none was.</param>
sealed record LabelSummary(
    string Detector, int Labels, int Random, int Positives, Estimate? Precision, Estimate? Recall, LabelAgreement Agreement, LabelsLearnt? Learnt, string? ExperimentalBecause,
    int Needed, DetectionState? Said);

/// <summary>How far two people agree.</summary>
/// <param name="Kappa">Agreement beyond chance, 1 at best; null while it cannot be told.</param>
/// <param name="Both">Texts that two people labelled.</param>
sealed record LabelAgreement(Estimate? Kappa, int Both);

/// <summary>What was learnt from labels.</summary>
/// <param name="At">When it was learnt or tried last, UTC.</param>
/// <param name="Before">F1 in per cent on texts by lot without the new model.</param>
/// <param name="After">The same with it, where it had not learnt from them.</param>
/// <param name="Labels">Labels that it learnt from.</param>
/// <param name="Runs">True where a learned model reads now.</param>
/// <param name="Why">Why it took over or did not: better, not_better, others_erased (learnt anew from what remained), erased (taken out).</param>
sealed record LabelsLearnt(DateTime At, Estimate Before, Estimate After, int Labels, bool Runs, string Why);
