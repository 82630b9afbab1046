namespace Throughline.Listening.Mail;

/// <summary>One address of a header.</summary>
/// <param name="Name">The name beside it; null when there is none.</param>
/// <param name="Address">The address in small letters.</param>
readonly record struct MailAddress(string? Name, string Address)
{
    /// <summary>What stands before the at-sign.</summary>
    public string Local => Address[..Math.Max(0, Address.LastIndexOf('@'))];

    /// <summary>The first address of a header; null when there is none that can be read.</summary>
    public static MailAddress? First(string? header) => All(header) is [var first, ..] ? first : null;

    /// <summary>The addresses of a header, at most a hundred.</summary>
    public static IReadOnlyList<MailAddress> All(string? header)
    {
        var found = new List<MailAddress>();
        foreach (var one in Split(header ?? ""))
        {
            if (found.Count == 100)
            {
                break;
            }

            if (Read(one) is { } address)
            {
                found.Add(address);
            }
        }

        return found;
    }

    static MailAddress? Read(string one)
    {
        var open = one.LastIndexOf('<');
        var close = one.IndexOf('>', Math.Max(0, open));
        var bare = open >= 0 && close > open ? one[(open + 1)..close] : one;
        var comment = bare.IndexOf('(', StringComparison.Ordinal);
        bare = (comment > 0 ? bare[..comment] : bare).Trim().Trim('"');
        if (bare.IndexOf('@', StringComparison.Ordinal) <= 0 || bare.Length > 320 || bare.Any(char.IsWhiteSpace))
        {
            return null;
        }

        var name = open > 0 ? EncodedWords.Read(one[..open].Trim().Trim('"')).Trim() : "";
        return new(name.Length == 0 ? null : name, bare.ToLowerInvariant());
    }

    /// <summary>Cuts at commas outside quotes and angles, and after a group's name.</summary>
    static IEnumerable<string> Split(string header)
    {
        var (from, quoted, angle) = (0, false, false);
        for (var i = 0; i < header.Length; i++)
        {
            switch (header[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '<' when !quoted:
                    angle = true;
                    break;
                case '>' when !quoted:
                    angle = false;
                    break;
                case ',' or ';' when !quoted && !angle:
                    yield return header[from..i];
                    from = i + 1;
                    break;
                case ':' when !quoted && !angle:
                    from = i + 1;
                    break;
            }
        }

        yield return header[Math.Min(from, header.Length)..];
    }
}
