namespace Throughline.Listening.Files;

/// <summary>Why a file, as a whole, cannot be read. Nothing of such a file is stored.</summary>
/// <param name="Code">Stable word that the client translates, one of <see cref="FileProblems"/>.</param>
/// <param name="Message">One English sentence. Holds positions and sizes, never a cell's content.</param>
/// <param name="WhatToDo">One English sentence that says how to get further.</param>
/// <param name="Row">Data row where it was found, counted from 0; null when it is about no row.</param>
/// <param name="Line">Line of the file where that row begins, counted from 1; null when lines mean nothing.</param>
/// <param name="Column">Column where it was found; null when it is about no column.</param>
public sealed record FileProblem(
    string Code, string Message, string WhatToDo, long? Row = null, long? Line = null, string? Column = null);

/// <summary>The closed list of things that make a whole file unusable.</summary>
static class FileProblems
{
    public static FileProblem Empty() => new("empty_file", "The file is empty: 0 bytes.", "Export the file again.");

    public static FileProblem HeaderOnly() =>
        new("header_only", "The file has column names but not one row.", "Export the file again with its rows.");

    public static FileProblem UnclosedQuote(long row, long line) =>
        new("truncated_file", $"The file ends inside a quoted cell of row {row}, which begins on line {line}.",
            "The file was cut off, or a quote was never closed. Export it again, or close the quote.", row, line);

    public static FileProblem CutRow(long row, long line, int cells, int columns) =>
        new("truncated_file",
            $"The last row ({row}, line {line}) stops after {cells} of {columns} cells and has no end of line.",
            "The file was cut off. Export or copy it again.", row, line);

    public static FileProblem CutFile(string what, long? row = null) =>
        new("truncated_file", $"The file was cut off: {what}.", "Export or copy it again.", row);

    public static FileProblem Encoding(string encoding, long offset, long? row, long? line) =>
        new("wrong_encoding",
            row is null
                ? $"The file is not {encoding} at byte {offset}."
                : $"The file is not {encoding} at byte {offset}, in row {row}.",
            "Save the file again as UTF-8; a file must not change its encoding in the middle.", row, line);

    public static FileProblem LineTooLong(long row, long line) =>
        new("line_too_long", $"Row {row} (line {line}) is longer than {Limits.RecordBytes >> 20} MiB.",
            "This does not look like a table with one record a line. Check the line ends and the export.", row, line);

    public static FileProblem QuoteNeverCloses(long row, long line) =>
        new("quote_not_closed",
            $"A quote that opens in row {row} (line {line}) is not closed within {Limits.RecordBytes >> 20} MiB.",
            "Close the quote on that line, or export the file again.", row, line);

    public static FileProblem NotATable(string what) =>
        new("not_a_table", $"The file is no table: {what}.",
            "Give a table with one record a row: CSV, TSV, NDJSON, Parquet or xlsx.");

    public static FileProblem UnknownFormat(string what) =>
        new("unknown_format", $"The file is {what}, which cannot be read.",
            "Save it as CSV, TSV, NDJSON, Parquet or xlsx.");

    public static FileProblem Broken(string what) =>
        new("broken_file", $"The file is damaged: {what}.", "Save or export it again.");

    public static FileProblem TooLarge(string what) =>
        new("too_large", $"The file is too large to be read safely: {what}.",
            "Split it, or give it as CSV, which is read piece by piece.");

    public static FileProblem TooManyColumns(int columns) =>
        new("too_many_columns", $"The file has {columns} columns; {Limits.Columns} can be read.",
            "Leave out the columns that are not needed.");
}

/// <summary>Carries a problem out of a foreign reader's call; caught by the reader that made the call.</summary>
sealed class FileProblemException(FileProblem problem) : Exception(problem.Message)
{
    public FileProblem Problem { get; } = problem;
}
