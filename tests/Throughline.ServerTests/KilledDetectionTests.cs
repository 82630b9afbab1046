using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Throughline.Contracts;
using Throughline.Platform.Followers;
using Throughline.Platform.Uses;
using Throughline.Server;
using Throughline.Server.Hosting;

namespace Throughline.ServerTests;

/// <summary>The built program, ended by kill -9 while it reads words and reads them anew: what it says afterwards is what a reading from the start says.</summary>
public sealed class KilledDetectionTests : IDisposable
{
    const int Texts = 60_000;

    static readonly string[] s_pieces = ["I am furious", "I want a refund", "the room had two beds", "我要申请退款", "پولم رو پس بدید", "thank you so much", "محد يرد على الاتصال"];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-kill-words-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_read_twice_or_left_out_over_kills()
    {
        await FillAsync();
        var program = new BuiltProgram(_folder.FullName);
        var admin = await program.VerbAsync("keys", "admin");
        var random = new Random(12);
        for (var round = 0; round < int.Parse(Environment.GetEnvironmentVariable("THROUGHLINE_KILLS") ?? "3", CultureInfo.InvariantCulture); round++)
        {
            using var server = await program.ServeAsync();
            using var client = new HttpClient { BaseAddress = server.Address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", admin);
            using var changed = await client.PatchAsJsonAsync(new Uri("/api/v1/detectors/joy", UriKind.Relative), new JsonObject { ["is_on"] = round % 2 == 1 }, Stop);
            changed.EnsureSuccessStatusCode();
            await Task.Delay(random.Next(200, 2000), Stop);
            await server.KillAsync();
        }

        using var installation = Installation.Open(_folder.FullName);
        await using var app = ThroughlineServer.Build(installation, new ServerOptions { Port = 0 }, "");
        var followers = app.Services.GetRequiredService<FollowerPump>();
        await followers.CatchUpAsync(Stop);
        Assert.Equal(Texts, await CountAsync("count(*)"));
        Assert.Equal(Texts, await CountAsync("count(DISTINCT seq)"));
        Assert.Equal(1, await CountAsync("count(DISTINCT set_version)"));
        var said = await RowsAsync();
        followers.Rebuild();
        await followers.CatchUpAsync(Stop);
        Assert.Equal(said, await RowsAsync());

        Task<long> CountAsync(string what) => installation.Log.ReadAsync(connection => connection.Scalar<long>($"SELECT {what} FROM understanding.reading"), Stop);

        Task<string> RowsAsync() => installation.Log.ReadAsync(connection => connection.Scalar<string>("""
            SELECT (SELECT sum(hash(seq, language, assessed, present))::VARCHAR FROM understanding.reading) || ' '
                || (SELECT count(*) || ':' || sum(hash(seq, detector, probability, spans)) FROM understanding.detection)
            """), Stop);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    async Task FillAsync()
    {
        using var installation = Installation.Open(_folder.FullName);
        var source = installation.Log.Catalogue.DeclareSource("said", hasTime: true).Id;
        installation.Log.Uses.Register([new DataElement { Key = new ElementKey(source, ElementKind.Text, "text"), Captured = "a test", Stored = "log.duckdb" }],
            new PurposeNaming(Purposes.Improve, "tests", "person"));
        await installation.Log.AppendAsync([.. Enumerable.Range(0, Texts).Select(i => new Signal
        {
            Id = SignalId.OfEvent(source, $"{i}"), SourceId = source, Kind = SignalKind.Review, OccurredAt = DateTime.UnixEpoch.AddMinutes(i), RecordKey = $"{i}",
            Text = $"{s_pieces[i % s_pieces.Length]}. {s_pieces[i / 7 % s_pieces.Length]}. {i}",
        })], Stop);
    }
}
