namespace Throughline.Listening.Transcripts;

/// <summary>WebVTT (W3C), read strictly where a time is concerned: what cannot be read is said with its line, never skipped.</summary>
static class VttCues
{
    const string Arrow = "-->";

    /// <summary>The turns; null with a problem.</summary>
    public static (Transcript? Transcript, TranscriptProblem? Problem) Read(string[] lines)
    {
        if (!lines[0].StartsWith("WEBVTT", StringComparison.Ordinal) || (lines[0].Length > 6 && lines[0][6] is not (' ' or '\t')))
        {
            return (null, new(1, "the first line is not WEBVTT"));
        }

        var turns = new List<Turn>();
        var i = 1;
        while (i < lines.Length && lines[i].Trim().Length > 0 && !lines[i].Contains(Arrow, StringComparison.Ordinal))
        {
            i++; // header lines: Kind, Language, Style and what else programs put there
        }

        while (i < lines.Length)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                i++;
            }
            else if (IsAside(lines[i]))
            {
                i = Skip(lines, i);
            }
            else
            {
                i = Cue(lines, i, turns, out var problem);
                if (problem is not null)
                {
                    return (null, problem);
                }
            }
        }

        return (new(turns), null);
    }

    /// <summary>A comment or a style: everything down to the next blank line.</summary>
    static bool IsAside(string line) => line.TrimEnd() is "NOTE" or "STYLE" or "REGION"
        || line.StartsWith("NOTE ", StringComparison.Ordinal) || line.StartsWith("NOTE\t", StringComparison.Ordinal);

    static int Skip(string[] lines, int at)
    {
        while (at < lines.Length && !string.IsNullOrWhiteSpace(lines[at]))
        {
            at++;
        }

        return at;
    }

    static int Cue(string[] lines, int at, List<Turn> turns, out TranscriptProblem? problem)
    {
        problem = null;
        if (!lines[at].Contains(Arrow, StringComparison.Ordinal))
        {
            at++; // the cue's own name
        }

        if (at >= lines.Length || !lines[at].Contains(Arrow, StringComparison.Ordinal))
        {
            problem = new(Math.Min(at + 1, lines.Length), "a line with the times of a cue is missing here");
            return at;
        }

        if (CueTime.Range(lines[at], '.') is not { } times)
        {
            problem = new(at + 1, "the times of this cue cannot be read");
            return at;
        }

        var from = ++at;
        while (at < lines.Length && !string.IsNullOrWhiteSpace(lines[at]) && !lines[at].Contains(Arrow, StringComparison.Ordinal))
        {
            at++;
        }

        foreach (var (voice, words) in CueText.Read(string.Join('\n', lines[from..at])))
        {
            turns.Add(new(times.Start, times.End, voice, SpeakerRole.Unknown, words));
        }

        return at;
    }
}

/// <summary>SubRip: a number, the times, the words, a blank line.</summary>
static class SrtCues
{
    /// <summary>The turns; null with a problem.</summary>
    public static (Transcript? Transcript, TranscriptProblem? Problem) Read(string[] lines)
    {
        var turns = new List<Turn>();
        var i = 0;
        while (i < lines.Length)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                i++;
                continue;
            }

            var from = i;
            while (i < lines.Length && !string.IsNullOrWhiteSpace(lines[i]))
            {
                i++;
            }

            if (Cue(lines.AsSpan(from, i - from), from, turns) is { } problem)
            {
                return (null, problem);
            }
        }

        return turns.Count == 0 ? (null, new(1, "no cue with words was found")) : (new(turns), null);
    }

    static TranscriptProblem? Cue(ReadOnlySpan<string> block, int from, List<Turn> turns)
    {
        var numbered = IsNumber(block[0]);
        var at = numbered ? 1 : 0;
        if (at >= block.Length || !block[at].Contains("-->", StringComparison.Ordinal))
        {
            return new(from + at + (at < block.Length ? 1 : 0), numbered ? "the times of this cue are missing" : "a cue begins with its number and its times");
        }

        // A cue that says nothing is left out, whatever its times are.
        if (block.Length == at + 1)
        {
            return null;
        }

        if (CueTime.Range(block[at], ',') is not { } times)
        {
            return new(from + at + 1, "the times of this cue cannot be read");
        }

        foreach (var (voice, words) in CueText.Read(string.Join('\n', block[(at + 1)..].ToArray())))
        {
            turns.Add(new(times.Start, times.End, voice, SpeakerRole.Unknown, words));
        }

        return null;
    }

    static bool IsNumber(string line) => line.AsSpan().Trim() is { Length: > 0 and < 12 } text && text.IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <summary>The times of a cue.</summary>
static class CueTime
{
    /// <summary>Reads <c>00:01:02.500 --&gt; 00:01:04.000 align:start</c> in seconds; null when it cannot be read.</summary>
    /// <param name="line">The line.</param>
    /// <param name="point">What stands before the thousandths: a point in WebVTT, a comma in SubRip.</param>
    public static (double Start, double End)? Range(string line, char point)
    {
        var arrow = line.IndexOf("-->", StringComparison.Ordinal);
        var end = line.AsSpan(arrow + 3).Trim();
        var settings = end.IndexOfAny(' ', '\t');
        return Read(line.AsSpan(0, arrow).Trim(), point) is { } start && Read(settings < 0 ? end : end[..settings], point) is { } stop
            ? (start, stop)
            : null;
    }

    static double? Read(ReadOnlySpan<char> text, char point)
    {
        Span<Range> parts = stackalloc Range[4];
        var count = text.Split(parts, ':');
        if (count is not (2 or 3) || (count == 2 && point == ','))
        {
            return null;
        }

        var seconds = text[parts[count - 1]];
        var hours = count == 3 ? Digits(text[parts[0]], 1, 6) : 0;
        if (hours is not { } h || Digits(text[parts[count - 2]], 2, 2) is not (< 60 and var m) || seconds.Length != 6 || seconds[2] != point
            || Digits(seconds[..2], 2, 2) is not (< 60 and var s) || Digits(seconds[3..], 3, 3) is not { } thousandths)
        {
            return null;
        }

        return (((((h * 60L) + m) * 60) + s) * 1000 + thousandths) / 1000.0;
    }

    static int? Digits(ReadOnlySpan<char> text, int least, int most) =>
        text.Length >= least && text.Length <= most && text.IndexOfAnyExceptInRange('0', '9') < 0
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
