using System.CommandLine;
using System.Net.Http.Json;
using Throughline.Platform.Access;
using Throughline.Platform.Storage;
using Throughline.Server.Access;
using Throughline.Server.Hosting;

namespace Throughline.Server.Cli;

/// <summary><c>throughline keys create|admin|list|revoke|sign-in</c>: keys for programs, and a one-time sign-in for the person at the machine.</summary>
static class KeysVerb
{
    public static Command Create()
    {
        var source = new Option<string>("--source") { Description = "The only source the key may write to", Required = true };
        var name = new Option<string?>("--name") { Description = "Who or what will use it" };
        var purpose = new Option<string?>("--purpose") { Description = "What the events of a new source are for, for example improve_experience; without it nothing may use them until one is named" };
        var data = Verbs.DataOption();
        var create = new Command("create", "Make a write key for one source; it is shown once") { source, name, purpose, data };
        create.SetAction(async (parsed, cancellation) =>
        {
            var wanted = new KeyRequest("write", parsed.GetValue(name) ?? parsed.GetValue(source)!, parsed.GetValue(source), Purpose: parsed.GetValue(purpose));
            Console.WriteLine(await WithKeysAsync(parsed.GetValue(data)!,
                installation => KeyRoutes.Make(wanted, installation.AccessKeys, installation.Log, SignedIn.ThisMachine).Secret,
                async client => (await Answer<NewKey>(client, "/api/v1/keys", wanted, cancellation)).Secret));
            return 0;
        });

        var adminData = Verbs.DataOption();
        var admin = new Command("admin", "Make an administrator token for programs; it is shown once") { adminData };
        admin.SetAction(async (parsed, cancellation) =>
        {
            Console.WriteLine(await WithKeysAsync(parsed.GetValue(adminData)!,
                installation => installation.AccessKeys.Create("admin", "made at the machine", null).Secret,
                async client => (await Answer<NewKey>(client, "/api/v1/keys", new KeyRequest("admin", "made at the machine", null), cancellation)).Secret));
            return 0;
        });

        var signInData = Verbs.DataOption();
        var signIn = new Command("sign-in", "Print a new one-time sign-in for the administrator") { signInData };
        signIn.SetAction(async (parsed, cancellation) =>
        {
            Console.WriteLine(await WithKeysAsync(parsed.GetValue(signInData)!,
                installation => $"Start the server, then open ADDRESS/sign-in#code={installation.SignIn.NewCode()}",
                async client => $"{client.BaseAddress}sign-in#code={(await Answer<SignInCode>(client, "/api/v1/session/code", new { }, cancellation)).Code}"));
            return 0;
        });
        return new Command("keys", "Keys for programs and the administrator's sign-in") { create, admin, List(), Revoke(), signIn };
    }

    static Command List()
    {
        var data = Verbs.DataOption();
        var list = new Command("list", "Print all keys, without their secrets: number, kind, source, name, and whether they were stopped") { data };
        list.SetAction(async (parsed, cancellation) =>
        {
            Console.WriteLine(await WithKeysAsync(parsed.GetValue(data)!,
                installation => Lines(installation.AccessKeys.List()),
                async client => Lines((await client.GetFromJsonAsync<KeyList>(new Uri("/api/v1/keys", UriKind.Relative), JsonShape.Options, cancellation))!.Items)));
            return 0;
        });
        return list;
    }

    static Command Revoke()
    {
        var id = new Argument<int>("number") { Description = "Number of the key, as keys list prints it" };
        var data = Verbs.DataOption();
        var revoke = new Command("revoke", "Stop a key for good, at once, also while the server runs") { id, data };
        revoke.SetAction(async (parsed, cancellation) =>
        {
            var key = parsed.GetValue(id);
            Console.WriteLine(await WithKeysAsync(parsed.GetValue(data)!,
                installation => Told(key, installation.AccessKeys.Revoke(key)),
                async client =>
                {
                    using var response = await client.DeleteAsync(new Uri($"/api/v1/keys/{key}", UriKind.Relative), cancellation);
                    return Told(key, response.StatusCode != System.Net.HttpStatusCode.NotFound && response.EnsureSuccessStatusCode() is not null);
                }));
            return 0;
        });
        return revoke;
    }

    static string Told(int id, bool found) => found ? $"Key {id} is stopped." : throw new InputRefused($"There is no key {id}. keys list prints them all.");

    static string Lines(IReadOnlyList<AccessKey> keys) => string.Join(Environment.NewLine, keys.Select(key =>
        $"{key.Id}\t{key.Kind}\t{key.Source ?? "-"}\t{key.Name}\t{(key.RevokedAt is { } at ? $"stopped {at}" : "works")}"));

    /// <summary>On the folder itself, or through the server that holds it.</summary>
    static async Task<string> WithKeysAsync(string data, Func<Installation, string> here, Func<HttpClient, Task<string>> there)
    {
        try
        {
            using var installation = Installation.Open(data);
            return here(installation);
        }
        catch (DataFolderInUseException inUse) when (inUse.Server is { } server)
        {
            using var client = LocalClient.To(server);
            return await there(client);
        }
    }

    static async Task<T> Answer<T>(HttpClient client, string path, object body, CancellationToken cancellation)
    {
        using var response = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, JsonShape.Options, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<T>(JsonShape.Options, cancellation))!;
    }
}

/// <summary>A client of the server that holds a data folder.</summary>
static class LocalClient
{
    public static HttpClient To(RunningServer server)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Url), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        return client;
    }
}
