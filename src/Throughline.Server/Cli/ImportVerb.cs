using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughline.Platform.Storage;
using Throughline.Platform.Uses;
using Throughline.Server.Hosting;

namespace Throughline.Server.Cli;

/// <summary>
/// <c>throughline import FILE…</c>: the browser's import as a verb. It speaks to the server that holds the data folder, or to one of
/// its own for as long as it takes, so that there is one way into the log.
/// </summary>
static class ImportVerb
{
    public static Command Create()
    {
        var mapping = new Option<string?>("--mapping") { Description = "Name of a saved mapping or a preset; without it one is suggested" };
        var files = new Argument<string[]>("FILE") { Description = "CSV, TSV, NDJSON, Parquet, xlsx, mail (.eml, .mbox), transcript (.vtt, .srt, .json) or XES", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string?>("--source") { Description = "Name of the source; without it one is made of the file's name, as in the browser" };
        var yes = new Option<bool>("--yes") { Description = "Take the suggested mapping and its suggested answers" };
        var json = new Option<bool>("--json") { Description = "End with one line of JSON" };
        var data = Verbs.DataOption();
        var command = new Command("import", "Bring files into the log") { files, mapping, source, yes, json, data };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(data)!,
            new Wish(parsed.GetValue(files)!, parsed.GetValue(mapping), parsed.GetValue(source), parsed.GetValue(yes), parsed.GetValue(json)),
            cancellation));
        return command;
    }

    static async Task<int> RunAsync(string data, Wish wish, CancellationToken cancellation)
    {
        if (wish.Files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
        {
            throw new InputRefused($"{missing} is not there.");
        }

        await using var server = await ServerOf.FolderAsync(data, cancellation);
        var total = new Counts(0, 0, 0, 0, 0);
        foreach (var file in wish.Files)
        {
            var (counts, ended) = await ImportAsync(server.Client, file, wish, cancellation);
            total += counts;
            if (!wish.Json)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{file}: {counts.Rows:N0} rows, {counts.Stored:N0} stored, {counts.Duplicate:N0} duplicate, {counts.Quarantined:N0} quarantined, {counts.SetAside:N0} answers set aside"));
            }

            await TellHeldAsync(server.Client, file, ended, counts.Quarantined, wish.Json ? Console.Error : Console.Out, cancellation);
        }

        if (wish.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { rows = total.Rows, stored = total.Stored, duplicate = total.Duplicate, quarantined = total.Quarantined }));
        }

        return 0;
    }

    static async Task<(Counts Counts, JsonNode Ended)> ImportAsync(HttpClient client, string file, Wish wish, CancellationToken cancellation)
    {
        using var progress = new Progress(Console.Error);
        progress.Show((FormattableString)$"{file}: reading");
        await using var bytes = File.OpenRead(file);
        using var content = new StreamContent(bytes, 1 << 20);
        var name = Uri.EscapeDataString(Path.GetFileName(file));
        var upload = await AnswerAsync(file, await client.PostAsync(Address($"/api/v1/uploads?name={name}"), content, cancellation), cancellation);
        var id = (string)upload["id"]!;
        var asked = wish.Mapping is null ? "" : $"?mapping={Uri.EscapeDataString(wish.Mapping)}";
        var suggestion = await AnswerAsync(file, await client.GetAsync(Address($"/api/v1/uploads/{id}/suggestion{asked}"), cancellation), cancellation);
        progress.Dispose();
        if (suggestion["preset"] is { } preset)
        {
            Console.Error.WriteLine($"{file}: read with the preset {preset["name"]}@{preset["version"]} ({preset["title"]})");
        }

        var mapping = suggestion["mapping"]!.DeepClone();
        var questions = suggestion["questions"]?.AsArray() ?? [];
        var open = wish.Yes ? questions : await AskAsync(client, file, id, suggestion, mapping, questions, wish, cancellation);
        var begun = await AnswerAsync(file, await client.PostAsJsonAsync(Address("/api/v1/imports"), new JsonObject
        {
            ["upload_id"] = id,
            ["mapping"] = mapping,
            ["source_name"] = wish.Source ?? (string)suggestion["source_name"]!,
            ["open_questions"] = open.DeepClone(),
            ["purpose"] = wish.Yes || !Console.IsInputRedirected ? Purposes.Improve : null,
        }, cancellation), cancellation);
        if (wish.Yes)
        {
            Questioner.Tell(file, questions);
        }

        var (ended, counts) = await FollowAsync(client, file, (int)begun["id"]!, progress, cancellation);
        Warn(file, ended);
        return (counts, ended);
    }

    /// <summary>Shows the suggestion and what it would do; asks where somebody is there to answer.</summary>
    static async Task<JsonArray> AskAsync(
        HttpClient client, string file, string id, JsonNode suggestion, JsonNode mapping, JsonArray questions, Wish wish, CancellationToken cancellation)
    {
        var preview = await AnswerAsync(file, await client.PostAsJsonAsync(
            Address($"/api/v1/uploads/{id}/preview"), new JsonObject { ["mapping"] = mapping.DeepClone() }, cancellation), cancellation);
        var alone = Console.IsInputRedirected;
        var to = alone && !wish.Json ? Console.Out : Console.Error;
        MappingTable.Write(to, file, suggestion, preview);
        if (!alone)
        {
            return Questioner.Ask(file, mapping, questions);
        }

        Questioner.List(to, questions);
        throw new InputRefused($"{file}: nothing is imported yet. Say --yes to take this mapping, --mapping NAME for a saved one, or import it in the browser to change it.");
    }

    /// <summary>Says why rows of this import are held: all reasons with their counts, and the first rows of each.</summary>
    static async Task TellHeldAsync(HttpClient client, string file, JsonNode ended, long quarantined, TextWriter to, CancellationToken cancellation)
    {
        if (quarantined == 0)
        {
            return;
        }

        var where = $"/api/v1/quarantine/groups?import={(int)ended["id"]!}&take=200";
        var held = await AnswerAsync(file, await client.GetAsync(Address(where), cancellation), cancellation);
        var rows = new JsonArray();
        foreach (var group in held["groups"]!.AsArray())
        {
            var of = $"{where}&code={Uri.EscapeDataString((string)group!["code"]!)}"
                + ((string?)group["column"] is { } column ? $"&column={Uri.EscapeDataString(column)}" : "");
            var some = await AnswerAsync(file, await client.GetAsync(Address(of), cancellation), cancellation);
            foreach (var row in some["items"]!.AsArray())
            {
                rows.Add(row!.DeepClone());
            }
        }

        var now = (long)held["total"]!;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: held{(now < quarantined ? $", {quarantined - now:N0} of them from an earlier import of the same rows" : "")}"));
        HeldReasons.Write(to, held["groups"]!.AsArray(), rows);
    }

    /// <summary>Says on standard error what is stored all the same and may be a mistake; row numbers count from 1, without the header.</summary>
    static void Warn(string file, JsonNode ended)
    {
        if (ended["future"] is { } future)
        {
            var first = (string?)future["day"] ?? (string)future["at"]!;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{file}: {(long)future["count"]!:N0} records lie in the future, the first in row {(long)future["row"]! + 1} ({first}). They are stored; see whether the mapping's zone and order of day and month are right."));
        }

        if (ended["earlier_import"] is { } earlier)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{file}: this file is in already, as import {(int)earlier}, and {(long)ended["conflicts"]!:N0} of its rows say something else under this mapping. They are held; what was stored stays as it is. To read the file anew, open Sources in the browser, choose the mapping of {(string?)ended["source"]?["name"]} and run version {(int)ended["mapping"]!["version"]!} over the history."));
        }
    }

    static async Task<(JsonNode Ended, Counts Counts)> FollowAsync(HttpClient client, string file, int import, Progress progress, CancellationToken cancellation)
    {
        var address = Address($"/api/v1/imports/{import}");
        try
        {
            while (true)
            {
                var now = await AnswerAsync(file, await client.GetAsync(address, cancellation), cancellation);
                switch ((string)now["state"]!)
                {
                    case "done":
                        return (now, new Counts((long)now["rows"]!, (long)now["stored"]!, (long)now["duplicate"]!, (long)now["quarantined"]!, (long)now["set_aside"]!));
                    case "failed":
                        throw new InputRefused($"{file}: {Line(now["problem"])}");
                    case "cancelled":
                        throw new InputRefused($"{file}: the import was cancelled; nothing of it was stored.");
                }

                progress.Show((FormattableString)$"{file}: {(long)now["rows_read"]!:N0} rows, {(double)now["rows_per_second"]!:N0} a second{Left(now["seconds_left"])}");
                await Task.Delay(100, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            using var cancelled = await client.DeleteAsync(address, CancellationToken.None);
            throw new InputRefused($"{file}: stopped; nothing of it was stored.");
        }
        finally
        {
            progress.Dispose();
        }
    }

    static string Left(JsonNode? seconds) => seconds is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {(double)seconds:N0} s left");

    static async Task<JsonNode> AnswerAsync(string file, HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
        {
            var document = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
            return response.IsSuccessStatusCode ? document : throw new InputRefused($"{file}: {Line(document)}");
        }
    }

    /// <summary>A problem document as one line: what happened, and what to do.</summary>
    static string Line(JsonNode? problem)
    {
        var detail = (string?)problem?["detail"] ?? (string?)problem?["message"] ?? (string?)problem?["title"] ?? "";
        var remedy = (string?)problem?["what_to_do"] ?? "";
        return (detail.EndsWith(remedy, StringComparison.Ordinal) ? detail : $"{detail} {remedy}").ReplaceLineEndings(" ");
    }

    static Uri Address(string path) => new(path, UriKind.Relative);

    sealed record Wish(string[] Files, string? Mapping, string? Source, bool Yes, bool Json);

    readonly record struct Counts(long Rows, long Stored, long Duplicate, long Quarantined, long SetAside)
    {
        public static Counts operator +(Counts a, Counts b) => new(
            a.Rows + b.Rows, a.Stored + b.Stored, a.Duplicate + b.Duplicate, a.Quarantined + b.Quarantined, a.SetAside + b.SetAside);
    }
}
