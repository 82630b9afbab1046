using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Platform.Access;
using Throughline.Platform.Erasing;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Erasure;

/// <summary>
/// The proofs, chained by their hashes; the marks by which erased identifiers are known again; and, only while an erasure is under way,
/// whom it is about, so that it goes on after a crash. That is sealed: the bytes of the file do not hold what is being erased.
/// </summary>
sealed class ErasureBook(KeyStore keys, SecretBox box)
{
    const string Sealed = "profiles_erasure";

    internal static readonly Migration Migration = new("profiles_erasure", 1, """
        CREATE TABLE profiles_erasure (id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL, asked_at TEXT NOT NULL, proof TEXT NOT NULL, work TEXT, place INTEGER) STRICT;
        CREATE TABLE profiles_erasure_mark (mark BLOB NOT NULL, erasure INTEGER NOT NULL, PRIMARY KEY (mark, erasure)) STRICT, WITHOUT ROWID;
        CREATE TABLE profiles_erasure_return (
            source_id INTEGER NOT NULL, customer TEXT NOT NULL, erasure INTEGER NOT NULL, PRIMARY KEY (source_id, customer, erasure)) STRICT, WITHOUT ROWID;
        """);

    /// <summary>Begins an erasure; its number.</summary>
    public int Begin(ErasureProof proof, ErasureWork work) => keys.Write(connection =>
    {
        var id = connection.One("INSERT INTO profiles_erasure (state, asked_at, proof, work) VALUES (@state, @asked, '', @work) RETURNING id",
            r => r.GetInt32(0), ("@state", proof.State), ("@asked", Text(proof.AskedAt)), ("@work", Seal(work)));
        Save(connection, proof with { Id = id });
        return id;
    });

    /// <summary>Notes how far an erasure is.</summary>
    public void Note(int id, ErasureWork work) => keys.Write(connection => connection.Run(
        "UPDATE profiles_erasure SET work = @work WHERE id = @id", ("@id", id), ("@work", Seal(work))));

    /// <summary>Everything is erased: keeps the marks; what is left to do is to look whether it is all gone.</summary>
    public void Erased(ErasureProof proof, IEnumerable<byte[]> marks) => keys.Write(connection =>
    {
        foreach (var mark in marks)
        {
            connection.Run("INSERT INTO profiles_erasure_mark (mark, erasure) VALUES (@mark, @id) ON CONFLICT DO NOTHING", ("@mark", mark), ("@id", proof.Id));
        }

        Save(connection, proof);
    });

    /// <summary>Ends an erasure: its proof is the next in the chain, and whom it was about is forgotten.</summary>
    public ErasureProof End(ErasureProof proof) => keys.Write(connection =>
    {
        var last = Done(connection).LastOrDefault();
        var ended = proof with { State = "done", Previous = last?.Hash ?? "" };
        ended = ended with { Hash = ended.Hashed() };
        Save(connection, ended);
        connection.Run("UPDATE profiles_erasure SET work = NULL, place = (SELECT coalesce(max(place), 0) + 1 FROM profiles_erasure) WHERE id = @id", ("@id", proof.Id));
        return ended;
    });

    /// <summary>Enters an erasure that another folder's ledger tells of, unless it is here; true when it was not.</summary>
    public bool Adopt(ErasureLedgerLine line) => keys.Write(connection =>
    {
        var marks = line.Marks.Select(Convert.FromHexString).ToList();
        if (marks.Count == 0 || connection.One("SELECT count(*) FROM profiles_erasure WHERE json_extract(nullif(proof, ''), '$.hash') = @hash", r => r.GetInt32(0), ("@hash", line.Hash)) > 0)
        {
            return false;
        }

        // Known by the hash of the proof that it had; the chain of this folder goes on with what is erased again.
        var id = connection.One("INSERT INTO profiles_erasure (state, asked_at, proof) VALUES ('restored', @asked, '') RETURNING id",
            r => r.GetInt32(0), ("@asked", Text(line.AskedAt)));
        Save(connection, new ErasureProof { Id = id, State = "restored", AskedAt = line.AskedAt, By = "", Why = "erasures.jsonl", Hash = line.Hash });
        marks.ForEach(mark => connection.Run("INSERT INTO profiles_erasure_mark (mark, erasure) VALUES (@mark, @id)", ("@mark", mark), ("@id", id)));
        connection.Run("DELETE FROM platform_watermark WHERE follower = @name", ("@name", ErasureFollower.Followed));
        return true;
    });

