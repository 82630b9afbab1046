using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Platform.Storage;
using Throughline.Profiles.Identity;
using Throughline.Tests.Platform;

namespace Throughline.Tests.Profiles;

/// <summary>A model that was fitted in shadow and waits for a person.</summary>
public sealed class WaitingModelTests : IDisposable
{
    readonly OpenLog _log = new();

    public void Dispose() => _log.Dispose();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_waits_for_a_person_waits_again_after_a_restart()
    {
        using var stage = new IdentityStage(_log.Log);
        for (var i = 0; i < 130; i++)
        {
            (string, string, string, string) person = ($"Ada{(char)('a' + i % 26)}", $"Byron{(char)('a' + i / 26)}{(char)('a' + i % 7)}", $"19{i % 90 + 10}-0{i % 9 + 1}-1{i % 8}", $"p{i}@mail.example");
            stage.Arrive($"card:{i}", person);
            stage.Arrive($"member:{i}", person);
        }

        // Somebody's profiles are others than evidence would make, so that the model does not take over by itself.
        stage.Keys.Write(connection => connection.Run("UPDATE profiles_record SET profile = id"));
        var residents = stage.Started();
        using (var first = Refit(stage, residents))
        {
            Assert.Null((await first.RunAsync(Stop))!.Adopted);
        }

        var waiting = residents.Waiting!;
        Assert.True(waiting.Agreement < ModelRefit.LeastAgreement);

        var again = stage.Started();
        Assert.Null(again.Waiting);
        Assert.True(again.WaitingIsLost);
        using (var refit = Refit(stage, again))
        {
            await refit.StartAsync(Stop);
            for (var i = 0; again.Waiting is null && i < 400; i++)
            {
                await Task.Delay(50, Stop);
            }

            await refit.StopAsync(Stop);
        }

        Assert.Equal((waiting.FittedOn, waiting.Agreement, waiting.Threshold, waiting.ChangedProfiles), (again.Waiting!.FittedOn, again.Waiting.Agreement, again.Waiting.Threshold, again.Waiting.ChangedProfiles));
        Assert.False(again.WaitingIsLost);
        Assert.True(again.Adopt("Nora") > 0);
        Assert.False(stage.Started().WaitingIsLost);
    }

    static ModelRefit Refit(IdentityStage stage, Residents residents) => new(new ProfileDirectory(stage.Keys, residents), residents, TimeProvider.System, NullLogger<ModelRefit>.Instance);
}
