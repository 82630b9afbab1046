namespace Throughline.Listening.Files;

/// <summary>How a text file writes a table.</summary>
/// <param name="Delimiter">Character between cells; null when there is one column only.</param>
/// <param name="Quote">Character round cells that hold a delimiter or a line end.</param>
/// <param name="Header">True when the first record holds the columns' names.</param>
/// <param name="DecimalComma">True when numbers are written 3,5.</param>
/// <param name="Hint">True when a first line <c>sep=;</c> names the delimiter and is no record.</param>
/// <param name="MoreHeads">Records after the first that belong to the head, as survey tools write them.</param>
public sealed record Dialect(char? Delimiter, char Quote, bool Header, bool DecimalComma, bool Hint = false, int MoreHeads = 0)
{
    /// <summary>What the reader splits at when there is one column: a character that no text holds.</summary>
    public char Separator => Delimiter ?? '\u001F';
}
