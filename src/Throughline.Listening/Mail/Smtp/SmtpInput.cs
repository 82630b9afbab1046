using System.Text;

namespace Throughline.Listening.Mail.Smtp;

/// <summary>What a peer sends, in bounded memory and time: command lines and messages.</summary>
sealed class SmtpInput(Stream stream, TimeSpan silence, TimeProvider time)
{
    const int LongestLine = 2_000;

    readonly byte[] _buffer = new byte[8_192];
    int _at;
    int _end;

    /// <summary>The next line without its end; null at the end of the connection. A line that is too long comes as an empty one.</summary>
    public async ValueTask<string?> LineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>(80);
        var tooLong = false;
        while (_at < _end || await FillAsync(cancellation))
        {
            var one = _buffer[_at++];
            if (one == '\n')
            {
                return tooLong ? "" : Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            tooLong |= line.Count >= LongestLine;
            if (!tooLong)
            {
                line.Add(one);
            }
        }

        return null;
    }

    /// <summary>
    /// A message up to the line of a single point, its points unstuffed. Only CR LF ends a line here: a bare LF is content, so that no
    /// second message can be smuggled in. Null bytes when it is larger than allowed; false when the connection ended within it.
    /// </summary>
    public async ValueTask<(bool Whole, byte[]? Bytes)> MessageAsync(int most, CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var tooLarge = false;
        var state = State.LineStart;
        while (_at < _end || await FillAsync(cancellation))
        {
            while (_at < _end)
            {
                var one = _buffer[_at++];
                (state, var put) = Step(state, one);
                if (state == State.End)
                {
                    return (true, tooLarge ? null : message.ToArray());
                }

                tooLarge |= message.Length + 2 > most;
                if (!tooLarge && put >= 0)
                {
                    if (put == PutBack)
                    {
                        message.WriteByte((byte)'\r');
                    }

                    message.WriteByte(one);
                }
            }
        }

        return (false, null);
    }

    const int Keep = 1;
    const int Drop = -1;
    const int PutBack = 2; // the CR that came before, held back until it was clear that it ends nothing

    static (State State, int Put) Step(State state, byte one) => (state, one) switch
    {
        (State.LineStart, (byte)'.') => (State.Point, Drop),
        (State.Point, (byte)'\r') => (State.PointCr, Drop),
        (State.PointCr, (byte)'\n') => (State.End, Drop),
        (State.PointCr, (byte)'\r') => (State.Cr, PutBack),
        (State.PointCr, _) => (State.Line, PutBack),
        (State.Cr, (byte)'\n') => (State.LineStart, Keep),
        (_, (byte)'\r') => (State.Cr, Keep),
        _ => (State.Line, Keep),
    };

    enum State
    {
        LineStart,
        Line,
        Cr,
        Point,
        PointCr,
        End,
    }

    async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        using var quiet = new CancellationTokenSource(silence, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, quiet.Token);
        _at = 0;
        _end = await stream.ReadAsync(_buffer, both.Token);
        return _end > 0;
    }
}
