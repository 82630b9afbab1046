using System.Text;

namespace Throughline.Listening.Files;

/// <summary>Splits a small text into records and cells; for looking at a sample, not for reading a file.</summary>
static class DelimitedText
{
    /// <summary>The first records. A last one without an end is left out unless the text is whole.</summary>
    public static List<string[]> Split(string text, char delimiter, char quote, int most, bool whole)
    {
        var records = new List<string[]>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length && records.Count < most; i++)
        {
            var letter = text[i];
            if (quoted)
            {
                if (letter != quote)
                {
                    cell.Append(letter);
                }
                else if (i + 1 < text.Length && text[i + 1] == quote)
                {
                    cell.Append(letter);
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (letter == quote && cell.Length == 0)
            {
                quoted = true;
            }
            else if (letter == delimiter)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (letter is '\n' or '\r')
            {
                EndRecord();
            }
            else
            {
                cell.Append(letter);
            }
        }

        if (whole && records.Count < most)
        {
            EndRecord();
        }

        return records;

        void EndRecord()
        {
            if (cells.Count > 0 || cell.Length > 0)
            {
                cells.Add(cell.ToString());
                records.Add([.. cells]);
                cells.Clear();
                cell.Clear();
            }
        }
    }
}
