using Microsoft.Extensions.Hosting;
using Throughline.Listening.Mappings;
using Throughline.Platform.Log;
using Throughline.Platform.Uses;

namespace Throughline.Listening.Sources;

/// <summary>
/// Brings sources that were imported before there was a register into it, with the purpose that imports propose. The register says that
/// it was carried over and that nobody has confirmed it.
/// </summary>
sealed class CarryOver(SignalLog log, MappingStore mappings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var source in log.Catalogue.Contents.Sources.Where(source => !source.Demo && !log.Uses.Knows(source.Id)))
        {
            if (mappings.UseOf(source.Id) is { } use && mappings.Find(use.Name, use.Version) is { } mapping)
            {
                MappedElements.Register(log, mapping, source, "file", new PurposeNaming(MappedElements.Proposed, null, "carried_over"));
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
