using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Throughline.Listening.Mappings.Presets;
using Throughline.Platform.Http;
using Throughline.Platform.Log;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Collectors;

/// <summary>
/// The secrets with which tools sign what they post to a source. Where one is set, nothing unsigned is let in. They are kept as they
/// are, because the signature is computed with them, and are never shown again.
/// </summary>
sealed class WebhookSecrets(KeyStore keys)
{
    internal static readonly Migration Migration = new("listening_webhook", 1, """
        CREATE TABLE listening_webhook (
            source_id INTEGER NOT NULL, preset TEXT NOT NULL, secret TEXT NOT NULL, PRIMARY KEY (source_id, preset)) STRICT
        """);

    /// <summary>Sets or, with null, removes the secret.</summary>
    public void Set(int sourceId, string preset, string? secret) => keys.Write(connection => secret is null
        ? connection.Run("DELETE FROM listening_webhook WHERE source_id = @source AND preset = @preset", ("@source", sourceId), ("@preset", preset))
        : connection.Run("""
            INSERT INTO listening_webhook (source_id, preset, secret) VALUES (@source, @preset, @secret)
            ON CONFLICT (source_id, preset) DO UPDATE SET secret = excluded.secret
            """, ("@source", sourceId), ("@preset", preset), ("@secret", secret)));

    /// <summary>True unless a secret is set and the request is not signed with it.</summary>
    public bool Allows(int sourceId, Preset preset, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var secret = keys.Read(connection => connection.One(
            "SELECT secret FROM listening_webhook WHERE source_id = @source AND preset = @preset", r => r.GetString(0),
            ("@source", sourceId), ("@preset", preset.Name)));
        return secret is null || (preset.Signature is { } rule && IsSigned(rule, secret, headers, body));
    }

    internal static bool IsSigned(SignatureRule rule, string secret, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var given = headers[rule.Header].ToString();
        if (!given.StartsWith(rule.Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        if (rule.TimestampHeader is { } name)
        {
            mac.AppendData(Encoding.UTF8.GetBytes(headers[name].ToString()));
        }

        mac.AppendData(body);
        var wanted = Convert.ToBase64String(mac.GetHashAndReset());
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(wanted), Encoding.UTF8.GetBytes(given[rule.Prefix.Length..]));
    }

    /// <summary>Routes for administrators.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/sources/{source}/webhooks/{preset}", (string source, string preset, WebhookSecret request, WebhookSecrets secrets, SignalLog log) =>
                Run(source, preset, request.Secret, secrets, log))
            .WithName("SetWebhookSecret").WithSummary("Let in only what a tool signs with this secret");
        routes.MapDelete("/sources/{source}/webhooks/{preset}", (string source, string preset, WebhookSecrets secrets, SignalLog log) =>
                Run(source, preset, null, secrets, log))
            .WithName("RemoveWebhookSecret").WithSummary("Ask for no signature any more");
    }

    static NoContent Run(string source, string preset, string? secret, WebhookSecrets secrets, SignalLog log)
    {
        var at = log.Catalogue.Contents.Sources.FirstOrDefault(one => one.Name == source)
            ?? throw new NotFoundException($"There is no source {source}.", "no_source");
        if (PresetShelf.Find(preset) is not { Signature: not null } shelf)
        {
            throw new BadInputException("preset", $"There is no preset {preset} whose tool signs what it sends.", "no_signature");
        }

        if (secret is { Length: < 8 or > 512 })
        {
            throw new BadInputException("secret", "A secret has 8 to 512 characters.");
        }

        secrets.Set(at.Id, shelf.Name, secret);
        return TypedResults.NoContent();
    }
}

/// <summary>A secret to sign with.</summary>
sealed record WebhookSecret(string Secret);
