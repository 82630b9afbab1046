using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Throughline.ServerTests;

/// <summary>A file that knows its customers by a mailbox alone, which several people share.</summary>
public sealed class SharedMailboxTests(RunningThroughline server) : IClassFixture<RunningThroughline>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("email", "orders@shop.example", "Ada Byron", "Charles Babbage", "Mary Somerville", "Michael Faraday")]
    [InlineData("customer", "counter@shop.example", "Otto Hahnemann", "Lise Meitner", "Niels Bohr", "Irene Curie")]
    [InlineData("email", "the.familys@post.example", "Sarah Thornbury", "Thomas Thornbury", "Eve Thornbury", "Walter Thornbury")]
    [InlineData("phone", "+44 113 496 0017", "علی رضایی", "مریم کاظمی", "حسین موسوی", "زهرا احمدی")]
    public async Task Four_people_under_one_mailbox_are_four_customers_and_an_export_holds_one_of_them(string kind, string mailbox, params string[] names)
    {
        var source = $"orders {mailbox}";
        string[] people = [.. names.Select((name, i) => $"{name},{1950 + (7 * i)}-0{i + 2}-1{i}"), $"{names[0].ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal)},1950-02-10", ","];
        await ImportAsync(source, kind, [.. people.Select((person, i) => $"o{i},{mailbox},{person},order {i}")]);
        var found = await ProfilesAsync($"{kind}:{mailbox}", profiles: 5);
        Assert.Equal([.. names.Select(NameOf).Append("").Order()], found.Select(one => NameOf((string?)one["name"])).Order());
        foreach (var one in found)
        {
            var file = await server.Client.GetStringAsync(new Uri($"/api/v1/profiles/{(string)one["id"]!}/export", UriKind.Relative), Stop);
            var own = people.Index().Where(person => NameOf(person.Item.Split(',')[0]) == NameOf((string?)one["name"])).ToList();
            Assert.Equal(own.Select(person => $"o{person.Index}"), JsonNode.Parse(file)!["timeline"]!.AsArray().Select(signal => (string)signal!["record_key"]!).Order());
            Assert.DoesNotContain(names.Where(name => NameOf(name) != NameOf((string?)one["name"])), name => file.Contains(name, StringComparison.OrdinalIgnoreCase));
            var whole = await server.GetAsync($"/api/v1/profiles/{(string)one["id"]!}");
            Assert.True((bool)whole["identifiers"]!.AsArray().Single(identifier => (string)identifier!["identifier"]! == $"{kind}:{mailbox}")!["shared"]!);
            Assert.All(whole["records"]!.AsArray(), record => Assert.Equal($"{kind}:{mailbox}", (string)record!["customer"]!));
        }
    }

    [Fact]
    public async Task Rows_that_name_nobody_are_of_the_one_person_of_the_mailbox_until_another_is_named_there()
    {
        await ImportAsync("first", "email", ["a1,own@mail.example,Emmy Noether,1882-03-23,one", "a2,own@mail.example,,,two", "a3,own@mail.example,Emmy Noether,1882-03-23,three"]);
        var only = Assert.Single(await ProfilesAsync("email:own@mail.example", profiles: 1));
        Assert.Equal(3, (int)only["signals"]!);
        await ImportAsync("second", "email", ["b1,own@mail.example,David Hilbert,1862-02-23,four"]);
        var found = await ProfilesAsync("email:own@mail.example", profiles: 3);
        Assert.Equal([1, 1, 2], found.Select(one => (int)one["signals"]!).Order());
        Assert.Equal(2, (int)found.Single(one => (string?)one["name"] == "Emmy Noether")["signals"]!);
    }

    [Fact]
    public async Task The_order_of_arrival_decides_nothing_and_neither_does_building_anew()
    {
        string[] rows = ["c1,flat@home.example,Grace Hopper,1906-12-09,one", "c2,flat@home.example,,,two", "c3,flat@home.example,Alan Turing,1912-06-23,three", "c4,flat@home.example,G. Hopper,1906-12-09,four"];
        await ImportAsync("forwards", "email", rows);
        var forwards = await GroupsAsync("email:flat@home.example", 3);
        await ImportAsync("backwards", "email", [.. rows.Reverse().Select(row => row.Replace("flat@", "room@", StringComparison.Ordinal).Replace("Grace Hopper", "Gerda Taro", StringComparison.Ordinal).Replace("G. Hopper", "G. Taro", StringComparison.Ordinal).Replace("Alan Turing", "Robert Capa", StringComparison.Ordinal))]);
        Assert.Equal(forwards, await GroupsAsync("email:room@home.example", 3));
    }

    [Fact]
    public async Task Who_is_erased_takes_nobody_along_who_shares_the_mailbox()
    {
        await ImportAsync("erased", "email", ["e1,two@home.example,Rosalind Franklin,1920-07-25,one", "e2,two@home.example,Francis Crick,1916-06-08,two"]);
        var found = await ProfilesAsync("email:two@home.example", profiles: 2);
        using var erased = await server.Client.PostAsJsonAsync(
            new Uri($"/api/v1/profiles/{(string)found.Single(one => (string?)one["name"] == "Rosalind Franklin")["id"]!}/erasure", UriKind.Relative), new { why = "They asked." }, Stop);
        await RunningThroughline.ReadAsync(erased);
        var left = Assert.Single(await ProfilesAsync("email:two@home.example", profiles: 1));
        Assert.Equal(("Francis Crick", 1), ((string)left["name"]!, (int)left["signals"]!));
    }

    static string NameOf(string? name) => (name ?? "").Replace("  ", " ", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Orders of each profile, those of one profile in one text.</summary>
    async Task<List<string>> GroupsAsync(string identifier, int profiles)
    {
        var groups = new List<string>();
        foreach (var one in await ProfilesAsync(identifier, profiles))
        {
            var timeline = await server.GetAsync($"/api/v1/profiles/{(string)one["id"]!}/timeline");
            groups.Add(string.Join(' ', timeline["items"]!.AsArray().Select(signal => (string)signal!["text"]!).Order()));
        }

        return [.. groups.Order()];
    }

    /// <summary>The profiles that bear an identifier, once they are so many and nothing waits.</summary>
    async Task<List<JsonNode>> ProfilesAsync(string identifier, int profiles)
    {
        var found = await Eventually.SeeAsync(async () => (await server.GetAsync($"/api/v1/profiles?q={Uri.EscapeDataString(identifier)}"))["items"]!.AsArray(), items => items.Count == profiles);
        return [.. found.OfType<JsonNode>()];
    }

    Task ImportAsync(string name, string kind, IReadOnlyList<string> rows) => server.ImportAsync(name, $"order,mailbox,name,birth_date,words\n{string.Join('\n', rows)}\n", JsonNode.Parse($$"""
        {"name":"{{name}}","kind":"response","fields":[{"column":"order","as":"record_id"},{"column":"mailbox","as":"identifier","namespace":"{{kind}}"},
         {"column":"name","as":"attribute","kind":"identity"},{"column":"birth_date","as":"attribute","kind":"identity"},{"column":"words","as":"text"}]}
        """)!);
}
