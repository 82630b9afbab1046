using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Listening.Webhooks;

/// <summary>The signature of Standard Webhooks 1.0: HMAC-SHA256 over <c>id.timestamp.body</c>, with the exact bytes that are sent.</summary>
static class WebhookSignature
{
    const string Prefix = "whsec_";

    /// <summary>A new secret of 256 random bits.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The header's value: one signature for each secret, so that a receiver may still have the older one.</summary>
    public static string Sign(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signatures = new List<string>();
        foreach (var secret in secrets)
        {
            using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret[Prefix.Length..]));
            mac.AppendData(head);
            mac.AppendData(body);
            signatures.Add("v1," + Convert.ToBase64String(mac.GetHashAndReset()));
        }

        return string.Join(' ', signatures);
    }
}
