using Microsoft.AspNetCore.OpenApi;

namespace Throughline.Server.Hosting;

/// <summary>The document that describes the API; the web client's types are generated from it.</summary>
static class ApiDocument
{
    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "Throughline";
        document.Info.Version = "v1";
        document.Info.Description = "The quality of customer experience: what was heard, how good it is, what to fix first.";
        document.Servers?.Clear();
        return Task.CompletedTask;
    });

}
