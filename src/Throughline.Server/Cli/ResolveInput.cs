using System.Globalization;
using Throughline.Listening.Files;
using Throughline.Matching.Records;

namespace Throughline.Server.Cli;

/// <summary>The records of one file, or of two that are linked: their ids and their columns in normal form.</summary>
sealed class ResolveInput
{
    const int RowsLookedAt = 500;

    readonly List<string> _ids = [];
    readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    ResolveInput(ResolveMap map) => Map = map;

    public ResolveMap Map { get; }

    public IReadOnlyList<string> Ids => _ids;

    public RecordTable Table { get; private set; } = null!;

    /// <exception cref="InputRefused">A file cannot be read, a column is missing, or an id stands twice.</exception>
    public static ResolveInput Read(IReadOnlyList<string> paths, string? map, CancellationToken cancellation)
    {
        var files = paths.Select(Recognise).ToArray();
        var input = new ResolveInput(map is null ? ResolveMap.Guess(paths[0], Sample(files[0])) : ResolveMap.Parse(map));
        var builder = new RecordTableBuilder(input.Map.Columns, paths.Count > 1);
        for (var side = 0; side < files.Length; side++)
        {
            input.Take(files[side], builder, (byte)side, files, cancellation);
        }

        if (builder.Count == 0)
        {
            throw new InputRefused($"{paths[0]} has column names but not one row.");
        }

        input._seen.Clear();
        input._seen.TrimExcess();
        input.Table = builder.Build();
        return input;
    }

    static TableFile Recognise(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputRefused($"{path} is not there.");
        }

        var (file, problem) = TableFile.Recognise(path);
        return file ?? throw new InputRefused($"{path}: {problem!.Message} {problem.WhatToDo}");
    }

    static List<(string, IReadOnlyList<string>)> Sample(TableFile file)
    {
        using var reader = file.Open();
        var values = file.Columns.Select(_ => new List<string>()).ToArray();
        for (var row = 0; row < RowsLookedAt && reader.Read(); row++)
        {
            for (var i = 0; i < values.Length && i < reader.Cells; i++)
            {
                values[i].Add(reader.Cell(i).Length > 1_000 ? "" : reader.Text(i).Trim());
            }
        }

        return [.. file.Columns.Select((name, i) => (name, (IReadOnlyList<string>)values[i]))];
    }

    void Take(TableFile file, RecordTableBuilder builder, byte side, TableFile[] files, CancellationToken cancellation)
    {
        var places = Map.Columns.Select(column => Place(file, column.Name)).ToArray();
        var id = Map.Id is null ? -1 : Place(file, Map.Id);
        using var reader = file.Open();
        while (reader.Read())
        {
            if ((reader.Row & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            for (var i = 0; i < places.Length; i++)
            {
                builder.Add(i, places[i] < reader.Cells ? reader.Cell(places[i]) : []);
            }

            builder.EndRow(side);
            _ids.Add(IdOf(reader, id, file, side, files));
        }

        if (reader.Problem is { } problem)
        {
            throw new InputRefused($"{file.Path}: {problem.Message} {problem.WhatToDo}");
        }
    }

    string IdOf(TableReader reader, int column, TableFile file, byte side, TableFile[] files)
    {
        var own = column < 0 ? (reader.Row + 1).ToString(CultureInfo.InvariantCulture) : column < reader.Cells ? reader.Text(column).Trim() : "";
        if (own.Length == 0)
        {
            throw new InputRefused($"{file.Path}: row {reader.Row} (line {reader.Line}) has no id.");
        }

        if (_seen.Add(own))
        {
            return own;
        }

        // Two files may count alike: the second one's ids get its name before them.
        var named = $"{Path.GetFileNameWithoutExtension(file.Name)}:{own}";
        return side > 0 && files.Length > 1 && _seen.Add(named)
            ? named
            : throw new InputRefused($"{file.Path}: the id {own} stands twice (again in row {reader.Row}, line {reader.Line}); each record needs its own.");
    }

    static int Place(TableFile file, string column)
    {
        var place = file.Columns.ToList().IndexOf(column);
        return place >= 0 ? place : throw new InputRefused($"{file.Path} has no column {column}; it has {string.Join(", ", file.Columns)}.");
    }
}
