namespace Throughline.Listening.Files;

/// <summary>Tells delimiter, quote, header and decimal comma from the start of a text.</summary>
/// <remarks>
/// The delimiter is the one with which the most records have as many cells as the first, at least two
/// and in more than half of them. The header is told
/// by <see cref="HeaderGuess"/>.
/// </remarks>
static class DialectGuess
{
    const int Records = 500;
    const double Consistent = 0.5;

    /// <summary>The dialect, or why the text is no table.</summary>
    /// <param name="head">Start of the text.</param>
    /// <param name="whole">True when this is all of it.</param>
    public static (Dialect? Dialect, FileProblem? Problem) Of(string head, bool whole)
    {
        var start = head.AsSpan().TrimStart();
        if (start.StartsWith("<"))
        {
            return (null, FileProblems.NotATable("it is a web page or XML"));
        }

        var hint = Hint(head);
        var text = hint is null ? head : head[(head.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var quote = QuoteOf(text);
        Attempt? best = null;
        foreach (var delimiter in hint is null ? ",;\t|" : hint.Value.ToString())
        {
            var candidate = Try(text, whole, delimiter, quote);
            if (candidate is not null && (best is null || candidate.Rank > best.Rank))
            {
                best = candidate;
            }
        }

        if (best is { Share: > Consistent })
        {
            return (Finish(best.Records, best.Delimiter, quote, hint is not null), null);
        }

        var single = DelimitedText.Split(text, Single(text, whole, quote), quote, Records, whole);
        return best is null && single.Count > 0 && single.TrueForAll(record => record.Length == 1) && LooksLikeOneColumn(single)
            ? (Finish(single, Single(text, whole, quote) == ',' ? ',' : null, quote, hint is not null), null)
            : (null, FileProblems.NotATable("its lines do not have the same number of cells"));
    }

    sealed record Attempt(char Delimiter, List<string[]> Records, double Share)
    {
        // Agreement first; among equals the one that finds more cells.
        public double Rank => Math.Round(Share, 2) + (0.001 * Math.Min(9, Records[0].Length));
    }

    static Attempt? Try(string text, bool whole, char delimiter, char quote)
    {
        var records = DelimitedText.Split(text, delimiter, quote, Records, whole);
        if (records.Count == 0 || records[0].Length < 2)
        {
            return null;
        }

        var same = records.Count(record => record.Length == records[0].Length);
        return new Attempt(delimiter, records, (double)same / records.Count);
    }

    static char Single(string text, bool whole, char quote) =>
        DelimitedText.Split(text, ',', quote, Records, whole).TrueForAll(record => record.Length == 1) ? ',' : '\u001F';

    static bool LooksLikeOneColumn(List<string[]> records)
    {
        // Prose and logs begin with a sentence, a column with its name.
        var first = records[0][0];
        var json = first.AsSpan().Trim() is ['{' or '[', ..];
        return !json && first.Length <= 80 && (records.Count == 1 || records.Count(record => record[0].Length > 0) > 1);
    }

    static Dialect Finish(List<string[]> records, char? delimiter, char quote, bool hint) =>
        new(delimiter, quote, HeaderGuess.HasHeader(records), HeaderGuess.DecimalComma(records), hint);

    static char? Hint(string head) =>
        head.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && head.Length > 5 && head[5] is '\r' or '\n'
            ? head[4]
            : null;

    static char QuoteOf(string text)
    {
        if (text.Contains('"', StringComparison.Ordinal))
        {
            return '"';
        }

        // Single quotes count as quotes only where they stand round cells again and again.
        var round = 0;
        for (var i = 1; i + 1 < text.Length; i++)
        {
            round += text[i] == '\'' && (",;\t|\n\r".Contains(text[i - 1], StringComparison.Ordinal)
                || ",;\t|\n\r".Contains(text[i + 1], StringComparison.Ordinal)) ? 1 : 0;
        }

        var lines = text.AsSpan().Count('\n') + 1;
        return round >= 2 * lines ? '\'' : '"';
    }
}
