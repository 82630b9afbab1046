using System.Reflection;
using System.Text.Json;
using Throughline.Listening.Files;

namespace Throughline.Listening.Mappings.Presets;

/// <summary>The shipped presets, and which of them a file is.</summary>
public static class PresetShelf
{
    static readonly Lazy<IReadOnlyList<Preset>> _all = new(Load);

    /// <summary>All presets, by name.</summary>
    public static IReadOnlyList<Preset> All => _all.Value;

    /// <summary>The preset; null when there is none of that name. <c>name@version</c> is understood when it is the shipped version.</summary>
    public static Preset? Find(string name) => All.FirstOrDefault(one => one.Name == name || one.Mark == name);

    /// <summary>The preset that a file is: all that it needs is there. Of several the one that knows most of the columns.</summary>
    public static Preset? Of(TableFile file)
    {
        var there = file.Columns.Select(Plain).ToHashSet(StringComparer.Ordinal);
        return All.Where(one => one.Needs.Count > 0 && Lacks(one, there).Count == 0)
            .MaxBy(one => one.Fields.Count(known => known.Names.Any(name => there.Contains(Plain(name)))));
    }

    /// <summary>What a preset needs and the file does not have, a name of each.</summary>
    public static IReadOnlyList<string> Lacking(Preset preset, TableFile file) =>
        Lacks(preset, file.Columns.Select(Plain).ToHashSet(StringComparer.Ordinal));

    /// <summary>A name with its letters and digits alone, in lower case.</summary>
    internal static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    static List<string> Lacks(Preset preset, HashSet<string> there) =>
        [.. preset.Needs.Where(group => !group.Any(name => there.Contains(Plain(name)))).Select(group => group[0])];

    static List<Preset> Load()
    {
        var assembly = typeof(PresetShelf).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".preset.json", StringComparison.Ordinal))
                .Select(name => Read(assembly, name)).OrderBy(one => one.Name, StringComparer.Ordinal),
        ];
    }

    static Preset Read(Assembly assembly, string name)
    {
        using var json = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Preset>(json, Mapping.Json) ?? throw new InvalidDataException($"{name} is empty.");
    }
}
