using System.CommandLine;
using System.Globalization;
using System.Text;
using Throughline.Matching.Names;

namespace Throughline.Server.Cli;

/// <summary>
/// <c>throughline names search</c>: for every name of one file the names of another that sound most like it, in whatever script
/// either is written.
/// </summary>
static class NamesVerb
{
    const int MostHits = 1000;

    public static Command Create()
    {
        var names = new Option<string>("--names") { Description = "CSV file with the names to be found.", Required = true };
        var name = new Option<string>("--name") { Description = "Column of the names.", Required = true };
        var queries = new Option<string>("--queries") { Description = "CSV file with the names to look for.", Required = true };
        var query = new Option<string>("--query") { Description = "Column of the names to look for.", Required = true };
        var top = new Option<int>("--top") { Description = "Hits for each, best first.", DefaultValueFactory = _ => 10 };
        var output = new Option<string>("--out") { Description = "CSV file to write: query_row,rank,name_row,score.", Required = true };
        var search = new Command("search", "The names that sound most like each of others, across scripts.") { names, name, queries, query, top, output };
        search.SetAction(parsed => Run(
            new NamesRequest(
                parsed.GetValue(names) ?? "", parsed.GetValue(name) ?? "", parsed.GetValue(queries) ?? "", parsed.GetValue(query) ?? "",
                parsed.GetValue(top), parsed.GetValue(output) ?? ""),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return new Command("names", "Names in Latin, Arabic and Chinese letters, and others.") { search };
    }

    /// <returns>0 with the file written, or 2 with one line on <paramref name="stderr"/> and no file.</returns>
    public static int Run(NamesRequest request, TextWriter stdout, TextWriter stderr)
    {
        try
        {
            if (request.Top is < 1 or > MostHits)
            {
                throw new InputRefused(string.Create(CultureInfo.InvariantCulture, $"--top {request.Top}: give 1 to {MostHits}."));
            }

            var names = TextColumn.Read(request.Names, request.Name);
            var queries = TextColumn.Read(request.Queries, request.Query);
            var hits = NameIndex.Of(names).Search(queries, request.Top);
            Write(request.Out, hits);
            var alike = hits.Count(found => found is [{ Score: >= NameIndex.Alike }, ..]);
            stdout.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Out}: {queries.Count} queries over {names.Count} names, {alike} with a hit of {NameIndex.Alike} or more"));
            return 0;
        }
        catch (InputRefused refused)
        {
            stderr.WriteLine($"names search: {refused.Message}");
            return 2;
        }
    }

    static void Write(string path, NameHit[][] hits)
    {
        var partial = path + ".partial";
        try
        {
            using (var file = new StreamWriter(partial, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                file.WriteLine("query_row,rank,name_row,score");
                foreach (var (row, found) in hits.Index())
                {
                    foreach (var (at, hit) in found.Index())
                    {
                        file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row},{at + 1},{hit.Row},{hit.Score:0.######}"));
                    }
                }
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            throw new InputRefused($"cannot write {path}: {failure.Message}", failure);
        }
    }
}

/// <summary>What the verb is asked: file and column of the names, file and column of the queries, hits for each, file to write.</summary>
sealed record NamesRequest(string Names, string Name, string Queries, string Query, int Top, string Out);
