using System.Text;
using Throughline.Language.Features;
using Throughline.Language.Learning;

namespace Throughline.Language.Models;

/// <summary>
/// A model in a file: a word that names the format and its version, the card, then of each feature that is used its place, how telling it is and its
/// weights. The same model gives the same bytes.
/// </summary>
public static class ModelFile
{
    const string Word = "throughline text model";
    const int Version = 2;

    /// <summary>Writes a model.</summary>
    public static void Write(TextClassifier model, Stream into)
    {
        using var writer = new BinaryWriter(into, Encoding.UTF8, leaveOpen: true);
        writer.Write(Word);
        writer.Write(Version);
        writer.Write(model.Features.Bits);
        writer.Write(model.Features.Negation);
        writer.Write(model.Features.Pairs);
        var card = model.Card;
        writer.Write(card.IsMany);
        writer.Write(card.Digest);
        writer.Write(card.MacroF1);
        writer.Write(card.Accuracy);
        writer.Write(card.Classes.Count);
        for (var one = 0; one < card.Classes.Count; one++)
        {
            writer.Write(card.Classes[one]);
            writer.Write(card.Texts[one]);
            writer.Write(model.Cuts[one]);
        }

        writer.Write(model.Slopes.Length > 0);
        for (var head = 0; head < model.Planes.Length; head++)
        {
            writer.Write(model.Slopes.Length > 0 ? model.Slopes[head] : 0);
            writer.Write(model.Curves[head].A);
            writer.Write(model.Curves[head].B);
            writer.Write(model.Planes[head].Bias);
        }

        var used = model.Idf.Count(idf => idf != 0);
        writer.Write(used);
        for (var place = 0; place < model.Idf.Length; place++)
        {
            if (model.Idf[place] == 0)
            {
                continue;
            }

            writer.Write(place);
            writer.Write(model.Idf[place]);
            foreach (var plane in model.Planes)
            {
                writer.Write(plane.Weights[place]);
            }
        }
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is no model, one of another version, or a broken one; the message says which.</exception>
    public static TextClassifier Read(Stream from)
    {
        using var reader = new BinaryReader(from, Encoding.UTF8, leaveOpen: true);
        try
        {
            return Read(reader);
        }
        catch (Exception broken) when (broken is EndOfStreamException or ArgumentException or OverflowException or IndexOutOfRangeException or FormatException)
        {
            throw new InvalidDataException("the file is not whole, or is no text model of this program.", broken);
        }
    }

    static TextClassifier Read(BinaryReader reader)
    {
        if (reader.ReadByte() != Word.Length || Encoding.ASCII.GetString(reader.ReadBytes(Word.Length)) != Word)
        {
            throw new InvalidDataException("the file is no text model of this program.");
        }

        var version = reader.ReadInt32();
        if (version != Version)
        {
            throw new InvalidDataException($"the model has format {version}; this program reads format {Version}. Train it again.");
        }

        var features = new FeatureOptions(reader.ReadInt32(), reader.ReadBoolean(), reader.ReadBoolean());
        if (features.Bits is < 10 or > 22)
        {
            throw new InvalidDataException("the file is not whole, or is no text model of this program.");
        }

        var isMany = reader.ReadBoolean();
        var (digest, macro, accuracy, count) = (reader.ReadString(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());
        var (classes, texts, cuts) = (new string[count], new int[count], new double[count]);
        for (var one = 0; one < count; one++)
        {
            (classes[one], texts[one], cuts[one]) = (reader.ReadString(), reader.ReadInt32(), reader.ReadDouble());
        }

        var heads = isMany || count > 2 ? count : 1;
        var hasSlopes = reader.ReadBoolean();
        var (curves, biases, slopes) = (new Platt[heads], new float[heads], new float[heads]);
        for (var head = 0; head < heads; head++)
        {
            slopes[head] = reader.ReadSingle();
            curves[head] = new Platt(reader.ReadDouble(), reader.ReadDouble());
            biases[head] = reader.ReadSingle();
        }

        var idf = new float[features.Places];
        float[][] weights = [.. Enumerable.Range(0, heads).Select(_ => new float[features.Places])];
        for (var used = reader.ReadInt32(); used > 0; used--)
        {
            var place = reader.ReadInt32();
            idf[place] = reader.ReadSingle();
            for (var head = 0; head < heads; head++)
            {
                weights[head][place] = reader.ReadSingle();
            }
        }

        return new TextClassifier(new ModelCard(classes, texts, isMany, digest, macro, accuracy), features, idf, [.. weights.Select((of, head) => new Plane(of, biases[head]))], curves, cuts, hasSlopes ? slopes : []);
    }
}
