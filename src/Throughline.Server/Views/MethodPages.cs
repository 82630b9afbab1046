using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Platform.Http;

namespace Throughline.Server.Views;

/// <summary>The page on each statistic, as it stands in docs/methods, from inside the program: it works without a network.</summary>
static class MethodPages
{
    const string Folder = "methods.";

    public static void MapMethodPages(this IEndpointRouteBuilder routes) => routes.MapGet("/methods/{name}", Read)
        .WithName("ReadMethodPage").WithSummary("How a statistic is computed, when it refuses, and where it comes from (Markdown)");

    static ContentHttpResult Read(string name)
    {
        using var stream = typeof(MethodPages).Assembly.GetManifestResourceStream(Folder + name + ".md")
            ?? throw new NotFoundException($"There is no page on the method {name}.", "no_method");
        using var reader = new StreamReader(stream);
        return TypedResults.Text(reader.ReadToEnd(), "text/plain; charset=utf-8");
    }
}
