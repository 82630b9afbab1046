using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Throughline.Server.Cli;

namespace Throughline.Tests.Cli;

/// <summary>Files that nobody means to be read: a clear answer, in bounded time and memory.</summary>
public sealed class ResolveBadInputTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-resolve-bad-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_without_a_usable_field_is_refused_with_what_it_has()
    {
        var (code, error, _) = Run(Csv("id,created_at,notes", Enumerable.Range(0, 50).Select(i => $"r{i},2026-01-01,x")));
        Assert.Equal(2, code);
        Assert.Contains("no column that helps to tell who a record is about; it has id, created_at, notes", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_usable_field_without_values_leaves_every_record_alone()
    {
        var (code, _, profiles) = Run(Csv("id,first_name,email", Enumerable.Range(0, 500).Select(i => $"r{i},,n/a")));
        Assert.Equal((0, 500), (code, profiles));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(5_000)]
    public void Rows_that_are_all_equal_are_answered_at_once(int rows)
    {
        var watch = Stopwatch.StartNew();
        var (code, _, profiles) = Run(Csv("id,first_name,last_name,birth_date,email", Enumerable.Range(0, rows).Select(i => $"r{i},anna,berg,1980-04-12,anna@berg.example")));
        Assert.Equal(0, code);
        Assert.InRange(profiles, 1, rows);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_hundred_thousand_equal_phones_join_nobody()
    {
        var watch = Stopwatch.StartNew();
        var (code, _, profiles) = Run(Csv("id,phone", Enumerable.Range(0, 100_000).Select(i => $"r{i},+442079460018")));
        Assert.Equal((0, 100_000), (code, profiles));
        string[] first = ["anna", "otto", "marie", "hassan", "lucia", "pavel", "greta"];
        (code, _, profiles) = Run(Csv("id,first_name,last_name,phone", Enumerable.Range(0, 100_000).Select(i => $"r{i},{first[i % 7]},{Name(i)},+442079460018")));
        Assert.Equal(0, code);
        Assert.True(profiles > 95_000, $"{profiles} profiles");
        Assert.Equal(1, Report().GetProperty("shared_values").GetProperty("shared_value").GetInt32());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    [Fact]
    public void Emoji_controls_and_half_characters_are_names_like_others()
    {
        string[] names = ["😀 Anna", "An\u0007na", "\u202Eanna\u202C", "👩‍👩‍👧", "", "\uFFFE\uFFFF", "نام\u200Cخانوادگی", "𠮷野", "\u0001", "İstanbul", "ﬁona", "a\u0301\u0301\u0301\u0301"];
        var rows = Enumerable.Range(0, 600).Select(i => $"r{i},\"{names[i % names.Length]}\",{Name(i / 2)},19{60 + i / 2 % 40}-03-{1 + i / 2 % 28:00}");
        var (code, _, profiles) = Run(Csv("id,first_name,last_name,birth_date", rows));
        Assert.Equal(0, code);
        Assert.InRange(profiles, 100, 600);
        File.WriteAllBytes(Path("half.csv"), [.. "id,first_name,last_name\nr1,"u8, 0xED, 0xA0, 0x80, .. ",berg\nr2,"u8, 0xFF, 0xC0, .. ",berg\n"u8]);
        Assert.True(Run(Path("half.csv")).Code is 0 or 2);
    }

    [Fact]
    public void A_name_of_a_megabyte_is_read_and_takes_no_time()
    {
        var giant = new string('x', 1 << 20);
        var watch = Stopwatch.StartNew();
        var rows = Enumerable.Range(0, 300).Select(i => i is 7 or 8 ? $"r{i},{giant},berg,1980-04-12" : $"r{i},anna,{Name(i / 2)},19{60 + i / 2 % 40}-03-{1 + i / 2 % 28:00}");
        var (code, error, _) = Run(Csv("id,first_name,last_name,birth_date", rows));
        Assert.True(code == 0 || error.Contains("long", StringComparison.OrdinalIgnoreCase), error);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Fields_beyond_the_sixteenth_are_named_and_not_left_out_in_silence()
    {
        string[] custom = [.. Enumerable.Range(0, 14).Select(i => $"c{i}")];
        var header = $"id,first_name,last_name,birth_date,city,{string.Join(',', custom)}";
        var rows = Enumerable.Range(0, 200).Select(i => $"r{i},anna,{Name(i / 2)},19{60 + i / 2 % 40}-03-{1 + i / 2 % 28:00},town,{string.Join(',', custom.Select((_, c) => Name((i / 2) + c)))}");
        var map = $"id=id,first_name=first_name,last_name=last_name,birth_date=birth_date,city=city,{string.Join(',', custom.Select(c => $"custom:{c}={c}"))}";
        var (code, error, _) = Run(Csv(header, rows), map);
        Assert.Equal(0, code);
        Assert.Contains("at most 16 fields are compared; left out: c12, c13", error, StringComparison.Ordinal);
        Assert.Equal(["c12", "c13"], Report().GetProperty("fields_left_out").EnumerateArray().Select(name => name.GetString()));
    }

    /// <summary>A made-up surname; different numbers give different names.</summary>
    static string Name(int number)
    {
        var name = new StringBuilder();
        for (var n = number + 7_000; n > 0; n /= 20)
        {
            name.Append("bcdfghjklmnprstvwxz"[n % 19]).Append("aeiou"[n % 5]);
        }

        return name.ToString();
    }

    string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    string Csv(string header, IEnumerable<string> rows)
    {
        var path = Path(string.Create(CultureInfo.InvariantCulture, $"in{_folder.GetFiles().Length}.csv"));
        File.WriteAllLines(path, rows.Prepend(header));
        return path;
    }

    (int Code, string Error, int Profiles) Run(string input, string? map = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ResolveVerb.Run(new ResolveRequest([input], false, map, Path("clusters.csv"), null, Path("report.json")), output, error, TestContext.Current.CancellationToken);
        return (code, error.ToString(), code == 0 ? File.ReadLines(Path("clusters.csv")).Skip(1).Select(line => line[(line.LastIndexOf(',') + 1)..]).Distinct().Count() : 0);
    }

    JsonElement Report() => JsonDocument.Parse(File.ReadAllText(Path("report.json"))).RootElement;
}
