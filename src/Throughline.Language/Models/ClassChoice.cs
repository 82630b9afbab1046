using Throughline.Language.Learning;

namespace Throughline.Language.Models;

/// <summary>Probabilities of classes out of the margins of heads.</summary>
static class ClassChoice
{
    /// <summary>The probability of each class: of two, by one curve; of more, each by its own and all so that they sum to 1.</summary>
    public static void Spread(ReadOnlySpan<Platt> curves, ReadOnlySpan<float> margins, Span<double> probabilities)
    {
        if (curves.Length == 1)
        {
            probabilities[1] = curves[0].Of(margins[0]);
            probabilities[0] = 1 - probabilities[1];
            return;
        }

        var sum = 0.0;
        for (var one = 0; one < curves.Length; one++)
        {
            probabilities[one] = curves[one].Of(margins[one]);
            sum += probabilities[one];
        }

        for (var one = 0; one < curves.Length; one++)
        {
            probabilities[one] = sum == 0 ? 1.0 / curves.Length : probabilities[one] / sum;
        }
    }
}
