using System.Security.Cryptography;
using System.Text;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Access;

/// <summary>
/// Keeps secrets that must be had again, because something is signed with them. They stand in <c>keys.db</c> under AES-256-GCM; the key is
/// the file <c>secrets.key</c> beside it, readable by its owner alone. Who gets only the one or only the other has nothing.
/// </summary>
public sealed class SecretBox(DataFolder folder)
{
    const int NonceBytes = 12;
    const int TagBytes = 16;

    readonly Lazy<byte[]> _key = new(() => KeyFile.Of(folder, "secrets.key", "without it the secrets of webhooks have to be rotated"));

    /// <summary>Seals a secret.</summary>
    /// <param name="secret">What to keep.</param>
    /// <param name="place">Where it is kept: in another place it does not open.</param>
    public byte[] Seal(string secret, string place)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var boxed = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(boxed.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key.Value, TagBytes);
        aes.Encrypt(boxed.AsSpan(0, NonceBytes), plain, boxed.AsSpan(NonceBytes, plain.Length), boxed.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(place));
        return boxed;
    }

    /// <summary>Opens what was sealed for this place; null when it was sealed with another key or for another place.</summary>
    public string? Open(byte[] boxed, string place)
    {
        if (boxed.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[boxed.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key.Value, TagBytes);
        try
        {
            aes.Decrypt(boxed.AsSpan(0, NonceBytes), boxed.AsSpan(NonceBytes, plain.Length), boxed.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }
}
