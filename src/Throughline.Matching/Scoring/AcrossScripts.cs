using Throughline.Matching.Names;

namespace Throughline.Matching.Scoring;

/// <summary>Whether two names in different scripts sound alike. Remembers what it has heard, within bounds. For one thread at a time.</summary>
sealed class AcrossScripts
{
    const int Remembered = 200_000;

    readonly NameComparison _comparison = new();
    readonly Dictionary<(string, string), bool> _heard = [];
    string? _taken;

    /// <summary>Cheapest for many right names after each other with the same left one.</summary>
    public bool IsAlike(string left, string right)
    {
        if (_heard.TryGetValue((left, right), out var alike))
        {
            return alike;
        }

        if (!ReferenceEquals(_taken, left))
        {
            _comparison.Take(left);
            _taken = left;
        }

        alike = _comparison.Score(right) >= NameIndex.Alike;
        if (_heard.Count < Remembered)
        {
            _heard.Add((left, right), alike);
        }

        return alike;
    }
}

/// <summary>One for each thread that compares at once: whoever comes back is given the one used last, which still knows the name that was taken.</summary>
sealed class AcrossScriptsByThread
{
    const int Places = 16;

    readonly AcrossScripts?[] _idle = new AcrossScripts?[Places];

    public bool IsAlike(string left, string right)
    {
        var place = Environment.CurrentManagedThreadId % Places;
        var own = Take(place);
        var alike = own.IsAlike(left, right);
        for (var i = 0; i < Places && Interlocked.CompareExchange(ref _idle[(place + i) % Places], own, null) is not null; i++)
        {
        }

        return alike;
    }

    AcrossScripts Take(int place)
    {
        for (var i = 0; i < Places; i++)
        {
            if (Interlocked.Exchange(ref _idle[(place + i) % Places], null) is { } idle)
            {
                return idle;
            }
        }

        return new AcrossScripts();
    }
}
