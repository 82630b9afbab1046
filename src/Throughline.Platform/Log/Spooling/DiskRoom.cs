namespace Throughline.Platform.Log.Spooling;

/// <summary>
/// Whether there is room to take in more. The database must never meet a full disk in the middle of a commit: while less is free than
/// what waits will need on its way into the log, nothing is taken in, and senders are told to come again.
/// </summary>
/// <param name="folder">A folder on the disk.</param>
/// <param name="spool">What waits.</param>
sealed class DiskRoom(string folder, Spool spool)
{
    /// <summary>Most bytes that may wait to be moved into the log.</summary>
    public const long MostWaiting = 1L << 30;

    /// <summary>Bytes from which on more are taken in slowly, and those at which they are taken in at half the log's own speed: some seconds' worth.</summary>
    const long ManyWaiting = 208 << 20;
    const long TooManyWaiting = 416 << 20;

    const long Reserve = 24 << 20;
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    readonly DriveInfo _drive = new(folder);
    long _movedPerSecond;

    /// <summary>Notes how fast the log took in what waited; of little that tells nothing.</summary>
    public void NoteMoved(long bytes, TimeSpan took)
    {
        if (bytes < 1 << 20)
        {
            return;
        }

        var now = (long)(bytes / Math.Max(took.TotalSeconds, 0.001));
        var before = Volatile.Read(ref _movedPerSecond);
        Volatile.Write(ref _movedPerSecond, before == 0 ? now : ((2 * before) + now) / 3);
    }

    /// <summary>
    /// How long to wait before so many bytes more are taken in: nothing, as long as little waits; then ever more, so that senders who
    /// wait for their answers come to send as fast as the log takes in, long before anything has to be refused.
    /// </summary>
    public TimeSpan Pace(long bytes)
    {
        var over = (double)(spool.Waiting - ManyWaiting) / (TooManyWaiting - ManyWaiting);
        var speed = Volatile.Read(ref _movedPerSecond);
        return over <= 0 || speed == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(1, 2 * over * bytes / speed));
    }

    /// <summary>True when so many bytes more can be taken in.</summary>
    public bool Has(long bytes) => spool.Waiting + bytes <= MostWaiting && HasFree(bytes);

    /// <summary>True when so many bytes more can be moved into the log.</summary>
    public bool CanMove(long bytes) => _drive.AvailableFreeSpace > (Reserve / 2) + bytes;

    /// <summary>Waits until so many bytes more can be taken in.</summary>
    /// <exception cref="IOException">There is no room after the patience.</exception>
    public async Task WaitAsync(long bytes, TimeSpan patience)
    {
        for (var waited = TimeSpan.Zero; !Has(bytes); waited += Step)
        {
            if (waited >= patience || !HasFree(bytes))
            {
                throw new IOException(HasFree(bytes)
                    ? "Events come in faster than the log takes them; more wait than is allowed."
                    : $"Only {_drive.AvailableFreeSpace >> 20} MiB are free on the disk of {folder}. Nothing is taken in until there is room.");
            }

            await Task.Delay(Step);
        }
    }

    // What waits is written to the log's file and, until the next checkpoint, to the file before it.
    bool HasFree(long bytes) => _drive.AvailableFreeSpace > Reserve + (3 * (spool.Waiting + bytes));
}
