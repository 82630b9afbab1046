using Throughline.Platform.Storage;

namespace Throughline.Server.Hosting;

/// <summary>
/// Gives memory back once the server is quiet. An import, a resolution or a page leaves room in the heap that the runtime keeps for the next one; without
/// new allocations it would never look again, and a small server that nobody uses would hold several times what it needs.
/// </summary>
sealed class QuietMemory(KeyStore keys, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);

    readonly QuietMoments _moments = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_look, time, stoppingToken);
            switch (_moments.Next(Environment.CpuUsage.TotalTime, s_look, GC.GetGCMemoryInfo().TotalCommittedBytes, GC.GetTotalMemory(forceFullCollection: false)))
            {
                case Clearing.Beside:
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
                    break;
                case Clearing.Whole:
                    keys.Trim();
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    FreedMemory.GiveBack();
                    _moments.Cleared(GC.GetGCMemoryInfo().TotalCommittedBytes);
                    break;
            }
        }
    }
}

/// <summary>How memory is given back.</summary>
enum Clearing
{
    /// <summary>Not now.</summary>
    None,

    /// <summary>Beside all work: finds out how much of a large heap is in use.</summary>
    Beside,

    /// <summary>At once, while everything stands still for some hundredths of a second.</summary>
    Whole,
}

/// <summary>Decides when memory is given back: only where nothing goes on, much was taken since the last time, and what is in use is little enough to move at once.</summary>
sealed class QuietMoments
{
    const long Much = 32L << 20; // bytes; less is not worth a pause
    const long Movable = 512L << 20; // bytes in use; more would stand still for longer than a person notices
    const double QuietShare = 0.05; // of one core

    TimeSpan _worked;
    long _kept;
    bool _beside;

    /// <param name="worked">Processor time of the program so far.</param>
    /// <param name="since">Time since the last look.</param>
    /// <param name="committed">Bytes that the heap holds of the system's.</param>
    /// <param name="used">Bytes that are in use, or were when it was last looked.</param>
    public Clearing Next(TimeSpan worked, TimeSpan since, long committed, long used)
    {
        var quiet = worked - _worked < since * QuietShare;
        _worked = worked;
        if (!quiet || committed < _kept + Much)
        {
            return Clearing.None;
        }

        if (used <= Movable)
        {
            return Clearing.Whole;
        }

        if (_beside)
        {
            Cleared(committed); // it is in use: left alone until as much again has come
            return Clearing.None;
        }

        _beside = true;
        return Clearing.Beside;
    }

    /// <summary>Says what the heap still holds after it was cleared.</summary>
    public void Cleared(long committed) => (_kept, _beside) = (committed, false);
}
