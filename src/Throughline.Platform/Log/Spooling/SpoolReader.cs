namespace Throughline.Platform.Log.Spooling;

/// <summary>Reads records one after the other, each good until the next is asked for.</summary>
sealed class SpoolReader(Spool spool)
{
    const int Usual = 4 << 20;
    byte[] _buffer = new byte[Usual];

    /// <summary>Behind the record that was read last.</summary>
    public long Position { get; private set; }

    /// <summary>The records from a position to the end as it is now.</summary>
    public IEnumerable<SpooledArrival> From(long position)
    {
        Position = position;
        var end = spool.End;
        while (Position < end)
        {
            var read = spool.Read(Position, _buffer);
            var done = 0;
            while (SpoolRecord.Read(_buffer, done, read, Position) is { } record)
            {
                done += record.Length;
                Position += record.Length;
                yield return record;
                if (Position >= end)
                {
                    break;
                }
            }

            if (done == 0)
            {
                Resize(read);
            }
        }

        _buffer = _buffer.Length > Usual ? new byte[Usual] : _buffer;
    }

    /// <summary>Makes room for a record that is longer than the buffer; what is no record is passed over to the next file.</summary>
    void Resize(int read)
    {
        var length = SpoolRecord.LengthOf(_buffer.AsSpan(0, read));
        if (length > _buffer.Length)
        {
            _buffer = new byte[length];
        }
        else
        {
            Position = spool.PassOver(Position);
        }
    }
}
