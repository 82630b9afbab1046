using System.Globalization;
using Throughline.Contracts;
using Throughline.Language.Topics;
using Throughline.Platform.Followers;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Uses;
using Throughline.Tests.Platform;
using Throughline.Understanding;
using Throughline.Understanding.Detections;
using Throughline.Understanding.Topics;

namespace Throughline.Tests.Understanding;

public sealed class TopicFollowerTests : IDisposable
{
    const string Of = "SELECT coalesce(string_agg(topic || CASE WHEN is_own THEN '' ELSE '^' END, ' ' ORDER BY topic), '') FROM understanding.topic_of JOIN signal USING (seq) WHERE record_key = '";

    static readonly string[] s_texts =
    [
        "I waited an hour in a long line", "The courier was late", "صف خیلی طولانی بود", "انتظرنا أكثر من ساعة", "排队太久了", "", "12345", "ok thanks", "Alles war gut und schön hier im Laden",
        "The colour of the walls is blue this year", "Waited!", "waited",
    ];

    readonly OpenLog _open = new(more: UnderstandingModule.Migrations);
    readonly AttachedStore _store;
    readonly TaxonomyBook _book;
    readonly FollowerPump _pump;

    public TopicFollowerTests()
    {
        _store = AttachedStore.Open(_open.Log, _open.Folder.UnderstandingFile, UnderstandingModule.StoreMigrations);
        _book = new TaxonomyBook(_open.Keys, TimeProvider.System);
        _pump = new FollowerPump(_open.Log, _open.Keys, [new TopicFollower(_store, _book, new DetectorBook(_open.Keys, _store, TimeProvider.System), TimeProvider.System)]);
    }

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_get_the_topics_of_the_company_those_they_are_parts_of_and_the_words_that_say_so()
    {
        var waiting = _book.Add(Words("Waiting", null, "wait | waited"), "ada").Id;
        var queue = _book.Add(Words("Queues", waiting, "long line"), "ada").Id;
        await AppendAsync(s_texts);
        Assert.Equal(1, _book.Wanted); // the first topic is read by at once; the second when somebody asks
        _book.AskForReading();
        await _pump.CatchUpAsync(Stop);
        Assert.Equal($"{waiting} {queue}", await AskAsync(Of + "r0'"));
        Assert.Equal($"{waiting}", await AskAsync(Of + "r10'"));
        Assert.Equal("", await AskAsync(Of + "r1'"));
        Assert.Equal("waited long line", await AskAsync(
            "SELECT string_agg(text[first + 1:behind], ' ' ORDER BY first) FROM understanding.topic_place JOIN signal USING (seq) WHERE record_key = 'r0'"));
        Assert.Equal("no_words too_short language_not_covered nothing_matched", string.Join(' ', await NoneAsync("r6"), await NoneAsync("r7"), await NoneAsync("r8"), await NoneAsync("r9")));
        await AppendAsync(["We stood in a long line"], "n");
        await _pump.CatchUpAsync(Stop);
        Assert.Equal($"{waiting}^ {queue}", await AskAsync(Of + "n0'"));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("not_assessed", 0)]
    [InlineData("partly_known", 1)]
    public async Task A_conversation_has_topics_only_when_it_says_whose_turns_are_the_customers(string? roles, long read)
    {
        _book.Add(Words("Waiting", null, "waited"), "ada");
        var attribute = _open.Log.Catalogue.DeclareAttribute("roles", AttributeKind.Descriptive);
        var said = _open.Signal("t1", text: "I waited an hour") with { Kind = SignalKind.Transcript };
        await _open.Log.AppendAsync([roles is null ? said : said with { Attributes = [.. said.Attributes, new AttributeValue(attribute.Id, roles)] }], Stop);
        await _pump.CatchUpAsync(Stop);
        Assert.Equal(read.ToString(CultureInfo.InvariantCulture), await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_reading"));
        Assert.Equal(read.ToString(CultureInfo.InvariantCulture), await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_of"));
    }

    [Fact]
    public async Task Texts_that_are_alike_have_the_same_topics_whatever_the_order_and_a_second_reading_gives_the_same()
    {
        _book.AdoptStarter(null, "ada");
        var dice = new Random(5);
        string[] texts = [.. Enumerable.Range(0, 300).Select(_ => s_texts[dice.Next(s_texts.Length)])];
        await AppendAsync(texts);
        await _pump.CatchUpAsync(Stop);
        const string Kinds = "SELECT count(*)::VARCHAR FROM (SELECT text, count(DISTINCT topics) AS kinds FROM (SELECT seq, text, list(topic ORDER BY topic)::VARCHAR AS topics FROM understanding.topic_of JOIN signal USING (seq) GROUP BY seq, text) GROUP BY text) WHERE kinds > 1";
        Assert.Equal("0", await AskAsync(Kinds));
        const string All = "SELECT (SELECT sum(hash(seq, topic, is_own)) FROM understanding.topic_of) || ':' || (SELECT sum(hash(seq, topic, first, behind)) FROM understanding.topic_place) || ':' || (SELECT sum(hash(seq, none)) FROM understanding.topic_reading)";
        var before = await AskAsync(All);
        _pump.Rebuild();
        await _pump.CatchUpAsync(Stop);
        Assert.Equal(before, await AskAsync(All));
        Assert.Equal(await AskAsync("SELECT count(*)::VARCHAR FROM signal WHERE has_text"), await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_reading"));
    }

    [Fact]
    public async Task An_edit_is_seen_when_all_is_read_by_it_and_both_versions_are_told()
    {
        var topic = _book.Add(Words("Waiting", null, "waited"), "ada").Id;
        await AppendAsync(s_texts);
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("3", await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_of"));
        _book.Put(topic, Words("Waiting", null, "waited | courier | colour"), "bo");
        await AppendAsync(["another courier came"], "n");
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("3", await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_of"));
        _book.AskForReading();
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("6", await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_of"));
        Assert.Equal($"1 2 {topic} 3 6", await AskAsync("SELECT concat_ws(' ', from_version, to_version, topic, before, after) FROM understanding.topic_change WHERE topic IS NOT NULL"));
        Assert.Equal("0", await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_of_next"));
    }

    [Fact]
    public async Task Words_without_a_purpose_are_not_read_and_those_that_lose_it_are_forgotten_until_it_comes_back()
    {
        _book.Add(Words("Waiting", null, "waited"), "ada");
        await AppendAsync(s_texts);
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("3", await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_of"));
        Name(named: false);
        await AppendAsync(["They waited and waited"], "n");
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("0 0 0", await AskAsync("SELECT (SELECT count(*) FROM understanding.topic_of) || ' ' || (SELECT count(*) FROM understanding.topic_reading) || ' ' || (SELECT count(*) FROM understanding.topic_place)"));
        Name(named: true);
        await AppendAsync(["I waited as well"], "m");
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("5", await AskAsync("SELECT count(*)::VARCHAR FROM understanding.topic_of"));
        Assert.Equal("5", await AskAsync("SELECT count(DISTINCT seq)::VARCHAR FROM understanding.topic_of"));
    }

    [Fact]
    public async Task A_purpose_that_comes_back_while_all_is_read_anew_brings_every_text_once()
    {
        var topic = _book.Add(Words("Waiting", null, "waited"), "ada").Id;
        await AppendAsync(s_texts);
        await _pump.CatchUpAsync(Stop);
        Name(named: false);
        await _pump.CatchUpAsync(Stop);
        _book.Put(topic, Words("Waiting", null, "waited | courier"), "ada");
        _book.AskForReading();
        Name(named: true);
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("4 4 0", await AskAsync("SELECT (SELECT count(*) FROM understanding.topic_of) || ' ' || (SELECT count(DISTINCT seq) FROM understanding.topic_of) || ' ' || (SELECT count(*) FROM understanding.topic_left)"));
    }

    [Fact]
    public async Task A_removed_source_leaves_no_row()
    {
        _book.Add(Words("Waiting", null, "waited"), "ada");
        await AppendAsync(s_texts);
        await _pump.CatchUpAsync(Stop);
        _open.Log.RemoveSource(_open.Source.Id);
        await _pump.CatchUpAsync(Stop);
        Assert.Equal("0 0 0", await AskAsync("SELECT (SELECT count(*) FROM understanding.topic_of) || ' ' || (SELECT count(*) FROM understanding.topic_reading) || ' ' || (SELECT count(*) FROM understanding.topic_place)"));
    }

    public void Dispose()
    {
        _book.Dispose();
        _store.Dispose();
        _open.Dispose();
    }

    internal static TopicWords Words(string name, int? parent, string seeds) => new(
        name, parent, new Dictionary<string, string>(), new Dictionary<string, IReadOnlyList<string>> { ["en"] = seeds.Split(" | ") }, []);

    void Name(bool named) => _open.Log.Uses.Name(
        [new ElementKey(_open.Source.Id, ElementKind.Text, ElementKind.Text.ToString())], new PurposeNaming(Purposes.Improve, "tests", "person"), named, null);

    Task AppendAsync(IReadOnlyList<string> texts, string key = "r") => _open.Log.AppendAsync(
        [.. texts.Select((text, i) => _open.Signal(string.Create(CultureInfo.InvariantCulture, $"{key}{i}"), text: text.Length == 0 ? null : text))], Stop);

    async Task<string> NoneAsync(string key) => ((TopicNone)int.Parse(
        await AskAsync($"SELECT none::VARCHAR FROM understanding.topic_reading JOIN signal USING (seq) WHERE record_key = '{key}'"), CultureInfo.InvariantCulture)).Word();

    Task<string> AskAsync(string sql) => _open.Log.ReadAsync(connection => connection.Scalar<string>(sql), Stop);
}
