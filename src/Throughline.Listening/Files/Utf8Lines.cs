namespace Throughline.Listening.Files;

/// <summary>Lines of a UTF-8 stream as bytes, none longer than <see cref="Limits.RecordBytes"/>.</summary>
sealed class Utf8Lines(Utf8Input input) : IDisposable
{
    byte[] _buffer = new byte[128 * 1024];
    int _start;
    int _length;
    int _lineFrom;
    int _lineLength;
    long _next;

    /// <summary>Number of the current line, counted from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Where the current line begins, in bytes.</summary>
    public long Start { get; private set; }

    /// <summary>True when the current line is the last one and has no end.</summary>
    public bool CutAtEnd { get; private set; }

    /// <summary>The line without its line feed; lives until the next.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_lineFrom, _lineLength);

    public bool Next()
    {
        var searched = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start + searched, _length - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                Take(searched + feed, 1);
                return true;
            }

            searched = _length;
            if (_length > Limits.RecordBytes)
            {
                throw new FileProblemException(FileProblems.LineTooLong(Number, Number + 1));
            }

            if (!More())
            {
                if (_length == 0)
                {
                    return false;
                }

                CutAtEnd = true;
                Take(_length, 0);
                return true;
            }
        }
    }

    void Take(int length, int end)
    {
        Number++;
        (Start, _next) = (_next, _next + length + end);
        (_lineFrom, _lineLength) = (_start, length);
        _start += length + end;
        _length -= length + end;
    }

    bool More()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _length).CopyTo(_buffer);
            _start = 0;
        }

        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = input.Read(_buffer.AsSpan(_length));
        _length += read;
        return read > 0;
    }

    public void Dispose() => input.Dispose();
}
