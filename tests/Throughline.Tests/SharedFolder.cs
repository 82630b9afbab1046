using Xunit;

namespace Throughline.Tests;

/// <summary>
/// Where the test data lie that are not part of the project: a folder <c>shared</c> beside the checkout, or wherever
/// the environment variable THROUGHLINE_SHARED points. A test that needs a file and does not find it is skipped, and
/// the skip says which file was looked for.
/// </summary>
static class SharedFolder
{
    const string Variable = "THROUGHLINE_SHARED";

    /// <summary>The folder, or null when there is none on this machine.</summary>
    public static string? Find()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Throughline.slnx")) && at.Parent is { } beside)
            {
                var shared = Path.Combine(beside.FullName, "shared");
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }

    /// <summary>The full path of one file or folder of the shared data; skips the running test when it is absent.</summary>
    public static string Require(string relativePath)
    {
        var shared = Find();
        Assert.SkipWhen(shared is null, $"No shared folder beside the checkout ({Variable} may name one): {relativePath} is needed.");
        var path = Path.Combine(shared!, relativePath);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"The shared folder has no {relativePath}.");
        return path;
    }
}
