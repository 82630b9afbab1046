using Throughline.Language.Detecting;
using Throughline.Language.Models;

namespace Throughline.Understanding.Learning;

/// <summary>The detectors as they read now, and the places where learned heads are put in and taken out.</summary>
sealed class HeadPlace
{
    readonly Lock _turn = new();
    readonly Dictionary<string, PlacedHead> _heads = new(StringComparer.Ordinal);
    volatile DetectorSet _set = DetectorSet.BuiltIn;

    /// <summary>The detectors that read now.</summary>
    public DetectorSet Set => _set;

    /// <summary>The same detectors by their patterns alone.</summary>
    public static DetectorSet Patterns => DetectorSet.BuiltIn;

    /// <summary>Puts heads into their places.</summary>
    public void Put(IReadOnlyList<PlacedHead> heads, string by) => Change(() => heads.ToList().ForEach(head => _heads[head.Detector] = head), by);

    /// <summary>Takes a head out: the detector reads by its patterns.</summary>
    public void Take(string detector, string by) => Change(() => _heads.Remove(detector), by);

    void Change(Action change, string by)
    {
        _ = by;
        lock (_turn)
        {
            change();
            _set = _heads.Values.OrderBy(head => head.Detector, StringComparer.Ordinal)
                .Aggregate(DetectorSet.BuiltIn, (set, head) => set.With(head.Detector, head.Head, head.OfClass, head.Languages, head.IsExperimental));
        }
    }
}

/// <summary>A head for the place of a detector.</summary>
sealed record PlacedHead(string Detector, TextClassifier Head, int Version, string OfClass, IReadOnlyList<string> Languages, bool IsExperimental);
