using CsvHelper;

namespace Throughline.Server.Cli;

/// <summary>One column of a CSV file as it stands, a text for every data row; a row that is too short has an empty one.</summary>
static class TextColumn
{
    /// <exception cref="InputRefused">The file cannot be read, or the column is not there.</exception>
    public static List<string> Read(string path, string name) => NumberColumns.ReadRows(path, csv =>
    {
        if (!csv.Read())
        {
            throw new InputRefused($"{path} is empty; a header line is needed.");
        }

        string[] header = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
        var place = NumberColumns.Place(header, name, path);
        var cells = new List<string>();
        while (csv.Read())
        {
            cells.Add(place < csv.FieldCount ? csv.GetString(place) : "");
        }

        return cells;
    });
}
