using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Throughline.Listening.Mappings.Presets;

/// <summary>The shipped presets.</summary>
static class ListPresets
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/presets", () => TypedResults.Ok(new PresetList([.. PresetShelf.All.Select(one => new PresetEntry(one))])))
        .WithName("ListPresets").WithSummary("Shipped mappings: what they read, and whether they can be posted to");
}

/// <summary>Presets by name.</summary>
sealed record PresetList(IReadOnlyList<PresetEntry> Items);

/// <summary>A preset.</summary>
/// <param name="Name">Its name, as <c>--mapping</c> and <c>?preset=</c> take it.</param>
/// <param name="Version">Counts up with each change of what it means.</param>
/// <param name="Title">What it reads.</param>
/// <param name="Arrives">True when it can be asked for where events are posted.</param>
/// <param name="Recognised">True when a file of its kind is recognised by its columns.</param>
/// <param name="Signed">True when the tool signs what it sends.</param>
sealed record PresetEntry(string Name, int Version, string Title, bool Arrives, bool Recognised, bool Signed)
{
    internal PresetEntry(Preset preset)
        : this(preset.Name, preset.Version, preset.Title, preset.Arrives, preset.Needs.Count > 0, preset.Signature is not null)
    {
    }
}
