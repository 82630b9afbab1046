using System.Globalization;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Facts;

/// <summary>Something that became so, in the past tense. Facts hold numbers, weights and codes, and never a personal value.</summary>
/// <param name="Seq">Number, in the order of becoming.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What, for example <c>profiles_merged</c>.</param>
/// <param name="Subject">What it is about first of all.</param>
/// <param name="By">Who made it so: a person's name, or the part of the program.</param>
/// <param name="Body">The rest, as one JSON object.</param>
public sealed record Fact(long Seq, DateTime At, string Kind, string Subject, string By, string Body);

/// <summary>
/// The facts of the pillars, added and never changed: from them every decision can be told and taken back. A fact is written in the
/// transaction of the change that it tells of, so that there is never one without the other.
/// </summary>
public sealed class FactLog(KeyStore keys, TimeProvider time)
{
    const string Columns = "f.seq, f.at, f.kind, f.subject, f.by, f.body";

    /// <summary>The tables.</summary>
    public static Migration Migration { get; } = new("platform_fact", 1, """
        CREATE TABLE platform_fact (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, by TEXT NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE INDEX platform_fact_kind ON platform_fact (kind, seq);
        CREATE TABLE platform_fact_about (
            subject TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES platform_fact (seq), PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER platform_fact_stays BEFORE UPDATE ON platform_fact BEGIN SELECT RAISE(ABORT, 'facts are added and never changed'); END;
        CREATE TRIGGER platform_fact_lasts BEFORE DELETE ON platform_fact BEGIN SELECT RAISE(ABORT, 'facts are added and never deleted'); END;
        """);

    /// <summary>Begins to add facts in a transaction of the caller's.</summary>
    public FactWriter Write(SqliteConnection connection) => new(connection, time.GetUtcNow().UtcDateTime);

    /// <summary>The fact; null when there is none of that number.</summary>
    public Fact? Find(long seq) => keys.Read(connection => Find(connection, seq));

    /// <inheritdoc cref="Find(long)"/>
    public static Fact? Find(SqliteConnection connection, long seq) =>
        connection.One($"SELECT {Columns} FROM platform_fact f WHERE f.seq = @seq", Read, ("@seq", seq));

    /// <summary>All facts about a subject, also where it is not the first, the oldest first.</summary>
    public IReadOnlyList<Fact> About(string subject) => keys.Read(connection => About(connection, subject));

    /// <inheritdoc cref="About(string)"/>
    public static IReadOnlyList<Fact> About(SqliteConnection connection, string subject) => connection.All(
        $"SELECT {Columns} FROM platform_fact_about a JOIN platform_fact f USING (seq) WHERE a.subject = @subject ORDER BY a.seq", Read, ("@subject", subject));

    /// <summary>Facts of some kinds in their order.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="kinds">The kinds; literals of the caller.</param>
    /// <param name="after">Only facts with a greater number.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<Fact> OfKinds(SqliteConnection connection, IReadOnlyList<string> kinds, long after = 0, int most = int.MaxValue)
    {
        var names = kinds.Select((kind, i) => (Name: $"@k{i}", (object?)kind)).ToArray();
        return connection.All(
            $"SELECT {Columns} FROM platform_fact f WHERE f.seq > @after AND f.kind IN ({string.Join(", ", names.Select(one => one.Name))}) ORDER BY f.seq LIMIT @most",
            Read, [.. names, ("@after", after), ("@most", most)]);
    }

    static Fact Read(SqliteDataReader r) => new(
        r.GetInt64(0), DateTime.Parse(r.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5));
}

/// <summary>Adds facts, all with the time at which it was begun.</summary>
public sealed class FactWriter : IDisposable
{
    readonly SqliteStatement _fact;
    readonly SqliteStatement _about;
    readonly string _at;

    internal FactWriter(SqliteConnection connection, DateTime at)
    {
        _at = at.ToString("O", CultureInfo.InvariantCulture);
        _fact = new SqliteStatement(connection, "INSERT INTO platform_fact (at, kind, subject, by, body) VALUES (@at, @kind, @subject, @by, @body)",
            "@at", "@kind", "@subject", "@by", "@body");
        _about = new SqliteStatement(connection, "INSERT OR IGNORE INTO platform_fact_about (subject, seq) VALUES (@subject, @seq)", "@subject", "@seq");
    }

    /// <summary>Adds a fact; its number.</summary>
    /// <param name="kind">What became so.</param>
    /// <param name="by">Who made it so.</param>
    /// <param name="body">One JSON object, without personal values.</param>
    /// <param name="subjects">What it is about, the first of all first; at least one.</param>
    public long Add(string kind, string by, string body, params ReadOnlySpan<string> subjects)
    {
        var seq = _fact.Add(_at, kind, subjects[0], by, body);
        foreach (var subject in subjects)
        {
            _about.Run(subject, seq);
        }

        return seq;
    }

    /// <summary>Lets its statements go.</summary>
    public void Dispose()
    {
        _fact.Dispose();
        _about.Dispose();
    }
}
