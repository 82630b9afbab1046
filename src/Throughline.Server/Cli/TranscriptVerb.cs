using System.CommandLine;
using System.Globalization;
using Throughline.Listening.Transcripts;

namespace Throughline.Server.Cli;

/// <summary><c>throughline transcript read</c>: a transcript as turns with their speakers' roles, to a JSON file.</summary>
static class TranscriptVerb
{
    const long MostBytes = 200L << 20;

    public static Command Create()
    {
        var input = new Option<string>("--in") { Description = "WebVTT, SRT, or JSON of Amazon Transcribe or Contact Lens.", Required = true };
        var output = new Option<string>("--out") { Description = "JSON file to write.", Required = true };
        var read = new Command("read", "Turns, speakers and roles, silence and handovers of a conversation.") { input, output };
        read.SetAction(parsed => Run(
            parsed.GetValue(input)!, parsed.GetValue(output)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return new Command("transcript", "Conversations as turns") { read };
    }

    /// <returns>0 with the file written, or 2 with one line on <paramref name="stderr"/> and no file.</returns>
    public static int Run(string input, string output, TextWriter stdout, TextWriter stderr)
    {
        try
        {
            var (transcript, problem) = TranscriptReader.Read(InputBytes.Of(input, MostBytes), input);
            if (transcript is null)
            {
                throw new InputRefused(string.Create(CultureInfo.InvariantCulture, $"{input}, line {problem!.Line}: {problem.Message}."));
            }

            var (silences, handovers) = (transcript.Silences(), transcript.Handovers());
            VerbJson.WriteFile(output, new TranscriptFile(transcript.Turns, silences, handovers));
            stdout.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{output}: {transcript.Turns.Count} turns, {transcript.Turns.Count(turn => turn.Role == SpeakerRole.Customer)} of customers, {silences.Count} silences, {handovers.Count} handovers"));
            return 0;
        }
        catch (InputRefused refused)
        {
            stderr.WriteLine($"transcript: {refused.Message}");
            return 2;
        }
    }

    sealed record TranscriptFile(IReadOnlyList<Turn> Turns, IReadOnlyList<Quiet> Silences, IReadOnlyList<HandedOver> Handovers);
}
