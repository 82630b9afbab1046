using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Collectors;
using Throughline.Platform.Http;
using Throughline.Platform.Log;

namespace Throughline.Listening.Webhooks;

/// <summary>Other systems that want to be told, what they were told, and telling it again.</summary>
static class WebhookRoutes
{
    const int MostOnPage = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webhooks", List).WithName("ListWebhooks").WithSummary("Systems that are told what arrives");
        routes.MapPost("/webhooks", Create).WithName("CreateWebhook").WithSummary("Tell another system; its secret is shown in this answer and never again");
        routes.MapPost("/webhooks/{id:int}/rotate", Rotate).WithName("RotateWebhook").WithSummary("A new secret; for a while everything is signed with both");
        routes.MapPost("/webhooks/{id:int}/pause", (int id, WebhookTargets targets) => Set(id, WebhookTarget.Paused, targets))
            .WithName("PauseWebhook").WithSummary("Hold deliveries back");
        routes.MapPost("/webhooks/{id:int}/resume", Resume).WithName("ResumeWebhook").WithSummary("Let deliveries go, also after the receiver answered 410");
        routes.MapPost("/webhooks/{id:int}/test", Test).WithName("TestWebhook").WithSummary("Send a message that only shows that messages arrive");
        routes.MapDelete("/webhooks/{id:int}", Delete).WithName("DeleteWebhook").WithSummary("Stop for good, with its deliveries");
        routes.MapGet("/webhooks/{id:int}/deliveries", ListDeliveries).WithName("ListDeliveries").WithSummary("What was told, the newest first");
        routes.MapGet("/deliveries/{id}", ReadDelivery).WithName("ReadDelivery").WithSummary("One delivery with its body and every attempt");
        routes.MapPost("/deliveries/{id}/resend", Resend).WithName("ResendDelivery").WithSummary("Send a delivery again under the same id");
    }

    static Ok<WebhookList> List(WebhookTargets targets, Deliveries deliveries, SignalLog log)
    {
        var counts = deliveries.Counts();
        return TypedResults.Ok(new WebhookList([.. targets.List().Select(target =>
        {
            var (waiting, failed) = counts.GetValueOrDefault(target.Id);
            return new WebhookView(
                target.Id, target.Name, target.Url, target.Kinds,
                [.. target.SourceIds.Select(id => log.Catalogue.Contents.FindSource(id)?.Name).OfType<string>()],
                target.State, target.StateAt, target.CreatedAt, waiting, failed, target.Missed, deliveries.List(target.Id, null, null, 1) is [var last] ? last : null);
        })]));
    }

    static Ok<NewWebhook> Create(WebhookRequest request, WebhookTargets targets, AddressRules rules, SignalLog log)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
        {
            throw new BadInputException("name", "Give the webhook a name that says who is told.", "webhook_name_missing");
        }

        CheckUrl(request.Url, rules);
        if (request.Kinds is not { Count: > 0 } || request.Kinds.Except(WebhookKinds.Chosen).Any())
        {
            throw new BadInputException("kinds", $"Choose what is told: {string.Join(", ", WebhookKinds.Chosen)}.", "webhook_kinds");
        }

        var sources = (request.Sources ?? []).Select(name => NamedSource.Find(log, name).Id).Distinct().ToList();
        var (id, secret) = targets.Create(request.Name.Trim(), request.Url, [.. request.Kinds.Distinct()], sources);
        return TypedResults.Ok(new NewWebhook(id, secret));
    }

    static void CheckUrl(string url, AddressRules rules)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || url.Length > 2_000
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && rules.HasAllowed)))
        {
            throw new BadInputException("url", "Give the whole address, beginning with https://, without a user name and without #.", "webhook_url");
        }

        // A name is looked at when the connection is made; an address can be refused at once.
        if (System.Net.IPAddress.TryParse(uri.DnsSafeHost, out var address) && !rules.Permits(address, uri.Scheme == Uri.UriSchemeHttps))
        {
            throw new BadInputException("url", "This address is private. Whoever starts the server can allow its network with --webhooks-to.", "webhook_address");
        }
    }

    static Ok<RotatedSecret> Rotate(int id, WebhookRotation request, WebhookTargets targets) => request.OverlapHours is < 0 or > 24 * 30
        ? throw new BadInputException("overlap_hours", "The old secret signs on for 0 hours to 30 days.")
        : TypedResults.Ok(new RotatedSecret(targets.Rotate(id, TimeSpan.FromHours(request.OverlapHours)) ?? throw None(id)));

    static Ok<WebhookDone> Set(int id, string state, WebhookTargets targets) => targets.Set(id, state) ? TypedResults.Ok(new WebhookDone(true)) : throw None(id);

    static Ok<WebhookDone> Resume(int id, WebhookTargets targets, WebhookSender sender)
    {
        var done = Set(id, WebhookTarget.On, targets);
        sender.Wake();
        return done;
    }

    static Ok<DeliveryId> Test(int id, WebhookTargets targets, Deliveries deliveries, WebhookSender sender)
    {
        var delivery = deliveries.AddTest((targets.Find(id) ?? throw None(id)).Id);
        sender.Wake();
        return TypedResults.Ok(new DeliveryId(delivery));
    }

    static Ok<WebhookDone> Delete(int id, WebhookTargets targets) => targets.Remove(id) ? TypedResults.Ok(new WebhookDone(true)) : throw None(id);

    static Ok<DeliveryPage> ListDeliveries(int id, string? state, string? after, int? limit, WebhookTargets targets, Deliveries deliveries)
    {
        if (targets.Find(id) is null)
        {
            throw None(id);
        }

        var take = Math.Clamp(limit ?? 50, 1, MostOnPage);
        var found = deliveries.List(id, state, after, take + 1);
        return TypedResults.Ok(new DeliveryPage([.. found.Take(take)], found.Count > take ? found[take - 1].Id : null));
    }

    static Ok<DeliveryDetail> ReadDelivery(string id, Deliveries deliveries) => TypedResults.Ok(deliveries.Find(id) ?? throw NoDelivery(id));

    static Ok<WebhookDone> Resend(string id, Deliveries deliveries, WebhookSender sender)
    {
        if (!deliveries.Resend(id))
        {
            throw NoDelivery(id);
        }

        sender.Wake();
        return TypedResults.Ok(new WebhookDone(true));
    }

    static NotFoundException None(int id) => new($"There is no webhook {id}.", "no_webhook");

    static NotFoundException NoDelivery(string id) => new($"There is no delivery {id}. They are kept for thirty days.", "no_delivery");
}

