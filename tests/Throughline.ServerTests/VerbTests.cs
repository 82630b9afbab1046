using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>The built program as people and scripts call it: arguments in, exit code and lines out.</summary>
public sealed class VerbTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-verbs-");

    string Data => Path.Combine(_folder.FullName, "data");

    [Fact]
    public async Task A_file_is_imported_once_whether_a_server_holds_the_folder_or_not()
    {
        var file = Reviews(200);
        Assert.Equal("""{"rows":200,"stored":200,"duplicate":0,"quarantined":0}""", (await ImportAsync(file)).Out);
        Assert.Equal("""{"rows":200,"stored":0,"duplicate":200,"quarantined":0}""", (await ImportAsync(file)).Out);

        using var server = Start("serve", "--port", "0", "--no-demo", "--data", Data);
        while (!(await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.StartsWith("Ctrl-C", StringComparison.Ordinal))
        {
        }

        Assert.Equal("""{"rows":200,"stored":0,"duplicate":200,"quarantined":0}""", (await ImportAsync(file)).Out);
        Assert.Equal("""{"rows":250,"stored":50,"duplicate":200,"quarantined":0}""", (await ImportAsync(Reviews(250), "--source", "reviews")).Out);
        var second = await RunAsync("serve", "--port", "0", "--data", Data);
        Assert.Equal(2, second.Exit);
        Assert.Contains("is in use by the Throughline server at http://127.0.0.1", Assert.Single(second.Error.Split('\n')), StringComparison.Ordinal);
        var signIn = await RunAsync("keys", "sign-in", "--data", Data);
        Assert.Contains("/sign-in#code=", signIn.Out, StringComparison.Ordinal);
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("""{"rows":250,"stored":0,"duplicate":250,"quarantined":0}""", (await ImportAsync(Reviews(250), "--source", "reviews")).Out);
    }

    [Fact]
    public async Task Records_that_lie_in_the_future_are_stored_and_said()
    {
        var file = Path.Combine(_folder.FullName, "late.csv");
        await File.WriteAllLinesAsync(file, ["review_id,date,rating", .. Enumerable.Range(0, 50).Select(i => $"L{i},{(i is 7 or 9 ? "2187-01-02" : "2026-01-02")},{(i % 5) + 1}")], TestContext.Current.CancellationToken);
        var ended = await RunAsync("import", file, "--data", Data, "--yes");
        Assert.Equal(0, ended.Exit);
        Assert.Contains("50 stored", ended.Out, StringComparison.Ordinal);
        Assert.Contains("2 records lie in the future, the first in row 8 (2187-01-02)", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_yes_and_nobody_to_ask_the_suggestion_is_shown_with_how_to_take_it()
    {
        var ended = await RunAsync("import", Feedback(), "--data", Data);
        Assert.Equal(2, ended.Exit);
        Assert.Contains("nps_score    score 0 to 10, nps, outcome", ended.Out, StringComparison.Ordinal);
        Assert.Contains("50 rows: 46 would be stored, 0 repeat another, 4 would be held:", ended.Out, StringComparison.Ordinal);
        Assert.Contains("date: The time cannot be read in the format of the mapping. row 21 \"not-a-date\", row 41 \"2025-02-31\"", ended.Out, StringComparison.Ordinal);
        Assert.Contains("? nps_score: 1 of 49 values is off the scale: 47 (row 6)", ended.Out, StringComparison.Ordinal);
        Assert.Contains("Say --yes to take this mapping", Assert.Single(ended.Error.Split('\n')), StringComparison.Ordinal);
        Assert.Equal("", (await RunAsync("import", Feedback(), "--data", Data, "--json")).Out);
    }

    [Fact]
    public async Task An_import_tells_why_rows_are_held_with_their_rows_and_the_line_of_json_stays()
    {
        var ended = await RunAsync("import", Feedback(), "--data", Data, "--yes");
        Assert.Equal(0, ended.Exit);
        Assert.Contains("50 rows, 46 stored, 0 duplicate, 4 quarantined", ended.Out, StringComparison.Ordinal);
        Assert.Contains("2  date: The time cannot be read in the format of the mapping. row 21 \"not-a-date\", row 41 \"2025-02-31\"", ended.Out, StringComparison.Ordinal);
        Assert.Contains("1  nps_score: The answer is not on the scale of the question. row 6 \"47\"", ended.Out, StringComparison.Ordinal);
        var again = await RunAsync("import", Feedback(), "--data", Data, "--yes", "--json", "--source", "other");
        Assert.Equal("""{"rows":50,"stored":46,"duplicate":0,"quarantined":4}""", again.Out);
        Assert.Contains("row 6 \"47\"", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("review_id,score\n", "not one row")]
    [InlineData("review_id,comment\n1,\"never closed\n2,x\n", "quot")]
    public async Task A_file_that_will_not_do_ends_with_one_line_and_code_2(string content, string word)
    {
        var file = Path.Combine(_folder.FullName, "bad.csv");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var ended = await RunAsync("import", file, "--data", Data, "--yes", "--json");
        Assert.Equal(2, ended.Exit);
        Assert.Equal("", ended.Out);
        Assert.Contains(word, Assert.Single(ended.Error.Split('\n')), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_cannot_be_asked_gets_one_line_and_code_2()
    {
        foreach (string[] arguments in new string[][] { ["nps", "1", "2"], ["nps", "0", "0", "0"], ["nope"], ["import", "/nowhere.csv", "--yes"], ["demo", "--customers", "0"], ["demo", "--customers", "many"], ["drivers"], ["drivers", "--in", "a.csv"],
            ["import"], ["keys", "create"], ["serve", "--port", "-1"], ["serve", "--listen", "somewhere"], ["rebuild", "--data", "/proc/none"] })
        {
            var ended = await RunAsync([.. arguments]);
            Assert.True(ended.Exit == 2, $"{string.Join(' ', arguments)} ended with {ended.Exit}: {ended.Out} {ended.Error}");
            Assert.Equal("", ended.Out);
            Assert.Single(ended.Error.Split('\n'));
        }

        Assert.Equal(30, (double)JsonNode.Parse((await RunAsync("nps", "50", "30", "20")).Out)!["nps"]!);
    }

    [Fact]
    public async Task What_goes_wrong_in_here_is_one_line_and_code_1_and_tells_where_when_asked()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "log.duckdb"), new string('x', 20_000), TestContext.Current.CancellationToken);
        var ended = await RunAsync("rebuild", "--data", Data);
        Assert.Equal((1, ""), (ended.Exit, ended.Out));
        Assert.Contains("THROUGHLINE_TRACE=1", Assert.Single(ended.Error.Split('\n')), StringComparison.Ordinal);
        Environment.SetEnvironmentVariable("THROUGHLINE_TRACE", "1");
        try
        {
            ended = await RunAsync("rebuild", "--data", Data);
        }
        finally
        {
            Environment.SetEnvironmentVariable("THROUGHLINE_TRACE", null);
        }

        Assert.Equal(1, ended.Exit);
        Assert.Contains("   at Throughline.", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuild_counts_the_signals_of_the_log()
    {
        await ImportAsync(Reviews(60));
        Assert.Equal("Rebuilt from 60 signals", (await RunAsync("rebuild", "--data", Data)).Out);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    Task<(int Exit, string Out, string Error)> ImportAsync(string file, params string[] more) =>
        RunAsync(["import", file, "--data", Data, "--yes", "--json", .. more]);

    string Reviews(int rows)
    {
        var file = Path.Combine(_folder.FullName, "reviews.csv");
        File.WriteAllLines(file, ["review_id,date,customer_id,rating,comment", .. Enumerable.Range(0, rows).Select(i =>
            FormattableString.Invariant($"R{i},2026-01-{1 + i % 28:00},C{i % 50},{1 + i * 7 % 5},The queue took {i} minutes and nobody said why"))]);
        return file;
    }

    /// <summary>Fifty answers, of them one off the scale, one in words, and two without a day.</summary>
    string Feedback()
    {
        var file = Path.Combine(_folder.FullName, "feedback_nps.csv");
        File.WriteAllLines(file, ["customer_id,date,channel,nps_score,comment", .. Enumerable.Range(0, 50).Select(i => FormattableString.Invariant(
            $"C{1000 + i % 40},{(i == 20 ? "not-a-date" : i == 40 ? "2025-02-31" : $"2025-{1 + i % 6:00}-{1 + i % 27:00}")},{(i % 3 == 0 ? "web" : "phone")},{(i == 5 ? "47" : i == 12 ? "ten" : $"{i * 7 % 11}")},Words number {i} of a customer who waited"))]);
        return file;
    }

    static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, "throughline"), arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        WorkingDirectory = Path.GetTempPath(),
    })!;

    static async Task<(int Exit, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim(), (await error).Trim());
    }
}
