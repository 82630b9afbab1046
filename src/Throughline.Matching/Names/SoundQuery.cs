namespace Throughline.Matching.Names;

/// <summary>
/// One name made ready to be laid beside many: for each of its letters and each letter that a candidate may go on with, the rules
/// that apply. Filled again and again; owns its room.
/// </summary>
sealed class SoundQuery
{
    /// <summary>Letters of a name that are looked at; the rest of a longer one is not.</summary>
    public const int Longest = 64;

    public const int Never = int.MaxValue / 2;

    readonly record struct Step(uint Rest, uint RestMask, int Length, int ToLength, int Cost);

    readonly int[] _costs = new int[(Longest + 1) * (Longest + 1)];
    readonly List<SoundRule> _found = new(256);
    readonly List<int> _foundAt = new(256);
    int[] _starts = [];
    Step[] _steps = new Step[1024];
    readonly record struct Loss(int At, int Length, int Cost);

    readonly Loss[] _lost = new Loss[(Longest + 1) * 16];
    readonly int[] _lostStarts = new int[Longest + 2];
    int _lostCount;
    int _letters;
    int _toCount;

    /// <summary>Takes the letters of a name and the rules from its script to that of the candidates.</summary>
    public void Fill(ReadOnlySpan<byte> name, SoundRules rules)
    {
        _letters = name.Length;
        _toCount = rules.ToCount;
        Find(name, rules);
        var cells = (_letters + 1) * _toCount + 2;
        if (_starts.Length < cells)
        {
            _starts = new int[cells];
        }

        _starts.AsSpan(0, cells).Clear();
        _lostCount = 0;
        for (var i = 0; i < _found.Count; i++)
        {
            var rule = _found[i];
            if (rule.ToLength == 0)
            {
                _lost[_lostCount++] = new Loss(_foundAt[i], rule.FromLength, rule.Cost);
            }
            else
            {
                _starts[_foundAt[i] * _toCount + (int)(rule.To & 0xFF) + 1]++;
            }
        }

        for (var i = 1; i < cells; i++)
        {
            _starts[i] += _starts[i - 1];
        }

        Place(cells);
    }

    void Place(int cells)
    {
        if (_steps.Length < _found.Count)
        {
            _steps = new Step[_found.Count * 2];
        }

        var next = _starts.AsSpan(0, cells);
        for (var i = _found.Count - 1; i >= 0; i--)
        {
            var rule = _found[i];
            if (rule.ToLength > 0)
            {
                var cell = _foundAt[i] * _toCount + (int)(rule.To & 0xFF) + 1;
                _steps[--next[cell]] = new Step(
                    rule.To >> 8, rule.ToLength == 1 ? 0 : uint.MaxValue >> (8 * (5 - rule.ToLength)), rule.FromLength, rule.ToLength, rule.Cost);
            }
        }

        // Each count, gone down, is now where the steps of its cell begin.
        var at = 0;
        for (var i = 0; i <= _letters; i++)
        {
            _lostStarts[i] = at;
            while (at < _lostCount && _lost[at].At == i)
            {
                at++;
            }
        }

        _lostStarts[_letters + 1] = at;
    }

    void Find(ReadOnlySpan<byte> name, SoundRules rules)
    {
        _found.Clear();
        _foundAt.Clear();
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length)
            {
                var ahead = 0u;
                for (var k = Math.Min(SoundRules.Longest, name.Length - i) - 1; k >= 0; k--)
                {
                    ahead = (ahead << 8) | name[i + k];
                }

                foreach (var rule in rules.StartingWith(name[i]))
                {
                    if (((ahead ^ rule.From) & (uint.MaxValue >> (8 * (SoundRules.Longest - rule.FromLength)))) == 0 && i + rule.FromLength <= name.Length)
                    {
                        _found.Add(rule);
                        _foundAt.Add(i);
                    }
                }
            }

            if (i > 0 && i < name.Length)
            {
                foreach (var rule in rules.StartingWith(0))
                {
                    _found.Add(rule);
                    _foundAt.Add(i);
                }
            }
        }
    }

    /// <summary>
    /// The cheapest way to write the name as the candidate, in hundredths; <paramref name="limit"/> when none is cheaper.
    /// </summary>
    public int Cost(ReadOnlySpan<byte> candidate, int limit = Never)
    {
        if (candidate.Length > Longest)
        {
            candidate = candidate[..Longest];
        }

        var width = candidate.Length + 1;
        var costs = _costs.AsSpan(0, (_letters + 1) * width);
        costs.Fill(Never);
        costs[0] = 0;
        Span<uint> ahead = stackalloc uint[Longest];
        var window = 0u;
        for (var j = candidate.Length - 1; j >= 0; j--)
        {
            ahead[j] = window;
            window = (window << 8) | candidate[j];
        }

        for (var i = 0; i <= _letters; i++)
        {
            var row = costs[(i * width)..];
            var starts = _starts.AsSpan(i * _toCount + 1, _toCount + 1);
            var losses = _lost.AsSpan(_lostStarts[i].._lostStarts[i + 1]);
            for (var j = 0; j < width; j++)
            {
                var cost = row[j];
                if (cost >= limit)
                {
                    continue;
                }

                foreach (ref readonly var loss in losses)
                {
                    ref var reached = ref row[loss.Length * width + j];
                    reached = Math.Min(reached, cost + loss.Cost);
                }

                if (j < candidate.Length)
                {
                    var letter = candidate[j];
                    var next = ahead[j];
                    foreach (ref readonly var step in _steps.AsSpan(starts[letter]..starts[letter + 1]))
                    {
                        if (((next ^ step.Rest) & step.RestMask) == 0)
                        {
                            ref var reached = ref row[step.Length * width + j + step.ToLength];
                            reached = Math.Min(reached, cost + step.Cost);
                        }
                    }
                }
            }
        }

        return Math.Min(limit, costs[^1]);
    }
}
