using System.Text;
using System.Text.Unicode;
using Throughline.Contracts;
using Throughline.Listening.Files;
using Throughline.Listening.Quarantine;

namespace Throughline.Listening.Mappings;

/// <summary>What a cell of a scored column is.</summary>
enum ScoreVerdict
{
    None,
    Answer,
    NotApplicable,
    SetAside,
    Reject,
}

/// <summary>One scored column of a compiled mapping: from the cell's bytes to the answer on the question's scale.</summary>
sealed class ScoreRule
{
    readonly MappingField _mapped;
    readonly bool _decimalComma;
    readonly Scale _scale;
    readonly byte[][] _emptyWords;
    readonly double[] _emptyNumbers;
    readonly byte[][] _yes;
    readonly byte[][] _no;
    readonly OtherScale? _other;
    readonly int _otherColumn;
    readonly byte[] _otherValue = [];
    readonly RowScale? _rowScale;
    readonly int _minColumn = -1;
    readonly int _maxColumn = -1;
    readonly TimeText? _time;
    readonly DateTime _since;

    public ScoreRule(MappingField mapped, int fieldIndex, int questionId, IReadOnlyDictionary<string, int> columns, bool decimalComma, TimeText? time)
    {
        (_mapped, FieldIndex, QuestionId, _decimalComma, _time) = (mapped, fieldIndex, questionId, decimalComma, time);
        Column = columns[mapped.Column];
        _scale = mapped.Scale ?? new Scale(0, 1);
        var empties = mapped.NotApplicable ?? [];
        _emptyWords = Words(empties);
        _emptyNumbers = [.. empties.Where(word => Number(word, out _)).Select(word => Number(word, out var value) ? value : 0)];
        (_yes, _no) = mapped.Metric == Metric.Share ? (Words(mapped.Yes ?? YesNo.Yes), Words(mapped.No ?? YesNo.No)) : ([], []);
        _other = mapped.OtherScale;
        _rowScale = mapped.RowScale;
        _minColumn = _rowScale?.MinColumn is { } min ? columns[min] : -1;
        _maxColumn = _rowScale?.MaxColumn is { } max ? columns[max] : -1;
        if (_other is not null)
        {
            _otherColumn = columns[_other.Column];
            _otherValue = Encoding.UTF8.GetBytes((_other.Value ?? "").Trim());
            _since = _other.Is == Condition.Since
                ? DateTime.SpecifyKind(DateTime.ParseExact(_other.Value!, "yyyy-MM-dd", null), DateTimeKind.Utc)
                : default;
        }
    }

    public int Column { get; }

    public int FieldIndex { get; }

    public int QuestionId { get; }

    public string Name => _mapped.Column;

    /// <summary>Reads the cell. A rejected cell gives its code.</summary>
    public ScoreVerdict Read(TableReader row, out double value, out string code)
    {
        code = "";
        var cell = row.Cell(Column).Trim(" \t"u8);
        if (cell.IsEmpty)
        {
            value = 0;
            return ScoreVerdict.None;
        }

        return _mapped.Metric == Metric.Share ? ReadShare(cell, out value, out code) : ReadNumber(row, cell, out value, out code);
    }

    ScoreVerdict ReadNumber(TableReader row, ReadOnlySpan<byte> cell, out double value, out string code)
    {
        code = "";
        if (!NumberText.TryRead(cell, _decimalComma, out value))
        {
            code = QuarantineReasons.NotANumber;
            return IsBlank(cell) ? ScoreVerdict.None
                : IsOneOf(cell, _emptyWords) ? ScoreVerdict.NotApplicable
                : ScoreVerdict.Reject;
        }

        if (Array.IndexOf(_emptyNumbers, value) >= 0)
        {
            return ScoreVerdict.NotApplicable;
        }

        var scale = _scale;
        if (_other is not null && Holds(row))
        {
            if (_other.Then == OtherScaleThen.SetAside)
            {
                return ScoreVerdict.SetAside;
            }

            scale = new Scale(_other.Min, _other.Max);
        }

        if (_rowScale is not null && !TryRowScale(row, out scale))
        {
            code = QuarantineReasons.NotANumber;
            return ScoreVerdict.Reject;
        }

        if (!scale.Holds(value))
        {
            code = QuarantineReasons.OffScale;
            return _mapped.OffScale == OffScale.SetAside ? ScoreVerdict.SetAside : ScoreVerdict.Reject;
        }

        value = scale.Min == _scale.Min && scale.Max == _scale.Max ? value : Convert(value, scale.Min, scale.Max, _scale);
        return ScoreVerdict.Answer;
    }

