using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Throughline.Bench;

/// <summary>The generator: connections that post and wait for each answer.</summary>
static class IngestLoad
{
    const int Connections = 16;

    static long _sent;

    /// <summary>Events that were acknowledged in this run of the program.</summary>
    public static long Sent => Volatile.Read(ref _sent);

    /// <summary>Posts batches for some seconds.</summary>
    public static async Task<Load> RunAsync(Uri address, string key, string name, int inBatch, double seconds)
    {
        var times = new List<double>[Connections];
        var events = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            var mine = times[connection] = [];
            using var client = new RawClient(address, key);
            var batch = new BatchText(name, connection, inBatch);
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var body = batch.Next();
                var from = Stopwatch.GetTimestamp();
                await client.PostAsync(body);
                mine.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                Interlocked.Add(ref events, inBatch);
            }
        })));
        var took = watch.Elapsed.TotalSeconds;
        Interlocked.Add(ref _sent, events);
        var all = times.SelectMany(t => t).Order().ToList();
        return new Load(events / took, all[all.Count / 2], all[(int)(all.Count * 0.99)], all[^1], events);
    }

    /// <summary>Posts batches of ten, each connection one after each pause, until something has ended.</summary>
    public static async Task<Load> PaceAsync(Uri address, string key, string name, int connections, double gap, Task until)
    {
        var times = new List<double>[connections];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            var mine = times[connection] = [];
            using var client = new RawClient(address, key);
            var batch = new BatchText(name, connection, 10);
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(gap));
            while (!until.IsCompleted)
            {
                await pause.WaitForNextTickAsync();
                var from = Stopwatch.GetTimestamp();
                await client.PostAsync(batch.Next());
                mine.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        })));
        var all = times.SelectMany(t => t).Order().ToList();
        Interlocked.Add(ref _sent, all.Count * 10L);
        return new Load(all.Count * 10 / watch.Elapsed.TotalSeconds, all[all.Count / 2], all[(int)(all.Count * 0.99)], all[^1], all.Count * 10L);
    }

    /// <summary>Seconds until everything that was acknowledged is counted.</summary>
    public static async Task<double> BehindAsync(ServingProgram server)
    {
        var watch = Stopwatch.StartNew();
        while (System.Text.Json.Nodes.JsonNode.Parse(await server.ReadAsync("/api/v1/ingest/counters"))!["stored"]!.GetValue<long>() < _sent)
        {
            await Task.Delay(50);
        }

        return watch.Elapsed.TotalSeconds;
    }

    public sealed record Load(double Rate, double P50, double P99, double Worst, long Events);

    /// <summary>Batches whose events have ids of their own; the text is made once and the ids written into it.</summary>
    public sealed class BatchText
    {
        readonly byte[] _body;
        readonly int[] _ids;
        readonly byte[] _digits = new byte[12];
        long _next;

        public BatchText(string name, int connection, int inBatch)
        {
            var text = new StringBuilder("{\"batch\":[");
            for (var i = 0; i < inBatch; i++)
            {
                text.Append(i == 0 ? "" : ",").Append(Event(name, connection, i));
            }

            text.Append("],\"sentAt\":\"2026-11-22T10:00:00.000Z\"}");
            _body = Encoding.UTF8.GetBytes(text.ToString());
            var mark = "000000000000"u8;
            _ids = new int[inBatch];
            var from = 0;
            for (var i = 0; i < inBatch; i++)
            {
                from += _body.AsSpan(from).IndexOf(mark);
                _ids[i] = from;
                from += mark.Length;
            }
        }

        public static string Event(string name, int connection, int number) => $$"""
            {"type":"track","event":"Product Viewed","messageId":"{{name}}-{{connection}}-{{Environment.ProcessId}}-000000000000","userId":"u-{{(number * 7919) + connection}}","anonymousId":"5f1f7d7e-2f0b-4e52-9f0e-{{number + 1:x12}}","timestamp":"2026-11-22T09:59:59.123Z","properties":{"product_id":"507f1f77bcf86cd7","sku":"G-32","category":"Games","name":"Monopoly: 3rd Edition","brand":"Hasbro","price":18.99,"quantity":1,"currency":"eur"},"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"page":{"path":"/games/monopoly"},"locale":"de-DE"},"integrations":{} }
            """;

        public ReadOnlyMemory<byte> Next()
        {
            foreach (var at in _ids)
            {
                _next++;
                _next.TryFormat(_digits, out _, "D12", CultureInfo.InvariantCulture);
                _digits.CopyTo(_body.AsSpan(at));
            }

            return _body;
        }
    }

    /// <summary>One connection that posts and reads whole answers: HttpClient would take more of the two cores than the server.</summary>
    sealed class RawClient : IDisposable
    {
        readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        readonly byte[] _buffer = new byte[64 << 10];
        readonly string _head;

        public RawClient(Uri address, string key)
        {
            _socket.Connect(IPAddress.Loopback, address.Port);
            var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"));
            _head = $"POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1:{address.Port}\r\nAuthorization: Basic {basic}\r\nContent-Type: application/json\r\nContent-Length: ";
        }

        public async Task PostAsync(ReadOnlyMemory<byte> body)
        {
            var head = Encoding.ASCII.GetBytes($"{_head}{body.Length}\r\n\r\n");
            await _socket.SendAsync(head, SocketFlags.None);
            for (var sent = 0; sent < body.Length;)
            {
                sent += await _socket.SendAsync(body[sent..], SocketFlags.None);
            }

            var length = 0;
            while (true)
            {
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), SocketFlags.None);
                length += read == 0 ? throw new IOException("The server hung up.") : read;
                if (Whole(_buffer.AsSpan(0, length)))
                {
                    return;
                }
            }
        }

        public void Dispose() => _socket.Dispose();

        static bool Whole(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                return false;
            }

            if (!answer.StartsWith("HTTP/1.1 200"u8))
            {
                throw new IOException(Encoding.UTF8.GetString(answer));
            }

            var field = answer.IndexOf("Content-Length: "u8) + 16;
            var end = answer[field..].IndexOf((byte)'\r');
            return answer.Length >= head + 4 + int.Parse(answer.Slice(field, end), CultureInfo.InvariantCulture);
        }
    }
}
