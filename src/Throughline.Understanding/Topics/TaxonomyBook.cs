using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Language.Topics;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;

namespace Throughline.Understanding.Topics;

/// <summary>
/// The company's own topics: a tree that people edit. Every edit is a version that is kept, so that what was read by an older one can be
/// told and compared. Numbers of topics are given once. An installation begins without any: a starter is offered, and a person adopts it.
/// </summary>
public sealed class TaxonomyBook(KeyStore keys, TimeProvider time) : IDisposable
{
    /// <summary>The most topics that may stand at once.</summary>
    public const int MostTopics = 1_000;

    internal const string Own = "own", Adopted = "adopted";

    internal static readonly Migration Migration = new("understanding_topics", 1, """
        CREATE TABLE understanding_topic (id INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, starter TEXT) STRICT;
        CREATE TABLE understanding_topic_version (
            version INTEGER NOT NULL, topic INTEGER NOT NULL REFERENCES understanding_topic (id), at TEXT NOT NULL, by TEXT NOT NULL, words TEXT NOT NULL,
            is_gone INTEGER NOT NULL, PRIMARY KEY (version, topic)) STRICT;
        CREATE TABLE understanding_topic_wanted (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, asked_at TEXT NOT NULL) STRICT;
        """);

    readonly Lock _turn = new();
    volatile TaxonomyVersion? _now;
    volatile int _wanted = -1;
    readonly SemaphoreSlim _asked = new(0);

    /// <summary>The topics as they stand after the last edit.</summary>
    public TaxonomyVersion Now => _now ??= At(int.MaxValue);

    /// <summary>The version that texts are to be read by: the last one that somebody asked for; 0 before the first.</summary>
    public int Wanted => _wanted >= 0 ? _wanted : _wanted = keys.Read(Wish);

    /// <summary>The topics at a version.</summary>
    public TaxonomyVersion At(int version) => keys.Read(connection => Read(connection, version));

    /// <summary>Adds a topic.</summary>
    /// <param name="words">What is written of it.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="isAdopted">True where it was found in texts and a person takes it over.</param>
    /// <exception cref="ConflictException">There are too many, or one of this name stands beside it.</exception>
    public CompanyTopic Add(TopicWords words, string by, bool isAdopted = false) => Add([new Proposed(words, null, null)], by, isAdopted ? Adopted : Own)[0];

    /// <summary>Changes what is written of a topic.</summary>
    /// <exception cref="NotFoundException">There is no such topic.</exception>
    public CompanyTopic Put(int id, TopicWords words, string by) => Edit(connection =>
    {
        var now = Read(connection, int.MaxValue);
        var topic = Living(now, id);
        Check(now, words, id);
        if (topic.Words.AsJson == words.AsJson)
        {
            return topic;
        }

        Note(connection, now.Version + 1, id, words, by, isGone: false);
        return topic with { Words = words };
    });

    /// <summary>Deletes a topic; what was read of it stays until the texts are read again.</summary>
    /// <exception cref="ConflictException">It has parts.</exception>
    public void Delete(int id, string by) => Edit(connection =>
    {
        var now = Read(connection, int.MaxValue);
        var topic = Living(now, id);
        if (now.Living.Any(other => other.Words.Parent == id))
        {
            throw new ConflictException("Other topics are parts of this one. Move or delete them first.", "topic_has_parts");
        }

        Note(connection, now.Version + 1, id, topic.Words, by, isGone: true);
        return topic;
    });