    /// <summary>The scale that the row names; false when what it names is none.</summary>
    bool TryRowScale(TableReader row, out Scale scale)
    {
        var (min, max) = (_rowScale!.Min, _rowScale.Max);
        var sound = Bound(row, _minColumn, ref min) && Bound(row, _maxColumn, ref max);
        scale = new Scale(min, max);
        return sound && min < max;
    }

    bool Bound(TableReader row, int column, ref double bound)
    {
        var cell = column < 0 ? [] : row.Cell(column).Trim(" \t"u8);
        return IsBlank(cell) || NumberText.TryRead(cell, _decimalComma, out bound);
    }

    ScoreVerdict ReadShare(ReadOnlySpan<byte> cell, out double value, out string code)
    {
        code = "";
        value = 1;
        if (IsOneOf(cell, _yes))
        {
            return ScoreVerdict.Answer;
        }

        value = 0;
        if (IsOneOf(cell, _no))
        {
            return ScoreVerdict.Answer;
        }

        if (IsOneOf(cell, _emptyWords))
        {
            return ScoreVerdict.NotApplicable;
        }

        // 1.0 and ۱ are the same yes as 1.
        if (NumberText.TryRead(cell, _decimalComma, out var number))
        {
            if (Array.IndexOf(_emptyNumbers, number) >= 0)
            {
                return ScoreVerdict.NotApplicable;
            }

            var plain = Encoding.UTF8.GetBytes(NumberText.Write(number));
            value = IsOneOf(plain, _yes) ? 1 : 0;
            if (value == 1 || IsOneOf(plain, _no))
            {
                return ScoreVerdict.Answer;
            }
        }

        code = QuarantineReasons.NotYesOrNo;
        return IsBlank(cell) ? ScoreVerdict.None
            : _mapped.OffScale == OffScale.SetAside ? ScoreVerdict.SetAside
            : ScoreVerdict.Reject;
    }

    /// <summary>Linear, ends to ends.</summary>
    public static double Convert(double value, double min, double max, Scale to) =>
        to.Min + ((value - min) * (to.Max - to.Min) / (max - min));

    bool Holds(TableReader row)
    {
        var cell = row.Cell(_otherColumn).Trim(" \t"u8);
        return _other!.Is switch
        {
            Condition.Filled => !IsBlank(cell),
            Condition.Empty => IsBlank(cell),
            Condition.Equals => cell.SequenceEqual(_otherValue),
            _ => _time is not null && _time.TryRead(cell, out var time) == TimeVerdict.Read && time >= _since,
        };
    }

    internal static bool IsBlank(ReadOnlySpan<byte> cell)
    {
        foreach (var value in cell)
        {
            if (value is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return value >= 0x80 && string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(cell));
            }
        }

        return true;
    }

    bool Number(string word, out double value) =>
        NumberText.TryRead(Encoding.UTF8.GetBytes(word.Trim()), _decimalComma, out value);

    static byte[][] Words(IReadOnlyList<string> words) =>
        [.. words.Select(word => Encoding.UTF8.GetBytes(word.Trim())).Where(word => word.Length > 0)];

    static bool IsOneOf(ReadOnlySpan<byte> cell, byte[][] words)
    {
        foreach (var word in words)
        {
            if (word.Length == cell.Length
                && (cell.SequenceEqual(word) || (cell[0] < 0x80 && Ascii.EqualsIgnoreCase(cell, word))))
            {
                return true;
            }
        }

        return false;
    }
}
