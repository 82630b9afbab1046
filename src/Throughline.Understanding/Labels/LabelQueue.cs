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
    /// <param name="take">How many.</param>
    public static List<QueuedLot> Next(
        IReadOnlyList<LabelLot> measuring, IReadOnlyList<LabelLot> teaching, IReadOnlyList<LabelLot> others, IReadOnlySet<Guid> labelled, int take)
    {
        var overlap = new Queue<LabelLot>(others.Take((take + 9) / 10));
        var random = new Queue<LabelLot>(measuring.Where(text => !labelled.Contains(text.Signal)));
        var uncertain = new Queue<LabelLot>(InTurn(teaching.Where(text => !labelled.Contains(text.Signal))));
        var queue = new List<QueuedLot>(take);
        while (queue.Count < take && overlap.Count + random.Count + uncertain.Count > 0)
        {
            if (queue.Count % 10 == 9 && overlap.Count > 0)
            {
                queue.Add(new QueuedLot(overlap.Dequeue(), "overlap"));
            }
            else if (random.Count > 0 && (queue.Count % 2 == 0 || uncertain.Count == 0))
            {
                queue.Add(new QueuedLot(random.Dequeue(), "random"));
            }
            else
            {
                queue.Add(uncertain.Count > 0 ? new QueuedLot(uncertain.Dequeue(), "uncertain") : new QueuedLot(overlap.Dequeue(), "overlap"));
            }
        }

        return queue;
    }

    /// <summary>Of each language and source in turn the text with the greatest doubt.</summary>
    static IEnumerable<LabelLot> InTurn(IEnumerable<LabelLot> lots) => lots
        .Select((lot, order) => (Lot: lot, Order: order))
        .GroupBy(one => (one.Lot.Language, one.Lot.SourceId))
        .SelectMany(group => group.OrderBy(one => one.Lot.Doubt).ThenBy(one => one.Order).Select((one, turn) => (one.Lot, Turn: turn, one.Order)))
        .OrderBy(one => one.Turn).ThenBy(one => one.Lot.Doubt).ThenBy(one => one.Order).Select(one => one.Lot);
}

/// <summary>A lot whose turn it is.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Why">random, uncertain or overlap.</param>
readonly record struct QueuedLot(LabelLot Lot, string Why);

/// <summary>A text that waits for a label.</summary>
/// <param name="Text">The text.</param>
/// <param name="Why">random, uncertain or overlap.</param>
readonly record struct QueuedText(LabelText Text, string Why);
