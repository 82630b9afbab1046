using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Server.Hosting;

namespace Throughline.ServerTests;

/// <summary>The built program beside senders that take their time: some to harm, some because their line is bad.</summary>
public sealed class SlowSenderTests : IDisposable
{
    const int Slow = 200;

    /// <summary>What 200 connections may take beside what the program takes anyway, bytes.</summary>
    const long MostMemory = 200L << 20;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-slow-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_hundred_slow_senders_keep_nobody_from_an_answer_take_no_memory_and_are_cut_off(bool inBody)
    {
        var program = new BuiltProgram(_folder.FullName);
        var key = await program.VerbAsync("keys", "create", "--source", "load");
        using var serving = await program.ServeAsync();
        using var honest = BuiltProgram.Writer(serving.Address, key);
        await AnswersAsync(honest, 0);
        serving.Process.Refresh();
        var before = serving.Process.WorkingSet64;
        var begin = inBody
            ? $"POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"))}\r\nContent-Length: 5000000\r\n\r\n{{"
            : "POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
        var start = Stopwatch.GetTimestamp();
        var limit = (inBody ? Doors.RateAfter : Doors.HeadersWithin) + TimeSpan.FromSeconds(5); // and what a busy machine takes to see it
        var slow = Enumerable.Range(0, Slow).Select(_ => UntilCutOffAsync(serving.Address, begin, limit)).ToList();
        var answered = 0;
        var most = before;
        while (!slow.TrueForAll(one => one.IsCompleted))
        {
            await AnswersAsync(honest, ++answered);
            serving.Process.Refresh();
            most = Math.Max(most, serving.Process.WorkingSet64);
            await Task.Delay(50, Stop);
        }

        Assert.All(await Task.WhenAll(slow), Assert.True);
        TestContext.Current.SendDiagnosticMessage(
            $"{Slow} slow {(inBody ? "bodies" : "headers")}: all cut off after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, {answered} others answered meanwhile, {(most - before) >> 20} MiB more memory.");
        Assert.InRange(answered, 10, int.MaxValue);
        Assert.InRange(most - before, long.MinValue, MostMemory);
        await AnswersAsync(honest, answered + 1);
    }

    [Fact]
    public async Task A_slow_and_honest_sender_above_the_rate_is_served()
    {
        var program = new BuiltProgram(_folder.FullName);
        var (key, admin) = (await program.VerbAsync("keys", "create", "--source", "load"), await program.VerbAsync("keys", "admin"));
        using var serving = await program.ServeAsync();
        var body = Encoding.UTF8.GetBytes($$"""{"type":"track","event":"Sent","userId":"u","messageId":"slow","properties":{"of":"{{new string('x', 5_000)}}"} }""");
        using var client = new TcpClient();
        await client.ConnectAsync(serving.Address.Host, serving.Address.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/t HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"))}\r\nContent-Length: {body.Length}\r\n\r\n"), Stop);
        var start = Stopwatch.GetTimestamp();
        foreach (var part in body.Chunk((int)(2 * Doors.BytesPerSecond / 4)))
        {
            await stream.WriteAsync(part, Stop);
            await Task.Delay(250, Stop);
        }

        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(Stop), StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(start) > Doors.RateAfter);
        await BuiltProgram.HoldsExactlyAsync(serving.Address, admin, "load", ["slow"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Sends a beginning, then a byte each second; true when the other side ends it within the limit.</summary>
    static async Task<bool> UntilCutOffAsync(Uri address, string begin, TimeSpan limit)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(begin), Stop);
        var start = Stopwatch.GetTimestamp();
        var ended = EndedAsync(stream);
        while (Stopwatch.GetElapsedTime(start) < limit)
        {
            try
            {
                await stream.WriteAsync("x"u8.ToArray(), Stop);
            }
            catch (IOException)
            {
                return true;
            }

            if (await Task.WhenAny(ended, Task.Delay(1_000, Stop)) == ended)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Completes when the other side says no more; what it says before is read away.</summary>
    static async Task EndedAsync(NetworkStream stream)
    {
        var bytes = new byte[1024];
        try
        {
            while (await stream.ReadAsync(bytes, Stop) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Cut off.
        }
    }

    static async Task AnswersAsync(HttpClient client, int number)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(10)); // the shortest patience of a client library
        using var response = await client.PostAsync(
            new Uri("/v1/t", UriKind.Relative), new StringContent($$"""{"type":"page","userId":"u","messageId":"h{{number}}"}"""), patience.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
