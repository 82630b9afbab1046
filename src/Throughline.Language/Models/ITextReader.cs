namespace Throughline.Language.Models;

/// <summary>Says of one text after another which of some classes it is of; for one thread at a time.</summary>
public interface ITextReader
{
    /// <summary>Of each class, the probability that the last text is of it.</summary>
    ReadOnlySpan<double> Probabilities { get; }

    /// <summary>The class that is chosen for the last text; -1 for none of several.</summary>
    int Chosen { get; }

    /// <summary>True when a class is chosen for the last text, where it may be of several.</summary>
    bool Has(int one);

    /// <summary>Reads a text.</summary>
    /// <returns>False when nothing in it is known to the reader: what it then says is worth nothing.</returns>
    bool Read(ReadOnlySpan<char> text);
}
