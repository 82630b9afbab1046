using Throughline.Language.Models;
using Throughline.Platform.Http;
using Throughline.Understanding.Detections;

namespace Throughline.Tests.Understanding.Detections;

public sealed class DetectorBookTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("throughline-detectors-");

    [Fact]
    public void Numbers_switches_thresholds_and_versions_are_the_same_after_the_next_start()
    {
        (int Version, (string, int, bool, double)[] Detectors) before;
        using (var log = new DetectionLog(_folder.FullName))
        {
            log.Book.Change("anger", false, 0.7, "me");
            before = (log.Book.Now.Version, [.. log.Book.Now.Detectors.Select(one => (one.Id, one.Number, one.IsOn, one.Detector.Threshold))]);
            Assert.Equal(before.Detectors.Length, before.Detectors.Select(one => one.Item2).Distinct().Count());
        }

        using var again = new DetectionLog(_folder.FullName);
        Assert.Equal(before.Version, again.Book.Now.Version);
        Assert.Equal(before.Detectors, again.Book.Now.Detectors.Select(one => (one.Id, one.Number, one.IsOn, one.Detector.Threshold)));
    }

    [Fact]
    public void What_changes_nothing_makes_no_version_and_what_cannot_be_is_refused()
    {
        using var log = new DetectionLog();
        var version = log.Book.Now.Version;
        log.Book.Change("anger", true, null, "me");
        log.Book.Pause(true);
        Assert.Equal(version, log.Book.Now.Version);
        Assert.Empty(log.Book.History("anger"));
        Assert.Throws<NotFoundException>(() => log.Book.Change("no such thing", true, null, "me"));
        Assert.Equal("bad_threshold", Assert.Throws<BadInputException>(() => log.Book.Change("anger", null, 1, "me")).Code);
        Assert.Equal("bad_threshold", Assert.Throws<BadInputException>(() => log.Book.Change("anger", null, double.NaN, "me")).Code);
        Assert.Equal(version + 1, log.Book.Again().Version);
    }

    [Fact]
    public async Task A_learned_head_takes_the_place_of_patterns_reads_history_anew_and_is_there_after_the_next_start()
    {
        const string Said = "the lift was stuck between floors";
        using (var log = new DetectionLog(_folder.FullName))
        {
            await log.SayAsync(Said);
            await log.ReadAsync();
            Assert.DoesNotContain("complaint", (await log.PresentAsync())[Said]);
            var version = log.Book.PutHeads([new LearnedHead("complaint", Head(), IsExperimental: false, Version: 3)], "learning");
            Assert.Equal(version, log.Book.Now.Version);
            await log.ReadAsync();
            Assert.Contains("complaint", (await log.PresentAsync())[Said]);
        }

        using var again = new DetectionLog(_folder.FullName);
        var known = again.Book.Now.Find("complaint")!;
        Assert.Equal((3, false), (known.HeadVersion, known.Detector.IsExperimental));
        again.Book.TakeHead("complaint", "me");
        await again.ReadAsync();
        Assert.DoesNotContain("complaint", (await again.PresentAsync())[Said]);
        Assert.Equal(["head", "head"], again.Book.History("complaint").Select(change => change.What));
    }

    [Fact]
    public void A_card_is_kept_and_says_why_there_is_none()
    {
        using var log = new DetectionLog();
        Assert.Equal("no_labels", log.Book.Card("anger").Refused);
        log.Book.PutCard("anger", new DetectorCard { Refused = null, N = 250, Positives = 40, Languages = ["en"], Curve = [new CurvePoint(0.5, null, null)] });
        Assert.Equal((250, 1), log.Book.Card("anger") is var card ? (card.N, card.Curve.Count) : default);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    static TextClassifier Head()
    {
        string[] bad = ["stuck lift", "the lift was stuck", "stuck between floors", "lift stuck again"], good = ["the view was wide", "two beds and a desk", "breakfast at eight", "a quiet street"];
        var texts = new List<LabelledText>();
        for (var i = 0; i < 200; i++)
        {
            texts.Add(new LabelledText($"{bad[i % 4]} {bad[i / 4 % 4]} {i}", ["present"]));
            texts.Add(new LabelledText($"{good[i % 4]} {good[i / 4 % 4]} {i}", ["absent"]));
        }

        return TrainClassifier.Of(texts);
    }
}