    /// <summary>Adopts topics of the starter with their names and words, each under the one that it is a part of; those that are there already stay as they are.</summary>
    /// <param name="ids">Ids in the starter; null for all.</param>
    /// <param name="by">Who adopts them.</param>
    public IReadOnlyList<CompanyTopic> AdoptStarter(IReadOnlyCollection<string>? ids, string by)
    {
        if (ids?.FirstOrDefault(id => Taxonomy.Starter.Find(id) is null) is { } unknown)
        {
            throw new BadInputException("ids", $"The starter has no topic \"{unknown}\".", "bad_topic");
        }

        var wanted = Taxonomy.Starter.Topics.Where(topic => ids?.Contains(topic.Id) ?? true);
        return Add([.. wanted.Select(topic => new Proposed(StarterWords(topic), topic.Id, topic.Parent))], by, Adopted);
    }

    /// <summary>Ids of the starter's topics that were adopted and are not gone.</summary>
    public IReadOnlySet<string> AdoptedStarter() => keys.Read(connection => Starters(connection).Where(one => Now.Find(one.Id) is { IsGone: false })
        .Select(one => one.Starter).ToHashSet(StringComparer.Ordinal));

    /// <summary>Every edit, the newest first.</summary>
    public IReadOnlyList<TopicEdit> History(int take = 200) => keys.Read(connection => connection.All("""
        SELECT v.version, v.at, v.by, v.topic, v.words, v.is_gone, t.origin,
            EXISTS (SELECT 1 FROM understanding_topic_version older WHERE older.topic = v.topic AND older.version < v.version)
        FROM understanding_topic_version v JOIN understanding_topic t ON t.id = v.topic ORDER BY v.version DESC, v.topic LIMIT @take
        """, r => new TopicEdit(r.GetInt32(0), DateTime.Parse(r.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), r.GetString(2), r.GetInt32(3),
            Words(r.GetString(4)).Name, r.GetBoolean(5) ? "deleted" : r.GetBoolean(7) ? "changed" : r.GetString(6) == Adopted ? Adopted : "added"), ("@take", take)));

