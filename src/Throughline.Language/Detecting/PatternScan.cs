namespace Throughline.Language.Detecting;

/// <summary>Where a pattern stands in a text.</summary>
/// <param name="Pattern">Number of the pattern.</param>
/// <param name="Start">First step.</param>
/// <param name="End">The step after the last.</param>
readonly record struct PatternMatch(int Pattern, int Start, int End);

/// <summary>
/// Looks for all patterns in a text at once. Of each pattern one place is the anchor: only where a word stands that it may have there is the rest of it looked at, so the time grows
/// with the length of the text and hardly with the number of patterns. Used again for text after text.
/// </summary>
sealed class PatternScan(PatternMatcher matcher)
{
    const int Most = 1 << 14; // matches of one text; what a longer text has more does not count
    const int ReachBefore = 2; // steps that may stand between a negator and what it negates

    PatternMatch[] _matches = new PatternMatch[64];
    int[] _notNegating = new int[128]; // steps on which a negator does not negate, by the number of the text
    int _text;
    int _count;

    public TextSteps Steps { get; } = new(matcher);

    /// <summary>The matches of the last text that was looked at, in no order that means anything; those that are negated are left out.</summary>
    public ReadOnlySpan<PatternMatch> Matches => _matches.AsSpan(0, _count);

    /// <summary>Looks at the steps that were read.</summary>
    /// <param name="language">Number of the language; patterns of others do not count, but for English words that stand in other scripts.</param>
    public void Run(int language)
    {
        _count = 0;
        _text++;
        if (_notNegating.Length < Steps.Count)
        {
            _notNegating = new int[Math.Max(Steps.Count, _notNegating.Length * 2)];
        }

        for (var step = 0; step < Steps.Count; step++)
        {
            for (var found = Steps.Head(step); found >= 0; found = Steps.Next(found))
            {
                foreach (var number in matcher.Anchored[Steps.Word(found)])
                {
                    var pattern = matcher.Patterns[number];
                    if ((pattern.Language == language || pattern.Language == 0) && Reaches(pattern, step, Steps.Until(found), out var start, out var end))
                    {
                        Take(number, pattern, start, end);
                    }
                }
            }
        }

        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            var pattern = matcher.Patterns[_matches[i].Pattern];
            if (pattern.MayBeNegated || pattern.Kind == PatternKind.Exclusion || !IsNegated(pattern.Language, _matches[i]))
            {
                _matches[kept++] = _matches[i];
            }
        }

        _count = kept;
    }

    void Take(int number, Pattern pattern, int start, int end)
    {
        if (pattern.Detector < 0)
        {
            Array.Fill(_notNegating, _text, start, end - start);
        }
        else if (_count < Most)
        {
            if (_count == _matches.Length)
            {
                Array.Resize(ref _matches, _count * 2);
            }

            _matches[_count++] = new PatternMatch(number, start, end);
        }
    }

    bool Reaches(Pattern pattern, int step, int until, out int start, out int end)
    {
        end = until;
        start = step;
        return Back(pattern, pattern.Anchor, step, ref start) && On(pattern, pattern.Anchor + 1, until, Steps.Clause(step), ref end);
    }

    /// <summary>The places before the one that begins on a step.</summary>
    bool Back(Pattern pattern, int place, int step, ref int start)
    {
        if (place == 0)
        {
            start = step;
            return true;
        }

        var clause = Steps.Clause(step);
        var least = Math.Max(0, step - pattern.Gaps[place] - pattern.Longest[place - 1]);
        for (var at = step - 1; at >= least && Steps.Clause(at) == clause; at--)
        {
            for (var found = Steps.Head(at); found >= 0; found = Steps.Next(found))
            {
                var until = Steps.Until(found);
                if (until <= step && step - until <= pattern.Gaps[place] && pattern.Places[place - 1].AsSpan().Contains(Steps.Word(found)) && Back(pattern, place - 1, at, ref start))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The places after what ends before a step.</summary>
    bool On(Pattern pattern, int place, int step, int clause, ref int end)
    {
        if (place == pattern.Places.Length)
        {
            end = step;
            return true;
        }

        var last = Math.Min(Steps.Count - 1, step + pattern.Gaps[place]);
        for (var at = step; at <= last && Steps.Clause(at) == clause; at++)
        {
            for (var found = Steps.Head(at); found >= 0; found = Steps.Next(found))
            {
                if (pattern.Places[place].AsSpan().Contains(Steps.Word(found)) && On(pattern, place + 1, Steps.Until(found), clause, ref end))
                {
                    return true;
                }
            }
        }

        return false;
    }

    bool IsNegated(int language, PatternMatch match)
    {
        var clause = Steps.Clause(match.Start);
        for (var at = match.Start - 1; at >= 0 && at >= match.Start - ReachBefore - 2 && Steps.Clause(at) == clause; at--)
        {
            if (_notNegating[at] != _text && EndOf(language, at, WordRoles.NegatorBefore) is var until and > 0 && until <= match.Start && match.Start - until <= ReachBefore)
            {
                return true;
            }
        }

        return IsNegatedAt(language, match.End, clause) || match.End < Steps.Count && EndOf(language, match.End, WordRoles.Filler) is var next and > 0 && IsNegatedAt(language, next, clause);
    }

    bool IsNegatedAt(int language, int step, int clause) => step < Steps.Count && Steps.Clause(step) == clause && _notNegating[step] != _text && EndOf(language, step, WordRoles.NegatorAfter) > 0;

    /// <summary>The step after a word that has a role and begins on a step; 0 for none.</summary>
    int EndOf(int language, int step, WordRoles role)
    {
        for (var found = Steps.Head(step); found >= 0; found = Steps.Next(found))
        {
            if ((matcher.Role(language, Steps.Word(found)) & role) != 0)
            {
                return Steps.Until(found);
            }
        }

        return 0;
    }
}
