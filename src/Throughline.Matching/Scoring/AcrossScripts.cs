using Throughline.Matching.Names;

namespace Throughline.Matching.Scoring;

/// <summary>Whether two names in different scripts sound alike. Remembers what it has heard, within bounds. For one thread; make one for each.</summary>
sealed class AcrossScripts
{
    const int Remembered = 200_000;

    readonly NameComparison _comparison = new();
    readonly Dictionary<(string, string), bool> _heard = [];

    public bool IsAlike(string left, string right)
    {
        if (_heard.TryGetValue((left, right), out var alike))
        {
            return alike;
        }

        _comparison.Take(left);
        alike = _comparison.Score(right) >= NameIndex.Alike;
        if (_heard.Count < Remembered)
        {
            _heard.Add((left, right), alike);
        }

        return alike;
    }
}
