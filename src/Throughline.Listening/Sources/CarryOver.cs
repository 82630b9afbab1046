using Microsoft.Extensions.Hosting;
using Throughline.Listening.Mappings;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Sources;

/// <summary>
/// Brings what was imported before the register knew of it into it, with the purpose that imports propose. The register says that it was
/// carried over and that nobody has confirmed it. What joins a source for which that purpose is named nowhere has none either.
/// </summary>
sealed class CarryOver(SignalLog log, MappingStore mappings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var carried = new PurposeNaming(MappedElements.Proposed, null, "carried_over");
        foreach (var source in log.Catalogue.Contents.Sources.Where(source => !source.Demo))
        {
            if (mappings.UseOf(source.Id) is not { } use || mappings.Find(use.Name, use.Version) is not { } mapping)
            {
                continue;
            }

            if (!log.Uses.Knows(source.Id))
            {
                MappedElements.Register(log, mapping, source, "file", carried);
            }
            else if (MappedElements.Of(mapping, source, "file").Where(one => one.Key.Kind != ElementKind.Kept && !log.Uses.Has(one.Key)).ToList() is { Count: > 0 } more)
            {
                log.Uses.Register(more, log.Uses.NamesAny(source.Id, carried.Purpose) ? carried : null);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