    /// <summary>Erasures that are not done, the oldest first, with whom they are about; null where nobody knows any more.</summary>
    public IReadOnlyList<(ErasureProof Proof, ErasureWork? Work)> Unfinished() => keys.Read(connection => connection.All(
        "SELECT proof, work FROM profiles_erasure WHERE state IN ('running', 'checking') ORDER BY id",
        r => (Read(r.GetString(0)), r.TextOrNull(1) is { } work ? Open(work) : null)));

    /// <summary>The proof; null when there is none of that number.</summary>
    public ErasureProof? Find(int id) => keys.Read(connection => connection.One("SELECT proof FROM profiles_erasure WHERE id = @id", r => Read(r.GetString(0)), ("@id", id)));

    /// <summary>All proofs, the newest first, and whether each follows from the one before.</summary>
    public (IReadOnlyList<ErasureProof> Proofs, bool ChainHolds) List() => keys.Read(connection =>
    {
        var previous = "";
        var holds = true;
        foreach (var proof in Done(connection))
        {
            holds &= proof.Previous == previous && proof.Hash == proof.Hashed();
            previous = proof.Hash;
        }

        return (connection.All("SELECT proof FROM profiles_erasure WHERE state <> 'restored' ORDER BY id DESC", r => Read(r.GetString(0))), holds);
    });

    /// <summary>When the person behind each mark was erased last, UTC.</summary>
    public Dictionary<string, (int Erasure, DateTime AskedAt)> Marks() => keys.Read(connection => connection.All("""
        SELECT m.mark, m.erasure, e.asked_at FROM profiles_erasure_mark m JOIN profiles_erasure e ON e.id = m.erasure ORDER BY e.asked_at
        """, r => (Mark: Convert.ToHexStringLower(r.GetFieldValue<byte[]>(0)), Erasure: r.GetInt32(1), At: Time(r.GetString(2)))))
        .GroupBy(one => one.Mark).ToDictionary(group => group.Key, group => (group.Last().Erasure, group.Last().At));

    /// <summary>Records that came back.</summary>
    public IReadOnlyList<(RecordName Record, int Erasure)> Returned() => keys.Read(connection => connection.All(
        "SELECT source_id, customer, erasure FROM profiles_erasure_return ORDER BY erasure", r => (new RecordName(r.GetInt32(0), r.GetString(1)), r.GetInt32(2))));

    /// <summary>Notes a record that came back.</summary>
    public static void Return(SqliteConnection connection, RecordName record, int erasure) => connection.Run(
        "INSERT INTO profiles_erasure_return (source_id, customer, erasure) VALUES (@source, @customer, @erasure) ON CONFLICT DO NOTHING",
        ("@source", record.SourceId), ("@customer", record.Customer), ("@erasure", erasure));

    /// <summary>Forgets records that came back and were erased again.</summary>
    public void Forget(IEnumerable<RecordName> records) => keys.Write(connection =>
    {
        foreach (var record in records)
        {
            connection.Run("DELETE FROM profiles_erasure_return WHERE source_id = @source AND customer = @customer", ("@source", record.SourceId), ("@customer", record.Customer));
        }
    });

    /// <summary>Marks of one erasure, in hexadecimal.</summary>
    public IReadOnlyList<string> MarksOf(int id) => keys.Read(connection => connection.All(
        "SELECT mark FROM profiles_erasure_mark WHERE erasure = @id", r => Convert.ToHexStringLower(r.GetFieldValue<byte[]>(0)), ("@id", id)));

    string Seal(ErasureWork work) => Convert.ToBase64String(box.Seal(JsonSerializer.Serialize(work, ErasureProof.Json), Sealed));

    ErasureWork? Open(string work) =>
        (work.StartsWith('{') ? work : box.Open(Convert.FromBase64String(work), Sealed)) is { } json // an older program did not seal it
            ? JsonSerializer.Deserialize<ErasureWork>(json, ErasureProof.Json) : null;

    static List<ErasureProof> Done(SqliteConnection connection) =>
        connection.All("SELECT proof FROM profiles_erasure WHERE place IS NOT NULL ORDER BY place", r => Read(r.GetString(0)));

    static void Save(SqliteConnection connection, ErasureProof proof) => connection.Run(
        "UPDATE profiles_erasure SET state = @state, proof = @proof WHERE id = @id",
        ("@id", proof.Id), ("@state", proof.State), ("@proof", JsonSerializer.Serialize(proof, ErasureProof.Json)));

    static ErasureProof Read(string json) => JsonSerializer.Deserialize<ErasureProof>(json, ErasureProof.Json)!;

    static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

/// <summary>Whom an erasure under way is about, what was found of them, and which stores are done.</summary>
sealed record ErasureWork(ErasedPerson Person, IReadOnlyList<StoreProof> Found, IReadOnlyList<OthersMention> Mentions, IReadOnlyList<string> Done);