    /// <summary>Asks that all texts be read by the topics as they stand now.</summary>
    public void AskForReading() => Edit(connection =>
    {
        Wish(connection, Read(connection, int.MaxValue).Version);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _asked.Dispose();

    /// <summary>Completes when somebody asks for a reading, or after a while.</summary>
    internal Task AskedAsync(TimeSpan most, CancellationToken cancellation) => _asked.WaitAsync(most, cancellation);

    CompanyTopic[] Add(IReadOnlyList<Proposed> proposed, string by, string origin) => Edit(connection =>
    {
        var now = Read(connection, int.MaxValue);
        var known = Starters(connection).Where(one => now.Find(one.Id) is { IsGone: false }).ToDictionary(one => one.Starter, one => one.Id, StringComparer.Ordinal);
        var isFirst = now.Living.Count == 0;
        var version = now.Version + 1;
        var added = new List<CompanyTopic>();
        foreach (var (words, starter, above) in proposed.Where(one => one.Starter is null || !known.ContainsKey(one.Starter)))
        {
            var placed = above is not null && known.TryGetValue(above, out var parent) ? words with { Parent = parent } : words;
            Check(new TaxonomyVersion(version, [.. now.Topics, .. added]), placed, null);
            var id = connection.One("INSERT INTO understanding_topic (origin, starter) VALUES (@origin, @starter) RETURNING id", r => r.GetInt32(0), ("@origin", origin), ("@starter", starter));
            Note(connection, version, id, placed, by, isGone: false);
            added.Add(new CompanyTopic(id, placed, origin, false));
            if (starter is not null)
            {
                known.Add(starter, id);
            }
        }

        if (isFirst && added.Count > 0)
        {
            // Nothing was read by any topic so far: there is nothing to compare with, and nobody should have to ask.
            Wish(connection, version);
        }

        return added.ToArray();
    });

    T Edit<T>(Func<SqliteConnection, T> edit)
    {
        lock (_turn)
        {
            var result = keys.Write(edit);
            (_now, _wanted) = (At(int.MaxValue), keys.Read(Wish));
            if (_asked.CurrentCount == 0)
            {
                _asked.Release();
            }

            return result;
        }
    }

    static void Check(TaxonomyVersion now, TopicWords words, int? id)
    {
        if (id is null && now.Living.Count >= MostTopics)
        {
            throw new ConflictException($"There are {MostTopics} topics. Delete some first.", "too_many_topics");
        }

        if (words.Parent is { } parent)
        {
            if (now.Find(parent) is not { IsGone: false } above)
            {
                throw new BadInputException("parent", "There is no such topic to be a part of.", "bad_topic");
            }

            if (parent == id || now.Above(above).Any(one => one.Id == id))
            {
                throw new BadInputException("parent", "A topic cannot be a part of itself.", "bad_topic");
            }
        }

        if (now.Living.Any(other => other.Id != id && other.Words.Parent == words.Parent && string.Equals(other.Words.Name, words.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ConflictException($"A topic \"{words.Name}\" stands there already. Give this one another name, or change that one.", "topic_name_taken");
        }
    }

    static CompanyTopic Living(TaxonomyVersion now, int id) => now.Find(id) is { IsGone: false } topic ? topic : throw NoTopic();

    internal static NotFoundException NoTopic() => new("There is no such topic. It may have been deleted.", "no_topic");

    static TaxonomyVersion Read(SqliteConnection connection, int version)
    {
        var topics = connection.All("""
            SELECT t.id, v.words, t.origin, v.is_gone, v.version FROM understanding_topic t JOIN understanding_topic_version v ON v.topic = t.id
            WHERE v.version = (SELECT max(version) FROM understanding_topic_version WHERE topic = t.id AND version <= @version) ORDER BY t.id
            """, r => (Topic: new CompanyTopic(r.GetInt32(0), Words(r.GetString(1)), r.GetString(2), r.GetBoolean(3)), Version: r.GetInt32(4)), ("@version", version));
        return new TaxonomyVersion(topics.Count == 0 ? 0 : topics.Max(one => one.Version), [.. topics.Select(one => one.Topic)]);
    }

    void Note(SqliteConnection connection, int version, int topic, TopicWords words, string by, bool isGone) => connection.Run(
        "INSERT INTO understanding_topic_version (version, topic, at, by, words, is_gone) VALUES (@version, @topic, @at, @by, @words, @gone)",
        ("@version", version), ("@topic", topic), ("@at", Time()), ("@by", by), ("@words", words.AsJson), ("@gone", isGone ? 1 : 0));

    void Wish(SqliteConnection connection, int version) => connection.Run("""
        INSERT INTO understanding_topic_wanted (one, version, asked_at) VALUES (1, @version, @at)
        ON CONFLICT (one) DO UPDATE SET version = excluded.version, asked_at = excluded.asked_at
        """, ("@version", version), ("@at", Time()));

    static int Wish(SqliteConnection connection) => connection.One("SELECT version FROM understanding_topic_wanted", r => r.GetInt32(0));

    static List<(int Id, string Starter)> Starters(SqliteConnection connection) => connection.All(
        "SELECT id, starter FROM understanding_topic WHERE starter IS NOT NULL ORDER BY id", r => (r.GetInt32(0), r.GetString(1)));

    string Time() => time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    static TopicWords Words(string json) => JsonSerializer.Deserialize<TopicWords>(json)!;

    static TopicWords StarterWords(Topic topic) => new(
        topic.Names.GetValueOrDefault("en") ?? topic.Id, null, topic.Names, topic.Seeds, [.. topic.Examples.OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(one => one.Value)]);

    sealed record Proposed(TopicWords Words, string? Starter, string? Above);
}

/// <summary>One edit of one topic.</summary>
/// <param name="Version">The version that it made; a step that adopts several topics makes one.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Name">Its name after the edit.</param>
/// <param name="What"><c>added</c>, <c>adopted</c>, <c>changed</c> or <c>deleted</c>.</param>
public sealed record TopicEdit(int Version, DateTime At, string By, int Topic, string Name, string What);
