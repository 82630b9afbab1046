using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Throughline.Server.Cli;

/// <summary><c>throughline erase</c>: erases a customer from every store and prints what was found where; the proof can be had as a file.</summary>
static class EraseVerb
{
    public static Command Create()
    {
        var customer = new Option<string>("--customer") { Description = "Whom: namespace:value, for example email:x@y.example", Required = true };
        var why = new Option<string?>("--why") { Description = "Why, without naming the person; stands in the proof. Needed unless --dry-run" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be erased" };
        var all = new Option<bool>("--all") { Description = "All profiles that bear the identifier; without it several are refused" };
        var proof = new Option<string?>("--proof") { Description = "Write the proof to this file, as JSON" };
        var data = Verbs.DataOption();
        var command = new Command("erase", "Erase a customer from every store, with a proof") { customer, why, dryRun, all, proof, data };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(data)!, parsed.GetValue(customer)!,
            new JsonObject { ["why"] = parsed.GetValue(why), ["dry_run"] = parsed.GetValue(dryRun), ["all"] = parsed.GetValue(all) },
            parsed.GetValue(proof), cancellation));
        return command;
    }

    static async Task<int> RunAsync(string data, string customer, JsonObject wish, string? proof, CancellationToken cancellation)
    {
        if (!Directory.Exists(data))
        {
            throw new InputRefused($"{data} is not there.");
        }

        var dryRun = (bool)wish["dry_run"]!;
        if (!dryRun && string.IsNullOrWhiteSpace((string?)wish["why"]))
        {
            throw new InputRefused("Say --why, without naming the person: it stands in the proof. Or --dry-run to see what would be erased.");
        }

        await using var server = await ServerOf.FolderAsync(data, cancellation);
        server.Client.Timeout = Timeout.InfiniteTimeSpan;
        using var response = await server.Client.PostAsJsonAsync(
            new Uri($"/api/v1/profiles/{Uri.EscapeDataString(customer)}/erasure", UriKind.Relative), wish, cancellation);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
        if (!response.IsSuccessStatusCode)
        {
            throw new InputRefused((string?)answer["detail"] ?? (string?)answer["title"] ?? "It could not be erased.");
        }

        Tell(answer, dryRun);
        if (proof is not null)
        {
            VerbJson.WriteFile(proof, answer);
        }

        return dryRun || answer["checks"]!.AsArray().All(check => (bool)check!["ok"]!) ? 0 : 1;
    }

    static void Tell(JsonNode answer, bool dryRun)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(int)answer["records"]!:N0} records, {(int)answer["identifiers"]!:N0} identifiers of their own, {(int)answer["shared"]!:N0} that others bear too"));
        foreach (var store in answer["stores"]!.AsArray())
        {
            var left = string.Concat(store!["left"]!.AsArray().Select(one => string.Create(CultureInfo.InvariantCulture, $", {(long)one!["count"]!:N0} left ({(string?)one["reason"]})")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(string?)store["store"],-14} {(dryRun ? "found" : "erased")} {(long)store[dryRun ? "found" : "erased"]!:N0} of {(long)store["searched"]!:N0}{left}"));
        }

        var mentions = answer["mentions"]!.AsArray().Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"typed in the words of others: {mentions:N0} times, left as they are"));
        if (dryRun)
        {
            Console.WriteLine("Nothing was erased: this was a dry run.");
            return;
        }

        foreach (var check in answer["checks"]!.AsArray().Where(check => !(bool)check!["ok"]!))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CHECK FAILED {(string?)check!["check"]}: {(long)check["count"]!:N0} {(string?)check["detail"]}"));
        }

        var took = (DateTime)answer["done_at"]! - (DateTime)answer["asked_at"]!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Erasure {(int)answer["id"]!} done in {took.TotalSeconds:N1} s, proof {(string?)answer["hash"]}"));
    }
}
