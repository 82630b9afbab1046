using System.Diagnostics;

namespace Throughline.ServerTests;

/// <summary>A disk of a few megabytes, and a file on it that takes as much of it as wanted.</summary>
sealed class SmallDisk : IDisposable
{
    readonly DirectoryInfo _folder;

    SmallDisk(DirectoryInfo folder) => _folder = folder;

    /// <summary>Where the data go.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    string Ballast => Path.Combine(_folder.FullName, "ballast");

    /// <summary>Mounts it; skips the running test, saying why, where that is not allowed.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small disk is mounted with tmpfs, which Linux has.");
        var folder = Directory.CreateTempSubdirectory("throughline-disk-");
        var (exit, said) = Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder.FullName);
        if (exit != 0)
        {
            folder.Delete();
            Assert.Skip($"A small disk cannot be mounted here: {said}");
        }

        return new SmallDisk(folder);
    }

    /// <summary>Takes so many megabytes of the disk.</summary>
    public void Take(int megabytes) => Write(megabytes << 20);

    /// <summary>Takes all that is left.</summary>
    public void TakeRest()
    {
        try
        {
            Write(long.MaxValue);
        }
        catch (IOException)
        {
            // Full: what was wanted.
        }
    }

    /// <summary>Gives all back that was taken.</summary>
    public void GiveBack() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "-l", _folder.FullName);
        _folder.Delete(recursive: true);
    }

    void Write(long bytes)
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[4096];
        for (var left = bytes; left > 0; left -= block.Length)
        {
            file.Write(block);
        }
    }

    static (int Exit, string Said) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, said.Trim());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
