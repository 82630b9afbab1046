using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Contracts;
using Throughline.Platform.Access;
using Throughline.Platform.Http;
using Throughline.Platform.Uses;

namespace Throughline.Profiles.Consents;

/// <summary>The ledger of consents: add a statement, read what a subject said, read how many said what.</summary>
static class RecordConsent
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/consents", Add).WithName("RecordConsent").WithSummary("Record that somebody agreed to a purpose, or refused it, with the proof");
        routes.MapGet("/consents", (string? subject, ConsentLedger ledger) => TypedResults.Ok(new ConsentList(
                ledger.Counts(), subject is { Length: > 0 } one ? ledger.Of(one) : ledger.Newest(50))))
            .WithName("ListConsents").WithSummary("Consents by purpose, and the entries of a subject or the newest of all");
    }

    static Ok<ConsentRecorded> Add(ConsentStatement statement, HttpContext context, ConsentLedger ledger, TimeProvider time)
    {
        if (Identifier.Parse(statement.Subject) is null || statement.Subject.Length > 1000)
        {
            throw new BadInputException("subject", "Name who said it as namespace:value, for example user:42.");
        }

        Purposes.Need(statement.Purpose);
        if (string.IsNullOrWhiteSpace(statement.Evidence) || statement.Evidence.Length > 2000)
        {
            throw new BadInputException("evidence", "Say in at most 2,000 characters what proves it: the form, the call, the letter.", "evidence_missing");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var at = statement.At?.UtcDateTime ?? now;
        return at > now.AddMinutes(10)
            ? throw new BadInputException("at", "What was said lies in the past.")
            : TypedResults.Ok(new ConsentRecorded(ledger.Add(new ConsentEntry(
                statement.Subject, statement.Purpose, statement.Given, at, "statement", statement.Evidence.Trim(), By: context.Features.Get<SignedIn>()?.Name))));
    }
}

/// <summary>A statement to record.</summary>
/// <param name="Subject">Who, <c>namespace:value</c>.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Given">True when agreed, false when refused.</param>
/// <param name="Evidence">What proves it.</param>
/// <param name="At">When it was said; null = now.</param>
sealed record ConsentStatement(string Subject, string Purpose, bool Given, string Evidence, DateTimeOffset? At = null);

/// <summary>What became of a statement.</summary>
/// <param name="Added">False when the subject's last word was the same.</param>
sealed record ConsentRecorded(bool Added);

/// <summary>Consents.</summary>
/// <param name="Purposes">Subjects by their last word, for each purpose.</param>
/// <param name="Items">Entries, the newest first.</param>
sealed record ConsentList(IReadOnlyList<ConsentCount> Purposes, IReadOnlyList<ConsentEntry> Items);

/// <summary>Says at the well-known address that the Global Privacy Control is honoured here.</summary>
static class PrivacyControl
{
    public static void Map(IEndpointRouteBuilder root) => root
        .MapGet("/.well-known/gpc.json", () => Results.Text("""{"gpc":true,"lastUpdate":"2026-11-22"}""", "application/json"))
        .ExcludeFromDescription();
}
