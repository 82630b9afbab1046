using System.Diagnostics;
using System.Globalization;
using System.Text;
using Throughline.Listening.Files;
using Throughline.Listening.Quality.Profiling;

namespace Throughline.Bench;

/// <summary>The profile of a file, on one core.</summary>
sealed class QualityScenario : Scenario
{
    public override string Name => "quality";

    public override string Question =>
        "A CSV of 300,000 rows with 14 columns (ids, names in four scripts, e-mails, phones, dates, numbers, words, texts) profiled in one pass by one thread: with reading the file, and the sketches alone on cells in memory (goal 500,000 cells/s).";

    public override Task RunAsync(Report report, bool quick)
    {
        var rows = quick ? 20_000 : 300_000;
        var file = Path.GetTempFileName();
        try
        {
            Write(file, rows);
            report.Add("rows, columns, file size", $"{rows:N0}, 14, {new FileInfo(file).Length / 1048576.0:F0} MiB");
            var (table, _) = TableFile.Recognise(file);
            TableProfile.Of(table!, 1 << 20, default); // warm
            var (cpu, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
            var profile = TableProfile.Of(table!, long.MaxValue, default);
            var (seconds, spent) = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
            var cells = (double)profile.Rows * profile.Fields.Count;
            report.Add("file to profile: cells/s", $"{cells / seconds:N0}");
            report.Add("file to profile: cells/s of processor time", $"{cells / spent:N0}");
            var reading = Seconds(() => ReadOnly(table!));
            report.Add("reading the file alone: seconds of the above", $"{reading:F2} of {seconds:F2}");
            report.Add("sketches alone: cells/s (difference)", $"{cells / Math.Max(0.001, seconds - reading):N0}");
            report.Add("memory a column: bytes as kept, largest", $"{Kept(table!):N0}");
        }
        finally
        {
            File.Delete(file);
        }

        return Task.CompletedTask;
    }

    static void ReadOnly(TableFile file)
    {
        using var table = file.Open();
        var length = 0L;
        while (table.Read())
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                length += table.Cell(i).Length;
            }
        }

        if (length == 0)
        {
            throw new InvalidOperationException("The file is empty.");
        }
    }

    static long Kept(TableFile file)
    {
        using var table = file.Open();
        var sketches = TableProfile.Sketches(table.Columns.Count);
        while (table.Read() && table.Row < 50_000)
        {
            TableProfile.Add(sketches, table, false);
        }

        return sketches.Max(one => one.Write(true).Length);
    }

    static void Write(string file, int rows)
    {
        string[] names = ["Anna Berg", "محمد رضایی", "王小明", "Jean-Luc Picard", "فاطمة الزهراء", "Ivan Petrov"];
        string[] texts = ["Quick and clean.", "Waited forty minutes, nobody told us why; the staff, though, was kind.", "خیلی خوب بود", ""];
        var random = new Random(7);
        using var writer = new StreamWriter(file, false, new UTF8Encoding(false));
        writer.WriteLine("id,name,email,phone,birth_date,city,country,amount,score,active,uuid,url,created_at,comment");
        for (var i = 0; i < rows; i++)
        {
            var n = random.Next(50_000);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"R{i},{names[n % 6]},user{n}@mail{n % 90}.example,+49 30 {n:000000},19{50 + n % 50}-{1 + n % 12:00}-{1 + n % 28:00},"));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"City {n % 300},{(n % 3 == 0 ? "DE" : "FR")},{n / 7.0:F2},{n % 11},{(n % 2 == 0 ? "yes" : "no")},"));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)},https://shop.example/p/{n},2026-{1 + i % 12:00}-{1 + i % 28:00}T10:20:30Z,"));
            writer.WriteLine($"\"{texts[n % 4]} {i % 977}\"");
        }
    }
}
