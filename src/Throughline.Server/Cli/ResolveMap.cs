using System.Text;
using Throughline.Matching.Records;

namespace Throughline.Server.Cli;

/// <summary>Which column of a file is what, said by a person (<c>id=COL,first_name=COL,custom:kind=COL</c>) or guessed.</summary>
/// <param name="Id">Column with the records' ids; null where rows are numbered.</param>
/// <param name="Columns">What is compared, with the name of its column.</param>
sealed record ResolveMap(string? Id, IReadOnlyList<MatchColumn> Columns)
{
    static readonly Dictionary<string, MatchField> s_fields = Enum.GetValues<MatchField>()
        .Where(field => field != MatchField.Custom)
        .ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(MatchField field)
    {
        var name = new StringBuilder();
        foreach (var c in field.ToString())
        {
            name.Append(char.IsUpper(c) && name.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }

    /// <exception cref="InputRefused">A part is no <c>field=column</c>, or names a field that there is not.</exception>
    public static ResolveMap Parse(string text)
    {
        string? id = null;
        var columns = new List<MatchColumn>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=', StringComparison.Ordinal);
            if (cut <= 0 || cut == part.Length - 1)
            {
                throw new InputRefused($"--map: '{part}' is not FIELD=COLUMN.");
            }

            var (field, column) = (part[..cut].Trim(), part[(cut + 1)..].Trim());
            if (field == "id")
            {
                id = column;
            }
            else if (field.StartsWith("custom:", StringComparison.Ordinal))
            {
                columns.Add(new MatchColumn(MatchField.Custom, column));
            }
            else if (s_fields.TryGetValue(field, out var known))
            {
                if (columns.Any(c => c.Field == known))
                {
                    throw new InputRefused($"--map names {field} twice; a further column may be custom:NAME=COLUMN.");
                }

                columns.Add(new MatchColumn(known, column));
            }
            else if (field != "source")
            {
                throw new InputRefused($"--map: there is no field {field}; there are id, source, {string.Join(", ", s_fields.Keys)} and custom:NAME.");
            }
        }

        return columns.Count > 0 ? new ResolveMap(id, columns) : throw new InputRefused("--map names no field to compare.");
    }

    /// <exception cref="InputRefused">No column seems to be of use.</exception>
    public static ResolveMap Guess(string path, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> columns)
    {
        var guesses = FieldGuess.Of(columns);
        var id = columns.Zip(guesses).FirstOrDefault(c => c.Second.IsId).First.Name;
        MatchColumn[] compared = [.. columns.Zip(guesses).Where(c => c.Second.Field is not null).Select(c => new MatchColumn(c.Second.Field!.Value, c.First.Name))];
        return compared.Length > 0
            ? new ResolveMap(id, compared)
            : throw new InputRefused($"{path} has no column that helps to tell who a record is about; it has {string.Join(", ", columns.Select(c => c.Name))}. Say which is what with --map.");
    }

    public override string ToString() =>
        string.Join(", ", Columns.Select(c => $"{(c.Field == MatchField.Custom ? $"custom:{c.Name}" : NameOf(c.Field))}={c.Name}").Prepend(Id is null ? "rows numbered" : $"id={Id}"));
}
