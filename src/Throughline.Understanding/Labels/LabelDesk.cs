using Throughline.Contracts;
using Throughline.Language.Detecting;
using Throughline.Platform.Http;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Labels;

/// <summary>The desk at which people say of texts whether a trait is there; from it detectors learn, and are measured.</summary>
sealed class LabelDesk(LabelBook book, LabelTexts texts, LabelLots lots, LabelJudge judge, DetectorBook detectors)
{
    const int MostLabels = 5_000;

    /// <summary>Most texts that are handed out at once.</summary>
    public const int MostTake = 100;

    /// <summary>The next texts for a person.</summary>
    public async Task<IReadOnlyList<QueuedText>> NextAsync(string detector, int take, string who, CancellationToken cancellation)
    {
        var at = judge.Place(detector);
        var labels = book.Of(detector);
        HashSet<Guid> mine = [.. labels.Where(label => label.By == who).Select(label => label.Signal)];
        HashSet<Guid> all = [.. labels.Select(label => label.Signal)];
        List<LabelLot> others = [.. labels.GroupBy(label => label.Signal).Where(group => group.Count() == 1 && !mine.Contains(group.Key)).Take(take)
            .Select(group => new LabelLot(group.Key, group.First().SourceId, group.First().Language, 0)).OrderBy(lot => lot.Signal)];
        var drawn = await lots.OfAsync(detector, at, all, MostTake, cancellation);
        var next = LabelQueue.Next(drawn.Measuring, drawn.Teaching, others, all, take);
        var found = await texts.FindAsync([.. next.Select(one => one.Lot.Signal)], detector, cancellation);
        return [.. next.Where(one => found.ContainsKey(one.Lot.Signal)).Select(one => new QueuedText(found[one.Lot.Signal], one.Why))];
    }

    /// <summary>How many texts nobody has labelled.</summary>
    public async Task<long> LeftAsync(string detector, CancellationToken cancellation) =>
        Math.Max(0, await texts.CountAsync(cancellation) - book.Of(detector).DistinctBy(label => label.Signal).Count());

    /// <summary>Takes a label. It measures only where the lot fell on the text. Tells what the labels come to, and what the detector had said.</summary>
    public async Task<LabelSummary> AddAsync(Guid signal, string detector, bool? present, string who, CancellationToken cancellation)
    {
        var at = judge.Place(detector);
        var labels = book.Of(detector);
        if (labels.Count >= MostLabels)
        {
            throw new ConflictException($"There are {MostLabels} labels of this detector; more teach nothing.", "enough_labels");
        }

        var text = (await texts.FindAsync([signal], detector, cancellation)).GetValueOrDefault(signal)
            ?? throw new NotFoundException("No customer's words with this id may be labelled.", "no_label_text");
        var isRandom = text.Measures && (labels.Any(label => label.Signal == signal && label.IsRandom) || await IsDrawnAsync(detector, at, signal, labels, cancellation));
        var why = labels.Any(label => label.Signal == signal && label.By != who) ? "overlap" : isRandom ? "random" : text.Measures ? "own" : "uncertain";
        book.Add(new NewLabel(signal, detector, present, isRandom, why, who, text.Language, text.SourceId));
        var reader = detectors.Now.Set.Reader();
        reader.Read(text.Text, text.Language);
        return await judge.MeasureAsync(detector, cancellation) with { Said = reader.State(at) };
    }

    /// <summary>Takes a person's last label back.</summary>
    public Task<LabelSummary> UndoAsync(string detector, string who, CancellationToken cancellation)
    {
        judge.Place(detector);
        return book.Undo(detector, who) is null
            ? throw new NotFoundException("You have no label of this detector that could be taken back.", "no_label")
            : judge.MeasureAsync(detector, cancellation);
    }

    /// <summary>True when the text is among the first of those that measure and wait: only then it is there by lot, and not because somebody chose it.</summary>
    async Task<bool> IsDrawnAsync(string detector, int at, Guid signal, IReadOnlyList<Label> labels, CancellationToken cancellation)
    {
        HashSet<Guid> all = [.. labels.Select(label => label.Signal)];
        var drawn = await lots.OfAsync(detector, at, all, MostTake, cancellation);
        return drawn.Measuring.Where(lot => !all.Contains(lot.Signal)).Take(MostTake).Any(lot => lot.Signal == signal);
    }
}
