using System.Runtime.InteropServices;
using Throughline.Language.Features;
using Throughline.Language.Learning;
using Throughline.Language.Lexicon;

namespace Throughline.Language.Models;

/// <summary>Labelled texts as rows of weighted features, the features numbered closely so that planes are small while they are fitted.</summary>
sealed class TrainingSet
{
    /// <summary>How much more a word, a pair, a sign or a picture counts than a piece, of which each word has many.</summary>
    public const float WholeWeight = 2;

    /// <summary>What a worth is multiplied by in its column, so that it is of the size of a text's other values together.</summary>
    public const float WorthScale = 0.5f;

    TrainingSet(Rows rows, ulong[] groups, int[] features, float[] idf, float[] worths)
    {
        Worths = worths;
        Rows = rows;
        Groups = groups;
        Features = features;
        Idf = idf;
    }

    /// <summary>The rows.</summary>
    public Rows Rows { get; }

    /// <summary>Of each row, a number that equal texts share.</summary>
    public ulong[] Groups { get; }

    /// <summary>Of each column, the feature's place.</summary>
    public int[] Features { get; }

    /// <summary>Of each column, how telling it is.</summary>
    public float[] Idf { get; }

    /// <summary>Of each row, what its words are worth by the lists; it stands in the last column, too. Empty where the lists are not asked.</summary>
    public float[] Worths { get; }

    /// <summary>Reads the texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="features">Which features.</param>
    /// <param name="rareBelow">A feature that fewer texts have is left out, unless the model to start from has it.</param>
    /// <param name="threads">How many threads read.</param>
    /// <param name="withWorths">True where the word lists are asked as well.</param>
    /// <param name="start">Of each place, how telling it is in the model to start from; null without one.</param>
    public static TrainingSet Of(IReadOnlyList<LabelledText> texts, FeatureOptions features, int rareBelow, ParallelOptions threads, bool withWorths = false, float[]? start = null)
    {
        var read = new (int[] Ids, int[] Counts, ulong Group)[texts.Count];
        var worths = new float[withWorths ? texts.Count : 0];
        Parallel.For(0, texts.Count, threads, () => (Counts: new FeatureCounts(features), Worth: new WorthReading(WordWorth.BuiltIn)), (i, _, readers) =>
        {
            var counts = readers.Counts;
            counts.Read(texts[i].Text);
            read[i] = (counts.Ids.ToArray(), counts.Counts.ToArray(), Group(counts.Text.Units));
            if (withWorths)
            {
                readers.Worth.Read(texts[i].Text, counts.Text, counts.Tokens, counts.Negations);
                worths[i] = readers.Worth.Score;
            }

            return readers;
        }, _ => { });

        var having = new int[features.Places];
        foreach (var (ids, _, _) in read)
        {
            foreach (var id in ids)
            {
                having[id]++;
            }
        }

        var columns = new int[features.Places];
        var used = new List<int>();
        for (var place = 0; place < having.Length; place++)
        {
            columns[place] = having[place] >= rareBelow || (having[place] > 0 && start?[place] > 0) ? used.Count : -1;
            if (columns[place] >= 0)
            {
                used.Add(place);
            }
        }

        float[] idf = [.. used.Select(place => start?[place] is > 0 and var known ? known : FeatureWeight.Telling(texts.Count, having[place]) * (FeatureScan.IsWhole(place) ? WholeWeight : 1))];
        var rows = new Rows(used.Count + (withWorths ? 1 : 0));
        for (var row = 0; row < read.Length; row++)
        {
            Add(rows, read[row].Ids, read[row].Counts, columns, idf, withWorths ? worths[row] : null);
        }

        return new TrainingSet(rows, [.. read.Select(one => one.Group)], [.. used], idf, worths);
    }

    /// <summary>Values of columns at their places.</summary>
    public float[] Spread(float[] ofColumns, int places)
    {
        var all = new float[places];
        for (var column = 0; column < Features.Length; column++)
        {
            all[Features[column]] = ofColumns[column];
        }

        return all;
    }

    /// <summary>Values of places at their columns; 0 in the column of the worth.</summary>
    public float[] Gathered(float[] ofPlaces)
    {
        var columns = new float[Rows.Width];
        for (var column = 0; column < Features.Length; column++)
        {
            columns[column] = ofPlaces[Features[column]];
        }

        return columns;
    }

    static void Add(Rows rows, int[] ids, int[] counts, int[] columns, float[] idf, float? worth)
    {
        var kept = ids.Count(id => columns[id] >= 0);
        var width = kept + (worth is null ? 0 : 1);
        var (of, values) = (new int[width], new float[width]);
        var norm = 0.0;
        var at = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            if (columns[ids[i]] is var column and >= 0)
            {
                of[at] = column;
                values[at] = FeatureWeight.Often(counts[i]) * idf[column];
                norm += (double)values[at] * values[at];
                at++;
            }
        }

        var scale = norm == 0 ? 0 : (float)(1 / Math.Sqrt(norm));
        for (var i = 0; i < kept; i++)
        {
            values[i] *= scale;
        }

        if (worth is not null)
        {
            (of[kept], values[kept]) = (rows.Width - 1, worth.Value * WorthScale);
        }

        rows.Add(of, values);
    }

    /// <summary>FNV-1a over the letters, so that equal texts are always on one side.</summary>
    static ulong Group(ReadOnlySpan<char> units)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var b in MemoryMarshal.AsBytes(units))
        {
            hash = (hash ^ b) * 1_099_511_628_211UL;
        }

        return hash ^ (hash >> 33);
    }
}
