using System.Text;
using System.Text.Unicode;

namespace Throughline.Listening.Files;

/// <summary>
/// A text file as valid UTF-8 without its mark, whatever it was written in. Bytes that are no text in the named encoding
/// stop it: what comes before them is handed out, the next read throws, so that the reader above knows the row.
/// </summary>
sealed class Utf8Input : Stream
{
    const int Chunk = 64 * 1024;

    readonly Stream _source;
    readonly Stream _file;
    readonly TextEncoding _encoding;
    readonly Decoder? _decoder;
    readonly BadBytes _bad = new();
    readonly byte[] _in = new byte[Chunk];
    readonly char[] _chars;
    readonly byte[] _out;
    int _from;
    int _to;
    int _end;
    bool _ended;
    bool _started;
    long _consumed;
    FileProblem? _problem;

    /// <param name="source">The bytes, already inflated.</param>
    /// <param name="file">The file itself, whose position is the progress.</param>
    /// <param name="encoding">What the bytes are written in.</param>
    public Utf8Input(Stream source, Stream file, TextEncoding encoding)
    {
        (_source, _file, _encoding) = (source, file, encoding);
        if (encoding == TextEncoding.Utf8)
        {
            (_chars, _out) = ([], _in);
            return;
        }

        var codec = (Encoding)encoding.Codec().Clone();
        codec.DecoderFallback = _bad;
        _decoder = codec.GetDecoder();
        _chars = new char[codec.GetMaxCharCount(Chunk)];
        _out = new byte[_chars.Length * 3];
    }

    /// <summary>Bytes of UTF-8 handed out.</summary>
    public long Delivered { get; private set; }

    /// <summary>Bytes handed out since the last line feed.</summary>
    public long SinceLineFeed { get; private set; }

    /// <summary>True when everything was handed out.</summary>
    public bool AtEnd => _ended && _from == _to;

    /// <summary>True when the last byte handed out ends a line.</summary>
    public bool EndsLine { get; private set; } = true;

    public override int Read(Span<byte> buffer)
    {
        if (_from == _to && !Fill())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _to - _from);
        var given = _out.AsSpan(_from, count);
        given.CopyTo(buffer);
        _from += count;
        Note(given);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    void Note(ReadOnlySpan<byte> given)
    {
        if (given.IsEmpty)
        {
            return;
        }

        Delivered += given.Length;
        var feed = given.LastIndexOf((byte)'\n');
        SinceLineFeed = feed < 0 ? SinceLineFeed + given.Length : given.Length - feed - 1;
        EndsLine = given[^1] is (byte)'\n' or (byte)'\r';
    }

    bool Fill()
    {
        while (_from == _to)
        {
            if (_problem is not null)
            {
                throw new FileProblemException(_problem);
            }

            if (_ended)
            {
                return false;
            }

            if (_decoder is null)
            {
                CheckUtf8();
            }
            else
            {
                Decode(_decoder);
            }
        }

        return true;
    }

    int ReadSource(Span<byte> into)
    {
        try
        {
            var read = _source.Read(into);
            if (Delivered > 1L << 30 && Delivered / Limits.Inflation > _file.Position)
            {
                throw new FileProblemException(
                    FileProblems.TooLarge($"it unfolds to more than {Limits.Inflation} times its size"));
            }

            return read;
        }
        catch (InvalidDataException)
        {
            throw new FileProblemException(FileProblems.CutFile("its compressed data are incomplete, damaged or of several parts"));
        }
    }

    void CheckUtf8()
    {
        // A sequence that the last read cut waits at the end and comes to the front.
        var kept = _end - _to;
        _in.AsSpan(_to, kept).CopyTo(_in);
        var read = ReadSource(_in.AsSpan(kept));
        _ended = read == 0;
        _end = kept + read;
        var bytes = _in.AsSpan(0, _end);
        var whole = _ended ? _end : WholeSequences(bytes);
        if (!Utf8.IsValid(bytes[..whole]))
        {
            whole = FirstInvalid(bytes[..whole]);
            _problem = FileProblems.Encoding(_encoding.Name(), _consumed + whole, null, null);
        }

        (_from, _to) = (0, whole);
        _consumed += whole;
        if (!_started && whole > 0)
        {
            _started = true;
            _from = bytes[..whole].StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        }
    }

    void Decode(Decoder decoder)
    {
        var read = ReadSource(_in);
        _ended = read == 0;
        _bad.At = null;
        var chars = decoder.GetChars(_in.AsSpan(0, read), _chars, flush: _ended);
        var text = _chars.AsSpan(0, chars);
        if (_bad.At is { } at)
        {
            text = text[..Math.Max(0, text.IndexOf(BadBytes.Mark))];
            _problem = FileProblems.Encoding(_encoding.Name(), _consumed + Math.Max(0, at), null, null);
        }

        if (!_started && text.Length > 0)
        {
            _started = true;
            text = text[0] == '\uFEFF' ? text[1..] : text;
        }

        _consumed += read;
        (_from, _to) = (0, Encoding.UTF8.GetBytes(text, _out));
    }

    /// <summary>Length without a sequence that the end cuts.</summary>
    static int WholeSequences(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
            {
                continue;
            }

            var length = lead switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length &&
            Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Delivered; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Marks the first bytes that are no text and says where they are in the chunk.</summary>
    sealed class BadBytes : DecoderFallback
    {
        public const char Mark = '\uFFFF'; // no character, so it cannot stand in a text

        public int? At { get; set; }

        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

        sealed class Buffer(BadBytes owner) : DecoderFallbackBuffer
        {
            bool _pending;

            public override int Remaining => _pending ? 1 : 0;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                owner.At ??= index;
                return _pending = true;
            }

            public override char GetNextChar()
            {
                var mark = _pending ? Mark : '\0';
                _pending = false;
                return mark;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _pending = false;
        }
    }
}
