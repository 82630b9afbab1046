using System.Globalization;
using System.Text.Json;
using Throughline.Platform.Http;
using Throughline.Platform.Storage;

namespace Throughline.Listening.Mappings;

/// <summary>One saved state of a mapping.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="SavedAt">ISO 8601, UTC.</param>
/// <param name="By">Who saved it; null when a program did.</param>
/// <param name="Note">Why; null when nobody said.</param>
public sealed record MappingVersion(int Version, string SavedAt, string? By, string? Note);

/// <summary>A mapping in the list of saved ones.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Number of its versions.</param>
/// <param name="UpdatedAt">When the newest was saved; ISO 8601, UTC.</param>
/// <param name="SourceIds">Sources that were last imported with it.</param>
public sealed record SavedMapping(string Name, int Versions, string UpdatedAt, IReadOnlyList<int> SourceIds);

/// <summary>Saved mappings. A version never changes; saving makes a new one.</summary>
public sealed class MappingStore(KeyStore keys, TimeProvider time)
{
    internal static readonly Migration Migration = new("listening_mapping", 1, """
        CREATE TABLE listening_mapping (
            name TEXT NOT NULL, version INTEGER NOT NULL, mapping TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT, note TEXT,
            PRIMARY KEY (name, version)) STRICT;
        CREATE TABLE listening_source (
            source_id INTEGER PRIMARY KEY, mapping TEXT NOT NULL, version INTEGER NOT NULL, open_questions TEXT NOT NULL) STRICT;
        """);

    /// <summary>Saves it as the next version, or gives the newest version when that says the same.</summary>
    public Mapping Save(Mapping mapping, string? by, string? note) => keys.Write(connection =>
    {
        var newest = connection.One(
            "SELECT version, mapping FROM listening_mapping WHERE name = @name ORDER BY version DESC LIMIT 1",
            r => (Version: r.GetInt32(0), Json: r.GetString(1)), ("@name", mapping.Name));
        if (newest.Json is not null && newest.Json == Write(mapping with { Version = newest.Version }))
        {
            return mapping with { Version = newest.Version };
        }

        var saved = mapping with { Version = newest.Version + 1 };
        connection.Run("""
            INSERT INTO listening_mapping (name, version, mapping, saved_at, saved_by, note) VALUES (@name, @version, @json, @now, @by, @note)
            """,
            ("@name", saved.Name), ("@version", saved.Version), ("@json", Write(saved)), ("@now", time.GetUtcNow().ToString("O")),
            ("@by", by), ("@note", note));
        return saved;
    });

    /// <summary>A version, the newest unless it is named; null when there is none.</summary>
    public Mapping? Find(string name, int? version = null) => keys.Read(connection => connection.One("""
        SELECT mapping FROM listening_mapping WHERE name = @name AND (@version IS NULL OR version = @version) ORDER BY version DESC LIMIT 1
        """, r => Read(r.GetString(0)), ("@name", name), ("@version", version)));

    /// <summary>The mapping of <c>name@version</c>, or of <c>name</c> its newest version, which can be used.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="BadInputException">It has problems of its own.</exception>
    public Mapping Saved(string text)
    {
        var at = text.LastIndexOf('@');
        var version = at > 0 && int.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var mapping = Find(version is null ? text : text[..at], version) ?? throw new NotFoundException($"There is no mapping \"{text}\".", "no_mapping");
        return MappingCheck.Problems(mapping) is { Count: > 0 } problems ? throw new BadInputException("mapping", problems[0].Detail, "mapping_invalid") : mapping;
    }

    /// <summary>The versions of a mapping, the newest first.</summary>
    public IReadOnlyList<MappingVersion> Versions(string name) => keys.Read(connection => connection.All(
        "SELECT version, saved_at, saved_by, note FROM listening_mapping WHERE name = @name ORDER BY version DESC",
        r => new MappingVersion(r.GetInt32(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3)), ("@name", name)));

    /// <summary>All mappings, the one saved last first.</summary>
    public IReadOnlyList<SavedMapping> List()
    {
        var sources = keys.Read(connection => connection.All(
            "SELECT source_id, mapping FROM listening_source ORDER BY source_id", r => (Id: r.GetInt32(0), Name: r.GetString(1))));
        return keys.Read(connection => connection.All("""
            SELECT name, max(version), max(saved_at) FROM listening_mapping GROUP BY name ORDER BY max(saved_at) DESC, name
            """,
            r => new SavedMapping(r.GetString(0), r.GetInt32(1), r.GetString(2),
                [.. sources.Where(source => source.Name == r.GetString(0)).Select(source => source.Id)])));
    }

    /// <summary>Notes with what a source was imported last, and what is still to be asked about it.</summary>
    public void Use(int sourceId, Mapping mapping, IReadOnlyList<OpenQuestion> questions) => keys.Write(connection => connection.Run("""
        INSERT INTO listening_source (source_id, mapping, version, open_questions) VALUES (@source, @name, @version, @questions)
        ON CONFLICT (source_id) DO UPDATE
        SET mapping = excluded.mapping, version = excluded.version, open_questions = excluded.open_questions
        """,
        ("@source", sourceId), ("@name", mapping.Name), ("@version", mapping.Version),
        ("@questions", JsonSerializer.Serialize(questions, Mapping.Json))));

    /// <summary>The mapping that a source was imported with last, and its open questions; null when it was not imported.</summary>
    public (string Name, int Version, IReadOnlyList<OpenQuestion> Questions)? UseOf(int sourceId) =>
        keys.Read(connection => connection.All(
            "SELECT mapping, version, open_questions FROM listening_source WHERE source_id = @source",
            r => ((string, int, IReadOnlyList<OpenQuestion>)?)(r.GetString(0), r.GetInt32(1),
                JsonSerializer.Deserialize<List<OpenQuestion>>(r.GetString(2), Mapping.Json)!),
            ("@source", sourceId))).FirstOrDefault();

    /// <summary>Forgets a source.</summary>
    public void Forget(int sourceId) =>
        keys.Write(connection => connection.Run("DELETE FROM listening_source WHERE source_id = @source", ("@source", sourceId)));

    static string Write(Mapping mapping) => JsonSerializer.Serialize(mapping, Mapping.Json);

    static Mapping Read(string json) => JsonSerializer.Deserialize<Mapping>(json, Mapping.Json)!;
}
