using System.Globalization;
using System.Text.Json;
using Throughline.Listening.Files;
using Throughline.Listening.Imports;
using Throughline.Listening.Mappings;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Erasing;

/// <summary>
/// Uploaded files. In a text file of UTF-8 the person's rows are overwritten where they stand, so that every other row keeps its number; a
/// file of any other form that holds the person goes as a whole, and a mapping can then not be run on it again.
/// </summary>
sealed class UploadErasure(KeyStore keys, DataFolder folder, MappingStore mappings, ImportStore imports) : PersonalStore
{
    /// <inheritdoc/>
    public override string Name => "files";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Places => ["keys:listening_upload", "folder:files"];

    /// <inheritdoc/>
    public override Task<StoreFinding> FindAsync(ErasedPerson person, CancellationToken cancellation) => Task.Run(() =>
    {
        var looked = Kept().ConvertAll(kept => Look(kept, person, cancellation));
        var typed = looked.Sum(one => one.TypedByOthers);
        return new StoreFinding(looked.Sum(one => one.Rows), looked.Sum(one => one.Theirs.Count), typed > 0 ? [new LeftBehind(typed, "typed_by_others")] : []);
    }, cancellation);

    /// <inheritdoc/>
    public override Task EraseAsync(ErasedPerson person, CancellationToken cancellation) => Task.Run(() =>
    {
        foreach (var kept in Kept())
        {
            var theirs = Look(kept, person, cancellation).Theirs;
            if (theirs.Count == 0)
            {
                continue;
            }

            if (RowBlank.CanBlank(kept.File))
            {
                RowBlank.Write(kept.File, theirs);
            }
            else
            {
                File.Delete(kept.File.Path);
                keys.Write(connection => connection.Run("DELETE FROM listening_upload WHERE digest = @digest", ("@digest", kept.Digest)));
            }
        }
    }, cancellation);

    /// <summary>The files that are there, each with the imports that read it.</summary>
    List<KeptFile> Kept()
    {
        var of = imports.List(int.MaxValue).ToLookup(import => import.Digest);
        return
        [
            .. keys.Read(connection => connection.All("SELECT digest, max(uploaded_at), recognised FROM listening_upload GROUP BY digest",
                    r => new KeptFile(r.GetString(0), JsonSerializer.Deserialize<TableFile>(r.GetString(2), Mapping.Json)! with { Path = Path.Combine(folder.Files, r.GetString(0)) },
                        [.. of[r.GetString(0)]], DateTimeOffset.Parse(r.GetString(1), CultureInfo.InvariantCulture).UtcDateTime)))
                .Where(kept => File.Exists(kept.File.Path)),
        ];
    }

    Looked Look(KeptFile kept, ErasedPerson person, CancellationToken cancellation)
    {
        var rows = person.Rows.Where(row => kept.Imports.Any(import => import.Id == row.ImportId)).Select(row => row.Row).ToHashSet();
        var own = kept.Imports.Any(import => import.SourceId is { } source && person.IsOf(source));
        if (!person.Covers(kept.At) && !kept.Imports.Any(import => person.CameIn(import.Id)))
        {
            return new Looked(0, [], 0);
        }

        var (columns, values) = Identifying(kept, person);
        var (theirs, typed) = (new List<RowPlace>(), 0L);
        using var table = kept.File.Open();
        while (table.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsBlank(table))
            {
                continue; // erased before, or never filled
            }

            if (rows.Contains(table.Row) || (own && values.Exists(one => table.Text(one.Column).Trim() == one.Value)) || Names(table, columns, person, own))
            {
                theirs.Add(new RowPlace(table.Row, table.Place));
            }
            else if (columns.Count < table.Columns.Count && Names(table, Enumerable.Range(0, table.Columns.Count), person, ofOwnSource: false))
            {
                typed++;
            }
        }

        return new Looked(table.Row + 1, theirs, typed);
    }

    /// <summary>
    /// The columns that say whose a row is, by the mappings that read the file, or all where none did; and the person's own values in them.
    /// </summary>
    (IReadOnlyCollection<int> Columns, List<(int Column, string Value)> Values) Identifying(KeptFile kept, ErasedPerson person)
    {
        var names = kept.File.Columns.ToList();
        var fields = kept.Imports.Select(import => mappings.Find(import.Mapping, import.MappingVersion)).OfType<Mapping>()
            .SelectMany(mapping => mapping.Fields).Where(field => field.As == FieldUse.Identifier && names.Contains(field.Column)).ToList();
        return fields.Count == 0 ? ([.. Enumerable.Range(0, names.Count)], []) : (
            fields.Select(field => names.IndexOf(field.Column)).ToHashSet(),
            [.. fields.SelectMany(field => person.Identifiers.Where(one => one.StartsWith(field.Namespace + ":", StringComparison.Ordinal))
                .Select(one => (names.IndexOf(field.Column), one[(field.Namespace!.Length + 1)..]))).Distinct()]);
    }

    static bool IsBlank(TableReader table)
    {
        for (var column = 0; column < table.Cells; column++)
        {
            if (table.Cell(column).ContainsAnyExcept(" \t\r\n"u8))
            {
                return false;
            }
        }

        return table.Extras.Count == 0;
    }

    static bool Names(TableReader table, IEnumerable<int> columns, ErasedPerson person, bool ofOwnSource) =>
        columns.Any(column => column < table.Cells && table.Cell(column).Length > 4 && person.Mentions.In(table.Text(column), ofOwnSource))
        || table.Extras.Any(extra => person.Mentions.In(extra.Value, ofOwnSource));

    sealed record Looked(long Rows, List<RowPlace> Theirs, long TypedByOthers);

    sealed record KeptFile(string Digest, TableFile File, IReadOnlyList<ImportRecord> Imports, DateTime At);
}

/// <summary>A row of a file and where its record stands.</summary>
/// <param name="Row">Counting data rows from 0.</param>
/// <param name="Place">In bytes of the text without its mark; null where rows have no such place.</param>
readonly record struct RowPlace(long Row, (long Start, int Length)? Place);
