using Microsoft.Extensions.Logging;
using Throughline.Contracts;
using Throughline.Listening.Alerts;
using Throughline.Listening.Quality.Profiling;
using Throughline.Platform.Followers;
using Throughline.Platform.Log;
using Throughline.Stats;

namespace Throughline.Listening.Quality.Scores;

/// <summary>Looks every minute, where new rows were profiled, whether a source keeps its checks much less than before or a field has shifted; writes down what was turned away.</summary>
sealed class QualityWatch(
    SignalLog log, QualityBook book, QualityReader reader, AlertBook alerts, FollowerPump pump, TimeProvider time, ILogger<QualityWatch> logger)
    : MinuteWatch("Data quality", time, logger)
{
    /// <summary>A shift of a field that is told, as a population stability index.</summary>
    public const double LargeDrift = Drift.Large;

    long _seen = -1;

    /// <summary>Looks once; does nothing where nothing new was profiled.</summary>
    public override async Task StepAsync(CancellationToken cancellation)
    {
        book.Keep();
        if (pump.Watermark("quality_profile") is var watermark && watermark == _seen)
        {
            return;
        }

        foreach (var source in log.Catalogue.Contents.Sources)
        {
            var (profile, quality) = await reader.LookAsync(source, cancellation);
            Judge(source, quality);
            Judge(source, profile);
        }

        _seen = watermark;
    }

    /// <inheritdoc/>
    protected override void Keep() => book.Keep();

    /// <summary>The newest day against the days before, by the rules that hold for what is held.</summary>
    void Judge(Source source, SourceQuality quality)
    {
        var on = On(AlertKind.Quality, source, "");
        List<(DateOnly Day, PartOf Count)> days =
        [
            .. quality.Days.Where(one => !one.Check.Kind.OfSource).GroupBy(one => one.Day).OrderBy(group => group.Key)
                .Select(group => (group.Key, new PartOf((long)Math.Round(group.Sum(one => one.Failed)), (long)Math.Round(group.Sum(one => one.Asked))))),
        ];
        if (days.Count == 0)
        {
            End(on);
            return;
        }

        var (day, now) = days[^1];
        var usual = UsualShare.Of(days.Where(one => one.Day < (on is null ? day : DateOnly.FromDateTime(on.Since))).Select(one => one.Count));
        if (on is not null)
        {
            alerts.Follow(on with { Events = now.Of, Held = now.Part, LastAt = Start(day) }, isOver: AlertRules.Ends(now, usual));
        }
        else if (usual.Events >= AlertRules.LeastEvents && AlertRules.Begins(now, usual))
        {
            alerts.Begin(new Alert(0, AlertKind.Quality, source.Id, "", default, Start(day), null, Start(day), now.Of, now.Part, usual.Part, usual.Events, null));
        }
    }

    void Judge(Source source, SourceProfile profile)
    {
        if (profile.Keys is not [.., var newest])
        {
            return;
        }

        var columns = reader.ColumnsOf(source.Id);
        foreach (var (name, _, drift) in profile.Fields.Where(one => one.Name.Use is "score" or "attribute" or "channel" or "touchpoint" or "language" or "activity"))
        {
            var field = columns.ColumnOf(name);
            var on = On(AlertKind.Drift, source, field);
            if (drift >= LargeDrift && on is null)
            {
                alerts.Begin(new Alert(0, AlertKind.Drift, source.Id, field, default, Start(newest.Key.Day), null, Start(newest.Key.Day), newest.Rows, (long)Math.Round(drift.Value * 1000), 0, profile.Rows - newest.Rows, null));
            }
            else if (drift < Drift.Small)
            {
                End(on);
            }
        }
    }

    Alert? On(AlertKind kind, Source source, string subject) => alerts.On().FirstOrDefault(one => one.Kind == kind && one.SourceId == source.Id && one.Subject == subject);

    void End(Alert? on)
    {
        if (on is not null)
        {
            alerts.Follow(on, isOver: true);
        }
    }

    static DateTime Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
