using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Throughline.Server.Cli;

/// <summary>
/// How verbs write JSON: snake_case, shortest digits that read back the same, letters of all scripts as they are;
/// NaN never passes.
/// </summary>
static class VerbJson
{
    public static readonly JsonSerializerOptions OneLine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the whole file or nothing: beside it first, then in its place.</summary>
    /// <exception cref="InputRefused">The place cannot be written.</exception>
    public static void WriteFile<T>(string path, T content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new InputRefused($"cannot write {path}: there is no folder {folder}.");
        }

        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (var file = File.Create(partial))
            {
                JsonSerializer.Serialize(file, content, Indented);
                file.WriteByte((byte)'\n');
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputRefused($"cannot write {path}: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(partial); // gone already when all went well
        }
    }
}
