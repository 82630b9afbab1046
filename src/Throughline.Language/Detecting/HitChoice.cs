namespace Throughline.Language.Detecting;

/// <summary>Which matches of one detector count: none that an excluded one overlaps, of those that overlap the strongest, then the longest, then the first.</summary>
sealed class HitChoice(PatternMatcher matcher)
{
    const int Most = 256; // matches of one detector in one text; of a longer text the first ones

    readonly PatternMatch[] _found = new PatternMatch[Most];
    readonly PatternMatch[] _out = new PatternMatch[Most];
    int _count, _outs;

    /// <summary>Matches that count, strongest first.</summary>
    public ReadOnlySpan<PatternMatch> Kept => _found.AsSpan(0, _count);

    /// <summary>Forgets all.</summary>
    public void Clear() => _count = _outs = 0;

    /// <summary>Takes a match.</summary>
    public void Add(PatternMatch match)
    {
        if (matcher.Patterns[match.Pattern].Kind == PatternKind.Exclusion)
        {
            _out[_outs] = match;
            _outs += _outs < Most - 1 ? 1 : 0;
        }
        else if (_count < Most)
        {
            _found[_count++] = match;
        }
    }

    /// <summary>Chooses, and tells the probability.</summary>
    public double Choose()
    {
        for (var i = 1; i < _count; i++)
        {
            var one = _found[i];
            var at = i - 1;
            for (; at >= 0 && IsBefore(one, _found[at]); at--)
            {
                _found[at + 1] = _found[at];
            }

            _found[at + 1] = one;
        }

        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (!Overlaps(_found[i], _out.AsSpan(0, _outs)) && !Overlaps(_found[i], _found.AsSpan(0, kept)))
            {
                _found[kept++] = _found[i];
            }
        }

        _count = kept;
        var left = 1.0;
        for (var i = 0; i < kept; i++)
        {
            left *= IsFirstOfItsLine(i) ? 1 - HitRule.Of(matcher.Patterns[_found[i].Pattern].Kind) : 1;
        }

        return HitRule.Probability(left);
    }

    bool IsBefore(PatternMatch one, PatternMatch other)
    {
        var (kind, others) = (matcher.Patterns[one.Pattern].Kind, matcher.Patterns[other.Pattern].Kind);
        return kind != others ? kind > others
            : one.End - one.Start != other.End - other.Start ? one.End - one.Start > other.End - other.Start
            : one.Start != other.Start ? one.Start < other.Start
            : one.Pattern < other.Pattern;
    }

    bool IsFirstOfItsLine(int kept)
    {
        for (var i = 0; i < kept; i++)
        {
            if (matcher.Patterns[_found[i].Pattern].Line == matcher.Patterns[_found[kept].Pattern].Line)
            {
                return false;
            }
        }

        return true;
    }

    static bool Overlaps(PatternMatch one, ReadOnlySpan<PatternMatch> others)
    {
        foreach (var other in others)
        {
            if (one.Start < other.End && other.Start < one.End)
            {
                return true;
            }
        }

        return false;
    }
}
