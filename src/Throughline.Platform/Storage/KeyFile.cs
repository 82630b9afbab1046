using System.Security.Cryptography;

namespace Throughline.Platform.Storage;

/// <summary>A key of 32 random bytes in a file of its own beside the data, readable by its owner alone; made when it is asked for first.</summary>
public static class KeyFile
{
    /// <summary>Bytes of a key.</summary>
    public const int Bytes = 32;

    /// <summary>The key.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="without">What does not work without the right key, for people.</param>
    /// <exception cref="InvalidDataException">The file holds no such key.</exception>
    public static byte[] Of(DataFolder folder, string name, string without)
    {
        var path = Path.Combine(folder.Path, name);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            // Whole or not at all: half a key would be taken for the key by all that follows.
            var unfinished = path + ".part";
            File.Delete(unfinished);
            using (var file = new FileStream(unfinished, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(Bytes));
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == Bytes ? key : throw new InvalidDataException($"{path} is not a key of {Bytes} bytes. Put the one of the backup back; {without}.");
    }
}
