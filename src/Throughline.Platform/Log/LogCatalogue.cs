using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Log;

/// <summary>What the columns of the signal log mean: sources, their questions, and the attributes that sources share.</summary>
/// <remarks>A question has the column <c>score_ID</c>, an attribute <c>attribute_ID</c>. Ids are given once and never reused.</remarks>
public sealed class LogCatalogue
{
    internal static readonly Migration[] Migrations =
    [
        new("platform_catalogue", 1, """
            CREATE TABLE platform_source (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, has_time INTEGER NOT NULL, demo INTEGER NOT NULL) STRICT;
            CREATE TABLE platform_question (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                source_id INTEGER NOT NULL REFERENCES platform_source (id) ON DELETE CASCADE,
                name TEXT NOT NULL, label TEXT NOT NULL, min REAL NOT NULL, max REAL NOT NULL, low_is_good INTEGER NOT NULL,
                metric INTEGER NOT NULL, role INTEGER NOT NULL, UNIQUE (source_id, name)) STRICT;
            CREATE TABLE platform_attribute (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL) STRICT;
            """),
    ];

    readonly KeyStore _keys;
    readonly Action<CatalogueContents> _widen;
    volatile CatalogueContents _contents;

    /// <param name="keys">Where it is kept.</param>
    /// <param name="widen">Gives the log the columns of new contents, before anybody sees those contents.</param>
    internal LogCatalogue(KeyStore keys, Action<CatalogueContents> widen)
    {
        _keys = keys;
        _widen = widen;
        _contents = keys.Read(Load);
    }

    /// <summary>The catalogue as it is now; an unchanging value.</summary>
    public CatalogueContents Contents => _contents;

    /// <summary>The source of that name, made if it is new.</summary>
    public Source DeclareSource(string name, bool hasTime, bool demo = false)
    {
        if (Contents.Sources.FirstOrDefault(s => s.Name == name) is { } known && known.HasTime == hasTime)
        {
            return known;
        }

        Change(connection => connection.Run("""
            INSERT INTO platform_source (name, has_time, demo) VALUES (@name, @has_time, @demo)
            ON CONFLICT (name) DO UPDATE SET has_time = excluded.has_time
            """, ("@name", name), ("@has_time", hasTime ? 1 : 0), ("@demo", demo ? 1 : 0)));
        return Contents.Sources.First(s => s.Name == name);
    }

    /// <summary>The question as described, made or changed to fit; its id stays with (source, name).</summary>
    /// <param name="question">What it shall be; the id is ignored.</param>
    public Question DeclareQuestion(Question question)
    {
        if (Contents.Questions.FirstOrDefault(q => q.SourceId == question.SourceId && q.Name == question.Name) is { } known
            && known == question with { Id = known.Id })
        {
            return known;
        }

        Change(connection => connection.Run("""
            INSERT INTO platform_question (source_id, name, label, min, max, low_is_good, metric, role)
            VALUES (@source, @name, @label, @min, @max, @low_is_good, @metric, @role)
            ON CONFLICT (source_id, name) DO UPDATE SET label = excluded.label, min = excluded.min, max = excluded.max,
                low_is_good = excluded.low_is_good, metric = excluded.metric, role = excluded.role
            """,
            ("@source", question.SourceId), ("@name", question.Name), ("@label", question.Label),
            ("@min", question.Scale.Min), ("@max", question.Scale.Max), ("@low_is_good", question.Scale.LowIsGood ? 1 : 0),
            ("@metric", (int)question.Metric), ("@role", (int)question.Role)));
        return Contents.Questions.First(q => q.SourceId == question.SourceId && q.Name == question.Name);
    }

    /// <summary>The attribute of that name, made if it is new.</summary>
    public AttributeName DeclareAttribute(string name, AttributeKind kind)
    {
        if (Contents.Attributes.FirstOrDefault(a => a.Name == name) is { } known)
        {
            return known;
        }

        Change(connection => connection.Run(
            "INSERT INTO platform_attribute (name, kind) VALUES (@name, @kind) ON CONFLICT (name) DO NOTHING",
            ("@name", name), ("@kind", (int)kind)));
        return Contents.Attributes.First(a => a.Name == name);
    }

    /// <summary>Forgets a source and its questions. Its signals are removed by <see cref="SignalLog.RemoveSource"/>.</summary>
    internal void Forget(int sourceId) =>
        Change(connection => connection.Run("DELETE FROM platform_source WHERE id = @id", ("@id", sourceId)));

    void Change(Action<SqliteConnection> work)
    {
        var contents = _keys.Write(connection =>
        {
            work(connection);
            return Load(connection);
        });
        _widen(contents);
        _contents = contents;
    }

    static CatalogueContents Load(SqliteConnection connection) => new(
        [.. connection.All("SELECT id, name, has_time, demo FROM platform_source ORDER BY id",
            r => new Source(r.GetInt32(0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3)))],
        [.. connection.All(
            "SELECT id, source_id, name, label, min, max, low_is_good, metric, role FROM platform_question ORDER BY id",
            r => new Question
            {
                Id = r.GetInt32(0),
                SourceId = r.GetInt32(1),
                Name = r.GetString(2),
                Label = r.GetString(3),
                Scale = new Scale(r.GetDouble(4), r.GetDouble(5), r.GetBoolean(6)),
                Metric = (Metric)r.GetInt32(7),
                Role = (QuestionRole)r.GetInt32(8),
            })],
        [.. connection.All("SELECT id, name, kind FROM platform_attribute ORDER BY id",
            r => new AttributeName(r.GetInt32(0), r.GetString(1), (AttributeKind)r.GetInt32(2)))]);
}

/// <summary>The catalogue at one moment.</summary>
public sealed record CatalogueContents(
    ImmutableArray<Source> Sources, ImmutableArray<Question> Questions, ImmutableArray<AttributeName> Attributes)
{
    /// <summary>The source; null when there is none of that id.</summary>
    public Source? FindSource(int id) => Sources.FirstOrDefault(s => s.Id == id);

    /// <summary>The question; null when there is none of that id.</summary>
    public Question? FindQuestion(int id) => Questions.FirstOrDefault(q => q.Id == id);

    /// <summary>The attribute; null when there is none of that id.</summary>
    public AttributeName? FindAttribute(int id) => Attributes.FirstOrDefault(a => a.Id == id);

    /// <summary>The questions of one source, in the order they were declared.</summary>
    public IEnumerable<Question> QuestionsOf(int sourceId) => Questions.Where(q => q.SourceId == sourceId);
}
