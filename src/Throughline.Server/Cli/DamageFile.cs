using System.Globalization;
using System.Text;
using Throughline.Language.Damaged;

namespace Throughline.Server.Cli;

/// <summary>
/// The file that <c>text damage</c> writes: a line for each damaged stretch with the row, the kind, where it is in the text as UTF-16 units, and what stands there, characters that
/// are not seen written as their number.
/// </summary>
static class DamageFile
{
    const int Block = 512;
    const int MostShown = 80; // characters of a stretch that are shown

    /// <summary>Writes the file; how many stretches there are.</summary>
    public static int Write(TextWriter into, IReadOnlyList<string> texts)
    {
        var all = new IReadOnlyList<Damage>[texts.Count];
        Parallel.For(0, (texts.Count + Block - 1) / Block, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            for (var row = block * Block; row < Math.Min(texts.Count, (block + 1) * Block); row++)
            {
                all[row] = TextDamage.Find(texts[row]);
            }
        });

        CsvTable.Write(into, ["row", "kind", "start", "end", "found"]);
        for (var row = 0; row < all.Length; row++)
        {
            foreach (var one in all[row])
            {
                CsvTable.Write(into, [Number(row), one.Name, Number(one.Start), Number(one.End), Seen(texts[row].AsSpan(one.Start, one.End - one.Start))]);
            }
        }

        return all.Sum(found => found.Count);
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Seen(ReadOnlySpan<char> found)
    {
        var seen = new StringBuilder();
        for (var at = 0; at < found.Length && seen.Length < MostShown;)
        {
            var isWhole = Rune.DecodeFromUtf16(found[at..], out var rune, out var used) == System.Buffers.OperationStatus.Done;
            var isSeen = isWhole && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator);
            seen.Append(CultureInfo.InvariantCulture, $"{(isSeen ? rune.ToString() : $"<U+{(isWhole ? rune.Value : found[at]):X4}>")}");
            at += used;
        }

        return seen.ToString();
    }
}
