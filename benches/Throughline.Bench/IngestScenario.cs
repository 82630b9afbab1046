using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Server;

namespace Throughline.Bench;

/// <summary>Events over HTTP, each batch answered after it is on disk, beside a raw append loop in the same run.</summary>
sealed class IngestScenario : Scenario
{
    const int Connections = 16;

    public override string Name => "ingest";

    public override string Question =>
        "Segment events of about 600 bytes over HTTP on loopback, 16 connections that wait for each answer, the generator on the same machine; every answer after the flush to disk. Beside it, in the same run, a raw chunk-append loop of the same columns.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var seconds = quick ? 3 : 20;
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            string key;
            double raw;
            using (var installation = Installation.Open(folder.FullName))
            {
                installation.Log.Catalogue.DeclareSource("bench", hasTime: true);
                key = installation.AccessKeys.Create("write", "bench", "bench").Secret;
                raw = await RawAsync(installation, quick ? 100_000 : 1_000_000);
            }

            report.Add("raw chunk-append loop, commit every 10,000, events/s", $"{raw:N0}");
            using var server = new ServingProgram(folder.FullName);
            await server.ReadyAsync();
            await LoadAsync(server.Address, key, "warm", 100, quick ? 1 : 5);
            var cpu = server.CpuSeconds;
            var batches = await LoadAsync(server.Address, key, "b", 100, seconds);
            var behind = await BehindAsync(server);
            cpu = (server.CpuSeconds - cpu) / (batches.Rate * seconds);
            report.Add("batches of 100, 16 connections, events/s (must 100,000, goal 250,000)", $"{batches.Rate:N0}");
            report.Add("its answers, ms: p50, p99 (must 50, goal 25)", $"{batches.P50:F1}, {batches.P99:F1}");
            report.Add("of the raw loop", $"{batches.Rate / raw:F2}");
            report.Add("all of them in the log, seconds after the last answer", $"{behind:F1}");
            report.Add("processor of the server for one event, its way into the log included, µs", $"{cpu * 1e6:F1}");
            var single = await LoadAsync(server.Address, key, "s", 1, seconds / 2);
            report.Add("single events, 16 connections, events/s (must 5,000, goal 20,000)", $"{single.Rate:N0}");
            report.Add("its answers, ms: p50, p99", $"{single.P50:F1}, {single.P99:F1}");
            using var busy = new CancellationTokenSource();
            var asking = AskAsync(server, busy.Token);
            var beside = await LoadAsync(server.Address, key, "q", 100, seconds / 2);
            await busy.CancelAsync();
            report.Add("batches of 100 while Pulse and Voices are asked for without a pause, events/s; p99, ms", $"{beside.Rate:N0}; {beside.P99:F1}");
            report.Add("pages answered meanwhile", $"{await asking}");
            await BehindAsync(server);
            var counters = await server.ReadAsync("/api/v1/ingest/counters");
            report.Add("counters at the end", $"{counters}");
            report.Add("sent by the generator", $"{_sent}");
            report.Add("memory of the server, MiB: now, peak", $"{server.NowMiB:F0}, {server.PeakMiB:F0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static long _sent;

    /// <summary>Seconds until everything that was acknowledged is counted.</summary>
    static async Task<double> BehindAsync(ServingProgram server)
    {
        var watch = Stopwatch.StartNew();
        while (System.Text.Json.Nodes.JsonNode.Parse(await server.ReadAsync("/api/v1/ingest/counters"))!["stored"]!.GetValue<long>() < _sent)
        {
            await Task.Delay(50);
        }

        return watch.Elapsed.TotalSeconds;
    }

    static async Task<int> AskAsync(ServingProgram server, CancellationToken stop)
    {
        var pages = 0;
        while (!stop.IsCancellationRequested)
        {
            await server.TimeAsync("/api/v1/catalogue");
            await server.TimeAsync("/api/v1/voices?source=1&from=2026-01-01&to=2026-12-31");
            await server.TimeAsync("/api/v1/silence?source=1");
            pages += 3;
        }

        return pages;
    }

    static async Task<Load> LoadAsync(Uri address, string key, string name, int inBatch, double seconds)
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
        return new Load(events / took, all[all.Count / 2], all[(int)(all.Count * 0.99)]);
    }

    static Task<double> RawAsync(Installation installation, int rows) => installation.Log.ReadAsync(connection =>
    {
        connection.Execute("CREATE TABLE raw_copy AS SELECT seq, id, source_id, kind, occurred_at, received_at, content_hash, record_key, customer, activity, rest FROM signal LIMIT 0");
        var template = Encoding.UTF8.GetBytes(BatchText.Event("raw", 0, 0));
        var watch = Stopwatch.StartNew();
        using (var appender = connection.Append("raw_copy"))
        {
            for (var done = 0; done < rows; done += 10_000)
            {
                using var transaction = connection.Begin();
                var row = 0;
                for (var i = 0; i < 10_000; i++)
                {
                    appender.Column<long>(0)[row] = done + i;
                    appender.Column<UInt128>(1)[row] = new UInt128((ulong)(done + i) * 0x9E3779B97F4A7C15UL, (ulong)i);
                    appender.Column<int>(2)[row] = 1;
                    appender.Column<byte>(3)[row] = 4;
                    appender.Column<long>(4)[row] = done + i;
                    appender.Column<long>(5)[row] = done + i;
                    appender.Column<ulong>(6)[row] = (ulong)i;
                    appender.SetString(7, row, "raw-0000-0000000001"u8);
                    appender.SetString(8, row, "user:u-000123"u8);
                    appender.SetString(9, row, "Product Viewed"u8);
                    appender.SetString(10, row, template);
                    if (++row == appender.Capacity)
                    {
                        appender.EndChunk(row);
                        row = 0;
                    }
                }

                if (row > 0)
                {
                    appender.EndChunk(row);
                }

                appender.Flush();
                transaction.Commit();
            }
        }

        var rate = rows / watch.Elapsed.TotalSeconds;
        connection.Execute("DROP TABLE raw_copy");
        return rate;
    });

    sealed record Load(double Rate, double P50, double P99);

    /// <summary>Batches whose events have ids of their own; the text is made once and the ids written into it.</summary>
    sealed class BatchText
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
