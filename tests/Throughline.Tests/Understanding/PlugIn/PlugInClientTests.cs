using System.Net;
using System.Text;
using Throughline.Platform.Http;
using Throughline.Understanding.PlugIn;

namespace Throughline.Tests.Understanding.PlugIn;

public sealed class PlugInClientTests : IDisposable
{
    const string Good = """{"model":"m-1","choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":3,"completion_tokens":2}}""";

    readonly HttpListener _listener = new();
    readonly string _url;
    readonly SetTime _time = new();
    readonly PlugInClient _client;
    Func<HttpListenerContext, Task> _answers = context => SayAsync(context, 200, Good);
    int _heard;

    public PlugInClientTests()
    {
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/v1";
        }

        _listener.Prefixes.Add(_url + "/");
        _listener.Start();
        _client = new PlugInClient(new PlugInNetworks(new AddressRules([IPNetwork.Parse("127.0.0.0/8")])), _time);
        _ = ListenAsync();
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    PlugInSettings Settings => new() { Url = _url, Model = "m", TimeoutSeconds = 1, Detectors = [new("anger")] };

    [Fact]
    public async Task An_answer_comes_with_its_model_and_its_tokens()
    {
        var reply = await AskAsync();
        Assert.Equal((null, "{}", "m-1", 3, 2, 1), (reply.Failure, reply.Content, reply.Model, reply.TokensIn!.Value, reply.TokensOut!.Value, reply.Requests));
    }

    [Fact]
    public async Task An_endpoint_that_fails_for_a_moment_is_asked_again_and_one_that_refuses_the_key_is_not()
    {
        _answers = context => SayAsync(context, _heard == 1 ? 503 : 200, Good);
        Assert.Equal((null, 2), Of(await AskAsync()));
        _answers = context => SayAsync(context, 401, "sk-secret is no key");
        Assert.Equal(("key_refused", 1), Of(await AskAsync()));
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_given_up_after_three_attempts()
    {
        _answers = context => Task.Delay(30_000, Stop);
        Assert.Equal(("timeout", 3), Of(await AskAsync()));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":7}}]}""")]
    [InlineData("""{"choices":{"message":"x"}}""")]
    public async Task An_envelope_that_is_none_is_malformed_and_no_fault_of_the_endpoint(string body)
    {
        _answers = context => SayAsync(context, 200, body);
        var reply = await AskAsync();
        Assert.Equal(("malformed", false, false), (reply.Failure, reply.IsOfEndpoint, _client.Circuit.IsOpen));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_read()
    {
        _answers = context => SayAsync(context, 200, new string(' ', PlugInClient.MostBytes) + Good);
        Assert.Equal(("too_large", 1), Of(await AskAsync()));
    }

    [Fact]
    public async Task After_five_failures_nothing_is_asked_for_a_while_then_one_request_tries()
    {
        _answers = context => SayAsync(context, 500, "");
        await AskAsync();
        await AskAsync();
        Assert.True(_client.Circuit.IsOpen);
        Assert.Equal(("circuit_open", 0), Of(await AskAsync()));
        Assert.Equal(0, _heard);
        _time.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal(("server", 1), Of(await AskAsync()));
        _time.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal("circuit_open", (await AskAsync()).Failure); // twice as long
        _time.Pass(TimeSpan.FromSeconds(31));
        _answers = context => SayAsync(context, 200, Good);
        Assert.Null((await AskAsync()).Failure);
        Assert.False(_client.Circuit.IsOpen);
    }

    [Fact]
    public async Task A_long_wait_that_is_asked_for_is_kept()
    {
        _answers = context =>
        {
            context.Response.Headers["Retry-After"] = "120";
            return SayAsync(context, 429, "");
        };
        Assert.Equal(("rate_limited", 1), Of(await AskAsync()));
        _time.Pass(TimeSpan.FromSeconds(100));
        Assert.True(_client.Circuit.IsOpen);
        _time.Pass(TimeSpan.FromSeconds(21));
        Assert.False(_client.Circuit.IsOpen);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_an_address_that_nobody_allowed_is_not_reached()
    {
        _answers = context =>
        {
            context.Response.RedirectLocation = _url + "/elsewhere";
            return SayAsync(context, 302, "");
        };
        Assert.Equal(("redirect", 1), Of(await AskAsync()));
        using var strict = new PlugInClient(new PlugInNetworks(new AddressRules([])), _time);
        Assert.Equal("address_refused", (await strict.AskAsync(Settings, "{}"u8.ToArray(), Stop)).Failure);
        Assert.Equal("no_key", (await _client.AskAsync(Settings with { KeyVariable = "THROUGHLINE_PLUG_IN_UNSET" }, "{}"u8.ToArray(), Stop)).Failure);
    }

    public void Dispose()
    {
        _client.Dispose();
        _listener.Close();
    }

    static (string?, int) Of(PlugInReply reply) => (reply.Failure, reply.Requests);

    Task<PlugInReply> AskAsync()
    {
        _heard = 0;
        return _client.AskAsync(Settings, "{}"u8.ToArray(), Stop);
    }

    async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _heard++;
                _ = _answers(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    static async Task SayAsync(HttpListenerContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        var bytes = Encoding.UTF8.GetBytes(body);
        try
        {
            await context.Response.OutputStream.WriteAsync(bytes, Stop);
            context.Response.Close();
        }
        catch (HttpListenerException)
        {
            // It did not wait.
        }
    }

    /// <summary>A clock that stands until it is set, with real timers.</summary>
    sealed class SetTime : TimeProvider
    {
        DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Pass(TimeSpan time) => _now += time;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
