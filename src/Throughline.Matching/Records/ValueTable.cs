namespace Throughline.Matching.Records;

/// <summary>Distinct normal values of one kind. Value 0 is the missing one.</summary>
sealed class ValueTable
{
    readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    readonly List<string> _texts = [""];

    public int Count => _texts.Count;

    public string this[int id] => _texts[id];

    /// <summary>The number of a text, given anew where it is not known; 0 for the empty text.</summary>
    public int Add(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        ref var id = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_ids, text, out var known);
        if (!known)
        {
            id = _texts.Count;
            _texts.Add(text);
        }

        return id;
    }

    /// <summary>The number of a text, or 0.</summary>
    public int Find(string text) => _ids.GetValueOrDefault(text);

    /// <summary>The texts there are now under their numbers, without a way to find them.</summary>
    public ValueTable Copy()
    {
        var copy = new ValueTable();
        copy._texts.Clear();
        copy._texts.AddRange(_texts);
        return copy;
    }

    /// <summary>Forgets how texts are found; the numbers stay. Saves memory once all records are in.</summary>
    public void Seal()
    {
        _ids.Clear();
        _ids.TrimExcess();
        _texts.TrimExcess();
    }
}
