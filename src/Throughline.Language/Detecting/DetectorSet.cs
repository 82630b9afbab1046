using System.Collections.Frozen;
using System.Text;
using Throughline.Language.Learning;
using Throughline.Language.Models;

namespace Throughline.Language.Detecting;

/// <summary>Detectors that read a text together. Immutable: any number of <see cref="Reader"/> may read with it at once.</summary>
public sealed class DetectorSet
{
    const string Folder = "language.patterns.", Shared = "_shared";

    static readonly Lazy<DetectorSet> s_builtIn = new(ReadBuiltIn);

    DetectorSet(IReadOnlyList<Detector> detectors, PatternMatcher matcher, DetectorHead?[] heads)
    {
        Detectors = detectors;
        Matcher = matcher;
        Heads = heads;
    }

    /// <summary>The detectors that come with the product, by patterns of our own in four languages; all of them experimental.</summary>
    public static DetectorSet BuiltIn => s_builtIn.Value;

    /// <summary>The detectors, by id in ordinal order.</summary>
    public IReadOnlyList<Detector> Detectors { get; }

    internal PatternMatcher Matcher { get; }

    internal DetectorHead?[] Heads { get; }

    /// <summary>Where a detector stands in <see cref="Detectors"/>; -1 where there is none of this id.</summary>
    public int IndexOf(string id)
    {
        for (var i = 0; i < Detectors.Count; i++)
        {
            if (Detectors[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// The same detectors, one of them by a learned head: its probability and its evidence then come from the model, and its patterns rest
    /// in the languages that the model was learnt from.
    /// </summary>
    /// <param name="detectorId">Which detector.</param>
    /// <param name="head">The model.</param>
    /// <param name="ofClass">Which of its classes; without it the one that is named as the detector, or the second of two.</param>
    /// <param name="languages">What the model was learnt from: texts in other languages are read by the patterns. Without it the model reads all languages of the detector.</param>
    /// <param name="isExperimental">False only where its precision and recall were measured on labelled texts of the company and are good enough.</param>
    /// <param name="fits">How probabilities of the class are brought to sources that have enough of their own, by the source's number; null for none.</param>
    /// <exception cref="ArgumentException">There is no such detector, or the model has no such class.</exception>
    public DetectorSet With(
        string detectorId, TextClassifier head, string? ofClass = null, IReadOnlyCollection<string>? languages = null, bool isExperimental = true,
        IReadOnlyDictionary<int, SourceFit>? fits = null)
    {
        var place = IndexOf(detectorId);
        if (place < 0)
        {
            throw new ArgumentException($"There is no detector '{detectorId}'.", nameof(detectorId));
        }

        ofClass ??= head.Classes.Contains(detectorId) ? detectorId : head.Classes.Count == 2 ? head.Classes[1] : detectorId;
        Detector[] detectors = [.. Detectors];
        DetectorHead?[] heads = [.. Heads];
        var own = languages?.ToFrozenSet(StringComparer.Ordinal);
        var learnt = DetectorHead.Of(head, ofClass) with { Languages = own, Fits = fits };
        heads[place] = learnt;
        detectors[place] = detectors[place] with
        {
            Version = $"{detectors[place].Version}+{head.Card.Digest[..12]}",
            Languages = own is null ? detectors[place].Languages : detectors[place].Languages.Union(own).ToFrozenSet(StringComparer.Ordinal),
            IsExperimental = isExperimental,
            Threshold = learnt.Threshold,
        };
        return new DetectorSet(detectors, Matcher, heads);
    }

    /// <summary>The same detectors, one of them present from another probability on.</summary>
    /// <param name="detectorId">Which detector.</param>
    /// <param name="threshold">Above 0, below 1.</param>
    /// <exception cref="ArgumentException">There is no such detector, or no such threshold.</exception>
    public DetectorSet WithThreshold(string detectorId, double threshold)
    {
        var place = IndexOf(detectorId);
        if (place < 0 || threshold is not (> 0 and < 1))
        {
            throw new ArgumentException($"There is no detector '{detectorId}' that is present from {threshold} on.", nameof(detectorId));
        }

        Detector[] detectors = [.. Detectors];
        DetectorHead?[] heads = [.. Heads];
        detectors[place] = detectors[place] with { Threshold = threshold };
        heads[place] = heads[place] is { } head ? head with { Threshold = threshold } : null;
        return new DetectorSet(detectors, Matcher, heads);
    }

    /// <summary>The same detectors, one of them experimental or not.</summary>
    /// <exception cref="ArgumentException">There is no such detector.</exception>
    public DetectorSet WithMark(string detectorId, bool isExperimental)
    {
        var place = IndexOf(detectorId);
        if (place < 0)
        {
            throw new ArgumentException($"There is no detector '{detectorId}'.", nameof(detectorId));
        }

        Detector[] detectors = [.. Detectors];
        detectors[place] = detectors[place] with { IsExperimental = isExperimental };
        return new DetectorSet(detectors, Matcher, Heads);
    }

    /// <summary>Only some of the detectors that come with the product, by their patterns.</summary>
    /// <exception cref="ArgumentException">There is no such detector.</exception>
    public static DetectorSet Only(params IReadOnlyList<string> ids)
    {
        var files = Files().Where(file => ids.Contains(file.Id)).ToList();
        return files.Count == ids.Count ? Of(files, SharedFile()) : throw new ArgumentException("There is no such detector.", nameof(ids));
    }

    /// <summary>A reader of texts; one for each thread.</summary>
    public DetectorReading Reader() => new(this);

    /// <summary>Detectors by pattern files.</summary>
    /// <exception cref="FormatException">A pattern cannot be read.</exception>
    internal static DetectorSet Of(IReadOnlyList<PatternFile> files, PatternFile shared)
    {
        var detectors = files.Select(file => new Detector(file.Id, file.Trait, file.Version, file.Lines.Select(line => line.Language).ToFrozenSet(StringComparer.Ordinal), true, HitRule.Threshold));
        return new DetectorSet([.. detectors], PatternMatcher.Of(files, shared), new DetectorHead?[files.Count]);
    }

    /// <summary>The files of the detectors that come with the product.</summary>
    internal static List<PatternFile> Files() =>
        [.. typeof(DetectorSet).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..^4])
            .Where(id => id != Shared).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The file of what all detectors share: negators, and names for words.</summary>
    internal static PatternFile SharedFile() => Read(Shared);

    static DetectorSet ReadBuiltIn() => Of(Files(), SharedFile());

    static PatternFile Read(string id)
    {
        using var stream = typeof(DetectorSet).Assembly.GetManifestResourceStream($"{Folder}{id}.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return PatternFile.Read(id, reader);
    }
}
