using System.Globalization;
using System.Text;

namespace Throughline.Listening.Mail.Smtp;

/// <summary>One message as it came.</summary>
/// <param name="From">The envelope's sender; empty for the null sender of automatic mails.</param>
/// <param name="To">The envelope's receivers.</param>
/// <param name="Bytes">The message.</param>
public sealed record SmtpMail(string From, IReadOnlyList<string> To, byte[] Bytes);

/// <summary>
/// One connection of RFC 5321, as little of it as another mail server needs: it takes messages in and passes none on. A message is
/// acknowledged only after <paramref name="takeAsync"/> has it on disk.
/// </summary>
/// <param name="stream">The connection.</param>
/// <param name="options">Limits.</param>
/// <param name="takeAsync">Takes a message; false when it could not be written and shall come again.</param>
/// <param name="time">The clock.</param>
sealed class SmtpSession(Stream stream, SmtpOptions options, Func<SmtpMail, Task<bool>> takeAsync, TimeProvider time)
{
    const int MostReceivers = 100;
    const int MostMistakes = 20;

    readonly SmtpInput _input = new(stream, options.Silence, time);
    readonly List<string> _to = [];
    string? _from;
    bool _greeted;
    int _mistakes;

    /// <summary>Serves the peer until it leaves, errs too often or time is up.</summary>
    /// <exception cref="OperationCanceledException">Time is up, or the program stops.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await SayAsync("220 throughline ESMTP", cancellation);
        while (await _input.LineAsync(cancellation) is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (verb, rest) = space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
            var answer = verb.ToUpperInvariant() switch
            {
                "EHLO" => Greet($"250-throughline\r\n250-SIZE {options.MostBytes.ToString(CultureInfo.InvariantCulture)}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 PIPELINING"),
                "HELO" => Greet("250 throughline"),
                "MAIL" => Mail(rest),
                "RCPT" => Receiver(rest),
                "DATA" => await DataAsync(cancellation),
                "RSET" => Forget("250 2.0.0 Forgotten"),
                "NOOP" => "250 2.0.0 Yes",
                "VRFY" => "252 2.5.0 Send it and see",
                "QUIT" => "221 2.0.0 Bye",
                _ => Wrong("500 5.5.1 Unknown command"),
            };
            if (answer is null)
            {
                return;
            }

            if (_mistakes > MostMistakes)
            {
                await SayAsync("421 4.7.0 Too many mistakes", cancellation);
                return;
            }

            await SayAsync(answer, cancellation);
            if (answer.StartsWith("221", StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    string Greet(string answer)
    {
        _greeted = true;
        return Forget(answer);
    }

    string Forget(string answer)
    {
        _from = null;
        _to.Clear();
        return answer;
    }

    string Wrong(string answer)
    {
        _mistakes++;
        return answer;
    }

    string Mail(string rest)
    {
        if (!_greeted || _from is not null)
        {
            return Wrong("503 5.5.1 Say EHLO first, and one MAIL at a time");
        }

        if (Path(rest, "FROM:") is not var (path, parameters))
        {
            return Wrong("501 5.5.4 MAIL FROM:<address>");
        }

        foreach (var parameter in parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (parameter.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase)
                && (!long.TryParse(parameter.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size > options.MostBytes))
            {
                return "552 5.3.4 The message is too large";
            }
        }

        _from = path;
        return "250 2.1.0 Go on";
    }

    string Receiver(string rest)
    {
        if (_from is null)
        {
            return Wrong("503 5.5.1 MAIL comes first");
        }

        if (Path(rest, "TO:") is not var (path, _) || path.Length == 0)
        {
            return Wrong("501 5.5.4 RCPT TO:<address>");
        }

        if (_to.Count >= MostReceivers)
        {
            return "452 4.5.3 Too many receivers";
        }

        _to.Add(path);
        return "250 2.1.5 Go on";
    }

    /// <summary>The answer to a message; null when the connection ended within it.</summary>
    async Task<string?> DataAsync(CancellationToken cancellation)
    {
        if (_from is null || _to.Count == 0)
        {
            return Wrong("503 5.5.1 MAIL and RCPT come first");
        }

        await SayAsync("354 End with a line of one point", cancellation);
        var (whole, bytes) = await _input.MessageAsync(options.MostBytes, cancellation);
        if (!whole)
        {
            return null; // nothing was acknowledged; the peer sends it again
        }

        var mail = new SmtpMail(_from, [.. _to], bytes ?? []);
        Forget("");
        return bytes is null ? "552 5.3.4 The message is too large"
            : await takeAsync(mail) ? "250 2.0.0 On disk"
            : "451 4.3.0 It could not be written; send it again";
    }

    static (string Address, string Parameters)? Path(string rest, string word)
    {
        if (!rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = rest[word.Length..].TrimStart();
        var close = text.IndexOf('>', StringComparison.Ordinal);
        return text.StartsWith('<') && close is > 0 and <= 512 ? (text[1..close].Trim(), text[(close + 1)..]) : null;
    }

    async Task SayAsync(string answer, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"), cancellation);
        await stream.FlushAsync(cancellation);
    }
}
