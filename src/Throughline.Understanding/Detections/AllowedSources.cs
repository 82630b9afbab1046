using System.Globalization;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Understanding.Detections;

/// <summary>Sources whose words may not be read, because no purpose is named for them, or because the reading is switched off.</summary>
static class AllowedSources
{
    /// <summary>The sources that are left out, in order. Refuses and counts nothing.</summary>
    public static IReadOnlyList<int> Without(SignalLog log, RunningSet set)
    {
        var catalogue = log.Catalogue.Contents;
        using var asking = log.Uses.Ask(Use.Detections, catalogue);
        return [.. catalogue.Sources.Select(source => source.Id).Where(source => !set.IsAllowed || !asking.Allows(source, Part.Text)).Order()];
    }

    /// <summary>Counts that the words of these sources were not read.</summary>
    public static void Refuse(SignalLog log, IReadOnlyList<int> sources) => log.Uses.RefuseTexts(Use.Detections, sources);

    /// <summary>The sources as one text.</summary>
    public static string Name(IReadOnlyList<int> without) => string.Join(',', without.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
