using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Throughline.Contracts;
using Throughline.Language.Learning;
using Throughline.Language.Models;
using Throughline.Platform.Storage;
using Throughline.Understanding.Detections;

namespace Throughline.Understanding.Learning;

/// <summary>
/// The models that were learnt from the company's scores, every version with how it did on pairs that it had not seen. One of them runs. The
/// weights of the one that runs lie in the same row, so that a version takes over in one transaction or not at all.
/// </summary>
sealed class ModelBook(KeyStore keys, TimeProvider time)
{
    const int MostVersions = 20;

    public static IEnumerable<Migration> Migrations =>
    [
        new("understanding_learning", 1, """
        CREATE TABLE understanding_model (
            id INTEGER PRIMARY KEY AUTOINCREMENT, trained_at TEXT NOT NULL, digest TEXT NOT NULL, pairs INTEGER NOT NULL, trained_on INTEGER NOT NULL,
            languages TEXT NOT NULL, slices TEXT NOT NULL, runs INTEGER NOT NULL, why TEXT NOT NULL, removals INTEGER NOT NULL, model BLOB) STRICT;
        """),
        new("understanding_learning", 2, "ALTER TABLE understanding_model ADD COLUMN fits TEXT"),
    ];

    /// <summary>Every version, the newest first.</summary>
    public IReadOnlyList<ModelVersion> Versions => keys.Read(connection => connection.All($"SELECT {Columns} FROM understanding_model ORDER BY id DESC", Version));

    /// <summary>The version that runs; null while none does.</summary>
    public ModelVersion? Running => keys.Read(connection => connection.All($"SELECT {Columns} FROM understanding_model WHERE runs = 1", Version)).FirstOrDefault();

    /// <summary>The weights of the version that runs; null while none does.</summary>
    public (TextClassifier Model, IReadOnlyDictionary<int, SourceFit>? Fits)? ReadRunning() => keys.Read(connection => connection.All(
        "SELECT model, fits FROM understanding_model WHERE runs = 1 AND model IS NOT NULL", r => (Bytes: (byte[])r.GetValue(0), Fits: SourceFits.Read(r.TextOrNull(1))))) is [var (bytes, fits), ..]
            ? (ModelFile.Read(new MemoryStream(bytes)), fits)
            : null;

    /// <summary>Keeps a version, and lets it take over where it shall; its number.</summary>
    public int Add(Learnt learnt, long removals, bool runs, string why)
    {
        var model = learnt.Model ?? throw new ArgumentException("There is no model.", nameof(learnt));
        using var bytes = new MemoryStream();
        if (runs)
        {
            ModelFile.Write(model, bytes);
        }

        return keys.Write(connection =>
        {
            if (runs)
            {
                Stop(connection, "replaced");
            }

            var id = connection.One("""
                INSERT INTO understanding_model (trained_at, digest, pairs, trained_on, languages, slices, runs, why, removals, model, fits)
                VALUES (@at, @digest, @pairs, @on, @languages, @slices, @runs, @why, @removals, @model, @fits) RETURNING id
                """, r => r.GetInt32(0),
                ("@at", time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture)), ("@digest", model.Card.Digest), ("@pairs", learnt.Pairs),
                ("@on", learnt.TrainedOn), ("@languages", string.Join(' ', learnt.Languages)), ("@slices", JsonSerializer.Serialize(learnt.Slices.Select(SliceFigures.Of))),
                ("@runs", runs ? 1 : 0), ("@why", why), ("@removals", removals), ("@model", runs ? bytes.ToArray() : null),
                ("@fits", runs ? SourceFits.Text(learnt.Fits) : null));
            connection.Run("DELETE FROM understanding_model WHERE runs = 0 AND id <= @old", ("@old", id - MostVersions));
            return id;
        });
    }

    /// <summary>Lets the running version rest, without another in its place, and forgets its weights.</summary>
    public void Withdraw(string why) => keys.Write(connection => Stop(connection, why));

    static void Stop(SqliteConnection connection, string why) => connection.Run("UPDATE understanding_model SET runs = 0, model = NULL, fits = NULL, why = @why WHERE runs = 1", ("@why", why));

    const string Columns = "id, trained_at, digest, pairs, trained_on, languages, slices, runs, why, removals";

    static ModelVersion Version(SqliteDataReader r) => new(
        r.GetInt32(0), DateTime.Parse(r.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), r.GetString(2), r.GetInt32(3), r.GetInt32(4),
        r.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries), JsonSerializer.Deserialize<List<SliceFigures>>(r.GetString(6)) ?? [], r.GetBoolean(7), r.GetString(8), r.GetInt64(9));
}

/// <summary>A version of the model that was learnt from scores.</summary>
/// <param name="Id">Its number.</param>
/// <param name="TrainedAt">When, UTC.</param>
/// <param name="Digest">SHA-256 of what it was learnt from.</param>
/// <param name="Pairs">Pairs that there were.</param>
/// <param name="TrainedOn">Pairs that it learnt from; the rest it was judged by, or are of customers and words that it was judged by.</param>
/// <param name="Languages">Languages that it reads.</param>
/// <param name="Slices">How it did.</param>
/// <param name="Runs">True for the one that detectors read by.</param>
/// <param name="Why">Why it runs or does not, as a code.</param>
/// <param name="Removals">Removals of the log that were known when its pairs were read.</param>
sealed record ModelVersion(
    int Id, DateTime TrainedAt, string Digest, int Pairs, int TrainedOn, IReadOnlyList<string> Languages, IReadOnlyList<SliceFigures> Slices, bool Runs, string Why, long Removals);

/// <summary>How a version did on held-out pairs, of all or of one language and source; of a source, how many of its own pairs its threshold was fitted on.</summary>
sealed record SliceFigures(string? Language, int? SourceId, int Pairs, HeldOutFigures? HeldOut, int FittedOn = 0, HeldOutFigures? Lists = null)
{
    public static SliceFigures Of(HeldOutSlice slice) => new(
        slice.Language, slice.SourceId, slice.Pairs, HeldOutFigures.Of(slice, slice.Figures), slice.FittedOn, HeldOutFigures.Of(slice, slice.Lists));
}

/// <summary>Figures on answers that the model had not seen.</summary>
/// <param name="Auc">Probability that praise stands above blame; 0.5 by chance, 1 at best.</param>
/// <param name="MacroF1">Mean F1 of praise and blame, 0 to 1.</param>
/// <param name="CalibrationError">Mean distance of probability and share, 0 at best.</param>
/// <param name="BrierSkill">Share of the squared error of always saying the mean that is gone.</param>
public sealed record HeldOutFigures(Estimate Auc, Estimate MacroF1, Estimate CalibrationError, Estimate BrierSkill)
{
    const string Method = "own-models";

    /// <summary>The figures of a slice; null where it has too few pairs.</summary>
    public static HeldOutFigures? Of(HeldOutSlice slice, Stats.ForecastFigures? of)
    {
        if (of is not { } figures)
        {
            return null;
        }

        var period = new Period(DateOnly.FromDateTime(slice.From), DateOnly.FromDateTime(slice.To));
        return new HeldOutFigures(Estimate(figures.Auc), Estimate(figures.MacroF1), Estimate(figures.CalibrationError), Estimate(figures.BrierSkill));

        Estimate Estimate(Stats.Interval of) => new() { Value = of.Value, Low = of.Low, High = of.High, N = of.N, Period = period, Method = Method };
    }
}
