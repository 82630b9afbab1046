namespace Throughline.Server.Cli;

/// <summary>Files that are written all or not at all: beside their places first, then all put there.</summary>
sealed class WholeFiles : IDisposable
{
    readonly List<(string Path, string Partial, StreamWriter Writer)> _open = [];

    /// <exception cref="InputRefused">The place cannot be written.</exception>
    public StreamWriter Open(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new InputRefused($"cannot write {path}: there is no folder {folder}.");
        }

        var partial = $"{path}.{Environment.ProcessId}.partial";
        var writer = new StreamWriter(File.Create(partial), bufferSize: 1 << 16) { NewLine = "\n" };
        _open.Add((path, partial, writer));
        return writer;
    }

    /// <summary>Puts all of them in their places.</summary>
    public void Keep()
    {
        foreach (var (_, _, writer) in _open)
        {
            writer.Dispose();
        }

        foreach (var (path, partial, _) in _open)
        {
            File.Move(partial, path, overwrite: true);
        }
    }

    /// <summary>Takes away what was not kept.</summary>
    public void Dispose()
    {
        foreach (var (_, partial, writer) in _open)
        {
            writer.Dispose();
            File.Delete(partial);
        }
    }
}
