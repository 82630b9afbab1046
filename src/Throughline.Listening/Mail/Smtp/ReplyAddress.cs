using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Mail.Smtp;

/// <summary>
/// Addresses that bind a reply to the invitation it answers: <c>cx+INVITATION.SIGNATURE@host</c>. The signature is an HMAC of the
/// invitation under a key of this installation, so that nobody can answer for another; the sender's own address proves nothing.
/// </summary>
/// <param name="key">256 random bits.</param>
public sealed class ReplyAddress(byte[] key)
{
    const string Letters = "abcdefghijklmnopqrstuvwxyz234567"; // local parts lose their case on the way
    const int SignatureLetters = 20; // 100 bits
    const int LongestLocalPart = 320;

    static readonly char[] _delimiters = ['+', '-', '='];

    internal static readonly Migration Migration = new("listening_reply_key", 1,
        "CREATE TABLE listening_reply_key (id INTEGER PRIMARY KEY CHECK (id = 1), secret BLOB NOT NULL) STRICT;");

    /// <summary>With the key of a data folder, made at the first use.</summary>
    public static ReplyAddress Of(KeyStore keys) => new(keys.Write(connection =>
    {
        connection.Run("INSERT OR IGNORE INTO listening_reply_key (id, secret) VALUES (1, @secret)", ("@secret", RandomNumberGenerator.GetBytes(32)));
        return connection.One("SELECT secret FROM listening_reply_key WHERE id = 1", Secret)!;
    }));

    /// <summary>The address to which replies to an invitation go.</summary>
    /// <param name="mailbox">The mailbox before the plus, for example <c>cx</c>.</param>
    /// <param name="invitation">Small letters, digits and hyphens, at most 40.</param>
    /// <param name="host">What stands behind the at-sign.</param>
    /// <exception cref="ArgumentException">The invitation has other letters or is too long.</exception>
    public string For(string mailbox, string invitation, string host) => IsInvitation(invitation)
        ? $"{mailbox}+{CodeOf(invitation)}@{host}"
        : throw new ArgumentException($"An invitation is 1 to 40 small letters, digits and hyphens, not \"{invitation}\".", nameof(invitation));

    /// <summary>What stands between the plus and the at-sign: the invitation and its signature.</summary>
    internal string CodeOf(string invitation) => $"{invitation}.{Sign(invitation)}";

    /// <summary>
    /// The invitation that an address was made for; null when it bears none or its signature is not ours. The code may stand behind a plus,
    /// a hyphen or an equals sign, as mail servers are set up.
    /// </summary>
    public string? InvitationOf(string address)
    {
        var at = address.LastIndexOf('@');
        if (at is < 0 or > LongestLocalPart)
        {
            return null;
        }

        var local = address[..at].ToLowerInvariant();
        for (var i = local.IndexOfAny(_delimiters); i >= 0; i = local.IndexOfAny(_delimiters, i + 1))
        {
            if (Invitation(local[(i + 1)..]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    string? Invitation(string code)
    {
        var point = code.LastIndexOf('.');
        return point > 0 && code.Length - point - 1 == SignatureLetters && IsInvitation(code[..point])
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(code[..point])), Encoding.UTF8.GetBytes(code[(point + 1)..]))
                ? code[..point]
                : null;
    }

    /// <summary>True for 1 to 40 small letters, digits and hyphens.</summary>
    internal static bool IsInvitation(string text) => text.Length is > 0 and <= 40 && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    string Sign(string invitation)
    {
        var hash = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"reply:{invitation}"));
        return string.Create(SignatureLetters, hash, (letters, bytes) =>
        {
            for (var i = 0; i < letters.Length; i++)
            {
                var bit = i * 5;
                letters[i] = Letters[(((bytes[bit / 8] << 8) | bytes[(bit / 8) + 1]) >> (11 - (bit % 8))) & 31];
            }
        });
    }

    static byte[] Secret(SqliteDataReader reader) => reader.GetFieldValue<byte[]>(0);
}
