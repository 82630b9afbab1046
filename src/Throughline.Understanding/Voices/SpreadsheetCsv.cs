using System.Buffers;
using System.Text;

namespace Throughline.Understanding.Voices;

/// <summary>
/// Writes CSV (RFC 4180) that a spreadsheet opens as text: UTF-8 with its mark, and an apostrophe before a cell that a
/// spreadsheet would otherwise run as a formula. What customers write is not to be trusted with that.
/// </summary>
sealed class SpreadsheetCsv
{
    static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create("\",\r\n"u8);

    // = + - @ in the wide forms that East Asian keyboards write, which spreadsheets read as the narrow ones.
    static readonly byte[][] WideFormulaStarts = [.. "＝＋－＠".Select(c => Encoding.UTF8.GetBytes(c.ToString()))];

    readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    bool _inRow;

    /// <summary>What is written and not yet taken.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Empties the buffer after it was sent.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>The mark by which spreadsheets know UTF-8; first of all.</summary>
    public void Mark() => _buffer.Write("\uFEFF"u8);

    /// <summary>A cell of text from outside; quoted and made harmless where needed.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Separate();
        var formula = StartsFormula(utf8);
        var quoted = formula || utf8.ContainsAny(NeedsQuotes);
        if (!quoted)
        {
            _buffer.Write(utf8);
            return;
        }

        _buffer.Write(formula ? "\"'"u8 : "\""u8);
        for (var quote = utf8.IndexOf((byte)'"'); quote >= 0; quote = utf8.IndexOf((byte)'"'))
        {
            _buffer.Write(utf8[..(quote + 1)]);
            _buffer.Write("\""u8);
            utf8 = utf8[(quote + 1)..];
        }

        _buffer.Write(utf8);
        _buffer.Write("\""u8);
    }

    /// <inheritdoc cref="Text(ReadOnlySpan{byte})"/>
    public void Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    /// <summary>An empty cell.</summary>
    public void Nothing() => Separate();

    /// <summary>A cell of our own making, which holds no text from outside: a number, a time, an id.</summary>
    public void Own<T>(T value, ReadOnlySpan<char> format = default) where T : IUtf8SpanFormattable
    {
        Separate();
        var span = _buffer.GetSpan(64);
        if (value.TryFormat(span, out var written, format, System.Globalization.CultureInfo.InvariantCulture))
        {
            _buffer.Advance(written);
        }
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        _buffer.Write("\r\n"u8);
        _inRow = false;
    }

    void Separate()
    {
        if (_inRow)
        {
            _buffer.Write(","u8);
        }

        _inRow = true;
    }

    static bool StartsFormula(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return false;
        }

        if (utf8[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            return true;
        }

        foreach (var start in WideFormulaStarts)
        {
            if (utf8.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }
}
