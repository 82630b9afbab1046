namespace Throughline.Language.Learning;

/// <summary>
/// Brings the probabilities of a model to a source that it was not learnt from, where ranking holds and thresholds do not: on the scale of log odds,
/// p' = 1 / (1 + exp(-(slope · logit(p) + shift))).
/// </summary>
/// <param name="Slope">1 where the model is as sure as it should be; below 1 where it is too sure.</param>
/// <param name="Shift">Above 0 where the positive side is more frequent than where the model was learnt.</param>
public readonly record struct SourceFit(double Slope, double Shift)
{
    const int MostSteps = 200;
    const double Close = 1e-8, Least = 1e-6;

    /// <summary>So many labels weigh as much as the belief that the slope is 1: with 50 labels the shift is learnt, from about 200 on the slope, too.</summary>
    const double LabelsOfSlope = 50;

    /// <summary>Changes nothing.</summary>
    public static SourceFit None => new(1, 0);

    /// <summary>The probability at the source.</summary>
    /// <param name="probability">Of the model, 0 to 1.</param>
    public double Of(double probability) => 1 / (1 + Math.Exp(-((Slope * Logit(probability)) + Shift)));

    /// <summary>The same for the other side.</summary>
    public SourceFit OfOtherSide() => new(Slope, -Shift);

    /// <summary>The probability of the model that becomes this one at the source.</summary>
    /// <param name="probability">At the source, 0 to 1.</param>
    public double Back(double probability) => 1 / (1 + Math.Exp(-((Logit(probability) - Shift) / Slope)));

    /// <summary>
    /// Without any label: how frequent the positive side is among the source's own texts, by expectation and maximisation, and the shift that goes with it
    /// (Saerens, Latinne and Decaestecker 2002). It holds where texts of one side read alike at both sources, and only their share differs.
    /// </summary>
    /// <param name="probabilities">Of the model, on texts of the source; at least one.</param>
    /// <param name="learntShare">Share of the positive side where the model was learnt, between 0 and 1.</param>
    /// <param name="share">Share of the positive side at the source.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1, or there is no text.</exception>
    public static SourceFit ByShare(ReadOnlySpan<double> probabilities, double learntShare, out double share)
    {
        ArgumentOutOfRangeException.ThrowIfZero(probabilities.Length);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(learntShare, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(learntShare, 1);
        share = learntShare;
        for (var step = 0; step < MostSteps; step++)
        {
            var fit = new SourceFit(1, Logit(share) - Logit(learntShare));
            var sum = 0.0;
            foreach (var probability in probabilities)
            {
                sum += fit.Of(probability);
            }

            var next = Math.Clamp(sum / probabilities.Length, Least, 1 - Least);
            var moved = Math.Abs(next - share);
            share = next;
            if (moved < Close)
            {
                break;
            }
        }

        return new SourceFit(1, Logit(share) - Logit(learntShare));
    }

    /// <summary>With labels of the source: shift and slope by the likelihood of the labels, the slope held near 1 while there are few.</summary>
    /// <param name="probabilities">Of the model, on the labelled texts.</param>
    /// <param name="labels">Of each, true for the positive side.</param>
    public static SourceFit ByLabels(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> labels)
    {
        double slope = 1, shift = 0;
        for (var step = 0; step < MostSteps; step++)
        {
            // Half a label on each side keeps the shift finite where all labels are alike.
            double g1 = LabelsOfSlope * (slope - 1), g2 = 0, h11 = LabelsOfSlope, h12 = 0, h22 = Least;
            for (var i = -2; i < labels.Length; i++) // -2 and -1: the half labels
            {
                var (x, y, weight) = i < 0 ? (0.0, i + 2.0, 0.5) : (Logit(probabilities[i]), labels[i] ? 1.0 : 0.0, 1.0);
                var p = 1 / (1 + Math.Exp(-((slope * x) + shift)));
                g1 += weight * (p - y) * x;
                g2 += weight * (p - y);
                h11 += weight * p * (1 - p) * x * x;
                h12 += weight * p * (1 - p) * x;
                h22 += weight * p * (1 - p);
            }

            var determinant = (h11 * h22) - (h12 * h12);
            var (d1, d2) = (((h22 * g1) - (h12 * g2)) / determinant, ((h11 * g2) - (h12 * g1)) / determinant);
            var size = Math.Min(1, 2 / Math.Max(Math.Abs(d1), Math.Abs(d2)));
            (slope, shift) = (slope - (size * d1), shift - (size * d2));
            if (Math.Abs(d1) + Math.Abs(d2) < Close)
            {
                break;
            }
        }

        return new SourceFit(slope, shift);
    }

    static double Logit(double probability)
    {
        var p = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(p / (1 - p));
    }
}
