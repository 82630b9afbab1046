using System.Globalization;

namespace Throughline.Bench;

/// <summary>A file of a million rows, through the verb, from a cold start to the last row on disk.</summary>
sealed class ImportScenario : Scenario
{
    public override string Name => "import";

    public override string Question =>
        "A CSV of 1,000,000 rows with 13 columns (id, time, customer, eight scores, a channel, a text) through `throughline import --yes`, whole process; then the same file again, which must add nothing.";

    public override async Task RunAsync(Report report, bool quick)
    {
        var rows = quick ? 50_000 : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("throughline-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "reviews.csv");
            Write(file, rows);
            report.Add("rows, file size", $"{rows:N0}, {new FileInfo(file).Length / 1048576.0:F0} MiB");
            foreach (var time in new[] { "first import", "same file again" })
            {
                using var child = new ChildProgram("import", file, "--data", Path.Combine(folder.FullName, "data"), "--yes", "--json");
                var (exit, peak, printed) = await child.EndAsync();
                if (exit != 0)
                {
                    throw new InvalidOperationException($"import ended with {exit}: {printed}");
                }

                var seconds = child.Started.Elapsed.TotalSeconds;
                report.Add($"{time}: seconds (must 60, goal 15)", $"{seconds:F1}");
                report.Add($"{time}: rows/s", $"{rows / seconds:N0}");
                report.Add($"{time}: peak memory, MiB", $"{peak:F0}");
                report.Add($"{time}: counts", $"{printed.Trim().Split('\n')[^1]}");
            }

            report.Add("log on disk, bytes a row", $"{new FileInfo(Path.Combine(folder.FullName, "data", "log.duckdb")).Length / (double)rows:F0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Write(string file, int rows)
    {
        string[] texts = ["Quick and clean.", "Waited forty minutes, nobody told us why; the staff, though, was kind.", "خیلی خوب بود", ""];
        var random = new Random(1);
        using var writer = new StreamWriter(file);
        writer.WriteLine("review_id,date,customer_id,overall_rating,q1_rating,q2_rating,q3_rating,q4_rating,q5_rating,q6_rating,q7_rating,channel,comment");
        for (var i = 0; i < rows; i++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"R{i},2025-{1 + i % 12:00}-{1 + i % 28:00}T{i % 24:00}:{i % 60:00}:00Z,C{random.Next(200_000)}"));
            for (var q = 0; q < 8; q++)
            {
                writer.Write(',');
                writer.Write(random.Next(1, 6).ToString(CultureInfo.InvariantCulture));
            }

            writer.WriteLine($",{(i % 3 == 0 ? "web" : "app")},\"{texts[random.Next(4)]} {i % 977}\"");
        }
    }
}
