namespace Throughline.Language.Topics.Discovery;

/// <summary>A different text: its normal form, how many rows have it, and its terms as a row of length 1.</summary>
/// <param name="Text">The normal form.</param>
/// <param name="Times">Rows that have it.</param>
/// <param name="Columns">Its terms, rising.</param>
/// <param name="Values">What each counts in it.</param>
sealed record TermRow(string Text, int Times, int[] Columns, double[] Values);

/// <summary>The different texts, in ordinal order, as rows of weighted terms: (1 + ln times) · ln((1 + texts) / (1 + texts with it)) + 1, length 1.</summary>
sealed class TermTable
{
    const int RareBelow = 2, MostTerms = 30_000;
    const double TooCommon = 0.4; // share of the texts above which a term tells nothing

    TermTable(string[] terms, double[] telling)
    {
        Words = terms;
        Telling = telling;
        Places = Enumerable.Range(0, terms.Length).ToDictionary(place => terms[place], StringComparer.Ordinal);
    }

    /// <summary>The terms, in ordinal order.</summary>
    public string[] Words { get; }

    /// <summary>Of each term, how telling it is.</summary>
    public double[] Telling { get; }

    /// <summary>Of each term its column.</summary>
    public Dictionary<string, int> Places { get; }

    /// <summary>Different texts that have any term, also one that no other text has.</summary>
    public int TextsWithTerms { get; private set; }

    /// <summary>The different texts that have a term of the table, in ordinal order.</summary>
    public IReadOnlyList<TermRow> Rows { get; private set; } = [];

    /// <summary>A table without texts, as a model keeps it.</summary>
    public static TermTable Of(string[] terms, double[] telling) => new(terms, telling);

    /// <summary>Reads texts; the order does not matter.</summary>
    /// <param name="texts">Different normal forms and how many rows have each.</param>
    public static TermTable Of(IReadOnlyCollection<KeyValuePair<string, int>> texts)
    {
        var reader = new Terms();
        var ordered = texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text =>
        {
            reader.Read(text.Key);
            return (text.Key, text.Value, Terms: reader.All.Select(term => term.Word).ToArray());
        }).ToList();

        var having = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var term in ordered.SelectMany(text => text.Terms.Distinct()))
        {
            having[term] = having.GetValueOrDefault(term) + 1;
        }

        string[] terms = [.. having.Where(term => term.Value >= RareBelow && term.Value <= Math.Max(RareBelow, TooCommon * ordered.Count))
            .OrderByDescending(term => term.Value).ThenBy(term => term.Key, StringComparer.Ordinal).Take(MostTerms).Select(term => term.Key).Order(StringComparer.Ordinal)];
        var table = new TermTable(terms, [.. terms.Select(term => Math.Log((1.0 + ordered.Count) / (1 + having[term])) + 1)]);
        table.TextsWithTerms = ordered.Count(text => text.Terms.Length > 0);
        table.Rows = [.. ordered.Select(text => table.Row(text.Key, text.Value, text.Terms)).Where(row => row.Columns.Length > 0)];
        return table;
    }

    /// <summary>A text as a row; without columns when it has none of the terms.</summary>
    public TermRow Row(string text, int times, IEnumerable<string> terms)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var term in terms)
        {
            if (Places.TryGetValue(term, out var place))
            {
                counts[place] = counts.GetValueOrDefault(place) + 1;
            }
        }

        int[] columns = [.. counts.Keys];
        double[] values = [.. counts.Select(one => (1 + Math.Log(one.Value)) * Telling[one.Key])];
        var norm = Math.Sqrt(values.Sum(value => value * value));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= norm;
        }

        return new TermRow(text, times, columns, values);
    }
}
