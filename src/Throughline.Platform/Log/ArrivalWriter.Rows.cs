using Throughline.DuckDb;
using Throughline.Platform.Log.Spooling;

namespace Throughline.Platform.Log;

sealed partial class ArrivalWriter
{
    void Hold(SpooledArrival of, SpooledHeld one)
    {
        _held ??= connection.Append("held");
        var raw = SecretBlank.Of(of.Bytes.Slice(one.RawStart, one.RawLength));
        var isText = System.Text.Unicode.Utf8.IsValid(raw);
        _held.BeginRow();
        _held.Value(one.Id);
        _held.Value(of.SourceId);
        _held.Value(0);
        _held.Null();
        _held.Null();
        _held.Value(one.Where);
        _held.Null();
        _held.Value(one.Code);
        _ = isText ? _held.Value(raw) : _held.Value("");
        _held.Value(of.ReceivedAt);
        _ = one.KeyLength == 0 ? _held.Value(one.RecordKey) : _held.Value(of.Bytes.Slice(one.KeyStart, one.KeyLength));
        _held.Value(one.Detail);
        _held.Value(one.Headers);
        _ = isText ? _held.Null() : _held.Value(raw);
        _held.Value(of.ReceivedAt);
        _held.Value(0);
        _held.Null();
        _held.Value(of.Rest?.Format);
        _ = of.Rest?.SentAt is { } sent ? _held.Value(sent) : _held.Null();
        _held.Null();
        _held.Null();
        _held.EndRow();
    }

    void Append(in SpooledEvent one, int sourceId, ReadOnlySpan<byte> bytes, long seq, DateTime now)
    {
        var (signals, row) = (_signals!, _row);
        signals.Column<long>(0)[row] = seq;
        signals.Column<UInt128>(1)[row] = one.Id;
        signals.Column<int>(2)[row] = sourceId;
        signals.Column<int>(3)[row] = 0;
        signals.Column<byte>(4)[row] = one.Kind;
        signals.Column<byte>(5)[row] = one.Mode;
        signals.Column<long>(6)[row] = one.OccurredAt;
        signals.Column<long>(7)[row] = DuckRaw.Micros(now);
        signals.Column<ulong>(8)[row] = one.ContentHash;
        Text(9, row, one.Key, bytes);
        Text(10, row, one.Customer, bytes);
        Text(11, row, one.Identifiers, bytes);
        Text(12, row, one.Touchpoint, bytes);
        Text(13, row, one.Channel, bytes);
        Text(14, row, one.Language, bytes);
        Text(15, row, one.Text, bytes);
        Text(16, row, one.Rest, bytes);
        signals.Column<byte>(17)[row] = one.Text.IsEmpty ? (byte)0 : (byte)1;
        Text(18, row, one.Activity, bytes);
        if (one.SentAt != long.MinValue)
        {
            signals.Column<long>(19)[row] = one.SentAt;
        }
        else
        {
            signals.SetNull(19, row);
        }

        signals.Column<int>(20)[row] = one.Warnings;
        if (++_row == signals.Capacity)
        {
            signals.EndChunk(_row);
            _row = 0;
        }
    }

    void EndSignals()
    {
        if (_row > 0)
        {
            _signals!.EndChunk(_row);
            _row = 0;
        }

        _signals!.Flush();
    }

    void Text(int column, int row, Slice text, ReadOnlySpan<byte> bytes)
    {
        if (text.IsEmpty)
        {
            _signals!.SetNull(column, row);
        }
        else
        {
            _signals!.SetString(column, row, bytes.Slice(text.Start, text.Length));
        }
    }
}
