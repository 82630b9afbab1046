namespace Throughline.ServerTests;

/// <summary>Waits for what the program does in its own time. The minute is a guard against waiting for ever and says nothing about speed.</summary>
public static class Eventually
{
    const int Guard = 60_000; // milliseconds

    /// <summary>Looks until what is seen is as wanted, and hands it on.</summary>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> isSo)
    {
        var end = Environment.TickCount64 + Guard;
        while (true)
        {
            var seen = await look();
            if (isSo(seen))
            {
                return seen;
            }

            Assert.True(Environment.TickCount64 < end, $"waited for something else than {seen}");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until it is so.</summary>
    public static Task IsAsync(Func<Task<bool>> isSo) => SeeAsync(isSo, so => so);

    /// <inheritdoc cref="IsAsync(Func{Task{bool}})"/>
    public static Task IsAsync(Func<bool> isSo) => SeeAsync(() => Task.FromResult(isSo()), so => so);
}
