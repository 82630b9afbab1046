using Throughline.Listening;
using Throughline.Platform.Access;
using Throughline.Platform.Facts;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Platform.Log.Attached;
using Throughline.Platform.Storage;
using Throughline.Profiles;
using Throughline.Understanding;

namespace Throughline.Server;

/// <summary>One data folder with everything in it opened, in the order in which it depends on itself.</summary>
sealed class Installation : IDisposable
{
    Installation(DataFolder folder, TimeProvider time)
    {
        Folder = folder;
        Time = time;
        Keys = KeyStore.Open(folder.KeysFile, Migrations);
        Log = SignalLog.Open(folder, Keys, time);
        Understanding = AttachedStore.Open(Log, folder.UnderstandingFile, UnderstandingModule.StoreMigrations);
        SignIn = new SignIn(Keys, time);
        AccessKeys = new AccessKeys(Keys, time);
    }

    public DataFolder Folder { get; }

    public TimeProvider Time { get; }

    public KeyStore Keys { get; }

    public SignalLog Log { get; }

    public AttachedStore Understanding { get; }

    public SignIn SignIn { get; }

    public AccessKeys AccessKeys { get; }

    /// <summary>Tables of every part in <c>keys.db</c>, listed by hand so that it reads as an index.</summary>
    static IEnumerable<Migration> Migrations =>
        [.. SignalLog.Migrations, .. FollowerPump.Migrations, FactLog.Migration, .. SignIn.Migrations, .. AccessKeys.Migrations, .. ListeningModule.Migrations, .. ProfilesModule.Migrations, .. UnderstandingModule.Migrations];

    /// <summary>Opens the folder.</summary>
    /// <exception cref="DataFolderInUseException">Another process has it.</exception>
    public static Installation Open(string path, TimeProvider? time = null)
    {
        var folder = DataFolder.Open(path);
        try
        {
            return new Installation(folder, time ?? TimeProvider.System);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Understanding.Dispose();
        Log.Dispose();
        Keys.Dispose();
        Folder.Dispose();
    }
}
