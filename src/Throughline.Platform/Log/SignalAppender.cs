using System.Text.Json;
using Throughline.Contracts;
using Throughline.DuckDb;

namespace Throughline.Platform.Log;

/// <summary>Writes signals into a table by data chunk: one pass down the row, no allocation but for several identifiers.</summary>
sealed class SignalAppender : IDisposable
{
    readonly DuckAppender _appender;
    readonly Dictionary<int, int> _scoreColumns = [];
    readonly Dictionary<int, int> _attributeColumns = [];
    readonly int _importId;
    readonly bool _timeIsKnown;
    readonly bool[] _filled;
    int _row;

    /// <summary>Opens the table for these questions and attributes; a signal with another one is a bug and throws.</summary>
    public SignalAppender(DuckConnection connection, string table, int importId, bool timeIsKnown,
        IEnumerable<int> questions, IEnumerable<int> attributes)
    {
        _importId = importId;
        _timeIsKnown = timeIsKnown;
        List<string> columns = [.. SignalTable.Columns];
        foreach (var question in questions)
        {
            _scoreColumns.Add(question, columns.Count);
            columns.Add(SignalTable.ScoreColumn(question));
        }

        foreach (var attribute in attributes)
        {
            _attributeColumns.Add(attribute, columns.Count);
            columns.Add(SignalTable.AttributeColumn(attribute));
        }

        _filled = new bool[columns.Count];
        _appender = connection.Append(table, [.. columns]);
    }

    /// <summary>Adds one row.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="seq">Its number.</param>
    /// <param name="receivedAt">Time of receipt, UTC.</param>
    /// <param name="hash">Hash of its content; null to have it made here.</param>
    /// <param name="warnings">What is odd about it.</param>
    public void Add(Signal signal, long seq, DateTime receivedAt, ulong? hash = null, SignalWarnings warnings = SignalWarnings.None)
    {
        var row = _row;
        _appender.Column<long>(0)[row] = seq;
        _appender.Column<UInt128>(1)[row] = DuckRaw.Uuid(signal.Id.Value);
        _appender.Column<int>(2)[row] = signal.SourceId;
        _appender.Column<int>(3)[row] = _importId;
        _appender.Column<byte>(4)[row] = (byte)signal.Kind;
        _appender.Column<byte>(5)[row] = (byte)signal.Mode;
        _appender.Column<long>(6)[row] = Microseconds(signal.OccurredAt);
        _appender.Column<long>(7)[row] = Microseconds(receivedAt);
        _appender.Column<ulong>(8)[row] = hash ?? ContentHash.Of(signal, _timeIsKnown);
        if (signal.Row is { } number)
        {
            _appender.Column<long>(9)[row] = number;
        }
        else
        {
            _appender.SetNull(9, row);
        }

        Text(10, row, signal.RecordKey);
        Text(11, row, signal.Customer ?? (signal.Identifiers.Count == 0 ? null : signal.Identifiers[0].ToString()));
        Text(12, row, signal.Identifiers.Count < (signal.Customer is null ? 2 : 1) ? null : JsonSerializer.Serialize(signal.Identifiers.Select(i => i.ToString())));
        Text(13, row, signal.Touchpoint);
        Text(14, row, signal.Channel);
        Text(15, row, signal.Language);
        Text(16, row, signal.Text);
        Text(17, row, signal.Rest);
        if (signal.OccurredDay is { } day)
        {
            _appender.Column<int>(18)[row] = DuckRaw.Days(day);
        }
        else
        {
            _appender.SetNull(18, row);
        }

        _appender.Column<byte>(19)[row] = signal.Text is null ? (byte)0 : (byte)1;
        if (warnings == SignalWarnings.None)
        {
            _appender.SetNull(20, row);
        }
        else
        {
            _appender.Column<int>(20)[row] = (int)warnings;
        }

        Text(21, row, signal.Activity);
        foreach (var answer in signal.Answers)
        {
            var column = _scoreColumns[answer.QuestionId];
            _filled[column] = true;
            _appender.Column<double>(column)[row] = answer.Value;
        }

        foreach (var attribute in signal.Attributes)
        {
            var column = _attributeColumns[attribute.AttributeId];
            _filled[column] = true;
            _appender.SetString(column, row, attribute.Value);
        }

        for (var column = SignalTable.Columns.Length; column < _filled.Length; column++)
        {
            if (!_filled[column])
            {
                _appender.SetNull(column, row);
            }

            _filled[column] = false;
        }

        if (++_row == _appender.Capacity)
        {
            Flush();
        }
    }

    /// <summary>Hands the rows so far to the table.</summary>
    public void Flush()
    {
        if (_row > 0)
        {
            _appender.EndChunk(_row);
            _row = 0;
        }

        _appender.Flush();
    }

    public void Dispose() => _appender.Dispose();

    static long Microseconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    void Text(int column, int row, string? text)
    {
        if (text is null)
        {
            _appender.SetNull(column, row);
        }
        else
        {
            _appender.SetString(column, row, text);
        }
    }
}
