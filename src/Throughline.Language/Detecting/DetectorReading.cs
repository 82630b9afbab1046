using Throughline.Language.Evidence;
using Throughline.Language.Languages;
using Throughline.Language.Learning;
using Throughline.Language.Models;
using Throughline.Language.Normal;
using Throughline.Language.Words;

namespace Throughline.Language.Detecting;

/// <summary>Reads texts with some detectors; for one thread at a time. Nothing is allocated for each text.</summary>
public sealed class DetectorReading
{
    const int FewestLetters = 3; // a Chinese character counts as two

    readonly DetectorSet _set;
    readonly NormalText _text = new();
    readonly Tokens _tokens = new();
    readonly PatternScan _scan;
    readonly HitChoice[] _choices;
    readonly LinearEvidence?[] _evidence;
    readonly bool[] _isFirstOfModel;
    readonly DetectionState[] _states;
    readonly double[] _probabilities;
    readonly int[] _firsts;
    SourceRange[] _spans = new SourceRange[64];
    int _count;

    internal DetectorReading(DetectorSet set)
    {
        var detectors = set.Detectors.Count;
        _set = set;
        _scan = new PatternScan(set.Matcher);
        _choices = [.. Enumerable.Range(0, detectors).Select(_ => new HitChoice(set.Matcher))];
        var byModel = set.Heads.OfType<DetectorHead>().Select(head => head.Model).Distinct().ToDictionary(model => model, model => new LinearEvidence(model));
        _evidence = [.. set.Heads.Select(head => head is null ? null : byModel[head.Model])];
        _isFirstOfModel = [.. _evidence.Select((one, i) => one is not null && Array.IndexOf(_evidence, one) == i)];
        _states = new DetectionState[detectors];
        _probabilities = new double[detectors];
        _firsts = new int[detectors + 1];
    }

    /// <summary>The language that the last text was read in.</summary>
    public LanguageGuess Language { get; private set; }

    /// <summary>What a detector says of the last text.</summary>
    public DetectionState State(int detector) => _states[detector];

    /// <summary>The probability that it is present in the last text, 0 to 1; for ordering, never shown as a degree. NaN where it is not assessed.</summary>
    public double Probability(int detector) => _probabilities[detector];

    /// <summary>The words of the last text that say so, strongest first: ranges of the original in UTF-16 units, whole characters, never overlapping. Empty unless it is present.</summary>
    public ReadOnlySpan<SourceRange> Spans(int detector) => _spans.AsSpan(_firsts[detector].._firsts[detector + 1]);

    /// <summary>Reads a text, which may be any UTF-16.</summary>
    /// <param name="text">The original.</param>
    /// <param name="declaredLanguage">
    /// The language that its source says: taken where the text itself does not say otherwise. Between languages of one script a declared one counts more than the guess.
    /// </param>
    /// <param name="source">The source's number, for learned heads that know sources apart; 0 for none.</param>
    public void Read(ReadOnlySpan<char> text, string? declaredLanguage, int source = 0)
    {
        Language = DeclaredLanguage.Weigh(LanguageIdentifier.Of(text), declaredLanguage);
        Normaliser.Normalise(text, _text);
        _tokens.Part(_text);
        var name = Language.Language;
        var language = Array.IndexOf(PatternMatcher.Languages, name);
        _scan.Steps.Read(_text, _tokens, language == 1);
        var isEnough = _scan.Steps.Letters >= FewestLetters;
        foreach (var choice in _choices)
        {
            choice.Clear();
        }

        if (isEnough && language >= 0)
        {
            _scan.Run(language);
            foreach (var match in _scan.Matches)
            {
                _choices[_set.Matcher.Patterns[match.Pattern].Detector].Add(match);
            }
        }

        _count = 0;
        for (var detector = 0; detector < _states.Length; detector++)
        {
            _firsts[detector] = _count;
            if (_isFirstOfModel[detector] && isEnough)
            {
                _evidence[detector]!.Read(text);
            }

            Decide(text, detector, isEnough && _set.Detectors[detector].Covers(name), name, source);
        }

        _firsts[^1] = _count;
    }

    void Decide(ReadOnlySpan<char> text, int detector, bool isAssessed, string language, int source)
    {
        if (!isAssessed)
        {
            _states[detector] = DetectionState.NotAssessed;
            _probabilities[detector] = double.NaN;
        }
        else if (_set.Heads[detector] is { } head && head.Covers(language))
        {
            ByHead(text, detector, head, head.Fit(source));
        }
        else
        {
            ByPatterns(text, detector);
        }
    }

    void ByPatterns(ReadOnlySpan<char> text, int detector)
    {
        var choice = _choices[detector];
        _probabilities[detector] = choice.Choose();
        var threshold = _set.Heads[detector] is null ? _set.Detectors[detector].Threshold : HitRule.Threshold; // the detector's is that of its head
        _states[detector] = _probabilities[detector] >= threshold ? DetectionState.Present : DetectionState.Absent;
        if (_states[detector] == DetectionState.Absent)
        {
            return;
        }

        foreach (var match in choice.Kept)
        {
            Add(_text.Source(text, _scan.Steps.Start(match.Start), _scan.Steps.End(match.End - 1)), _firsts[detector]);
        }
    }

    void ByHead(ReadOnlySpan<char> text, int detector, DetectorHead head, SourceFit fit)
    {
        var evidence = _evidence[detector]!;
        var probability = head.Probability(evidence.Margin(head.Head));
        _probabilities[detector] = fit == SourceFit.None ? probability : fit.Of(probability);
        _states[detector] = DetectionState.Absent;
        if (_probabilities[detector] < head.Threshold)
        {
            return;
        }

        var spans = evidence.Spans(text, head.Head, head.Sign, head.Bound(fit));
        foreach (var span in spans)
        {
            Add(span, _firsts[detector]);
        }

        // A model that would say so of any text has seen nothing in this one.
        _states[detector] = spans.IsEmpty ? DetectionState.NotAssessed : DetectionState.Present;
        _probabilities[detector] = spans.IsEmpty ? double.NaN : _probabilities[detector];
    }

    /// <summary>Puts a range behind the others of a detector; one that touches the letters of another becomes part of it.</summary>
    void Add(SourceRange range, int first)
    {
        for (var i = first; i < _count; i++)
        {
            if (range.Start < _spans[i].End && _spans[i].Start < range.End)
            {
                range = new SourceRange(Math.Min(range.Start, _spans[i].Start), Math.Max(range.End, _spans[i].End));
                _spans.AsSpan(i + 1, _count - i - 1).CopyTo(_spans.AsSpan(i));
                _count--;
                i = first - 1;
            }
        }

        if (_count == _spans.Length)
        {
            Array.Resize(ref _spans, _count * 2);
        }

        _spans[_count++] = range;
    }
}
