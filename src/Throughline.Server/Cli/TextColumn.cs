using CsvHelper;

namespace Throughline.Server.Cli;

/// <summary>One column of a CSV file as it stands, a text for every data row; a row that is too short has an empty one.</summary>
static class TextColumn
{
    const int MostBytesOfRow = 16 << 20;

    /// <exception cref="InputRefused">The file cannot be read, or the column is not there.</exception>
    public static List<string> Read(string path, string name)
    {
        try
        {
            var separator = NumberColumns.SeparatorOf(path);
            using var reader = NumberColumns.Open(path);
            var unclosed = 0L;
            using var csv = CsvReader.Create(reader, new CsvReaderOptions
            {
                HasHeader = false,
                Separator = separator,
                MaxRecordSize = MostBytesOfRow,
                TrackLineNumbers = true,
                OnMalformedRecord = bad => unclosed = bad.Reason == CsvMalformedReason.UnterminatedQuote ? bad.LineNumber : unclosed,
            });
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

            return unclosed == 0 ? cells : throw new InputRefused($"{path}: a quote opened in line {unclosed} is never closed.");
        }
        catch (CsvFormatException failure)
        {
            throw new InputRefused($"{path}: a row is longer than {MostBytesOfRow >> 20} MiB; a quote may never be closed.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InputRefused($"cannot read {path}: {failure.Message}", failure);
        }
    }
}
