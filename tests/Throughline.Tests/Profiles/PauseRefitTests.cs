using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Profiles.Identity;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Profiles;

/// <summary>A model is fitted once more when what came in has come in.</summary>
public sealed class PauseRefitTests : IDisposable
{
    readonly OpenLog _log = new();

    public void Dispose() => _log.Dispose();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_arrival_pauses_a_model_of_all_records_takes_over_once()
    {
        using var stage = new IdentityStage(_log.Log);
        Arrive(stage, 0, 115);
        Assert.True(stage.Residents.PauseRefitDue); // 230 records, the model of the first 200 or so decides
        var time = new SteppedTime();
        using var refit = new ModelRefit(stage.Profiles, stage.Residents, time, NullLogger<ModelRefit>.Instance);
        await refit.StartAsync(Stop);
        await time.Waits(1); // looked at the start
        Arrive(stage, 115, 116);
        var fitted = FittedOn(stage);
        await Quarter(time, 2); // something came since the last look
        Assert.Equal(fitted, FittedOn(stage));
        Assert.True(stage.Residents.PauseRefitDue);
        await Quarter(time, 3); // nothing did
        Assert.Equal(232, FittedOn(stage));
        Assert.Null(stage.Residents.Waiting);
        Assert.False(stage.Residents.PauseRefitDue);
        var changes = stage.Residents.Changes;
        await Quarter(time, 4);
        await Quarter(time, 5);
        Assert.Equal(changes, stage.Residents.Changes); // no second fit in one pause
        Arrive(stage, 116, 121); // a few
        await Quarter(time, 6);
        await Quarter(time, 7);
        Assert.Equal(232, FittedOn(stage));
        await refit.StopAsync(Stop);
        stage.Check();
    }

    static int FittedOn(IdentityStage stage) => stage.Residents.Alone(live => live.Model.FittedOn);

    static void Arrive(IdentityStage stage, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            (string, string, string, string) person = ($"Ada{(char)('a' + i % 26)}", $"Byron{(char)('a' + i / 26)}{(char)('a' + i % 7)}", $"19{i % 90 + 10}-0{i % 9 + 1}-1{i % 8}", $"p{i}@mail.example");
            stage.Arrive($"card:{i}", person);
            stage.Arrive($"member:{i}", person);
        }
    }

    static async Task Quarter(SteppedTime time, int looks)
    {
        time.Step(TimeSpan.FromMinutes(15));
        await time.Waits(looks);
    }

    /// <summary>A clock that somebody else moves; what waits for it is told when its time has come.</summary>
    sealed class SteppedTime : TimeProvider
    {
        readonly Lock _lock = new();
        DateTimeOffset _now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        (Action Ring, DateTimeOffset At)? _next;
        int _set;

        public override DateTimeOffset GetUtcNow()
        {
            lock (_lock)
            {
                return _now;
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_lock)
            {
                _next = (() => callback(state), _now + dueTime);
                _set++;
            }

            return new Rung();
        }

        public void Step(TimeSpan by)
        {
            Action? ring = null;
            lock (_lock)
            {
                _now += by;
                if (_next is { } next && next.At <= _now)
                {
                    (ring, _next) = (next.Ring, null);
                }
            }

            ring?.Invoke();
        }

        /// <summary>Until somebody has begun to wait for the so manieth time, having done all before.</summary>
        public async Task Waits(int times)
        {
            for (var i = 0; i < 1200; i++)
            {
                lock (_lock)
                {
                    if (_set >= times)
                    {
                        return;
                    }
                }

                await Task.Delay(50, Stop);
            }

            Assert.Fail($"nobody waited for the {times}th time");
        }

        sealed class Rung : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
