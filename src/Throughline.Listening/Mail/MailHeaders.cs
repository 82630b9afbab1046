using System.Text;

namespace Throughline.Listening.Mail;

/// <summary>The headers of a message or of one of its parts, unfolded, in their order. Names are compared without regard to case.</summary>
sealed class MailHeaders
{
    const int Most = 1_000;
    const int MostLetters = 100_000; // of one header; nobody writes such a one

    readonly List<KeyValuePair<string, string>> _all = [];
    readonly StringBuilder _folded = new(); // what follows the last header on lines of its own

    /// <summary>All headers in their order; values are raw (RFC 2047 words are not read).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    /// <summary>The first header of a name, raw; null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _all)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>The first header of a name with its encoded words read; null when there is none.</summary>
    public string? Words(string name) => this[name] is { } raw ? EncodedWords.Read(raw) : null;

    /// <summary>All values of a name, raw.</summary>
    public IEnumerable<string> Each(string name) =>
        _all.Where(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(one => one.Value);

    /// <summary>Reads headers from the start of a message; <paramref name="body"/> is where its body begins.</summary>
    /// <remarks>What is no header ends them: such a line belongs to the body.</remarks>
    public static MailHeaders Read(ReadOnlySpan<byte> message, out int body)
    {
        var headers = new MailHeaders();
        var at = 0;
        while (at < message.Length && headers._all.Count < Most)
        {
            var line = Line(message, at, out var next);
            if (line.IsEmpty)
            {
                at = next;
                break;
            }

            if (line[0] is (byte)' ' or (byte)'\t' && headers._all.Count > 0)
            {
                headers.Fold(line);
            }
            else if (NameLength(line) is var name and > 0)
            {
                headers.Close();
                headers._all.Add(new(Encoding.ASCII.GetString(line[..name]), Text(line[(name + 1)..]).Trim()));
            }
            else if (!line.StartsWith("From "u8) || at > 0)
            {
                break; // no header: the body begins without the blank line that should be there
            }

            at = next;
        }

        headers.Close();
        body = at;
        return headers;
    }

    /// <summary>Length of the header name that a line begins with; 0 when it begins with none.</summary>
    internal static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon is > 0 and <= 76 && line[..colon].IndexOfAnyExceptInRange((byte)33, (byte)126) < 0 ? colon : 0;
    }

    static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> message, int at, out int next)
    {
        var rest = message[at..];
        var end = rest.IndexOf((byte)'\n');
        next = end < 0 ? message.Length : at + end + 1;
        var line = end < 0 ? rest : rest[..end];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    void Fold(ReadOnlySpan<byte> line)
    {
        if (_folded.Length < MostLetters)
        {
            _folded.Append(' ').Append(Text(line).Trim());
        }
    }

    void Close()
    {
        if (_folded.Length > 0)
        {
            _all[^1] = new(_all[^1].Key, _all[^1].Value + _folded);
            _folded.Clear();
        }
    }

    // Headers are ASCII by the rule and UTF-8 by habit.
    static string Text(ReadOnlySpan<byte> bytes) => MailText.Decode(bytes, null);
}
