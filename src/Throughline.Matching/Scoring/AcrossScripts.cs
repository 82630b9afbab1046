using Throughline.Matching.Names;

namespace Throughline.Matching.Scoring;

/// <summary>Whether two names in different scripts sound alike. Remembers what it has heard, within bounds. For one thread; make one for each.</summary>
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
