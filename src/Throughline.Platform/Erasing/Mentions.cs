using System.Text;
using System.Text.RegularExpressions;

namespace Throughline.Platform.Erasing;

/// <summary>
/// Finds a person's identifiers in texts in the forms in which they are written: an e-mail address in any case, with a tag, percent-encoded
/// or escaped; a phone number with any separators, with or without the country's code, in digits of three scripts; any other value as a
/// word of its own, and a short one only as the value of a JSON member that names an id.
/// </summary>
public sealed partial class Mentions
{
    /// <summary>Shorter values are found in the rows of others by chance.</summary>
    const int ShortestWord = 6;

    const int ShortestPhone = 7;
    const int PhoneCore = 9; // national digits tell one number from another; beyond stands the country

    readonly HashSet<string> _emails = new(StringComparer.Ordinal);
    readonly HashSet<string> _phones = new(StringComparer.Ordinal);
    readonly List<string> _words = [];
    readonly List<Regex> _members = [];

    /// <param name="identifiers">Identifiers, <c>namespace:value</c>.</param>
    public Mentions(IEnumerable<string> identifiers)
    {
        foreach (var identifier in identifiers)
        {
            var colon = identifier.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (identifier[..Math.Max(0, colon)], identifier[(colon + 1)..].Trim());
            if (colon > 0 && identifier.Length >= ShortestWord)
            {
                _words.Add(identifier); // as our own records write it
            }

            if (EmailOf(value) is { Length: > 0 } email)
            {
                _emails.Add(email);
            }
            else if (IsPhone(name, value) && CoreOf(Digits(value)) is { Length: >= ShortestPhone } phone)
            {
                _phones.Add(phone);
            }
            else if (value.Length >= ShortestWord)
            {
                _words.Add(value);
            }
            else if (value.Length > 0)
            {
                _members.Add(new Regex(
                    $"\"[^\"]*(?:id|user|customer|client|member|account|{Regex.Escape(name)})[^\"]*\"\\s*:\\s*\"?{Regex.Escape(value)}\"?\\s*[,}}\\]]",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
            }
        }
    }

    /// <summary>E-mail addresses as they are compared: lower case, without tag; for a question to the log.</summary>
    public IEnumerable<string> Emails => _emails;

    /// <summary>Phone numbers as they are compared: their last digits.</summary>
    public IEnumerable<string> Phones => _phones;

    /// <summary>True when a text names the person in any of the forms.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ofOwnSource">False where short values mean somebody else: another system has its own customer 42.</param>
    public bool In(string? text, bool ofOwnSource = true)
    {
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        return InPlain(text, ofOwnSource)
            || (text.Contains('%', StringComparison.Ordinal) && InPlain(Unescaped(text), ofOwnSource))
            || (text.Contains("\\u", StringComparison.Ordinal) && InPlain(JsonEscape().Replace(text, m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString()), ofOwnSource));
    }

    /// <summary>E-mail addresses and phone numbers of the person in a text, in order.</summary>
    public IReadOnlyList<Mention> Find(string text)
    {
        var found = new List<Mention>();
        foreach (var (start, end) in EmailsIn(text))
        {
            if (_emails.Contains(EmailOf(text[start..end])))
            {
                found.Add(new Mention(start, end - start, "email"));
            }
        }

        foreach (var (start, end) in NumbersIn(text))
        {
            if (IsOurs(Digits(text[start..end])))
            {
                found.Add(new Mention(start, end - start, "phone"));
            }
        }

        return [.. found.OrderBy(m => m.Start)];
    }

    bool InPlain(string text, bool ofOwnSource) =>
        (_emails.Count > 0 && EmailsIn(text).Any(span => _emails.Contains(EmailOf(text[span.Start..span.End]))))
        || (_phones.Count > 0 && NumbersIn(text).Any(span => IsOurs(Digits(text[span.Start..span.End]))))
        || _words.Exists(word => HasWord(text, word))
        || (ofOwnSource && _members.Exists(member => member.IsMatch(text)));

    bool IsOurs(string digits)
    {
        var core = CoreOf(digits);
        return core.Length >= ShortestPhone && (_phones.Contains(core) || _phones.Any(phone => phone.Length == PhoneCore && digits.Contains(phone, StringComparison.Ordinal)));
    }

    static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An address as it is compared; empty when it is none.</summary>
    static string EmailOf(string text)
    {
        var address = text.Trim().ToLowerInvariant();
        var at = address.LastIndexOf('@');
        if (at <= 0 || address.IndexOf('.', at) < 0 || address.Any(char.IsWhiteSpace))
        {
            return "";
        }

        var (local, domain) = (address[..at], address[(at + 1)..]);
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        local = plus > 0 ? local[..plus] : local;
        domain = domain == "googlemail.com" ? "gmail.com" : domain;
        return $"{(domain == "gmail.com" ? local.Replace(".", "", StringComparison.Ordinal) : local)}@{domain}";
    }

    static IEnumerable<(int Start, int End)> EmailsIn(string text)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var (start, end) = (at, at + 1);
            while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || "._%+-'".Contains(text[start - 1], StringComparison.Ordinal)))
            {
                start--;
            }

            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'))
            {
                end++;
            }

            while (end > at && text[end - 1] is '.' or '-')
            {
                end--;
            }

            while (start < at && text[start] is '\'' or '.' or '-')
            {
                start++;
            }

            yield return (start, end);
        }
    }

    static bool IsPhone(string name, string value) =>
        (name is "phone" or "tel" or "telephone" or "mobile" or "sms" or "whatsapp" || value.StartsWith('+'))
        && value.Count(char.IsDigit) >= ShortestPhone && !value.Any(char.IsLetter);

    /// <summary>Runs of digits with the separators that stand in numbers.</summary>
    static IEnumerable<(int Start, int End)> NumbersIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i]))
            {
                continue;
            }

            var (start, end, digits) = (i, i + 1, 1);
            for (var j = i + 1; j < text.Length && j - end < 3; j++)
            {
                if (char.IsDigit(text[j]))
                {
                    digits++;
                    end = j + 1;
                }
                else if (!" ()-./\u00a0\u2011\u2013".Contains(text[j], StringComparison.Ordinal))
                {
                    break;
                }
            }

            if (digits is >= ShortestPhone and <= 24)
            {
                yield return (start > 0 && text[start - 1] == '+' ? start - 1 : start, end);
            }

            i = end - 1;
        }
    }

    static string Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsDigit(letter))
            {
                digits.Append((char)('0' + (int)char.GetNumericValue(letter)));
            }
        }

        return digits.ToString();
    }

    static string CoreOf(string digits)
    {
        var rest = digits.TrimStart('0');
        return rest.Length > PhoneCore ? rest[^PhoneCore..] : rest;
    }

    static string Unescaped(string text)
    {
        try
        {
            return Uri.UnescapeDataString(text);
        }
        catch (UriFormatException)
        {
            return text;
        }
    }

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex JsonEscape();
}

/// <summary>Where a person is named in a text.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Kind"><c>email</c> or <c>phone</c>.</param>
public readonly record struct Mention(int Start, int Length, string Kind);
