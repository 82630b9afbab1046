using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using Throughline.Platform.Storage;
using Throughline.Server.Flow;
using Throughline.Server.Hosting;

namespace Throughline.Server.Cli;

/// <summary><c>throughline demo</c>: loads the demo company, or removes it.</summary>
static class DemoVerb
{
    public static Command Create()
    {
        var customers = new Option<int>("--customers") { Description = "1 to 1,000,000", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same company", DefaultValueFactory = _ => 1UL };
        var remove = new Option<bool>("--remove") { Description = "Remove it without a trace" };
        var data = Verbs.DataOption();
        var command = new Command("demo", "Load the demo company; the planted truths go to truth.json in the data folder") { customers, seed, remove, data };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(data)!, parsed.GetValue(customers), parsed.GetValue(seed), parsed.GetValue(remove), cancellation));
        return command;
    }

    static async Task<int> RunAsync(string data, int customers, ulong seed, bool remove, CancellationToken cancellation)
    {
        if (customers is < 1 or > 1_000_000)
        {
            throw new InputRefused("--customers is between 1 and 1,000,000.");
        }

        try
        {
            using var installation = Installation.Open(data);
            var demo = new DemoLoad(installation.Log, installation.Time);
            if (remove)
            {
                Say($"{demo.Remove():N0} signals removed");
                File.Delete(DemoRoutes.TruthPath(data));
                return 0;
            }

            using var progress = new Progress(Console.Error);
            Report(demo.Load(customers, seed, DemoRoutes.TruthPath(data), count => progress.Show((FormattableString)$"{count:N0} signals"), cancellation));
            return 0;
        }
        catch (DataFolderInUseException inUse) when (inUse.Server is { } server)
        {
            using var client = LocalClient.To(server);
            var address = new Uri("/api/v1/demo", UriKind.Relative);
            using var response = remove
                ? await client.DeleteAsync(address, cancellation)
                : await client.PostAsJsonAsync(address, new DemoRequest(customers, seed), JsonShape.Options, cancellation);
            response.EnsureSuccessStatusCode();
            if (remove)
            {
                Say($"The demo company is removed");
            }
            else
            {
                Report((await response.Content.ReadFromJsonAsync<DemoLoaded>(JsonShape.Options, cancellation))!);
            }

            return 0;
        }
    }

    static void Report(DemoLoaded loaded) =>
        Say($"{loaded.Customers:N0} customers, {loaded.Signals:N0} signals in {loaded.Seconds:F1} s (seed {loaded.Seed})");

    static void Say(FormattableString words) => Console.WriteLine(words.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A line on the terminal that is written over; silent in a pipe.</summary>
sealed class Progress(TextWriter terminal) : IDisposable
{
    readonly bool _shown = !Console.IsErrorRedirected;
    int _width;

    /// <summary>Shows these words in place of the last.</summary>
    public void Show(FormattableString words)
    {
        if (_shown)
        {
            var text = words.ToString(CultureInfo.InvariantCulture);
            terminal.Write('\r' + text.PadRight(_width));
            _width = text.Length;
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_shown && _width > 0)
        {
            terminal.Write('\r' + new string(' ', _width) + '\r');
        }
    }
}
