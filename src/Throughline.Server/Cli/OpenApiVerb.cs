using System.CommandLine;
using Throughline.Server.Hosting;

namespace Throughline.Server.Cli;

/// <summary><c>throughline openapi</c>: prints the document of the API, from which the web client's types are made.</summary>
static class OpenApiVerb
{
    public static Command Create()
    {
        var command = new Command("openapi", "Print the OpenAPI document of the server");
        command.SetAction(async (_, cancellation) =>
        {
            var folder = Directory.CreateTempSubdirectory("throughline-openapi-");
            try
            {
                using var installation = Installation.Open(folder.FullName);
                await using var app = ThroughlineServer.Build(installation, new ServerOptions { Port = 0 }, "");
                await app.StartAsync(cancellation);
                using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
                client.DefaultRequestHeaders.Authorization = new("Bearer", installation.AccessKeys.Create("admin", "openapi", null).Secret);
                Console.WriteLine((await client.GetStringAsync(new Uri("/api/openapi.json", UriKind.Relative), cancellation)).TrimEnd());
                await app.StopAsync(cancellation);
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            return 0;
        });
        return command;
    }
}
