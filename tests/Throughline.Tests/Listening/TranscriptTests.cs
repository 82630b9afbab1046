using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Throughline.Listening.Transcripts;
using Throughline.Server.Cli;

namespace Throughline.Tests.Listening;

public sealed class TranscriptTests
{
    static Transcript Read(string text, string name = "a.vtt")
    {
        var (transcript, problem) = TranscriptReader.Read(Encoding.UTF8.GetBytes(text), name);
        Assert.Null(problem);
        return transcript!;
    }

    static TranscriptProblem Refused(string text, string name = "a.vtt")
    {
        var (transcript, problem) = TranscriptReader.Read(Encoding.UTF8.GetBytes(text), name);
        Assert.Null(transcript);
        return problem!;
    }

    [Fact]
    public void Every_shared_sample_is_read_or_refused_as_expected()
    {
        var folder = SharedFolder.Require("data/listening/transcripts");
        foreach (var line in File.ReadLines(Path.Combine(folder, "expected.csv")).Skip(1))
        {
            var cells = line.Split(',');
            var (transcript, problem) = TranscriptReader.Read(File.ReadAllBytes(Path.Combine(folder, cells[0])), cells[0]);
            Assert.True((cells[1] == "read") == (problem is null), $"{line}: {problem}");
            if (transcript is not null)
            {
                Assert.True(int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture) == transcript.Turns.Count, $"{line}: {transcript.Turns.Count}");
            }
        }
    }

    [Fact]
    public void Voices_tags_entities_and_settings_are_read()
    {
        var read = Read("\uFEFFWEBVTT - a call\r\nKind: captions\r\n\r\nNOTE a note\r\nof two lines\r\n\r\nSTYLE\r\n::cue { }\r\n\r\nintro\r\n00:01.500 --> 00:00:04.000 align:start position:0%\r\n"
            + "<v.loud Agent Sara>Hello <00:02.000><c.x>there</c> &amp; you</v>\r\n\r\n01:00:00.000 --> 01:00:02.250\r\n<v Customer>a < b\r\n\r\n01:00:09.000 --> 01:00:10.000\r\n<v Agent Ali>Bye\r\n");
        Assert.Equal(new Turn(1.5, 4, "Agent Sara", SpeakerRole.Employee, "Hello there & you"), read.Turns[0]);
        Assert.Equal(new Turn(3600, 3602.25, "Customer", SpeakerRole.Customer, "a < b"), read.Turns[1]);
        Assert.Equal([new Quiet(4, 3600), new Quiet(3602.25, 3609)], read.Silences());
        Assert.Equal([new HandedOver(3609, "Agent Sara", "Agent Ali")], read.Handovers());
        Assert.Equal("a < b", read.CustomerWords);
    }

    [Theory]
    [InlineData("00:00.000 --> 00:01.000\nx", 1)]
    [InlineData("WEBVTTX\n\n", 1)]
    [InlineData("WEBVTT\n\n00:00.000 --> 00:61.000\nx", 3)]
    [InlineData("WEBVTT\n\n00:00.000 --> 00:01.000\nx\n\nno times\nhere", 7)]
    public void A_broken_file_is_refused_with_its_line(string text, int line) => Assert.Equal(line, Refused(text).Line);

    [Fact]
    public void Names_before_a_colon_are_speakers_when_most_cues_have_them()
    {
        var meeting = Read("WEBVTT\n\n1\n00:00.000 --> 00:01.000\nSara Smith: Hello\n\n2\n00:01.000 --> 00:02.000\nAli: Note: it broke\n\n3\n00:02.000 --> 00:03.000\nSara Smith: Oh\n\n4\n00:03.000 --> 00:04.000\nAli: yes");
        Assert.Equal(["Sara Smith", "Ali", "Sara Smith", "Ali"], meeting.Turns.Select(turn => turn.Speaker));
        Assert.Equal("Note: it broke", meeting.Turns[1].Text);
        Assert.All(meeting.Turns, turn => Assert.Equal(SpeakerRole.Unknown, turn.Role));
        Assert.Null(meeting.CustomerWords);
        Assert.Equal("Warning: hot", Read("WEBVTT\n\n00:00.000 --> 00:01.000\nWarning: hot\n\n00:01.000 --> 00:02.000\nIt is").Turns[0].Text);
    }

    [Fact]
    public void Json_of_contact_lens_and_of_plain_transcription_is_read()
    {
        var lens = Read("""
            {"Participants":[{"ParticipantId":"A1","ParticipantRole":"AGENT"},{"ParticipantId":"C1","ParticipantRole":"CUSTOMER"}],
             "Transcript":[{"ParticipantId":"A1","BeginOffsetMillis":0,"EndOffsetMillis":1500,"Content":"Hello"},
                           {"ParticipantId":"C1","BeginOffsetMillis":1600,"EndOffsetMillis":2500,"Content":"It broke"}]}
            """, "a.json");
        Assert.Equal([SpeakerRole.Employee, SpeakerRole.Customer], lens.Turns.Select(turn => turn.Role));
        Assert.Equal(1.5, lens.Turns[0].End);
        var plain = Read("""
            {"jobName":"j","results":{"speaker_labels":{"segments":[{"items":[{"start_time":"0.1","speaker_label":"spk_0"},{"start_time":"0.9","speaker_label":"spk_1"}]}]},
             "items":[{"type":"pronunciation","start_time":"0.1","end_time":"0.5","alternatives":[{"content":"Hi"}]},{"type":"punctuation","alternatives":[{"content":"."}]},
                      {"type":"pronunciation","start_time":"0.9","end_time":"1.2","alternatives":[{"content":"Yes"}]}]}}
            """, "a.json");
        Assert.Equal([("spk_0", "Hi."), ("spk_1", "Yes")], plain.Turns.Select(turn => (turn.Speaker!, turn.Text)));
        Assert.Equal(2, Refused("{\"SpeechSegments\":\n[", "a.json").Line);
        Refused("{\"a\":1}", "a.json");
        Refused("{\"SpeechSegments\":[{\"SegmentStartTime\":\"x\"}]}", "a.json");
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        string[] pieces = ["WEBVTT\n", "\n", "1\n", "00:00.000 --> 00:01.000\n", "00:00:00,000 --> 00:00:01,000\n", "-->", "<v Sara>", "</v>", "<", "&amp;", "&", "NOTE x\n", "STYLE\n", "text\n", "{", "\"SpeechSegments\":", "[", "]", "}", "\0", "\uD800"];
        Prop.ForAll(Gen.Elements(pieces).ListOf().Select(all => string.Concat(all)).ToArbitrary(), text =>
        {
            foreach (var name in new[] { "a.vtt", "a.srt", "a.json" })
            {
                var (transcript, problem) = TranscriptReader.Read(Encoding.UTF8.GetBytes(text), name);
                Assert.True(transcript is null == problem is not null);
            }
        }).QuickCheckThrowOnFailure();
        Prop.ForAll<byte[]>(bytes => TranscriptReader.Read(bytes) is (null, not null) or (not null, null)).QuickCheckThrowOnFailure();
    }

    /// <summary>A work that grew with the square of the length would take a text of this size many minutes, so it would never end here.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData("<", 1 << 20, true)]
    [InlineData("&", 1 << 20, true)]
    [InlineData("<v a>", 200_000, false)]
    [InlineData("x: ", 300_000, true)]
    public Task Long_texts_are_read_to_their_end(string piece, int times, bool isText) => Task.Run(() =>
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var said = string.Concat(Read($"WEBVTT\n\n00:00.000 --> 00:01.000\n{text}\n").Turns.Select(turn => turn.Text));
        Assert.Equal(isText ? text.Trim() : "", said);
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void The_verb_writes_turns_or_one_line_with_the_line_number_and_nothing()
    {
        using var files = new TempFiles();
        var (good, json) = (files.Write("WEBVTT\n\n00:00.000 --> 00:02.500\n<v Customer>Hello\n", name: "a.vtt"), files.Free("a.json"));
        Assert.Equal(0, TranscriptVerb.Run(good, json, TextWriter.Null, TextWriter.Null));
        using (var read = JsonDocument.Parse(File.ReadAllBytes(json)))
        {
            var turn = read.RootElement.GetProperty("turns")[0];
            Assert.Equal((0.0, 2.5, "Customer", "customer", "Hello"), (turn.GetProperty("start").GetDouble(), turn.GetProperty("end").GetDouble(),
                turn.GetProperty("speaker").GetString(), turn.GetProperty("role").GetString(), turn.GetProperty("text").GetString()));
        }

        using var error = new StringWriter();
        Assert.Equal(2, TranscriptVerb.Run(files.Write("WEBVTT\n\n00:00.000 --> x\n", name: "b.vtt"), files.Free("b.json"), TextWriter.Null, error));
        Assert.Contains("line 3", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(File.Exists(files.Free("b.json")));
    }
}
