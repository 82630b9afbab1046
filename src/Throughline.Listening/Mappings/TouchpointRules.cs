using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Mappings;

/// <summary>One line of a source's table from activities to touchpoints.</summary>
/// <param name="Activity">Name of the activity, for example <c>Checkout *</c>; a star stands for any letters, and case does not count.</param>
/// <param name="Touchpoint">The designed place of the meeting.</param>
public sealed record TouchpointRule(string Activity, string Touchpoint);

/// <summary>From the names of activities to touchpoints, a table for each source; the first line that fits holds.</summary>
public sealed class TouchpointRules(KeyStore keys)
{
    internal static readonly Migration Migration = new("listening_touchpoint", 1, """
        CREATE TABLE listening_touchpoint (
            source_id INTEGER NOT NULL, place INTEGER NOT NULL, activity TEXT NOT NULL, touchpoint TEXT NOT NULL,
            PRIMARY KEY (source_id, place)) STRICT
        """);

    readonly ConcurrentDictionary<int, TouchpointMap> _maps = new();

    /// <summary>The table of a source, compiled; without lines when none was made.</summary>
    public TouchpointMap Of(int sourceId) => _maps.GetOrAdd(sourceId, _ => new TouchpointMap(Lines(sourceId)));

    /// <summary>Puts a table in place of the source's.</summary>
    public void Set(int sourceId, IReadOnlyList<TouchpointRule> lines)
    {
        keys.Write(connection =>
        {
            connection.Run("DELETE FROM listening_touchpoint WHERE source_id = @source", ("@source", sourceId));
            for (var i = 0; i < lines.Count; i++)
            {
                connection.Run("INSERT INTO listening_touchpoint (source_id, place, activity, touchpoint) VALUES (@source, @place, @activity, @touchpoint)",
                    ("@source", sourceId), ("@place", i), ("@activity", lines[i].Activity), ("@touchpoint", lines[i].Touchpoint));
            }
        });
        _maps[sourceId] = new TouchpointMap(lines);
    }

    List<TouchpointRule> Lines(int sourceId) => keys.Read(connection => connection.All(
        "SELECT activity, touchpoint FROM listening_touchpoint WHERE source_id = @source ORDER BY place",
        r => new TouchpointRule(r.GetString(0), r.GetString(1)), ("@source", sourceId)));
}

/// <summary>A source's table, ready for use by several threads.</summary>
public sealed class TouchpointMap
{
    const int MostRemembered = 10_000;

    readonly List<(Regex Fits, byte[] Touchpoint)> _lines;
    readonly ConcurrentDictionary<string, byte[]> _found = new(StringComparer.Ordinal);

    /// <summary>Compiles a table.</summary>
    public TouchpointMap(IReadOnlyList<TouchpointRule> lines)
    {
        Lines = lines;
        _lines = [.. lines.Select(line => (
            new Regex($"^{Regex.Escape(line.Activity.Trim()).Replace("\\*", ".*", StringComparison.Ordinal)}$",
                RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline),
            Encoding.UTF8.GetBytes(line.Touchpoint.Trim())))];
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<TouchpointRule> Lines { get; }

    /// <summary>The touchpoint of an activity, UTF-8; empty when no line fits.</summary>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> activity)
    {
        if (_lines.Count == 0 || activity.IsEmpty)
        {
            return [];
        }

        var name = Encoding.UTF8.GetString(activity);
        if (_found.TryGetValue(name, out var known))
        {
            return known;
        }

        var found = _lines.Find(line => line.Fits.IsMatch(name.Trim())).Touchpoint ?? [];
        if (_found.Count < MostRemembered)
        {
            _found[name] = found;
        }

        return found;
    }
}
