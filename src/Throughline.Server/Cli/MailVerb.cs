using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Throughline.Listening.Mail;

namespace Throughline.Server.Cli;

/// <summary><c>throughline mail read</c>: what the writer of a mail wrote, from an .eml, an .html or a plain body to a JSON file.</summary>
static class MailVerb
{
    const long MostBytes = 100L << 20;

    public static Command Create()
    {
        var input = new Option<string>("--in") { Description = "Mail: .eml, .html or a plain body.", Required = true };
        var output = new Option<string>("--out") { Description = "JSON file to write.", Required = true };
        var read = new Command("read", "Take quoted history, signatures and footers out of a mail, and tell automatic answers.") { input, output };
        read.SetAction(parsed => Run(
            parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return new Command("mail", "Mails as a customer's words") { read };
    }

    /// <returns>0 with the file written, or 2 with one line on <paramref name="stderr"/> and no file.</returns>
    public static int Run(string input, string output, TextWriter stdout, TextWriter stderr)
    {
        try
        {
            var mail = MailReader.Read(InputBytes.Of(input, MostBytes), input);
            VerbJson.WriteFile(output, new MailFile(
                mail.AutomaticBy is null ? mail.Reply : null, mail.AutomaticBy is not null, mail.Language,
                mail.AutomaticBy, mail.Subject, mail.MessageId, mail.InReplyTo));
            stdout.WriteLine(mail.AutomaticBy is { } header ? $"{output}: automatic ({header}), set aside" : $"{output}: {mail.Reply.Length} characters, {mail.Language}");
            return 0;
        }
        catch (InputRefused refused)
        {
            stderr.WriteLine($"mail: {refused.Message}");
            return 2;
        }
    }

    /// <param name="Reply">The writer's own lines; null for an automatic mail, which is nobody's feedback.</param>
    /// <param name="Automatic">True when no person wrote it.</param>
    /// <param name="Language">Two letters, or <c>und</c>.</param>
    /// <param name="AutomaticBy">The header that says so.</param>
    /// <param name="Subject">The subject.</param>
    /// <param name="MessageId">Its id.</param>
    /// <param name="InReplyTo">The id of the mail that it answers.</param>
    sealed record MailFile(
        string? Reply, bool Automatic, string Language,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AutomaticBy,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MessageId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? InReplyTo);
}

/// <summary>The bytes of a verb's input.</summary>
static class InputBytes
{
    /// <summary>All of them.</summary>
    /// <exception cref="InputRefused">The file is not there, cannot be read or is too large.</exception>
    public static byte[] Of(string path, long most)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= most ? File.ReadAllBytes(path) : throw new InputRefused(string.Create(CultureInfo.InvariantCulture, $"{path} has {length:N0} bytes; {most:N0} can be read."));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputRefused($"{path} cannot be read: {failure.Message}", failure);
        }
    }
}
