using System.Text.Json;
using Throughline.Language.Learning;

namespace Throughline.Understanding.Detections;

/// <summary>How a head's probabilities are brought to sources, as they are kept: one JSON object, a source's number to slope and shift.</summary>
static class SourceFits
{
    /// <summary>As they are kept; null for none.</summary>
    public static string? Text(IReadOnlyDictionary<int, SourceFit>? fits) =>
        fits is null or { Count: 0 } ? null : JsonSerializer.Serialize(fits.OrderBy(fit => fit.Key).ToDictionary(fit => fit.Key, fit => new[] { fit.Value.Slope, fit.Value.Shift }));

    /// <summary>What was kept.</summary>
    public static IReadOnlyDictionary<int, SourceFit>? Read(string? text) =>
        text is null ? null : JsonSerializer.Deserialize<Dictionary<int, double[]>>(text)!.ToDictionary(fit => fit.Key, fit => new SourceFit(fit.Value[0], fit.Value[1]));

    /// <summary>The same for the other side of the model.</summary>
    public static IReadOnlyDictionary<int, SourceFit>? OfOtherSide(this IReadOnlyDictionary<int, SourceFit>? fits) => fits?.ToDictionary(fit => fit.Key, fit => fit.Value.OfOtherSide());
}
