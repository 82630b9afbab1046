using System.Globalization;
using Throughline.Language.Models;

namespace Throughline.Server.Cli;

/// <summary>The file that <c>text score</c> writes: the columns as they came, what is predicted, its probability, and that of each class.</summary>
static class ScoreFile
{
    const int Block = 512; // rows that one thread reads before it takes others

    public static void Write(TextWriter into, CsvTable table, int text, IReadOnlyList<string> names, bool isMany, Func<ITextReader> readers)
    {
        var classes = names.Count;
        var probabilities = new double[table.Rows.Count * classes];
        var chosen = new string[table.Rows.Count];
        var shown = new double[table.Rows.Count];
        var blocks = (table.Rows.Count + Block - 1) / Block;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, readers, (block, _, reader) =>
        {
            for (var row = block * Block; row < Math.Min(table.Rows.Count, (block + 1) * Block); row++)
            {
                reader.Read(table.Rows[row][text]);
                reader.Probabilities.CopyTo(probabilities.AsSpan(row * classes));
                (chosen[row], shown[row]) = Chosen(names, isMany, reader);
            }

            return reader;
        }, _ => { });

        CsvTable.Write(into, [.. table.Header, "predicted", "probability", .. names.Select(one => $"p_{one}")]);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            CsvTable.Write(into, [.. table.Rows[row], chosen[row], Number(shown[row]), .. probabilities.AsSpan(row * classes, classes).ToArray().Select(Number)]);
        }
    }

    static (string Chosen, double Probability) Chosen(IReadOnlyList<string> names, bool isMany, ITextReader reader)
    {
        if (!isMany)
        {
            return (names[reader.Chosen], reader.Probabilities[reader.Chosen]);
        }

        return (string.Join('|', names.Where((_, one) => reader.Has(one))), reader.Chosen < 0 ? 0 : reader.Probabilities[reader.Chosen]);
    }

    static string Number(double probability) => probability.ToString("0.######", CultureInfo.InvariantCulture);
}
