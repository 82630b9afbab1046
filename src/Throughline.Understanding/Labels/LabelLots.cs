using Throughline.Language.Detecting;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Labels;

/// <summary>
/// The lots of the last detectors that were labelled: drawn once over the whole log, without the texts, and used label after label. They are
/// drawn anew when signals left the log, when other sources may be used, when detectors read otherwise, when the log grew by a tenth, and
/// when too few wait.
/// </summary>
sealed class LabelLots(LabelTexts texts, DetectorBook detectors) : IDisposable
{
    const int Doubtful = 1_000; // texts among which the most doubtful are looked for
    const int MostRows = 20_000; // of a draw
    const int MostKept = 8; // detectors

    readonly SemaphoreSlim _turn = new(1);
    readonly List<DrawnLots> _kept = []; // the last used first

    /// <summary>How often lots were drawn.</summary>
    internal int Draws { get; private set; }

    /// <summary>The lots of a detector, with enough in them that nobody has labelled as long as there are so many.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="place">Its place in the set.</param>
    /// <param name="labelled">Signals that anybody labelled.</param>
    /// <param name="take">How many are wanted of each.</param>
    /// <param name="cancellation">Stops the drawing.</param>
    public async Task<DrawnLots> OfAsync(string detector, int place, IReadOnlySet<Guid> labelled, int take, CancellationToken cancellation)
    {
        var now = detectors.Now;
        await _turn.WaitAsync(cancellation);
        try
        {
            var (state, head) = (texts.State(), texts.Head);
            if (_kept.Find(one => one.Detector == detector) is { } kept)
            {
                _kept.Remove(kept);
                if (kept.SetVersion == now.Version && kept.State == state && head <= kept.Head + (kept.Head / 10)
                    && Serves(kept.Measuring, !kept.IsMeasuringCut && head == kept.Head, labelled, take)
                    && Serves(kept.Teaching, !kept.IsTeachingCut && head == kept.Head, labelled, Math.Max(take, Doubtful / 2)))
                {
                    _kept.Insert(0, kept);
                    return kept;
                }
            }

            var reader = now.Set.Reader();
            var threshold = now.Set.Detectors[place].Threshold;
            var (measuring, isMeasuringCut) = await DrawAsync(detector, true, labelled, take, text => new LabelLot(text.Signal, text.SourceId, text.Language, 0), cancellation);
            var (teaching, isTeachingCut) = await DrawAsync(detector, false, labelled, Doubtful,
                text => new LabelLot(text.Signal, text.SourceId, text.Language, Doubt(reader, place, threshold, text)), cancellation);
            var drawn = new DrawnLots(detector, now.Version, state, head, measuring, isMeasuringCut, teaching, isTeachingCut);
            _kept.Insert(0, drawn);
            _kept.RemoveRange(Math.Min(MostKept, _kept.Count), Math.Max(0, _kept.Count - MostKept));
            Draws++;
            return drawn;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Draws until enough wait: where the same is often said in the same words, few of many remain.</summary>
    async Task<(IReadOnlyList<LabelLot> Drawn, bool IsCut)> DrawAsync(
        string detector, bool measures, IReadOnlySet<Guid> labelled, int take, Func<LabelText, LabelLot> of, CancellationToken cancellation)
    {
        for (var most = labelled.Count + take + Doubtful; ; most *= 2)
        {
            var (drawn, isCut) = await texts.DrawAsync(detector, measures, Math.Min(most, MostRows), of, cancellation);
            if (!isCut || most >= MostRows || Serves(drawn, false, labelled, take))
            {
                return (drawn, isCut);
            }
        }
    }

    static bool Serves(IReadOnlyList<LabelLot> lots, bool areAll, IReadOnlySet<Guid> labelled, int take) => areAll || lots.Count(lot => !labelled.Contains(lot.Signal)) >= take;

    /// <summary>How far a text is from where the detector changes its mind; what it cannot assess comes last.</summary>
    static double Doubt(DetectorReading reading, int place, double threshold, LabelText text)
    {
        reading.Read(text.Text, text.Language);
        return reading.State(place) == DetectionState.NotAssessed ? 2 : Math.Abs(reading.Probability(place) - threshold);
    }
}

/// <summary>Lots that were drawn of a detector.</summary>
/// <param name="Detector">Of which.</param>
/// <param name="SetVersion">By which version of the detectors the doubt was told.</param>
/// <param name="State">Which texts there were.</param>
/// <param name="Head">The newest signal then.</param>
/// <param name="Measuring">Lots that measure, in their order.</param>
/// <param name="IsMeasuringCut">True where there are more of them.</param>
/// <param name="Teaching">Lots that teach.</param>
/// <param name="IsTeachingCut">True where there are more of them.</param>
sealed record DrawnLots(
    string Detector, int SetVersion, string State, long Head, IReadOnlyList<LabelLot> Measuring, bool IsMeasuringCut, IReadOnlyList<LabelLot> Teaching, bool IsTeachingCut);

/// <summary>A text that may be labelled, without its words.</summary>
/// <param name="Signal">Its signal.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="Language">Its language.</param>
/// <param name="Doubt">How far it is from where the detector changes its mind; 0 is the greatest doubt.</param>
readonly record struct LabelLot(Guid Signal, int SourceId, string Language, double Doubt);
