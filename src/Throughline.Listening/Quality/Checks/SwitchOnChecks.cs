using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Followers;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Quality.Checks;

/// <summary>Adds checks to those of a source, as its next version, and asks the stored rows anew. What stands there already is not said twice.</summary>
public sealed class SwitchOnChecks(KeyStore keys, QualityBook book, ProfileFollower follower, FollowerPump pump)
{
    /// <summary>Adds the lines.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="lines">Lines that can be used.</param>
    /// <param name="who">Who wanted it; null for a program.</param>
    /// <param name="why">Kept with the version.</param>
    /// <param name="cancellation">Stops the asking anew.</param>
    public async Task AddAsync(int sourceId, IReadOnlyList<string> lines, string? who, string why, CancellationToken cancellation)
    {
        var before = keys.Read(connection => CheckStore.Newest(connection, sourceId, QualityBook.Checks))?.Text ?? "";
        var asked = CheckText.Read(before).Checks.Select(one => one.Line.Key).ToHashSet(StringComparer.Ordinal);
        List<string> added = [.. lines.Where(line => CheckText.Read(line).Checks is [var check] && asked.Add(check.Line.Key))];
        var text = string.Join('\n', [.. Lines(before), .. added, ""]);
        if (added.Count > 0 && CheckText.Read(text) is { Problems.Count: 0 })
        {
            book.Save(sourceId, QualityBook.Checks, text, who, why);
            await follower.RecountAsync(pump, sourceId, cancellation);
        }
    }

    static string[] Lines(string text) => text.TrimEnd('\n', '\r') is { Length: > 0 } filled ? filled.Split('\n') : [];
}
