using System.Globalization;
using System.Text;

namespace Throughline.Listening.Mail;

/// <summary>A header with parameters: <c>text/plain; charset=utf-8</c> (RFC 2045, and RFC 2231 for long and foreign values).</summary>
sealed class HeaderValue
{
    readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands before the first semicolon, in small letters, without comments.</summary>
    public string Value { get; private init; } = "";

    /// <summary>A parameter; null when there is none.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>Reads a header; null gives an empty value.</summary>
    public static HeaderValue Read(string? header)
    {
        var parts = Parts(header ?? "");
        var made = new HeaderValue { Value = parts.Count == 0 ? "" : parts[0].Trim().ToLowerInvariant() };
        var pieces = new SortedDictionary<string, SortedDictionary<int, string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                made.Take(part[..equals].Trim(), part[(equals + 1)..].Trim(), pieces);
            }
        }

        foreach (var (name, values) in pieces)
        {
            made._parameters[name] = string.Concat(values.Values);
        }

        return made;
    }

    void Take(string name, string value, SortedDictionary<string, SortedDictionary<int, string>> pieces)
    {
        var encoded = name.EndsWith('*');
        name = name.TrimEnd('*');
        value = encoded ? Percent(value) : value;
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star > 0 && int.TryParse(name.AsSpan(star + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var piece))
        {
            pieces.TryAdd(name[..star], []);
            pieces[name[..star]][piece] = value;
        }
        else
        {
            _parameters.TryAdd(name, value);
        }
    }

    /// <summary>Splits at semicolons outside quotes; quotes and comments go.</summary>
    static List<string> Parts(string header)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        bool quoted = false;
        var comment = 0;
        for (var i = 0; i < header.Length; i++)
        {
            var letter = header[i];
            if (letter == '\\' && (quoted || comment > 0) && i + 1 < header.Length)
            {
                i++;
                _ = comment > 0 ? part : part.Append(header[i]);
            }
            else if (letter == '"' && comment == 0)
            {
                quoted = !quoted;
            }
            else if (!quoted && letter == '(')
            {
                comment++;
            }
            else if (!quoted && letter == ')' && comment > 0)
            {
                comment--;
            }
            else if (!quoted && comment == 0 && letter == ';')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else if (comment == 0)
            {
                part.Append(letter);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    /// <summary><c>utf-8'en'%41</c> as text.</summary>
    static string Percent(string value)
    {
        var quote = value.IndexOf('\'', StringComparison.Ordinal);
        var second = quote < 0 ? -1 : value.IndexOf('\'', quote + 1);
        var (charset, text) = second < 0 ? ("utf-8", value) : (value[..quote], value[(second + 1)..]);
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var one))
            {
                bytes.Add(one);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return MailText.Decode(bytes.ToArray(), charset);
    }
}
