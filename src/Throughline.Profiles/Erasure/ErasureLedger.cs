using System.Text.Json;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// One line for each erasure in <c>erasures.jsonl</c> beside the data: when, and the marks of the identifiers. A backup is older than the
/// erasures after it: the file of today, laid into the folder that is put back, has them done again at the start.
/// </summary>
sealed class ErasureLedger(DataFolder folder)
{
    string FilePath => Path.Combine(folder.Path, "erasures.jsonl");

    /// <summary>Adds a line; on disk when this returns.</summary>
    public void Add(ErasureLedgerLine line)
    {
        using var file = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n'); // an end of the program cut the line before: this one is a line of its own all the same
            }
        }

        JsonSerializer.Serialize(file, line, ErasureProof.Json);
        file.WriteByte((byte)'\n');
        file.Flush(flushToDisk: true);
    }

    /// <summary>All whole lines; a last one that a crash cut is passed over.</summary>
    public IReadOnlyList<ErasureLedgerLine> Read()
    {
        var lines = new List<ErasureLedgerLine>();
        foreach (var line in File.Exists(FilePath) ? File.ReadLines(FilePath) : [])
        {
            try
            {
                lines.Add(JsonSerializer.Deserialize<ErasureLedgerLine>(line, ErasureProof.Json)!);
            }
            catch (JsonException)
            {
                // Cut off: the erasure itself is in keys.db.
            }
        }

        return lines;
    }
}

/// <summary>An erasure in the ledger.</summary>
/// <param name="AskedAt">When it was asked for, UTC.</param>
/// <param name="Hash">Hash of its proof.</param>
/// <param name="Marks">Marks of the identifiers, in hexadecimal.</param>
sealed record ErasureLedgerLine(DateTime AskedAt, string Hash, IReadOnlyList<string> Marks);