/// <summary>All systems that are told.</summary>
sealed record WebhookList(IReadOnlyList<WebhookView> Items);

/// <summary>A system that is told.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Kinds">What it is told: <c>signal.stored</c>, <c>signal.quarantined</c>.</param>
/// <param name="Sources">Of which sources, by name; none for all.</param>
/// <param name="State">on, paused (deliveries wait) or gone (it answered 410).</param>
/// <param name="StateAt">Since when.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Waiting">Deliveries that wait.</param>
/// <param name="Failed">Deliveries that were given up in the last thirty days.</param>
/// <param name="Missed">Signals that it was not told of, because it was gone or 10,000 deliveries waited.</param>
/// <param name="Last">Its newest delivery; null when there is none.</param>
sealed record WebhookView(
    int Id, string Name, string Url, IReadOnlyList<string> Kinds, IReadOnlyList<string> Sources, string State, DateTime StateAt, DateTime CreatedAt,
    long Waiting, long Failed, long Missed, DeliveryView? Last);

/// <summary>What the new webhook shall be.</summary>
/// <param name="Name">Who is told.</param>
/// <param name="Url">Whole address, https.</param>
/// <param name="Kinds">What is told: <c>signal.stored</c>, <c>signal.quarantined</c>.</param>
/// <param name="Sources">Of which sources, by name; none for all, those to come included.</param>
sealed record WebhookRequest(string Name, string Url, IReadOnlyList<string> Kinds, IReadOnlyList<string>? Sources = null);

/// <summary>A webhook with its secret.</summary>
/// <param name="Id">Id.</param>
/// <param name="Secret"><c>whsec_</c> and 32 bytes in base64, as Standard Webhooks has it.</param>
sealed record NewWebhook(int Id, string Secret);

/// <summary>How the old secret ends.</summary>
/// <param name="OverlapHours">Hours in which everything is signed with both.</param>
sealed record WebhookRotation(int OverlapHours);

/// <summary>A new secret.</summary>
sealed record RotatedSecret(string Secret);

/// <summary>It was done.</summary>
sealed record WebhookDone(bool Ok);

/// <summary>Id of a delivery.</summary>
sealed record DeliveryId(string Id);

/// <summary>A page of deliveries.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last.</param>
sealed record DeliveryPage(IReadOnlyList<DeliveryView> Items, string? Next);
