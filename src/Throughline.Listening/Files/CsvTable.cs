using CsvHelper;

namespace Throughline.Listening.Files;

/// <summary>CSV, TSV and their like, read by CsvHelper.</summary>
sealed class CsvTable : TableReader
{
    readonly Utf8Input _input;
    readonly Stream _file;
    readonly CsvReader _csv;
    readonly Dialect _dialect;
    bool _unclosed;
    bool _started;

    public CsvTable(Utf8Input input, Stream file, Dialect dialect)
    {
        (_input, _file, _dialect) = (input, file, dialect);
        _csv = CsvReader.Create(input, new CsvReaderOptions
        {
            HasHeader = false,
            DetectSeparatorHint = false,
            Separator = dialect.Separator,
            Quote = dialect.Quote,
            MaxRecordSize = Limits.RecordBytes,
            TrackLineNumbers = true,
            PoolStrings = true,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => _unclosed |= record.Reason == CsvMalformedReason.UnterminatedQuote,
        });
    }

    public override long BytesRead => _file.Position;

    public override int Cells => _csv.FieldCount;

    public override (long Start, int Length)? Place => (_csv.ByteOffset, _csv.RawRecord.Length);

    public override ReadOnlySpan<byte> Cell(int column) => _csv.GetSpan(column);

    public override string Text(int column) => _csv.GetString(column);

    public override bool Read()
    {
        if (Problem is not null)
        {
            return false;
        }

        try
        {
            return (_started || Start()) && Next();
        }
        catch (CsvFormatException)
        {
            Problem = _input.SinceLineFeed > Limits.RecordBytes / 2
                ? FileProblems.LineTooLong(Row + 1, Line + 1)
                : FileProblems.QuoteNeverCloses(Row + 1, Line + 1);
        }
        catch (FileProblemException found)
        {
            Problem = found.Problem.Code == "wrong_encoding"
                ? found.Problem with
                {
                    Row = Row + 1,
                    Line = Line + 1,
                    Message = $"{found.Problem.Message.TrimEnd('.')}, in row {Row + 1}.",
                }
                : found.Problem with { Row = Row + 1 };
        }

        return false;
    }

    /// <summary>Passes the lines that are no rows.</summary>
    bool Start()
    {
        _started = true;
        for (var skip = (_dialect.Hint ? 1 : 0) + (_dialect.Header ? 1 : 0) + _dialect.MoreHeads; skip > 0; skip--)
        {
            if (!_csv.Read())
            {
                return false;
            }

            Line = _csv.LineNumber;
        }

        return true;
    }

    bool Next()
    {
        if (!_csv.Read())
        {
            return false;
        }

        Row++;
        Line = _csv.LineNumber;
        if (_unclosed)
        {
            Problem = FileProblems.UnclosedQuote(Row, Line);
            return false;
        }

        var cells = _csv.FieldCount;
        Fault = cells == Columns.Count || OnlyBlanksBeyond(cells) ? null : Quarantine.QuarantineReasons.WrongNumberOfCells;
        if (Fault is not null && cells < Columns.Count && IsCutEnd())
        {
            Problem = FileProblems.CutRow(Row, Line, cells, Columns.Count);
            return false;
        }

        return true;
    }

    bool OnlyBlanksBeyond(int cells)
    {
        for (var i = Columns.Count; i < cells; i++)
        {
            if (_csv.GetSpan(i).ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                return false;
            }
        }

        return cells > Columns.Count;
    }

    bool IsCutEnd() =>
        _input.AtEnd && !_input.EndsLine && _csv.ByteOffset + _csv.RawRecord.Length >= _input.Delivered;

    protected override void Dispose(bool disposing)
    {
        _csv.Dispose();
        _input.Dispose();
    }
}
