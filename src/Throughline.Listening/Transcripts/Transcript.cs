namespace Throughline.Listening.Transcripts;

/// <summary>Whose side a speaker is on.</summary>
public enum SpeakerRole
{
    /// <summary>Not said; nothing is concluded from such a turn.</summary>
    Unknown = 0,
    /// <summary>A customer; the only turns that are feedback.</summary>
    Customer = 1,
    /// <summary>Somebody of the company; never judged.</summary>
    Employee = 2,
}

/// <summary>One utterance.</summary>
/// <param name="Start">Seconds from the beginning.</param>
/// <param name="End">Seconds from the beginning.</param>
/// <param name="Speaker">Who spoke, as the file calls them; null when it does not say.</param>
/// <param name="Role">Whose side that is.</param>
/// <param name="Text">The words, without marks of the format; empty for a cue that holds none.</param>
public readonly record struct Turn(double Start, double End, string? Speaker, SpeakerRole Role, string Text);

/// <summary>A time in which nobody spoke, in seconds from the beginning.</summary>
/// <param name="Start">Where the last turn before it ended.</param>
/// <param name="End">Where the next began.</param>
public readonly record struct Quiet(double Start, double End);

/// <summary>The customer was handed from one employee to another.</summary>
/// <param name="At">When the second first spoke, seconds from the beginning.</param>
/// <param name="From">The first.</param>
/// <param name="To">The second.</param>
public readonly record struct HandedOver(double At, string From, string To);

/// <summary>A conversation with its turns in the order of the file.</summary>
/// <param name="Turns">The turns.</param>
public sealed record Transcript(IReadOnlyList<Turn> Turns)
{
    /// <summary>Seconds without speech from which on it counts as silence.</summary>
    public const double SilenceFrom = 3;

    /// <summary>When the conversation began; null when the file does not say.</summary>
    public DateTime? BeganAt { get; init; }

    /// <summary>The id that the file gives it; null when it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>The customer's words, a turn a line; null when no turn is known to be a customer's.</summary>
    public string? CustomerWords => Turns.Any(turn => turn.Role == SpeakerRole.Customer && turn.Text.Length > 0)
        ? string.Join('\n', Turns.Where(turn => turn.Role == SpeakerRole.Customer && turn.Text.Length > 0).Select(turn => turn.Text))
        : null;

    /// <summary>Stretches of at least <see cref="SilenceFrom"/> seconds between turns in which nobody spoke.</summary>
    public IReadOnlyList<Quiet> Silences()
    {
        var silences = new List<Quiet>();
        var spoken = double.NaN; // until when somebody spoke
        foreach (var turn in Turns.OrderBy(turn => turn.Start))
        {
            if (turn.Start - spoken >= SilenceFrom)
            {
                silences.Add(new(spoken, turn.Start));
            }

            spoken = double.IsNaN(spoken) ? turn.End : Math.Max(spoken, turn.End);
        }

        return silences;
    }

    /// <summary>Changes from one employee to another, as far as the file names them.</summary>
    public IReadOnlyList<HandedOver> Handovers()
    {
        var handovers = new List<HandedOver>();
        string? last = null;
        foreach (var turn in Turns.Where(turn => turn.Role == SpeakerRole.Employee && turn.Speaker is not null))
        {
            if (last is not null && last != turn.Speaker)
            {
                handovers.Add(new(turn.Start, last, turn.Speaker!));
            }

            last = turn.Speaker;
        }

        return handovers;
    }
}

/// <summary>Why a file is no transcript that can be read.</summary>
/// <param name="Line">Line at fault, from 1.</param>
/// <param name="Message">What is wrong there; never the words themselves.</param>
public sealed record TranscriptProblem(int Line, string Message);

/// <summary>Formats of transcripts.</summary>
public enum TranscriptFormat
{
    /// <summary>WebVTT, of browsers and meeting programs.</summary>
    WebVtt = 0,
    /// <summary>SubRip.</summary>
    Srt = 1,
    /// <summary>JSON of Amazon Transcribe and Contact Lens.</summary>
    Json = 2,
}
