using Throughline.Language.Detecting;

namespace Throughline.Understanding.Labels;

/// <summary>
/// Which texts a person is asked about: half by lot, which measure; half where the detector is least sure, which teach, languages and sources in
/// turn; and of ten one that somebody else has labelled, so that their agreement can be told.
/// </summary>
static class LabelQueue
{
    /// <summary>The next texts.</summary>
    /// <param name="measuring">Texts whose lot measures, in the order of the lot.</param>
    /// <param name="teaching">Texts whose lot teaches.</param>
    /// <param name="others">Texts that somebody else labelled.</param>
    /// <param name="labelled">Signals that anybody labelled.</param>
    /// <param name="doubt">How far a text is from where the detector changes its mind; 0 is the greatest doubt.</param>
    /// <param name="take">How many.</param>
    public static List<QueuedText> Next(
        IReadOnlyList<LabelText> measuring, IReadOnlyList<LabelText> teaching, IReadOnlyList<LabelText> others, IReadOnlySet<Guid> labelled,
        Func<LabelText, double> doubt, int take)
    {
        var overlap = new Queue<LabelText>(others.Take((take + 9) / 10));
        var random = new Queue<LabelText>(measuring.Where(text => !labelled.Contains(text.Signal)));
        var uncertain = new Queue<LabelText>(InTurn(teaching.Where(text => !labelled.Contains(text.Signal)), doubt));
        var queue = new List<QueuedText>(take);
        while (queue.Count < take && overlap.Count + random.Count + uncertain.Count > 0)
        {
            if (queue.Count % 10 == 9 && overlap.Count > 0)
            {
                queue.Add(new QueuedText(overlap.Dequeue(), "overlap"));
            }
            else if (random.Count > 0 && (queue.Count % 2 == 0 || uncertain.Count == 0))
            {
                queue.Add(new QueuedText(random.Dequeue(), "random"));
            }
            else
            {
                queue.Add(uncertain.Count > 0 ? new QueuedText(uncertain.Dequeue(), "uncertain") : new QueuedText(overlap.Dequeue(), "overlap"));
            }
        }

        return queue;
    }

    /// <summary>How far a text is from where the detector changes its mind; what it cannot assess comes last.</summary>
    public static double Doubt(DetectorReading reading, int place, double threshold, LabelText text)
    {
        reading.Read(text.Text, text.Language);
        return reading.State(place) == DetectionState.NotAssessed ? 2 : Math.Abs(reading.Probability(place) - threshold);
    }

    /// <summary>Of each language and source in turn the text with the greatest doubt.</summary>
    static IEnumerable<LabelText> InTurn(IEnumerable<LabelText> texts, Func<LabelText, double> doubt) => texts
        .Select((text, lot) => (Text: text, Doubt: doubt(text), Lot: lot))
        .GroupBy(one => (one.Text.Language, one.Text.SourceId))
        .SelectMany(group => group.OrderBy(one => one.Doubt).ThenBy(one => one.Lot).Select((one, turn) => (one.Text, Turn: turn, one.Doubt, one.Lot)))
        .OrderBy(one => one.Turn).ThenBy(one => one.Doubt).ThenBy(one => one.Lot).Select(one => one.Text);
}

/// <summary>A text that waits for a label.</summary>
/// <param name="Text">The text.</param>
/// <param name="Why">random, uncertain or overlap.</param>
readonly record struct QueuedText(LabelText Text, string Why);
