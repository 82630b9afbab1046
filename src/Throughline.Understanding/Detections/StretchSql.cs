using System.Globalization;
using Throughline.Contracts;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;

namespace Throughline.Understanding.Detections;

/// <summary>Which texts of a stretch of the log are read: what customers said, and what employees said for its effort. Nothing that the company wrote or that a machine noted.</summary>
static class StretchSql
{
    static readonly string s_kinds = string.Join(", ", new[] { SignalKind.Response, SignalKind.Review, SignalKind.Message, SignalKind.Transcript, SignalKind.Employee }
        .Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The texts of a stretch.</summary>
    /// <param name="stretch">Numbers of signals.</param>
    /// <param name="catalogue">What the columns mean.</param>
    /// <param name="without">Sources whose words may not be read.</param>
    /// <param name="staleFor">A version of the set: only what was not read by it; null for all.</param>
    public static string Texts(LogStretch stretch, CatalogueContents catalogue, IReadOnlyList<int> without, int? staleFor) =>
        $"SELECT {Columns(catalogue)} FROM signal WHERE {Which(stretch, without, staleFor)} ORDER BY seq";

    /// <summary>How many they are.</summary>
    public static string Count(LogStretch stretch, IReadOnlyList<int> without, int? staleFor) =>
        $"SELECT count(*) FROM signal WHERE {Which(stretch, without, staleFor)}";

    static string Columns(CatalogueContents catalogue) => $"seq, source_id, kind, language, text, {CustomersWords.RolesColumn(catalogue)}, occurred_at";

    static string Which(LogStretch stretch, IReadOnlyList<int> without, int? staleFor)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"seq > {stretch.After} AND seq <= {stretch.UpTo}");
        return $"{range} AND has_text AND kind IN ({s_kinds})"
            + (without.Count == 0 ? "" : $" AND source_id NOT IN ({string.Join(", ", without)})")
            + (staleFor is { } version ? string.Create(CultureInfo.InvariantCulture,
                $" AND (kind = {(int)SignalKind.Employee} OR seq NOT IN (SELECT seq FROM understanding.reading WHERE {range} AND set_version = {version}))") : "");
    }
}
