using System.Globalization;
using Throughline.Language.Languages;

namespace Throughline.Server.Cli;

/// <summary>The file that <c>text language</c> writes: for each text, in the order of the file, its language and how likely that is.</summary>
static class LanguageFile
{
    const int Block = 2_048; // rows that one thread reads before it takes others

    public static void Write(TextWriter into, IReadOnlyList<string> texts)
    {
        var guesses = new LanguageGuess[texts.Count];
        Parallel.For(0, (texts.Count + Block - 1) / Block, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            for (var row = block * Block; row < Math.Min(texts.Count, (block + 1) * Block); row++)
            {
                guesses[row] = LanguageIdentifier.Of(texts[row]);
            }
        });

        into.Write("row,language,probability\n");
        for (var row = 0; row < guesses.Length; row++)
        {
            into.Write(string.Create(CultureInfo.InvariantCulture, $"{row},{guesses[row].Code},{guesses[row].Probability:0.######}\n"));
        }
    }
}
