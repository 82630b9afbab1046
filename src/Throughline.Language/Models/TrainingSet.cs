using System.Runtime.InteropServices;
using Throughline.Language.Features;
using Throughline.Language.Learning;

namespace Throughline.Language.Models;

/// <summary>Labelled texts as rows of weighted features, the features numbered closely so that planes are small while they are fitted.</summary>
sealed class TrainingSet
{
    TrainingSet(Rows rows, ulong[] groups, int[] features, float[] idf)
    {
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

    /// <summary>Reads the texts.</summary>
    public static TrainingSet Of(IReadOnlyList<LabelledText> texts, FeatureOptions features, int rareBelow)
    {
        var read = new (int[] Ids, int[] Counts, ulong Group)[texts.Count];
        var readers = new ThreadLocal<FeatureCounts>(() => new FeatureCounts(features));
        Parallel.For(0, texts.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var counts = readers.Value!;
            counts.Read(texts[i].Text);
            read[i] = (counts.Ids.ToArray(), counts.Counts.ToArray(), Group(counts.Text.Units));
        });

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
            columns[place] = having[place] >= rareBelow ? used.Count : -1;
            if (having[place] >= rareBelow)
            {
                used.Add(place);
            }
        }

        float[] idf = [.. used.Select(place => FeatureWeight.Telling(texts.Count, having[place]))];
        var rows = new Rows();
        foreach (var (ids, counts, _) in read)
        {
            Add(rows, ids, counts, columns, idf);
        }

        return new TrainingSet(rows, [.. read.Select(one => one.Group)], [.. used], idf);
    }

    /// <summary>Values of columns at their places.</summary>
    public float[] Spread(float[] ofColumns, int places)
    {
        var all = new float[places];
        for (var column = 0; column < ofColumns.Length; column++)
        {
            all[Features[column]] = ofColumns[column];
        }

        return all;
    }

    static void Add(Rows rows, int[] ids, int[] counts, int[] columns, float[] idf)
    {
        var kept = ids.Count(id => columns[id] >= 0);
        var (of, values) = (new int[kept], new float[kept]);
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
