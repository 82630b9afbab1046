using Microsoft.Data.Sqlite;
using Throughline.Matching.Live;
using Throughline.Platform.Storage;

namespace Throughline.Profiles.Identity;

/// <summary>The models that decided and decide, by version. At most one runs, and at most one waits for a person.</summary>
static class ModelStore
{
    const int Remembered = 10;

    /// <summary>The model that runs; null before the first.</summary>
    public static (int Version, LiveModel Model)? Running(SqliteConnection connection)
    {
        var (version, state) = connection.One("SELECT version, state FROM profiles_model WHERE running = 1", r => (r.GetInt32(0), (byte[])r.GetValue(1)));
        if (state is null)
        {
            return null;
        }

        try
        {
            return (version, LiveModel.FromBytes(state));
        }
        catch (InvalidDataException)
        {
            return null; // of another version of the program: what is supposed stands in until the next fit
        }
    }

    /// <summary>Adds a model; its version.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="model">The model.</param>
    /// <param name="at">When it was fitted, UTC.</param>
    /// <param name="report">What is told of it, as JSON.</param>
    /// <param name="running">True when it decides from now on.</param>
    public static int Add(SqliteConnection connection, LiveModel model, DateTime at, string report, bool running)
    {
        if (running)
        {
            connection.Run("UPDATE profiles_model SET running = 0 WHERE running = 1");
        }

        var version = connection.One("""
            INSERT INTO profiles_model (version, fitted_at, state, report, running)
            SELECT coalesce(max(version), 0) + 1, @at, @state, @report, @running FROM profiles_model RETURNING version
            """, r => r.GetInt32(0), ("@at", IdentityTables.Text(at)), ("@state", model.ToBytes()), ("@report", report), ("@running", running ? 1 : 0));
        connection.Run("DELETE FROM profiles_model WHERE running = 0 AND version < @version", ("@version", version - Remembered));
        return version;
    }
}
