using Throughline.Contracts;
using Throughline.Platform.Http;
using Throughline.Priorities;

namespace Throughline.Server.Views;

/// <summary>Reads what the landing page shows once, before the first person asks: their look shall not pay for the first of everything.</summary>
sealed class LandingPage(CatalogueReader catalogue, Pulse pulse, PriorityList priorities, Silence silence)
{
    /// <summary>Counts the catalogue, then reads Pulse with its priorities and the silent in their default view.</summary>
    public async Task ReadAheadAsync(CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).DefaultView is null)
        {
            return;
        }

        try
        {
            if (await pulse.ReadAsync(new SignalFilter(), null, compare: true, null, null, cancellation) is not { } page)
            {
                return;
            }

            await priorities.TopAsync(new SignalFilter { Period = page.Period }, page.Scores[0].Question, cancellation: cancellation);
            await silence.ReadAsync(page.Source.Demo, cancellation);
        }
        catch (Exception e) when (e is NotFoundException or Platform.Uses.UseRefusedException)
        {
            // The source, or its purpose, went meanwhile; nobody waits for this.
        }
    }
}
