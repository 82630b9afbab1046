using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Throughline.Platform.Access;

/// <summary>Secrets that are shown once and stored as hashes.</summary>
static class Secret
{
    const int PasswordRounds = 600_000; // OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256

    /// <summary>A new secret of 256 random bits, with a prefix that says what it is.</summary>
    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Hash of a random secret: it has too much chance in it to be guessed, so one round will do.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Hash of a password, with its salt and rounds.</summary>
    public static string HashPassword(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"pbkdf2-sha256${PasswordRounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, PasswordRounds))}";
    }

    /// <summary>True when the password is the one that was hashed.</summary>
    public static bool Matches(string password, string stored)
    {
        var parts = stored.Split('$');
        var expected = Convert.FromBase64String(parts[3]);
        var actual = Derive(password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }

    static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, 32);
}
