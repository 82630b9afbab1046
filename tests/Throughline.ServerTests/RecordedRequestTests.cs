using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Platform.Log;

namespace Throughline.ServerTests;

/// <summary>
/// Requests as the real libraries sent them (<c>tests/clients</c>, <c>--record</c>), and what of them is stored. With ACCEPT=1 the
/// expectation is written anew beside the source, to be looked at as a change.
/// </summary>
public sealed class RecordedRequestTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static readonly string[] _contentHeaders = ["content-type", "content-encoding"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_real_libraries_send_is_read_as_it_was_recorded_and_again_is_nothing_new()
    {
        var said = new StringBuilder();
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Requests", "recorded.jsonl"), Stop);
        foreach (var requests in lines.Select(line => JsonNode.Parse(line)!).GroupBy(one => (string)one["client"]!))
        {
            var source = $"recorded-{requests.Key}";
            var sourceId = server.Installation.Log.Catalogue.DeclareSource(source, hasTime: true).Id;
            var key = server.Installation.AccessKeys.Create("write", "tests", source).Secret;
            said.Append(CultureInfo.InvariantCulture, $"== {requests.Key}\n");
            foreach (var one in requests)
            {
                said.Append(CultureInfo.InvariantCulture, $"{one["method"]} {one["url"]}: {await SendAsync(one, key)}\n");
            }

            said.Append(await StoredAsync(sourceId));
            var before = await server.GetAsync($"/api/v1/ingest/counters?source={source}");
            foreach (var one in requests)
            {
                await SendAsync(one, key);
            }

            var after = await server.GetAsync($"/api/v1/ingest/counters?source={source}");
            Assert.Equal((long)before["stored"]!, (long)after["stored"]!);
            Assert.Equal((long)before["received"]!, (long)after["duplicate"]!);
            Assert.Equal(0, (long)after["quarantined"]!);
        }

        Check(said.ToString());
    }

    async Task<string> SendAsync(JsonNode recorded, string key)
    {
        using var request = new HttpRequestMessage(new HttpMethod((string)recorded["method"]!), new Uri(((string)recorded["url"]!).Replace("KEY", key, StringComparison.Ordinal), UriKind.Relative));
        var body = recorded["text"] is { } text ? Encoding.UTF8.GetBytes(((string)text!).Replace("KEY", key, StringComparison.Ordinal)) : Convert.FromBase64String((string)recorded["base64"]!);
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent((bool)recorded["packed"]! ? Gzip(body) : body);
        }

        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"));
        foreach (var (name, value) in recorded["headers"]!.AsObject())
        {
            var filled = ((string)value!).Replace("KEY", key, StringComparison.Ordinal).Replace("BASIC", basic, StringComparison.Ordinal);
            _ = _contentHeaders.Contains(name) ? request.Content?.Headers.TryAddWithoutValidation(name, filled) : request.Headers.TryAddWithoutValidation(name, filled);
        }

        using var client = server.Anonymous();
        using var response = await client.SendAsync(request, Stop);
        Assert.True(response.IsSuccessStatusCode, $"{recorded["client"]} {recorded["url"]}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Stop)}");
        if (request.Headers.TryGetValues("Origin", out var origin))
        {
            Assert.Equal(origin, response.Headers.GetValues("Access-Control-Allow-Origin"));
        }

        return response.StatusCode == HttpStatusCode.NoContent ? "preflight" : response.Content.Headers.ContentType!.MediaType!;
    }

    async Task<string> StoredAsync(int source) => await server.Installation.Log.ReadAsync(connection =>
    {
        var lines = new List<string>();
        using var reader = connection.Query("SELECT activity, record_key, customer, identifiers, channel, warnings FROM signal WHERE source_id = $source", ("source", source));
        while (reader.Read())
        {
            var warnings = (SignalWarnings)reader.GetInt32(5) & ~SignalWarnings.ClockSkew; // the recording grows old
            lines.Add($"  {reader.GetString(0)} | {reader.GetString(1)} | {reader.GetStringOrNull(2)} | {reader.GetStringOrNull(3)} | {reader.GetStringOrNull(4)} | {warnings}\n");
        }

        lines.Sort(StringComparer.Ordinal);
        return string.Concat(lines);
    }, Stop);

    static void Check(string said)
    {
        const string name = "expected.txt";
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
        {
            File.WriteAllText(Path.Combine(Folder(), name), said);
        }

        Assert.Equal(File.ReadAllText(Path.Combine(Folder(), name)), said);
    }

    static string Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Throughline.slnx")))
        {
            at = at.Parent;
        }

        return Path.Combine(at.FullName, "tests", "Throughline.ServerTests", "Requests");
    }

    static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
