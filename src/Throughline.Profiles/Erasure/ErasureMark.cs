using System.Security.Cryptography;
using System.Text;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// Knows an erased identifier again without holding it: HMAC-SHA256 under a key that lies beside the data, readable by its owner alone.
/// With the key a guess can be tried, without it nothing can; ADR 16 says why the marks may be kept.
/// </summary>
sealed class ErasureMark(DataFolder folder)
{
    readonly Lazy<byte[]> _key = new(() => KeyFile.Of(folder, "erasure.key", "without it nobody who was erased is known again"));

    /// <summary>The mark of an identifier, in whatever case it is written.</summary>
    public byte[] Of(string identifier) => HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(identifier.Trim().ToLowerInvariant()));
}
